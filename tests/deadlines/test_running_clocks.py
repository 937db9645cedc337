"""Clocks over matters: facts are rows, the due day is derived, a new calendar counts again (law 2.3, 2.5)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.people.factory import TODAY, County
from zwgk.deadlines import actions, counting
from zwgk.deadlines.models import CalendarTable, Clock
from zwgk.matters import keeping, queries
from zwgk.matters.models import Matter
from zwgk.people.actor import SYSTEM
from zwgk.people.models import LocalRule
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, LimitExceeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(county: County) -> Matter:
    return keeping.open_matter(
        "document", "文", "某件", owner=county.bureau, stage=Stage.DRAFTING, on=TODAY, at=timezone.now()
    )


def begin(matter: Matter, county: County, on: date = date(2026, 1, 30)) -> Clock:
    clock = counting.begin(matter, "request.reply", label="答复", on=on, organ=county.bureau)
    assert clock is not None
    return clock


def test_the_due_day_over_spring_festival_and_its_ledger(county: County, matter: Matter) -> None:
    clock = begin(matter, county)
    assert clock.due_on == date(2026, 3, 5)
    days = counting.count(clock).days
    assert days[-1].date == clock.due_on
    assert sum(1 for d in days if d.n) == 20


def test_the_matter_and_its_inbox_lines_carry_the_nearest_due_day(county: County, matter: Matter) -> None:
    keeping.wait_for(matter, "x", "办理", unit=county.bureau, duty=Duty.OFFICE, at=timezone.now())
    begin(matter, county)
    counting.begin(matter, "request.correction_notice", label="补正告知", on=date(2026, 1, 30), organ=county.bureau)
    matter.refresh_from_db()
    assert matter.next_due == date(2026, 2, 10)
    assert queries.inbox(county.actor(Duty.OFFICE)).get().due_on == date(2026, 2, 10)
    counting.stop(matter, "request.correction_notice", on=date(2026, 2, 9), because="已告知")
    assert queries.inbox(county.actor(Duty.OFFICE)).get().due_on == date(2026, 3, 5)


def test_pause_extension_and_restart_are_facts_that_are_counted_again(county: County, matter: Matter) -> None:
    clock = begin(matter, county, on=date(2026, 9, 7))
    counting.pause(clock, first=date(2026, 9, 12), last=date(2026, 9, 29), reason="征求第三方意见")
    assert clock.due_on == date(2026, 10, 27)
    counting.extend(clock, days=20, most=20)
    assert clock.extended_by == 20
    with pytest.raises(LimitExceeded):
        counting.extend(clock, days=5, most=20)
    counting.restart(clock, on=date(2026, 10, 12))
    assert counting.count(clock).on == clock.due_on > date(2026, 11, 2)


def test_a_clock_of_one_kind_runs_once_over_a_matter(county: County, matter: Matter) -> None:
    first = begin(matter, county)
    assert begin(matter, county).pk == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.create(
            matter=matter,
            kind="request.reply",
            label="又一个",
            started_on=TODAY,
            figure=5,
            unit="working_days",
            basis="",
            due_on=TODAY,
            calendar_version="x",
        )


def test_a_local_figure_may_be_stricter_and_never_looser(county: County, matter: Matter) -> None:
    LocalRule.objects.create(unit=county.bureau, key="request.reply", value=30, basis="本局规定")
    assert begin(matter, county).figure == 20
    LocalRule.objects.update(value=15)
    other = keeping.open_matter(
        "document", "文", "又一件", owner=county.bureau, stage=Stage.DRAFTING, on=TODAY, at=timezone.now()
    )
    assert begin(other, county).figure == 15


def test_a_due_day_in_a_year_without_a_calendar_is_not_firm_and_moves_when_the_table_comes(
    county: County, matter: Matter
) -> None:
    clock = begin(matter, county, on=date(2026, 12, 25))
    assert not clock.firm
    assert clock.due_on == date(2027, 1, 22)
    table = {
        "year": 2027,
        "source": "演示用",
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
        "workdays": [],
    }
    moved = actions.import_calendar(table, at=timezone.now(), actor=SYSTEM)
    assert [(m.before, m.after) for m in moved] == [(date(2027, 1, 22), date(2027, 1, 25))]
    clock.refresh_from_db()
    assert clock.firm
    assert actions.import_calendar(table, at=timezone.now(), actor=SYSTEM) == []
    assert CalendarTable.objects.count() == 1


def test_a_bad_table_changes_nothing(county: County, matter: Matter) -> None:
    clock = begin(matter, county, on=date(2026, 12, 25))
    with pytest.raises(BadInput):
        actions.import_calendar({"year": 2027, "source": "演示用", "holidays": []}, at=timezone.now(), actor=SYSTEM)
    assert not CalendarTable.objects.exists()
    before = clock.due_on
    clock.refresh_from_db()
    assert clock.due_on == before


def test_a_stopped_clock_remembers_whether_it_was_late(county: County, matter: Matter) -> None:
    clock = begin(matter, county)
    counting.stop(matter, "request.reply", on=date(2026, 3, 6), because="答复")
    clock.refresh_from_db()
    assert clock.is_late
    matter.refresh_from_db()
    assert matter.next_due is None
