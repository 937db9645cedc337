"""The figures of a year (依申请公开统计): table 3 and 4 of the annual report, units, channels, months, days, money.

A request counts once, with its first result: where a 复议 or a judgment had it taken up again, what came of it is told
among the remedies and not as a second request (一件申请只计一次). So 新收 and 结转 always add up to 办结 and 结转下年.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractMonth

from zwgk.deadlines import queries as deadlines
from zwgk.deadlines.calendars import calendar_for
from zwgk.inforequests import clocks
from zwgk.inforequests.models import Dispute, Extension, FeeNotice, InfoRequest, Reopening
from zwgk.inforequests.models.asking import Consultation, ConsultationKind, Correction
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.annual_report.layout import (
    CARRIED_FORWARD,
    CARRIED_OVER,
    ENDS,
    NEW,
    PERSONS,
    REMEDIES,
    RESULTS,
    RESULTS_TOTAL,
    TOTAL,
)
from zwgk.rules.inforequest import IN_REQUESTS
from zwgk.rules.outcomes import OUTCOMES, Group
from zwgk.rules.workdays import ONE_DAY, WorkCalendar

#: outcome codes by row of table 3
CODES: dict[str, tuple[str, ...]] = {
    row.key: tuple(o.code for o in OUTCOMES.values() if o.report_row == row.key) for row in RESULTS
}
#: classes of working days from receipt to reply: at most so many, label
DAYS: tuple[tuple[int, str], ...] = (
    (0, "当日"),
    (5, "1至5个工作日"),
    (10, "6至10个工作日"),
    (20, "11至20个工作日"),
    (40, "21至40个工作日"),
    (10_000, "40个工作日以上"),
)
#: what the other columns of a cell's address may be
LATE, ON_TIME = "late", "on_time"


@dataclass(frozen=True)
class Scope:
    """Whose figures: these organs, or (None) those of everybody."""

    organs: frozenset[int] | None

    def of(self, rows: QuerySet[Any], path: str = "organ") -> QuerySet[Any]:
        """Only the rows of these organs."""
        return rows if self.organs is None else rows.filter(**{f"{path}__in": self.organs})


def scope(actor: Actor, organ_id: int | None = None) -> Scope:
    """What the actor may count: organs of his duties, or one of them; nothing where it is not his."""
    if actor.is_system:
        return Scope(None if organ_id is None else frozenset({organ_id}))
    reached = matters.reach(actor, IN_REQUESTS)
    mine = reached.wide | reached.narrow
    return Scope(mine if organ_id is None else mine & {organ_id})


@dataclass(frozen=True)
class UnitLine:
    """One organ in a year."""

    organ_id: int
    name: str
    received: int
    results: int
    granted: int
    denied: int
    late: int
    pending: int


@dataclass(frozen=True)
class Figures:
    """A year's figures. ``table``: (row, column) of table 3; ``remedies``: (group, end) of table 4."""

    year: int
    table: Mapping[tuple[str, str], int]
    remedies: Mapping[tuple[str, str], int]
    units: tuple[UnitLine, ...]
    channels: Mapping[str, int]
    months: tuple[int, ...]
    days: tuple[int, ...]
    mean_days: float
    late: int
    steps: Mapping[str, int] = field(default_factory=dict)
    fees: Mapping[str, int] = field(default_factory=dict)

    def cell(self, row: str, column: str = TOTAL) -> int:
        """A figure of table 3."""
        return self.table.get((row, column), 0)

    @property
    def received(self) -> int:
        return self.cell(NEW)

    @property
    def results(self) -> int:
        return self.cell(RESULTS_TOTAL)

    @property
    def on_time_share(self) -> float | None:
        """The share that was answered in time, in per cent; None without a result."""
        return 100 * (self.results - self.late) / self.results if self.results else None

    @property
    def groups(self) -> list[tuple[Group, int]]:
        """The six groups of results."""
        found = Counter[Group]()
        for row, codes in CODES.items():
            if codes:
                found[OUTCOMES[codes[0]].group] += self.cell(row)
        return [(group, found[group]) for group in Group]


def of_year(year: int, of: Scope) -> Figures:
    """Count a year: a fixed number of queries, each over the year's requests alone."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    again = _first_results()
    table, units = _table(first, last, of, again)
    days, mean = _days(first, last, of, again)
    new = of.of(InfoRequest.objects.filter(received_on__range=(first, last)))
    by_month = new.order_by().annotate(month=ExtractMonth("received_on")).values_list("month").annotate(n=Count("pk"))
    months = dict(by_month)
    late = _late(first, last, of, again)
    names = _names(set(units))
    lines = [
        UnitLine(
            pk,
            names.get(pk, ""),
            counted[NEW],
            counted[RESULTS_TOTAL],
            counted["granted"],
            counted["denied"],
            late.get(pk, 0),
            counted[CARRIED_FORWARD],
        )
        for pk, counted in units.items()
    ]
    return Figures(
        year,
        table,
        _remedies(first, last, of),
        tuple(sorted(lines, key=lambda line: (-line.received, -line.results, line.organ_id))),
        dict(new.order_by().values_list("channel").annotate(n=Count("pk"))),
        tuple(months.get(month, 0) for month in range(1, 13)),
        days,
        mean,
        sum(late.values()),
        _steps(first, last, of),
        _fees(first, last, of),
    )


def cases(year: int, row: str, column: str = TOTAL) -> Q | None:
    """The condition under which a request is counted in a cell; None for a cell that does not exist.

    ``column`` is a class of applicants, the total, ``late``, or ``month-3`` and ``channel-email`` of 本年新收.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    again = _first_results()
    received = Q(received_on__range=(first, last))
    if row == NEW:
        found = received
    elif row == CARRIED_OVER:
        found = Q(received_on__lt=first) & _open_after(first - ONE_DAY, again)
    elif row == CARRIED_FORWARD:
        found = Q(received_on__lte=last) & _open_after(last, again)
    elif row == RESULTS_TOTAL:
        found = _ended(first, last, again)
    elif row in CODES:
        found = _ended(first, last, again, CODES[row])
    else:
        return None
    kind, _, value = column.partition("-")
    if column in PERSONS:
        return found & Q(applicant_class=column)
    if kind == "month" and value.isdigit():
        return found & Q(received_on__month=int(value))
    if kind == "channel":
        return found & Q(channel=value)
    if column == LATE:
        return found & Q(matter__in=deadlines.stopped_late(clocks.REPLY).values("matter"))
    return found if column == TOTAL else None


# -- the first result of what was taken up again


def _first_results() -> dict[int, tuple[str, date]]:
    """By request that was taken up again: what first came of it and when; there are few."""
    rows = Reopening.objects.exclude(answered_before=None).order_by("-pk")
    found = rows.values_list("request", "outcome_before", "answered_before")
    return {pk: (outcome, on) for pk, outcome, on in found if on is not None}


def _ended(first: date, last: date, again: Mapping[int, tuple[str, date]], codes: Collection[str] | None = None) -> Q:
    plain = Q(answered_on__range=(first, last), received_on__isnull=False) & ~Q(outcome="")
    if codes is not None:
        plain &= Q(outcome__in=codes)
    if not again:
        return plain
    fitting = [pk for pk, (code, on) in again.items() if first <= on <= last and (codes is None or code in codes)]
    return (plain & ~Q(pk__in=list(again))) | Q(pk__in=fitting)


def _open_after(day: date, again: Mapping[int, tuple[str, date]]) -> Q:
    """Not ended by the end of a day, as it was then."""
    open_then = Q(answered_on=None) | Q(answered_on__gt=day)
    if not again:
        return open_then
    later = [pk for pk, (_, on) in again.items() if on > day]
    return (open_then & ~Q(pk__in=list(again))) | Q(pk__in=later)


# -- what is counted


def _table(
    first: date, last: date, of: Scope, again: Mapping[int, tuple[str, date]]
) -> tuple[dict[tuple[str, str], int], dict[int, Counter[str]]]:
    """Table 3, and the same by organ: one query, one line an organ, class, result and the sides of the year."""
    rows = of.of(InfoRequest.objects.filter(received_on__lte=last).filter(_open_after(first - ONE_DAY, again)))
    grouped = (
        rows.exclude(pk__in=list(again))
        .order_by()
        .annotate(
            is_new=_side(Q(received_on__gte=first)),
            has_ended=_side(Q(answered_on__lte=last) & ~Q(outcome="")),
        )
        .values_list("organ", "applicant_class", "outcome", "is_new", "has_ended")
        .annotate(n=Count("pk"))
    )
    table: Counter[tuple[str, str]] = Counter()
    units: dict[int, Counter[str]] = defaultdict(Counter)
    lines = [*grouped, *_those_again(rows, first, last, again)]
    for organ, person, outcome, is_new, has_ended, n in lines:
        cells = [NEW if is_new else CARRIED_OVER]
        if has_ended:
            row = OUTCOMES[outcome].report_row
            cells += [row, RESULTS_TOTAL]
            group = OUTCOMES[outcome].group
            units[organ]["granted"] += n if group in {Group.GRANTED, Group.PARTIAL} else 0
            units[organ]["denied"] += n if group is Group.DENIED else 0
        else:
            cells.append(CARRIED_FORWARD)
        for cell in cells:
            table[cell, person] += n
            table[cell, TOTAL] += n
            if cell in {NEW, RESULTS_TOTAL, CARRIED_FORWARD, CARRIED_OVER}:
                units[organ][cell] += n
    return dict(table), units


def _those_again(
    rows: QuerySet[InfoRequest], first: date, last: date, again: Mapping[int, tuple[str, date]]
) -> Iterator[tuple[int | None, str, str, bool, bool, int]]:
    if not again:
        return
    found = rows.filter(pk__in=list(again)).values_list("pk", "organ", "applicant_class", "received_on")
    for pk, organ, person, received in found:
        outcome, on = again[pk]
        if received is not None:
            yield organ, person, outcome, received >= first, on <= last, 1


def _side(condition: Q) -> Any:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _late(first: date, last: date, of: Scope, again: Mapping[int, tuple[str, date]]) -> dict[int, int]:
    """By organ: how many of the year's results came late."""
    rows = of.of(
        InfoRequest.objects.filter(
            _ended(first, last, again), matter__in=deadlines.stopped_late(clocks.REPLY).values("matter")
        )
    )
    return dict(rows.order_by().values_list("organ").annotate(n=Count("pk")))


def _days(first: date, last: date, of: Scope, again: Mapping[int, tuple[str, date]]) -> tuple[tuple[int, ...], float]:
    """Working days from receipt to result by class, and their mean; pauses are not taken off: it is what one waited."""
    rows = of.of(InfoRequest.objects.filter(_ended(first, last, again)))
    pairs = rows.order_by().values_list("received_on", "answered_on").annotate(n=Count("pk"))
    counts, whole, number = [0] * len(DAYS), 0, 0
    worked = _Worked(calendar_for(None))
    for received, answered, n in pairs:
        if received is None or answered is None:
            continue
        days = worked.between(received, answered)
        counts[next(i for i, (most, _) in enumerate(DAYS) if days <= most)] += n
        whole += days * n
        number += n
    return tuple(counts), (whole / number if number else 0.0)


class _Worked:
    """Working days between two days, many times: the running number of each day is kept."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.numbers: dict[date, int] = {}
        self.first = self.last = date(2000, 1, 1)
        self.numbers[self.first] = 0

    def between(self, start: date, end: date) -> int:
        if start < self.first:
            return self.calendar.workdays_between(start, end)
        while self.last < end:
            following = self.last + timedelta(days=1)
            self.numbers[following] = self.numbers[self.last] + self.calendar.counts(following)
            self.last = following
        return max(self.numbers[end] - self.numbers[start], 0) if end >= start else 0


def _remedies(first: date, last: date, of: Scope) -> dict[tuple[str, str], int]:
    """Table 4: what was decided in the year, and what was pending at its end."""
    rows = of.of(
        Dispute.objects.filter(received_on__lte=last).filter(Q(result_on=None) | Q(result_on__gte=first)),
        "request__organ",
    )
    table: Counter[tuple[str, str]] = Counter()
    ended = _side(Q(result_on__lte=last))
    for kind, result, has_ended, n in (
        rows.order_by().annotate(has_ended=ended).values_list("kind", "result", "has_ended").annotate(n=Count("pk"))
    ):
        end = result if has_ended else "pending"
        table[kind, end] += n
        table[kind, TOTAL] += n
    return {(kind, end): table[kind, end] for kind in REMEDIES for end in (*ENDS, TOTAL)}


def _steps(first: date, last: date, of: Scope) -> dict[str, int]:
    """How often the year's cases were corrected, consulted, extended."""
    year = (first, last)
    consulted = of.of(Consultation.objects.filter(sent_on__range=year), "request__organ")
    kinds = dict(consulted.order_by().values_list("kind").annotate(n=Count("pk")))
    return {
        "补正告知": of.of(Correction.objects.filter(notified_on__range=year), "request__organ").count(),
        "征求第三方意见": kinds.get(str(ConsultationKind.THIRD_PARTY), 0),
        "征求共同制作机关和其他机关意见": sum(
            n for kind, n in kinds.items() if kind != str(ConsultationKind.THIRD_PARTY)
        ),
        "延期答复": of.of(Extension.objects.filter(told_on__range=year), "request__organ").count(),
        "当场答复": of.of(InfoRequest.objects.filter(on_spot=True, answered_on__range=year)).count(),
    }


def _fees(first: date, last: date, of: Scope) -> dict[str, int]:
    """What was charged, received and remitted in the year, in yuan (S4-32)."""
    year = (first, last)
    told = of.of(FeeNotice.objects.filter(notified_on__range=year), "request__organ")
    paid = of.of(FeeNotice.objects.filter(paid_on__range=year), "request__organ")
    asked = told.aggregate(n=Count("pk"), sum=Sum("amount"), left=Sum(Coalesce("reduced_to", "amount")))
    got = paid.aggregate(n=Count("pk"), sum=Sum(Coalesce("reduced_to", "amount")))
    return {
        "notices": asked["n"],
        "amount": asked["sum"] or 0,
        "reduced": (asked["sum"] or 0) - (asked["left"] or 0),
        "paid_notices": got["n"],
        "paid": got["sum"] or 0,
    }


def _names(organs: set[int]) -> dict[int, str]:
    return {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=organs).only("name", "short_name")}
