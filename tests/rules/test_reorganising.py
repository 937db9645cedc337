"""From an organ of then to the organ of today, whatever was entered; the years laid out to look at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.reorganising import MEANING, ChangeKind, last_of
from zwgk.rules.workdays import OFFICIAL, DayKind
from zwgk.rules.year_view import between, sheet

TODAY = date(2026, 11, 20)
UNITS = st.integers(min_value=1, max_value=8)


@given(UNITS, st.dictionaries(UNITS, st.lists(UNITS, max_size=3)))
def test_the_walk_to_the_last_successors_always_ends_with_those_that_nobody_follows(
    start: int, became: dict[int, list[int]]
) -> None:
    """Circles, which the acts refuse to make, do not send it round for ever."""
    found = last_of(start, became)
    assert len(found) == len(set(found))
    assert start not in found
    ways = {start}
    while more := {after for one in ways for after in became.get(one, ())} - ways:
        ways |= more
    assert set(found) <= ways


def test_two_steps_and_a_split_lead_to_all_who_go_on() -> None:
    assert last_of(1, {1: [2], 2: [3, 4]}) == [3, 4]
    assert last_of(3, {1: [2], 2: [3, 4]}) == []


def test_every_kind_of_change_is_explained() -> None:
    assert set(MEANING) == set(ChangeKind)


@pytest.mark.parametrize("year", [2015, 2026, 2027, 2028])
def test_a_sheet_holds_every_day_once_and_counts_as_the_calendar_does(year: int) -> None:
    laid = sheet(year, OFFICIAL, today=TODAY)
    days = [day.on for month in laid.months for week in month.weeks for day in week if day is not None]
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert days == [date(year, 1, 1) + timedelta(days=n) for n in range(length)]
    assert laid.workdays == sum(OFFICIAL.counts(on) for on in days)
    assert laid.published is (year <= 2026)
    assert all(day.mark for m in laid.months for w in m.weeks for day in w if day and day.kind is not DayKind.COUNTED)


def test_the_way_between_two_days_does_not_count_the_first_and_says_what_lies_in_it() -> None:
    """民法典第二百零一条：起算当日不计。"""
    way = between(date(2026, 9, 21), date(2026, 10, 26), OFFICIAL)
    assert (way.workdays, way.days, way.firm) == (20, 35, True)
    assert "国庆节放假 7 天" in way.off
    assert not between(date(2026, 12, 30), date(2027, 1, 5), OFFICIAL).firm
    with pytest.raises(BadInput):
        between(date(2026, 10, 2), date(2026, 10, 1), OFFICIAL)
    with pytest.raises(LimitExceeded):
        between(date(2016, 1, 1), date(2026, 12, 31), OFFICIAL)
