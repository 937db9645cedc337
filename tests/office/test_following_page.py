"""邮件订阅 in the office: figures only, and an address that is taken out is neither shown nor logged."""

from __future__ import annotations

import pytest

from tests.office.desk import SignIn
from tests.people.factory import County
from tests.publishing.cases_following import followed
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.publishing.models import FollowCount, Following, FollowSettings
from zwgk.rules.duties import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_day")]
HERE = "/settings/following/"


def test_the_page_shows_figures_and_no_address(county: County, sign_in: SignIn) -> None:
    organ = str(county.bureau.pk)
    for n in range(3):
        followed(f"reader{n}@example.cn", organ)
    followed("reader0@example.cn", str(county.other.pk))
    FollowCount.objects.create(on="2026-11-19", confirmations=4, digests=3, refused=1)
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        page = client.get(HERE).content.decode()
    assert "example.cn" not in page
    assert f"机关“{county.bureau.name}”" in page
    assert county.other.name not in page[page.index("<main") :], "a single reader may be somebody known"
    assert "现在发不出邮件" in page, "said as long as no worker has said otherwise"
    assert '<td class="no" data-label="订阅">4</td>' in page
    assert '<td class="no" data-label="邮箱">3</td>' in page


def test_hour_and_day_are_set_and_logged(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    assert client.post(HERE, {"is_open": "1", "hour": "8", "weekday": "3"}).status_code == 302
    row = FollowSettings.objects.get()
    assert (row.is_open, row.hour, row.weekday) == (True, 8, 3)
    entry = Entry.objects.get(act="publishing.set_following")
    assert entry.details == {"is_open": True, "hour": 8, "weekday": 3}
    for wrong, said in (({"hour": "23"}, "发送时刻应在6时至20时"), ({"weekday": "7"}, "周一至周五")):
        with nothing_changes():
            answer = client.post(HERE, {"is_open": "1", "hour": "8", "weekday": "3", **wrong})
        assert said in answer.content.decode()


def test_an_address_is_taken_out_without_saying_whether_it_was_there(county: County, sign_in: SignIn) -> None:
    followed()
    followed(target="2")
    other = followed("other@example.cn")
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    answers = [
        client.post(HERE, {"act": "drop", "address": address}, follow=True).content.decode()
        for address in ("WangMin@Example.cn", "nobody@example.cn")
    ]
    assert all("已处理：这个邮箱如有订阅，已全部退订" in answer for answer in answers)
    assert list(Following.objects.values_list("pk", flat=True)) == [other.pk]
    entries = Entry.objects.filter(act="publishing.drop_follower")
    assert [entry.details for entry in entries] == [{}, {}]
    with nothing_changes():
        assert "邮箱地址的写法不对" in client.post(HERE, {"act": "drop", "address": "王敏"}).content.decode()
