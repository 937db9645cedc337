"""The ledger of a clock shows the very days that were counted (条例第三十三条; 民法典第二百零一条)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from zwgk.rules import clock
from zwgk.rules.day_ledger import ClockFacts, Held, Mark, due, ledger, notice, spans, tally, weeks
from zwgk.rules.periods import Unit
from zwgk.rules.workdays import OFFICIAL

BASIS = "《政府信息公开条例》第三十三条"
CONSULTED = "征求第三方意见"


def facts(started_on: date, **more: object) -> ClockFacts:
    return ClockFacts(started_on, 20, Unit.WORKING_DAYS, BASIS, **more)  # type: ignore[arg-type]


def marks(given: ClockFacts, today: date) -> dict[date, Mark]:
    return {day.on: day.mark for day in ledger(given, OFFICIAL, today=today)}


def test_spring_festival_2026_day_by_day() -> None:
    """Twenty working days over 春节 with two make-up Saturdays: 30 January to 5 March."""
    given = facts(date(2026, 1, 30))
    days = ledger(given, OFFICIAL, today=date(2026, 2, 27))
    assert (days[0].mark, days[0].n) == (Mark.START, None)
    assert (days[-1].on, days[-1].n) == (date(2026, 3, 5), 20)
    shown = {day.on: day for day in days}
    assert (shown[date(2026, 2, 14)].mark, shown[date(2026, 2, 14)].n) == (Mark.MAKEUP, 11)
    assert shown[date(2026, 2, 15)].mark is Mark.HOLIDAY
    assert "国办" in shown[date(2026, 2, 15)].article
    assert shown[date(2026, 2, 7)].mark is Mark.REST
    assert tally(days) == {Mark.START: 1, Mark.COUNTED: 18, Mark.MAKEUP: 2, Mark.REST: 5, Mark.HOLIDAY: 9}
    assert [len(week) for week in weeks(days)] == [7] * 6
    assert [day.on for day in days] == [date(2026, 1, 30) + timedelta(days=n) for n in range(len(days))]


def test_an_extension_is_seen_as_such_and_a_restart_leaves_out_what_was_before() -> None:
    longer = ledger(facts(date(2026, 1, 30), extended_by=20), OFFICIAL, today=date(2026, 2, 1))
    extended = [day for day in longer if day.mark is Mark.EXTENDED]
    assert (longer[-1].on, len(extended), extended[0].n) == (date(2026, 4, 2), 20, 21)
    corrected = ledger(facts(date(2026, 4, 20), restarted_on=date(2026, 5, 12)), OFFICIAL, today=date(2026, 5, 13))
    assert corrected[-1].on == date(2026, 6, 9)
    assert tally(corrected)[Mark.VOID] == 21
    assert [day.on for day in corrected if day.mark is Mark.START] == [date(2026, 4, 20), date(2026, 5, 12)]
    assert "第三十条" in corrected[1].article


def test_a_pause_is_not_counted_and_one_without_an_end_leaves_the_day_open() -> None:
    answered = facts(
        date(2026, 9, 7), held=(Held(date(2026, 9, 12), date(2026, 9, 29), CONSULTED, "第三十三条第三款"),)
    )
    days = ledger(answered, OFFICIAL, today=date(2026, 10, 1))
    assert days[-1].on == date(2026, 10, 27)
    paused = [day for day in days if day.mark is Mark.PAUSED]
    assert (len(paused), paused[0].why, paused[0].article) == (12, CONSULTED, "第三十三条第三款")
    silent = facts(date(2026, 9, 7), held=(Held(date(2026, 9, 12), date(2026, 10, 10), CONSULTED),))
    assert due(silent, OFFICIAL).on == date(2026, 11, 2)
    open_one = facts(date(2026, 9, 7), held=(Held(date(2026, 9, 12), None, CONSULTED),))
    assert open_one.is_held
    assert due(open_one, OFFICIAL, held_until=date(2026, 9, 29)).on == date(2026, 10, 27)
    assert marks(open_one, date(2026, 9, 22))[date(2026, 9, 22)] is Mark.PAUSED
    assert max(marks(open_one, date(2026, 9, 22))) == date(2026, 9, 22), "what follows is not known"


def test_what_is_late_is_shown_up_to_its_end_and_what_was_set_leads_to_its_day() -> None:
    late = ledger(facts(date(2026, 1, 30), stopped_on=date(2026, 3, 9)), OFFICIAL, today=date(2026, 6, 1))
    assert [day.on for day in late if day.mark is Mark.OVER] == [date(2026, 3, day) for day in (6, 7, 8, 9)]
    given = facts(date(2026, 1, 30), fixed_on=date(2026, 3, 31))
    assert (due(given, OFFICIAL).on, max(marks(given, date(2026, 2, 2)))) == (date(2026, 3, 31), date(2026, 3, 31))
    natural = ClockFacts(date(2026, 3, 10), 30, Unit.NATURAL_DAYS, "国办函〔2020〕109号")
    assert ledger(natural, OFFICIAL, today=date(2026, 3, 10))[-1].on == date(2026, 4, 9)


def test_the_table_says_in_lines_what_the_calendar_says_in_days() -> None:
    days = ledger(facts(date(2026, 1, 30)), OFFICIAL, today=date(2026, 2, 27))
    lines = spans(days)
    assert sum(line.days for line in lines) == len(days)
    assert [line.mark for line in lines][:3] == [Mark.START, Mark.REST, Mark.COUNTED]
    assert lines[-1].n == 20
    for one, following in pairwise(lines):
        assert following.first == one.last + timedelta(days=1)
        assert following.n >= one.n


@pytest.mark.parametrize("today", [date(2026, 9, 7), date(2026, 10, 1), date(2026, 12, 31)], ids=str)
def test_the_last_day_is_the_one_that_the_clock_counts_whatever_the_day_of_looking(today: date) -> None:
    given = facts(date(2026, 9, 7))
    counted = [day for day in ledger(given, OFFICIAL, today=today) if day.n]
    assert counted[-1].on == clock.due(date(2026, 9, 7), 20, OFFICIAL).on
    assert [day.n for day in counted] == list(range(1, 21))


def test_a_year_without_a_notice_names_none() -> None:
    assert notice(date(2027, 3, 1), OFFICIAL) == ""
    assert not due(facts(date(2026, 12, 25)), OFFICIAL).firm
