"""The working-day calendar (工作日历): which day is worked, which is off, and why.

A day is looked up in this order: a region's own days, the year's official table, the weekend. For a year without an
official table nobody can know, so :meth:`WorkCalendar.is_workday` answers ``None``; a clock that must count all the
same takes Monday to Friday as worked and says that its result is not firm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from zwgk.rules.dates import WEEKDAYS
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.holidays import PUBLISHED
from zwgk.rules.labelled import Labelled
from zwgk.rules.yeartables import LocalDays, YearTable

ONE_DAY = timedelta(days=1)


class DayKind(Labelled):
    """What a day is in the calendar or in a running clock."""

    COUNTED = "counted", "工作日"
    MAKEUP = "makeup", "调休上班"
    REST = "rest", "周末休息"
    HOLIDAY = "holiday", "放假"
    PAUSED = "paused", "期限暂停"


@dataclass(frozen=True, slots=True)
class _Named:
    works: bool
    why: str


class WorkCalendar:
    """Official tables plus a region's own days; unchangeable once made, so it may be shared and cached.

    Later tables win over earlier ones for the same year, so an imported correction replaces what is built in.
    """

    def __init__(self, tables: Iterable[YearTable] = PUBLISHED, local: Iterable[LocalDays] = ()) -> None:
        by_year = {table.year: table for table in tables}
        self.tables: tuple[YearTable, ...] = tuple(by_year[year] for year in sorted(by_year))
        self.local: tuple[LocalDays, ...] = tuple(local)
        self._years = frozenset(by_year)
        self._official: dict[date, _Named] = {}
        for table in self.tables:  # by year: the next year's notice has the last word on the December before
            self._official.update(_named(table))
        self._named = dict(self._official)
        for days in self.local:
            self._named.update(_named(days))

    def with_tables(self, *added: YearTable | LocalDays) -> WorkCalendar:
        """Return a calendar that also knows these tables and regional days; the added ones win."""
        return WorkCalendar(
            (*self.tables, *(table for table in added if isinstance(table, YearTable))),
            (*self.local, *(days for days in added if isinstance(days, LocalDays))),
        )

    def is_published(self, day: date) -> bool:
        """Return whether an official notice covers this day (有官方安排)."""
        return day.year in self._years or day in self._official

    def is_workday(self, day: date) -> bool | None:
        """Return whether the day is worked; ``None`` where no official table is known."""
        named = self._named.get(day)
        if named is not None:
            return named.works
        return day.weekday() < 5 if day.year in self._years else None

    def counts(self, day: date) -> bool:
        """Return whether a clock counts the day; without an official table Monday to Friday count."""
        named = self._named.get(day)
        return day.weekday() < 5 if named is None else named.works

    def kind(self, day: date) -> DayKind:
        """Return what the day is: counted, makeup, rest or holiday; days off by notice are holidays, weekend or not."""
        named = self._named.get(day)
        if named is None:
            return DayKind.COUNTED if day.weekday() < 5 else DayKind.REST
        if not named.works:
            return DayKind.HOLIDAY
        return DayKind.MAKEUP if day.weekday() >= 5 else DayKind.COUNTED

    def why(self, day: date) -> str:
        """Return in Chinese why the day is worked or off: 工作日, 周六休息, 春节放假, 国庆节调休上班 ….

        Days in a year without a table: 没有2027年的官方安排.
        """
        named = self._named.get(day)
        if named is not None:
            return named.why
        if day.year not in self._years:
            return f"没有{day.year}年的官方安排"
        return "工作日" if day.weekday() < 5 else f"{WEEKDAYS[day.weekday()]}休息"

    def add_workdays(self, start: date, workdays: int) -> date:
        """Return the ``workdays``-th working day after ``start``; ``start`` itself for 0. Errors: as :func:`after`."""
        day = start
        left = workdays
        while left > 0:
            day = after(day)
            if self.counts(day):
                left -= 1
        return day

    def next_workday(self, day: date) -> date:
        """Return ``day`` where it is worked, else the next working day."""
        while not self.counts(day):
            day = after(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``; 0 where ``end`` is not later."""
        span = (end - start).days
        return sum(self.counts(start + timedelta(days=number)) for number in range(1, span + 1))

    @cached_property
    def version(self) -> str:
        """A short digest of all that this calendar knows; a stored due date names the calendar it was counted with."""
        known = repr((self.tables, self.local)).encode()
        return hashlib.sha256(known).hexdigest()[:12]


def after(day: date) -> date:
    """Return the next day. Errors: ``LimitExceeded`` at the end of all calendars."""
    try:
        return day + ONE_DAY
    except OverflowError as error:
        raise LimitExceeded(what="不能推算期限", why="届满日超出了日历的范围", remedy="请检查日期和天数") from error


def _named(days: YearTable | LocalDays) -> dict[date, _Named]:
    where = f"（{days.region}）" if isinstance(days, LocalDays) else ""
    found: dict[date, _Named] = {}
    for off in days.holidays:
        for day in off.days():
            found.setdefault(day, _Named(False, f"{off.name}放假{where}"))
    for made_up in days.workdays:
        found[made_up.on] = _Named(True, f"{made_up.name}调休上班{where}")
    return found


#: The calendar with the built-in official tables and no regional days.
OFFICIAL = WorkCalendar()
