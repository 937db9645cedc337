"""届满提醒: 政策法规, 办公室 and the section in charge are told once per stage, from the organ's own first notice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import draft
from tests.documents.test_cleaning import put
from tests.people.factory import County
from zwgk.notices.models import Notice
from zwgk.publishing import validity_reminders
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty
from zwgk.rules.validity_notices import Ending, stage

LAST = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 9, 29), None, id="还早"),
        pytest.param(date(2026, 9, 30), Ending.FIRST, id="六个月前"),
        pytest.param(date(2027, 3, 1), Ending.MONTH, id="一个月内"),
        pytest.param(LAST, Ending.MONTH, id="届满当日还有效"),
        pytest.param(date(2027, 4, 1), Ending.ENDED, id="次日失效"),
        pytest.param(date(2027, 4, 15), None, id="不再提醒"),
    ],
)
def test_each_stage_of_an_end_has_its_days(today: date, expected: Ending | None) -> None:
    assert stage(LAST, first_notice=date(2026, 9, 30), today=today) is expected


@pytest.mark.django_db
def test_who_answers_is_told_once_per_stage(county: County) -> None:
    for duty in (Duty.LEGAL, Duty.OFFICE, Duty.SECTION_HEAD):
        county.post(duty)
    county.post(Duty.LEGAL, county.other)
    paper = draft(county, title="停车管理办法").published()
    Publication.objects.filter(pk=paper.pk).update(is_normative=True, validity="in_force", in_force_to=LAST)
    put(county, "没有期限的办法")
    told = [
        validity_reminders.remind(today=day)
        for day in (date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 21), date(2027, 3, 20), date(2027, 4, 2))
    ]
    assert told == [0, 3, 0, 3, 3]
    kinds = Notice.objects.filter(text__contains="停车管理办法", key__startswith="validity.").values_list(
        "kind", flat=True
    )
    assert sorted(set(kinds)) == ["due", "overdue"]
    assert (
        Notice.objects.filter(key__startswith="validity.ended", url=f"/publications/{paper.pk}/validity/").count() == 3
    )
