"""Periods in natural days, months, years and hours (自然日, 月, 年, 小时), and one door to all units.

Working days end on a working day by construction; natural days, months and years roll over: where the last day is off,
the period ends on the next working day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from zwgk.rules.clock import CountedDay, Due, due
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.labelled import Labelled
from zwgk.rules.workdays import DayKind, WorkCalendar, after

MOST_DAYS = 36_600  # a hundred years


class Unit(Labelled):
    """In what a figure is measured (计量单位)."""

    WORKING_DAYS = "working_days", "个工作日"
    NATURAL_DAYS = "natural_days", "日"
    DAYS = "days", "日（未写明工作日或者自然日）"
    MONTHS = "months", "个月"
    YEARS = "years", "年"
    HOURS = "hours", "小时"
    MONTH_DAY = "month-day", "（每年月日）"
    TIMES_PER_YEAR = "times_per_year", "次/年"
    PERCENT = "percent", "%"
    PERSONS = "persons", "人"
    ITEMS = "items", "项"


def natural_days(start: date, days: int, calendar: WorkCalendar, *, count_first_day: bool = False) -> Due:
    """Return the last of ``days`` natural days after ``start``, moved to the next working day where it is off.

    Errors: ``BadInput`` for negative days, ``LimitExceeded`` beyond :data:`MOST_DAYS` or beyond all calendars.
    依据:《民法典》第二百零一、二百零三条;《民事诉讼法》第八十五条
    """
    _check(days, MOST_DAYS, "天数", "日")
    if days == 0:
        return Due(start, calendar.is_published(start))
    first = start if count_first_day else after(start)
    return _rolled(first, _plus(first, days - 1), calendar)


def months(start: date, number: int, calendar: WorkCalendar) -> Due:
    """Return the day of the ``number``-th following month that corresponds to ``start``, moved where it is off.

    A month without that day ends the period on its last day (8月31日起六个月止于2月末). Errors: as natural_days.
    依据:《民法典》第二百零二、二百零三条
    """
    _check(number, MOST_DAYS // 31, "月数", "个月")
    if number == 0:
        return Due(start, calendar.is_published(start))
    return _rolled(after(start), months_later(start, number), calendar)


def hours(start: datetime, number: int) -> datetime:
    """Return the moment ``number`` hours later; hours run through nights and days off (突发事件发布时限).

    Errors: ``BadInput`` for negative hours, ``LimitExceeded`` beyond a hundred years.
    """
    _check(number, MOST_DAYS * 24, "小时数", "小时")
    return start + timedelta(hours=number)


def period(start: date, figure: int, unit: Unit, calendar: WorkCalendar) -> Due:
    """Return the due day of a figure in its unit, counted from ``start``, which is not counted itself.

    Errors: ``BadInput`` for a unit that gives no day (hours, times, percent …) or that leaves working or natural open.
    """
    if unit is Unit.WORKING_DAYS:
        return due(start, figure, calendar)
    if unit is Unit.NATURAL_DAYS:
        return natural_days(start, figure, calendar)
    if unit is Unit.MONTHS:
        return months(start, figure, calendar)
    if unit is Unit.YEARS:
        return months(start, figure * 12, calendar)
    raise BadInput(
        what="不能推算届满日",
        why=f"“{figure}{unit.label}”不是可以推算日期的期限",
        remedy="请先确定按工作日还是自然日计算" if unit is Unit.DAYS else "请使用以工作日、日、月、年计的期限",
        field="unit",
    )


def yearly(month_day: str, year: int) -> date:
    """Return the fixed day ``MM-DD`` of a year (每年1月31日前). It does not move: the law says "before", not a period.

    Errors: ``BadInput`` for a text that is no day of that year.
    """
    try:
        month, day = (int(part) for part in month_day.split("-"))
        return date(year, month, day)
    except ValueError as error:
        raise BadInput(
            what="不能确定日期",
            why=f"“{month_day}”不是{year}年的日期",
            remedy="请写成“月-日”，例如 01-31",
            field="month_day",
        ) from error


def _rolled(first: date, last: date, calendar: WorkCalendar) -> Due:
    on = calendar.next_workday(last)
    passed = (last + timedelta(days=number) for number in range((on - last).days + 1))
    return Due(on, all(calendar.is_published(day) for day in passed), partial(_explain, first, last, on, calendar))


def _explain(first: date, last: date, on: date, calendar: WorkCalendar) -> Iterator[CountedDay]:
    """Every day of the period with its number, then the days by which it moved."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield CountedDay(day, DayKind.COUNTED, calendar.why(day), number + 1)
    day = last
    while day < on:
        day = after(day)
        yield CountedDay(day, calendar.kind(day), f"末日顺延：{calendar.why(day)}")


def months_later(start: date, number: int) -> date:
    """Return the corresponding day so many months later, no day off considered. Errors: ``LimitExceeded``."""
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    if year > date.max.year:
        raise _beyond()
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _plus(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError as error:
        raise _beyond() from error


def _beyond() -> LimitExceeded:
    return LimitExceeded(what="不能推算期限", why="届满日超出了日历的范围", remedy="请检查日期和天数")


def _check(number: int, most: int, label: str, unit: str) -> None:
    if number < 0:
        raise BadInput(what=f"{label}不对", why=f"不能是负数，您填写了{number}", remedy="请填写0或者正整数")
    if number > most:
        raise LimitExceeded(
            what=f"{label}不对", why=f"最多{most}{unit}，您填写了{number}", remedy="请检查是否多写了数字"
        )
