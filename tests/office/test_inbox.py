"""待办: grouped by how the clock stands, the nearest first; the number of queries does not grow with the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from zwgk.matters.models import Waiting
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def waiting(county: County, due: date | None, title: str) -> None:
    story = draft(county, title=title)
    Waiting.objects.filter(matter=story.document.matter).update(due_on=due)


def test_what_waits_is_grouped_by_its_light_with_words_beside_the_colour(county: County, sign_in: SignIn) -> None:
    waiting(county, TODAY - timedelta(days=2), "关于逾期事项的通知")
    waiting(county, TODAY, "关于今日事项的通知")
    waiting(county, date(2026, 11, 24), "关于临期事项的通知")
    waiting(county, date(2026, 12, 20), "关于正常事项的通知")
    waiting(county, None, "关于无期限事项的通知")
    page = sign_in(Duty.DRAFTER).get("/").content.decode()
    places = [page.index(word) for word in ("逾期事项", "今日事项", "临期事项", "正常事项", "无期限事项")]
    assert places == sorted(places)
    for words in ("超期", "今日到期", "临期", "正常", "没有期限", "超 2 天", "剩 2 天"):
        assert words in page
    assert "合计 <b>5</b>" in page


def test_a_filter_narrows_and_says_so(county: County, sign_in: SignIn) -> None:
    draft(county, title="关于等我写的通知")
    signed = draft(county, title="关于等我签的通知")
    signed.propose().submit()
    head = sign_in(Duty.SECTION_HEAD)
    page = head.get("/?show=sign").content.decode()
    assert "关于等我签的通知" in page
    assert "关于等我写的通知" not in page
    assert "这个筛选里没有" in head.get("/?show=inforequest").content.decode()


def test_nothing_of_another_organ_waits_here(county: County, sign_in: SignIn) -> None:
    draft(county).propose().submit()
    assert "没有等您办的事" in sign_in(Duty.SECTION_HEAD, county.other).get("/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_inbox(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.DRAFTER)
    waiting(county, TODAY, "关于第一件的通知")
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for n in range(8):
        waiting(county, TODAY, f"关于第{n}件的通知")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)
