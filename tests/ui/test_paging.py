"""Keyset paging: both ways, without gaps, and deaf to cursors that nobody of ours wrote."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.ui.paging import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(county: County) -> list[int]:
    Entry.objects.all()
    now = timezone.now()
    rows = [Entry(at=now + timedelta(minutes=n // 3), act="test.row", by="甲") for n in range(25)]
    return [e.pk for e in Entry.objects.bulk_create(rows)]


def page(cursor: str = "") -> tuple[list[int], str, str]:
    found = page_of(Entry.objects.filter(act="test.row"), cursor, by=("at", "id"), size=10)
    return [row.pk for row in found.rows], found.older, found.newer


def test_pages_follow_each_other_without_gap_or_repeat_and_lead_back(entries: list[int]) -> None:
    first, older, newer = page()
    assert newer == ""
    second, oldest, back = page(older)
    third, end, _ = page(oldest)
    assert [*first, *second, *third] == entries[::-1]
    assert end == ""
    assert page(back)[0] == first
    assert page(page(oldest)[2])[0] == second


@pytest.mark.parametrize(
    "forged",
    [
        ["<", "abc", 1],
        [">", "2026-11-20T00:00:00+08:00", 2**70],
        [">", 2**80, 1],
        [">", None, 1],
        ["<", [1], 1],
        [">", "2026-11-20T00:00:00+08:00", "1"],
        {"a": 1},
        [],
    ],
)
def test_a_cursor_that_cannot_be_read_gives_the_first_page(entries: list[int], forged: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode().rstrip("=")
    assert page(cursor)[0] == entries[::-1][:10]
    assert page("不是游标")[0] == entries[::-1][:10]
