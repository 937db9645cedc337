"""我的工作: due in words beside the colours, drafts, what others have, what was done; a fixed number of questions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from zwgk.matters.models import Waiting
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.rules.approval import Level
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def _due(county: County, due: date, title: str) -> None:
    story = draft(county, title=title)
    Waiting.objects.filter(matter=story.document.matter).update(due_on=due)


def test_the_home_says_what_is_due_what_i_write_who_has_mine_and_what_i_did(county: County, sign_in: SignIn) -> None:
    _due(county, TODAY - timedelta(days=2), "关于逾期事项的通知")
    _due(county, TODAY, "关于今日事项的通知")
    _due(county, date(2026, 11, 24), "关于临期事项的通知")
    sent = draft(county, title="关于送出事项的通知").propose().submit()
    county.post(Duty.OFFICE)
    head, deputy = county.post(Duty.SECTION_HEAD), county.post(Duty.INFORMANT)
    actions.delegate(head, deputy, first=TODAY, last=TODAY, reason="出差", actor=SYSTEM)
    client = sign_in(Duty.DRAFTER)
    page = client.get("/mine/").content.decode()
    for words in ("已超期 1", "今天到期 1", "五个工作日内到期 1", "超 2 天", "剩 2 天", 'href="/?show=late"'):
        assert words in page
    assert f"科室审核：{head.user.name}（今天由{deputy.user.name}代理）（商务运行科科室负责人）" in page
    assert "保密预审" in page or "送审" in page, "what I did last"
    assert 'href="/documents/?show=writing&amp;mine=1"' in page
    assert "关于逾期事项的通知" in client.get("/?show=late").content.decode()
    assert "关于今日事项的通知" not in client.get("/?show=late").content.decode()
    sent.sign(Level.SECTION)
    elsewhere = client.get("/mine/elsewhere/").content.decode()
    assert county.post(Duty.OFFICE).user.name in elsewhere
    assert "关于送出事项的通知" in client.get("/mine/done/").content.decode()


def test_it_costs_the_same_however_much_there_is(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DRAFTER)
    _due(county, TODAY, "关于第一件的通知")
    draft(county, title="关于送出的通知").propose().submit()
    county.post(Duty.SECTION_HEAD)
    counted = []
    for _ in range(2):
        client.get("/mine/")
        for address in ("/mine/", "/mine/done/", "/mine/elsewhere/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
        for n in range(4):
            _due(county, TODAY, f"关于第{n}件的通知")
            draft(county, title=f"关于送出{n}的通知").propose().submit()
    assert counted[:3] == counted[3:]
    assert counted[0] <= 40


def test_what_i_did_and_may_no_longer_see_keeps_its_title_to_itself(county: County, sign_in: SignIn) -> None:
    story = draft(county, title="关于回避事项的通知")
    client = sign_in(Duty.DRAFTER)
    story.document.matter.exclusions.create(unit=county.bureau, reason="回避")
    for address in ("/mine/", "/mine/done/"):
        assert "关于回避事项的通知" not in client.get(address).content.decode()
    assert "已不在您的工作范围内" in client.get("/mine/done/").content.decode()


def test_a_keeper_has_a_home_without_content(county: County, sign_in: SignIn) -> None:
    draft(county, title="关于窗口的通知")
    page = sign_in(Duty.AUDITOR).get("/mine/").content.decode()
    assert "关于窗口的通知" not in page
    assert "没有在写的文稿" in page
