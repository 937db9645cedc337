"""The desk of requests: by stage and by day, narrowed, kept as a table, many taken in hand at once (S0-34、S4-37)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.inforequests.story import WISH, registered
from tests.office.desk import SignIn, browser
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.files.readers import read_bytes
from zwgk.matters.models import Watch
from zwgk.notices import queries as notices
from zwgk.office.requests.register import TABS
from zwgk.rules.applicants import Form, Way, Wish
from zwgk.rules.duties import Duty
from zwgk.rules.receipt import Channel, Event

pytestmark = pytest.mark.django_db


def test_the_desk_shows_stage_day_and_word_and_narrows_to_what_is_asked(county: County, sign_in: SignIn) -> None:
    late = registered(county, received=date(2026, 10, 9)).on(date(2026, 10, 12)).transferred()
    soon = registered(county, received=date(2026, 10, 26), wish=Wish("学校食堂招标文件", Form.PAPER, Way.POST))
    soon.on(date(2026, 10, 27)).transferred()
    unsure = registered(county, channel=Channel.EMAIL, received=TODAY, events={Event.ARRIVED: TODAY})
    paused = registered(county, received=date(2026, 11, 2)).on(date(2026, 11, 3)).transferred()
    paused.consulted()
    gone = registered(county, received=date(2026, 9, 1)).on(date(2026, 9, 7)).answered()
    number = {s.request.pk: s.request.matter.number for s in (late, soon, unsure, paused, gone)}
    client = sign_in(Duty.OFFICE)

    def shown(query: str) -> set[str]:
        html = client.get(f"/requests/{query}").content.decode()
        return {n for n in number.values() if f'href="/requests/{n}/"' in html}

    page = client.get("/requests/").content.decode()
    assert "超期 <b class" in page
    assert "穆青禾" not in page
    assert "期限暂停" in page
    assert shown("") == {
        number[late.request.pk],
        number[soon.request.pk],
        number[unsure.request.pk],
        number[paused.request.pk],
    }
    assert shown("?due=late") == {number[late.request.pk]}
    assert shown("?due=soon") == {number[late.request.pk], number[soon.request.pk]}
    assert shown("?due=paused") == {number[paused.request.pk]}
    assert shown("?show=confirm") == {number[unsure.request.pk]}
    assert shown("?show=ended") == shown("?show=all&outcome=granted") == {number[gone.request.pk]}
    assert shown("?show=all&outcome=reply_published") == set()
    assert shown("?show=all&year=2025") == set()
    assert shown("?q=食堂") == {number[soon.request.pk]}
    assert shown(f"?q={gone.request.filing.number}") == {number[gone.request.pk]}
    assert shown("?show=all&channel=email") == {number[unsure.request.pk]}
    assert shown("?show=all&from=2026-10-20&to=2026-10-31") == {number[soon.request.pk]}
    assert shown("?from=nonsense&year=x&organ=y&at=z&class=q") == shown("")
    for code, label, _ in TABS:
        assert label in page, code
    assert not any(
        n in sign_in(Duty.OFFICE, county.other).get("/requests/?show=all").content.decode() for n in number.values()
    )

    data = client.get("/requests/register.xlsx?show=all").content
    (table,) = read_bytes("登记簿.xlsx", data).tables
    lines = {row[0]: row for row in table if row[0] in number.values()}
    assert set(lines) == set(number.values())
    assert {"按期", "予以公开", "2026-09-07"} <= set(lines[number[gone.request.pk]])
    assert "暂停" in lines[number[paused.request.pk]]
    assert "没有起算" in lines[number[unsure.request.pk]]
    assert "穆青禾" not in str(lines)


def test_many_are_named_watched_and_pressed_for_at_once_each_on_its_own(county: County, sign_in: SignIn) -> None:
    stories = [registered(county, received=date(2026, 11, day)) for day in (2, 3)]
    gone = registered(county, received=date(2026, 9, 1)).on(date(2026, 9, 7)).answered()
    pks = [s.request.pk for s in [*stories, gone]]
    client, informant, stranger = sign_in(Duty.OFFICE), county.post(Duty.INFORMANT), sign_in(Duty.OFFICE, county.other)
    with nothing_changes():
        client.post("/requests/many/", {"assign": "1", "request": pks})
        stranger.post("/requests/many/", {"watch": "1", "request": pks})
    answer = client.post("/requests/many/", {"assign": "1", "request": pks, "to": informant.pk}, follow=True)
    html = answer.content.decode()
    assert "已指定季长风经办 2 件" in html
    assert f"{gone.request.matter.number} 没有办理" in html
    assert {s.fresh().matter.handler_id for s in stories} == {informant.pk}
    mine = browser(informant).get("/requests/?mine=1").content.decode()
    assert mine.count('class="item"') == 2
    client.post("/requests/many/", {"watch": "1", "request": pks[:1]})
    assert client.get("/requests/?watched=1").content.decode().count('class="item"') == 1
    stories[0].on(date(2026, 11, 4)).transferred()
    assert f"您关注的{stories[0].request.matter.number}：办理" in [
        n.text for n in notices.inbox(county.actor(Duty.OFFICE))
    ]
    client.post("/requests/many/", {"unwatch": "1", "request": pks[:1]})
    assert not Watch.objects.exists()
    answer = client.post("/requests/many/", {"escalate": "1", "request": pks[:1], "words": "科室不回复"}, follow=True)
    assert "已提请督促 1 件" in answer.content.decode()


def test_the_desk_asks_as_much_of_the_database_for_one_request_as_for_many(
    county: County, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(Duty.OFFICE)
    for _ in range(4):
        registered(county, received=date(2026, 11, 2), wish=WISH)
    client.get("/requests/")
    with django_assert_max_num_queries(31):
        client.get("/requests/?show=all")
