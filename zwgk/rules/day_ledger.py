"""The ledger of a clock (期限台账): every day from its start to its last, what it was to the clock, and why.

Read by the calendar on the page, the table beside it and the printed explanation (期限计算说明), so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from zwgk.rules import clock as clock_rules
from zwgk.rules import periods
from zwgk.rules.clock import Due
from zwgk.rules.labelled import Labelled
from zwgk.rules.workdays import ONE_DAY, DayKind, WorkCalendar


class Mark(Labelled):
    """What a day was to the clock (期限台账的日)."""

    START = "start", "起算之日，不计入"
    VOID = "void", "重新起算之前，不计入"
    COUNTED = "counted", "工作日，计入"
    MAKEUP = "makeup", "调休上班，计入"
    EXTENDED = "extended", "延长的工作日，计入"
    REST = "rest", "周末，不计入"
    HOLIDAY = "holiday", "放假，不计入"
    PAUSED = "paused", "期限暂停，不计入"
    OVER = "over", "已过期限"


#: why days are left out or added, by what the room calls the source of a pause
ARTICLES = {
    "start": "《民法典》第二百零一条第一款",
    "restarted": "《政府信息公开条例》第三十条",
    "paid": "国办函〔2020〕109号",
    "extended": "《政府信息公开条例》第三十三条第二款",
    "consultation": "《政府信息公开条例》第三十三条第三款",
    "correction": "《政府信息公开条例》第三十条",
    "fee": "国办函〔2020〕109号",
    "rolled": "《民法典》第二百零三条第一款",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A span that was not counted: its first day, its last (None: it goes on), what for, and the article."""

    first: date
    last: date | None
    reason: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What is known of a clock: the facts on its row, in the words of :mod:`zwgk.rules.clock`.

    ``fixed_on``: a day that was set instead of counted. ``restarted_by``: the article by which it began anew.
    """

    started_on: date
    figure: int
    unit: periods.Unit
    basis: str
    restarted_on: date | None = None
    restarted_by: str = ""
    extended_by: int = 0
    fixed_on: date | None = None
    stopped_on: date | None = None
    held: tuple[Held, ...] = ()

    @property
    def runs_from(self) -> date:
        """The day after which it counts."""
        return self.restarted_on or self.started_on

    @property
    def is_held(self) -> bool:
        """True while a pause has no end."""
        return self.stopped_on is None and any(one.last is None for one in self.held)


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day: what it was to the clock, its number where it counted, why, and the article or notice."""

    on: date
    mark: Mark
    n: int | None
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days on end that were the same for the same reason; ``n``: the number of the last that counted, 0 before."""

    first: date
    last: date
    days: int
    mark: Mark
    n: int
    why: str
    article: str


def due(facts: ClockFacts, calendar: WorkCalendar, *, held_until: date | None = None) -> Due:
    """The last day by these facts. A pause without an end is taken to end with ``held_until`` (None: it is left out).

    Errors: as :func:`zwgk.rules.clock.due`.
    """
    if facts.fixed_on is not None:
        return Due(facts.fixed_on, calendar.is_published(facts.fixed_on))
    if facts.unit is not periods.Unit.WORKING_DAYS:
        return periods.period(facts.runs_from, facts.figure, facts.unit, calendar)
    return clock_rules.due(
        facts.started_on,
        facts.figure,
        calendar,
        _pauses(facts, held_until),
        extended_by=facts.extended_by,
        corrected_on=facts.restarted_on,
    )


def ledger(facts: ClockFacts, calendar: WorkCalendar, *, today: date) -> tuple[LedgerDay, ...]:
    """Every day from the start to the last one, and beyond it to today or to the day on which it was stopped, if late.

    A pause that goes on is shown up to ``today``; what would follow it is not shown, for nobody knows when it ends.
    """
    found = [_start(facts, facts.started_on)]
    if facts.restarted_on is not None and facts.restarted_on > facts.started_on:
        article = facts.restarted_by or ARTICLES["restarted"]
        for on in _each(facts.started_on + ONE_DAY, facts.restarted_on - ONE_DAY):
            found.append(LedgerDay(on, Mark.VOID, None, "重新起算之前的日子", article))
        found.append(_start(facts, facts.restarted_on))
    last = due(facts, calendar, held_until=today if facts.is_held else None)
    if facts.fixed_on is not None:
        found += _until_set(facts, calendar)
    else:
        found += [_day(one.date, one.kind, one.why, one.n, facts, calendar, last.on) for one in last.days]
    if facts.is_held:
        opened = min(one.first for one in facts.held if one.last is None)
        return tuple(day for day in found if day.on <= max(today, opened))
    end = facts.stopped_on or today
    for on in _each(last.on + ONE_DAY, end):
        found.append(LedgerDay(on, Mark.OVER, None, "超过期限", facts.basis))
    return tuple(found)


def spans(days: Iterable[LedgerDay]) -> tuple[Span, ...]:
    """The ledger as a table: days on end of one kind together."""
    found, n = [], 0
    for (mark, why, article), group in groupby(days, key=lambda day: (day.mark, _together(day), day.article)):
        rows = list(group)
        n = max([n, *(row.n for row in rows if row.n)]) if mark is not Mark.START else 0
        found.append(Span(rows[0].on, rows[-1].on, len(rows), mark, n, why, article))
    return tuple(found)


def weeks(days: Sequence[LedgerDay]) -> list[list[date]]:
    """The weeks, Monday first, that hold the ledger."""
    if not days:
        return []
    first = days[0].on - timedelta(days=days[0].on.weekday())
    weeks_of = (days[-1].on - first).days // 7 + 1
    return [[first + timedelta(days=7 * week + day) for day in range(7)] for week in range(weeks_of)]


def tally(days: Iterable[LedgerDay]) -> dict[Mark, int]:
    """How many days there are of each kind, the kinds in their order."""
    marks = [day.mark for day in days]
    return {mark: marks.count(mark) for mark in Mark if mark in marks}


def notice(day: date, calendar: WorkCalendar) -> str:
    """The notice that says what a day is (放假安排的通知), a region's own before the nation's; "" where none does."""
    for local in calendar.local:
        if any(off.first <= day <= off.last for off in local.holidays) or any(m.on == day for m in local.workdays):
            return local.basis
    of_year = {table.year: table for table in calendar.tables}
    following = of_year.get(day.year + 1)
    if following and (
        any(off.first <= day <= off.last for off in following.holidays) or any(m.on == day for m in following.workdays)
    ):
        return following.source
    return of_year[day.year].source if day.year in of_year else ""


def _start(facts: ClockFacts, on: date) -> LedgerDay:
    again = on == facts.restarted_on and on != facts.started_on
    return LedgerDay(on, Mark.START, None, "重新起算" if again else "开始的当日不计算在内", ARTICLES["start"])


def _day(
    on: date, kind: DayKind, why: str, n: int | None, facts: ClockFacts, calendar: WorkCalendar, last: date
) -> LedgerDay:
    if kind is DayKind.PAUSED:
        held = next((h for h in facts.held if h.first <= on and (h.last is None or on <= h.last)), None)
        return LedgerDay(on, Mark.PAUSED, None, held.reason if held else why, held.article if held else "")
    if n is None and kind not in {DayKind.REST, DayKind.HOLIDAY}:
        return LedgerDay(on, Mark.COUNTED, None, why, ARTICLES["rolled"])
    if kind is DayKind.REST:
        return LedgerDay(on, Mark.REST, None, why, "")
    if kind is DayKind.HOLIDAY:
        return LedgerDay(on, Mark.HOLIDAY, None, why, notice(on, calendar))
    if facts.extended_by and n is not None and n > facts.figure:
        extra = f"延长的第{n - facts.figure}个工作日"
        return LedgerDay(on, Mark.EXTENDED, n, extra, ARTICLES["extended"])
    if kind is DayKind.MAKEUP:
        return LedgerDay(on, Mark.MAKEUP, n, why, notice(on, calendar))
    return LedgerDay(on, Mark.COUNTED, n, why, facts.basis)


def _until_set(facts: ClockFacts, calendar: WorkCalendar) -> list[LedgerDay]:
    """The days up to one that was set: none is counted, all lead there."""
    assert facts.fixed_on is not None
    return [
        LedgerDay(on, Mark.COUNTED if calendar.counts(on) else Mark.REST, None, calendar.why(on), "")
        for on in _each(facts.runs_from + ONE_DAY, facts.fixed_on)
    ]


def _pauses(facts: ClockFacts, held_until: date | None) -> list[clock_rules.Pause]:
    found = []
    for one in facts.held:
        last = one.last or held_until
        if last is not None and last >= one.first:
            found.append(clock_rules.Pause(one.first, last))
    return found


def _together(day: LedgerDay) -> str:
    return "" if day.mark in {Mark.COUNTED, Mark.REST, Mark.EXTENDED, Mark.VOID, Mark.OVER} else day.why


def _each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
