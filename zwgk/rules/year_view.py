"""A year of working days to look at: months, weeks, each day with its kind in words; the way between two days."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.workdays import DayKind, WorkCalendar

#: the mark in a day's field; the words stand beside it for whoever does not see the colour
MARKS = {DayKind.HOLIDAY: "假", DayKind.MAKEUP: "班", DayKind.REST: "休", DayKind.COUNTED: "", DayKind.PAUSED: ""}
LONGEST = 3660  # days between two days of the calculator


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet."""

    on: date
    kind: DayKind
    why: str
    is_today: bool = False

    @property
    def mark(self) -> str:
        """假, 班, 休 or nothing."""
        return MARKS[self.kind]


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday to Sunday; None outside it."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year. ``published``: an official table is known; else Monday to Friday are taken and nothing is firm."""

    year: int
    months: tuple[Month, ...]
    published: bool
    source: str
    workdays: int


def sheet(year: int, calendar: WorkCalendar, *, today: date) -> Year:
    """Lay a year out."""
    made = tuple(_month(year, number, calendar, today) for number in range(1, 13))
    table = next((one for one in calendar.tables if one.year == year), None)
    return Year(year, made, table is not None, table.source if table else "", sum(month.workdays for month in made))


def _month(year: int, number: int, calendar: WorkCalendar, today: date) -> Month:
    weeks = []
    worked = 0
    for week in months.Calendar().monthdatescalendar(year, number):
        days: list[Day | None] = []
        for on in week:
            if on.month != number:
                days.append(None)
                continue
            worked += calendar.counts(on)
            days.append(Day(on, calendar.kind(on), calendar.why(on), on == today))
        weeks.append(tuple(days))
    return Month(number, tuple(weeks), worked)


@dataclass(frozen=True, slots=True)
class Span:
    """The way from one day to another; ``workdays`` after the first up to and with the last."""

    first: date
    last: date
    workdays: int
    days: int
    firm: bool
    off: tuple[str, ...]


def between(first: date, last: date, calendar: WorkCalendar) -> Span:
    """Count the working days between two days, the first not counted (起算当日不计).

    Errors: ``BadInput`` where the last is earlier; ``LimitExceeded`` beyond ten years.
    依据:《民法典》第二百零一条
    """
    what = "不能计算"
    if last < first:
        raise BadInput(what=what, why=f"截止日{last}早于起始日{first}", remedy="请把两个日期对调", field="last")
    if (last - first).days > LONGEST:
        raise LimitExceeded(what=what, why="两个日期相隔超过十年", remedy="请改近一些", field="last")
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    named = [calendar.why(on) for on in days if calendar.kind(on) in {DayKind.HOLIDAY, DayKind.MAKEUP}]
    return Span(
        first,
        last,
        calendar.workdays_between(first, last),
        len(days),
        all(calendar.is_published(on) for on in (first, *days)),
        tuple(f"{word} {named.count(word)} 天" for word in dict.fromkeys(named)),
    )
