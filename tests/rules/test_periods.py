"""Natural days, months and hours: roll-over where the law has it, and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zwgk.rules.clock import Due
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.periods import Unit, hours, months, natural_days, period, yearly
from zwgk.rules.workdays import OFFICIAL


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        pytest.param(date(2026, 3, 10), 30, date(2026, 4, 9), id="例6 缴费"),
        pytest.param(date(2025, 12, 25), 60, date(2026, 2, 24), id="例7 复议,末日在春节顺延"),
        pytest.param(date(2026, 4, 28), 3, date(2026, 5, 6), id="例8 自然日,末日在劳动节顺延"),
        pytest.param(date(2026, 3, 3), 4, date(2026, 3, 9), id="末日是周六"),
        pytest.param(date(2026, 2, 9), 5, date(2026, 2, 14), id="末日是调休上班的周六"),
    ],
)
def test_natural_days_roll_over_days_off(start, days, expected):
    assert natural_days(start, days, OFFICIAL) == Due(on=expected, firm=True)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        pytest.param(date(2025, 12, 25), 6, date(2026, 6, 25), id="例7 起诉"),
        pytest.param(date(2025, 8, 31), 6, date(2026, 2, 28), id="例7 没有对应日,月末调休上班不顺延"),
        pytest.param(date(2023, 12, 31), 2, date(2024, 2, 29), id="闰年"),
        pytest.param(date(2024, 7, 1), 3, date(2024, 10, 8), id="末日在国庆节顺延"),
        pytest.param(date(2024, 11, 15), 3, date(2025, 2, 17), id="跨年,末日是周六"),
    ],
)
def test_months_end_on_the_corresponding_day(start, number, expected):
    """《民法典》第二百零二、二百零三条。"""
    assert months(start, number, OFFICIAL) == Due(on=expected, firm=True)


def test_a_last_day_in_a_year_without_a_table_is_provisional():
    assert natural_days(date(2026, 12, 1), 60, OFFICIAL).firm is False
    assert natural_days(date(2026, 12, 1), 30, OFFICIAL).firm is True


def test_explains_why_the_last_day_moved():
    explained = natural_days(date(2026, 4, 28), 3, OFFICIAL).days
    assert [(line.date.day, line.n, line.why) for line in explained[2:]] == [
        (1, 3, "劳动节放假"),
        (2, None, "末日顺延：劳动节放假"),
        (3, None, "末日顺延：劳动节放假"),
        (4, None, "末日顺延：劳动节放假"),
        (5, None, "末日顺延：劳动节放假"),
        (6, None, "末日顺延：工作日"),
    ]


def test_hours_run_through_days_off():
    start = datetime(2026, 10, 1, 22, 30, tzinfo=UTC)
    assert hours(start, 24) == datetime(2026, 10, 2, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("unit", "figure", "expected"),
    [
        (Unit.WORKING_DAYS, 20, date(2026, 5, 28)),
        (Unit.NATURAL_DAYS, 3, date(2026, 5, 6)),
        (Unit.MONTHS, 1, date(2026, 5, 28)),
        (Unit.YEARS, 1, date(2027, 4, 28)),
    ],
)
def test_one_door_to_all_units(unit, figure, expected):
    assert period(date(2026, 4, 28), figure, unit, OFFICIAL).on == expected


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.HOURS, Unit.PERCENT, Unit.TIMES_PER_YEAR, Unit.MONTH_DAY])
def test_a_unit_that_gives_no_day_is_refused(unit):
    with pytest.raises(BadInput) as refusal:
        period(date(2026, 4, 28), 3, unit, OFFICIAL)
    assert ("工作日还是自然日" in refusal.value.remedy) == (unit is Unit.DAYS)


def test_a_fixed_day_of_the_year_does_not_move():
    """《条例》第四十九条"每年1月31日前":2026年1月31日是周六。"""
    assert yearly("01-31", 2026) == date(2026, 1, 31)
    for text in ("02-30", "13-01", "一月", "01-02-03", ""):
        with pytest.raises(BadInput):
            yearly(text, 2026)


@pytest.mark.parametrize("count", [natural_days, months])
def test_impossible_figures_are_refused(count):
    with pytest.raises(BadInput):
        count(date(2026, 4, 28), -1, OFFICIAL)
    with pytest.raises(LimitExceeded):
        count(date(2026, 4, 28), 10**9, OFFICIAL)
    with pytest.raises(LimitExceeded):
        count(date(9999, 12, 1), 50, OFFICIAL)
    assert count(date(2026, 4, 28), 0, OFFICIAL).on == date(2026, 4, 28)
