"""代理和请假: one's own, the unit's by its informant, proposals from the calendar; a session falls back by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.office.desk import SignIn, browser
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.people.models import Delegation, Leave
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db
PAGE = "/account/stand-ins/"


def test_the_informant_enters_a_colleagues_leave_and_follows_the_proposal(county: County, sign_in: SignIn) -> None:
    head, drafter = county.post(Duty.SECTION_HEAD), county.post(Duty.DRAFTER)
    there = f"{PAGE}?post={head.pk}"
    informant = sign_in(Duty.INFORMANT)
    leave = {"act": "leave", "kind": "annual", "away_first": "2026-11-23", "away_last": "2026-11-27"}
    assert informant.post(there, leave)["Location"] == there
    page = informant.get(there).content.decode()
    assert "其中工作日 5 天" in page
    assert "2026-11-23 至 2026-11-29" in page
    wanted = {"act": "delegate", "deputy": drafter.pk, "first": "2026-11-23", "last": "2026-11-29", "reason": "年休假"}
    informant.post(there, wanted | {"leave": Leave.objects.get().pk, "reserved": ["seal"]})
    made = Delegation.objects.get()
    assert (made.absent_id, made.deputy_id, made.reserved) == (head.pk, drafter.pk, ["seal"])
    assert "编号和用印" in browser(head).get(PAGE).content.decode()
    browser(head).post(PAGE, {"act": "call_off", "delegation": made.pk})
    assert not Delegation.objects.exists()


def test_nobody_else_arranges_for_a_colleague(county: County, sign_in: SignIn) -> None:
    head = county.post(Duty.SECTION_HEAD)
    client, away = sign_in(Duty.DRAFTER), sign_in(Duty.INFORMANT, county.other)
    leave = {"act": "leave", "kind": "annual", "away_first": "2026-11-23", "away_last": "2026-11-27"}
    for one in (client, away):
        with nothing_changes():
            assert one.post(f"{PAGE}?post={head.pk}", leave).status_code == 404
    assert not Leave.objects.exists()
    for wrong in ({"act": "cancel_leave", "leave": "999"}, {"act": "end", "delegation": "999"}, {"act": "delegate"}):
        with nothing_changes():
            assert client.post(PAGE, wrong).status_code == 409


def test_a_session_falls_back_to_the_own_post_when_the_delegation_is_over(county: County, sign_in: SignIn) -> None:
    head, drafter = county.post(Duty.SECTION_HEAD), county.post(Duty.DRAFTER)
    made = actions.delegate(head, drafter, first=TODAY, last=TODAY, reason="出差", actor=SYSTEM)
    client = browser(drafter)
    client.post("/account/posts/", {"delegation": made.pk, "next": "/mine/"})
    assert f"{drafter.user.name}（代{head.user.name}）" in client.get("/mine/").content.decode()
    assert client.post(PAGE, {"act": "end", "delegation": made.pk}).status_code == 403, "not in another's name"
    Delegation.objects.filter(pk=made.pk).update(first=TODAY - timedelta(days=1), last=TODAY - timedelta(days=1))
    page = client.get("/mine/").content.decode()
    assert "代理已经结束，现在以您自己的岗位办理" in page
    assert "（代" not in page
    client.post("/account/posts/", {"delegation": made.pk})
    assert "（代" not in client.get("/mine/").content.decode(), "a past one cannot be chosen"
