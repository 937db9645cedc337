"""Clocks at work: begun, paused, extended, restarted, stopped; ``recount`` alone derives the due day.

Called by the acts of feature rooms within their transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from zwgk.deadlines.calendars import calendar_for
from zwgk.deadlines.models import Clock, Pause, Recount
from zwgk.jobs.queue import report
from zwgk.matters.models import Matter
from zwgk.people.local import figure
from zwgk.people.models import Unit
from zwgk.rules import clock as clock_rules
from zwgk.rules import periods
from zwgk.rules.clock import Due
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.limits import InForce
from zwgk.rules.workdays import WorkCalendar

#: clocks of one transaction when all are counted again
BATCH = 100


def begin(matter: Matter, key: str, *, label: str, on: date, organ: Unit) -> Clock | None:
    """Start a clock from a day with the figure in force there (national or stricter local).

    A clock of the same kind that already runs over the matter is left as it is and returned; ``None`` where neither
    the law nor the locality sets a figure.
    """
    existing = Clock.objects.filter(matter=matter, kind=key, stopped_on=None).first()
    if existing is not None:
        return existing
    value = figure(key, on=on, organ=organ)
    if value.value is None:
        return None
    clock = Clock(
        matter=matter,
        kind=key,
        label=label,
        started_on=on,
        figure=value.number,
        unit=str(value.unit),
        basis=value.basis,
        organ=organ,
    )
    recount(clock)
    _carry(matter)
    return clock


def count(clock: Clock, calendar: WorkCalendar | None = None) -> Due:
    """Derive the due day from the facts on the row, with its day-by-day explanation; saves nothing."""
    calendar = calendar or calendar_for(clock.organ)
    if clock.fixed_on is not None:
        return Due(clock.fixed_on, calendar.is_published(clock.fixed_on))
    unit = periods.Unit(clock.unit)
    if unit is not periods.Unit.WORKING_DAYS:
        return periods.period(clock.restarted_on or clock.started_on, clock.figure, unit, calendar)
    pauses = [clock_rules.Pause(p.first, p.last) for p in clock.pauses.all() if p.last is not None] if clock.pk else []
    return clock_rules.due(
        clock.started_on,
        clock.figure,
        calendar,
        pauses,
        extended_by=clock.extended_by,
        corrected_on=clock.restarted_on,
    )


def recount(clock: Clock, calendar: WorkCalendar | None = None) -> Due:
    """Derive the due date again from the facts on the row and save it: the only writer of ``due_on``."""
    calendar = calendar or calendar_for(clock.organ)
    due = count(clock, calendar)
    clock.due_on = due.on
    clock.firm = due.firm
    clock.calendar_version = calendar.version
    clock.save()
    return due


@dataclass(frozen=True)
class Past:
    """The clock of a case that ended before it came into this system; ``left_out``: first and last day, why."""

    matter: Matter
    kind: str
    label: str
    organ: Unit
    value: InForce
    started_on: date
    stopped_on: date
    because: str
    restarted_on: date | None = None
    extended_by: int = 0
    left_out: tuple[tuple[date, date, str], ...] = ()


def take_over(past: Sequence[Past], calendar: WorkCalendar) -> list[date]:
    """Keep clocks of past cases at once, stopped as they are; returns their due days, derived like all others."""
    clocks = []
    for one in past:
        due = clock_rules.due(
            one.started_on,
            one.value.number,
            calendar,
            [clock_rules.Pause(first, last) for first, last, _ in one.left_out],
            extended_by=one.extended_by,
            corrected_on=one.restarted_on,
        )
        clocks.append(
            Clock(
                matter=one.matter,
                kind=one.kind,
                label=one.label,
                started_on=one.started_on,
                restarted_on=one.restarted_on,
                figure=one.value.number,
                unit=str(one.value.unit),
                basis=one.value.basis,
                extended_by=one.extended_by,
                organ=one.organ,
                due_on=due.on,
                firm=due.firm,
                calendar_version=calendar.version,
                stopped_on=one.stopped_on,
                stopped_because=one.because,
            )
        )
    made = Clock.objects.bulk_create(clocks)
    Pause.objects.bulk_create(
        Pause(clock=clock, first=first, last=last, reason=reason)
        for clock, one in zip(made, past, strict=True)
        for first, last, reason in one.left_out
    )
    return [clock.due_on for clock in made]


def pause(clock: Clock, *, first: date, last: date | None, reason: str) -> Pause:
    """Leave days out (期限暂停), open-ended while ``last`` is unknown."""
    row = Pause.objects.create(clock=clock, first=first, last=last, reason=reason)
    recount(clock)
    _carry(clock.matter)
    return row


def suspend(matter: Matter, kinds: Collection[str], *, source: str, first: date, reason: str) -> None:
    """Leave days out of every running clock of these kinds from ``first`` until :func:`resume` (期限暂停)."""
    for clock in matter.clocks.filter(stopped_on=None, kind__in=kinds).exclude(pauses__source=source):
        Pause.objects.create(clock=clock, first=first, last=None, reason=reason, source=source)
    _carry(matter)


def resume(matter: Matter, *, source: str, last: date) -> None:
    """End the pause of that source with its last day; where that lies before its first, nothing was lost."""
    for row in Pause.objects.filter(clock__matter=matter, source=source, last=None).select_related("clock"):
        if last < row.first:
            row.delete()
        else:
            row.last = last
            row.save(update_fields=["last"])
        recount(row.clock)
    _carry(matter)


def extend(clock: Clock, *, days: int, most: int) -> Clock:
    """Extend once by at most ``most`` days of the clock's unit (延期). Errors: :class:`LimitExceeded`."""
    if clock.extended_by:
        raise LimitExceeded(what="不能延期", why="只能延期一次，此前已延期", remedy="请在现有期限内办结")
    if not 0 < days <= most:
        raise LimitExceeded(
            what="不能延期", why=f"延长不得超过{most}，您填写了{days}", remedy=f"请改为1至{most}", field="days"
        )
    clock.extended_by = days
    recount(clock)
    _carry(clock.matter)
    return clock


def set_day(clock: Clock, *, on: date) -> Clock:
    """Let the clock end on a day that was set and told, instead of one that is counted (合理期限)."""
    clock.fixed_on = on
    recount(clock)
    _carry(clock.matter)
    return clock


def restart(clock: Clock, *, on: date) -> Clock:
    """Start anew in full from a day (重新起算)."""
    clock.restarted_on = on
    recount(clock)
    _carry(clock.matter)
    return clock


def stop(matter: Matter, key: str, *, on: date, because: str) -> Clock | None:
    """Stop a running clock; it keeps its due day, so that lateness stays provable. None where none runs."""
    clock = Clock.objects.select_for_update().filter(matter=matter, kind=key, stopped_on=None).first()
    if clock is None:
        return None
    clock.stopped_on = max(on, clock.started_on)
    clock.stopped_because = because
    clock.save(update_fields=["stopped_on", "stopped_because"])
    _carry(matter)
    return clock


def stop_all(matter: Matter, *, on: date, because: str) -> None:
    """Stop every running clock of a matter."""
    for kind in list(matter.clocks.filter(stopped_on=None).values_list("kind", flat=True)):
        stop(matter, kind, on=on, because=because)


def recount_all(*, cause: str, at: datetime) -> list[Recount]:
    """Count every running clock again (a new calendar came) and report what moved."""
    moved = []
    calendars: dict[int | None, WorkCalendar] = {}
    running = Clock.objects.filter(stopped_on=None).select_related("organ", "matter").order_by("pk")
    for clock in running.iterator(chunk_size=1000):
        if clock.organ_id not in calendars:
            calendars[clock.organ_id] = calendar_for(clock.organ)
        found = _recounted(clock, calendars[clock.organ_id], cause=cause, at=at)
        if found is not None:
            moved.append(found)
    return moved


def recount_in_batches(*, cause: str, at: datetime) -> int:
    """As :func:`recount_all`, each batch a short transaction; returns how many moved. Twice has the effect of once."""
    total = Clock.objects.filter(stopped_on=None).count()
    calendars: dict[int | None, WorkCalendar] = {}
    done = moved = last = 0
    while True:
        rows = Clock.objects.filter(stopped_on=None, pk__gt=last).select_related("organ", "matter").order_by("pk")
        batch = list(rows[:BATCH])
        if not batch:
            return moved
        for clock in batch:
            if clock.organ_id not in calendars:
                calendars[clock.organ_id] = calendar_for(clock.organ)
        with transaction.atomic():
            locked = Clock.objects.select_for_update().filter(pk__in=[one.pk for one in batch], stopped_on=None)
            same: dict[tuple[str, bool], list[int]] = {}
            for clock in locked.prefetch_related("pauses").order_by("pk"):
                calendar = calendars[clock.organ_id]
                if clock.calendar_version == calendar.version:
                    continue
                due = count(clock, calendar)
                if due.on == clock.due_on:
                    same.setdefault((calendar.version, due.firm), []).append(clock.pk)
                else:
                    moved += _recounted(clock, calendar, cause=cause, at=at) is not None
            for (version, firm), pks in same.items():  # most days stay: one statement for all of them
                Clock.objects.filter(pk__in=pks).update(calendar_version=version, firm=firm)
        done, last = done + len(batch), batch[-1].pk
        report(done, max(total, done))


def _recounted(clock: Clock, calendar: WorkCalendar, *, cause: str, at: datetime) -> Recount | None:
    """Count one again where its calendar is another; the note of it where its day moved."""
    if clock.calendar_version == calendar.version:
        return None
    before = clock.due_on
    recount(clock, calendar)
    if clock.due_on == before:
        return None
    _carry(clock.matter)
    return Recount.objects.create(clock=clock, at=at, before=before, after=clock.due_on, cause=cause)


def refigure(clock: Clock, value: InForce, *, cause: str, at: datetime) -> Recount | None:
    """Give an open clock another figure, with its basis, and count it again (数值变更)."""
    before = clock.due_on
    clock.figure, clock.unit, clock.basis = value.number, str(value.unit), value.basis
    recount(clock)
    if clock.due_on == before:
        return None
    _carry(clock.matter)
    return Recount.objects.create(clock=clock, at=at, before=before, after=clock.due_on, cause=cause)


def _carry(matter: Matter) -> None:
    """Carry the nearest running due day to the matter and to its lines in the inboxes.

    A clock that is paused with no end in sight has no due day to carry.
    A line with a day of its own (a follow-up, a day set when the paper was sent) keeps it.
    """
    paused = Pause.objects.filter(clock=OuterRef("pk"), last=None)
    nearest = matter.clocks.filter(~Exists(paused), stopped_on=None).aggregate(nearest=Min("due_on"))["nearest"]
    before = Matter.objects.values_list("next_due", flat=True).get(pk=matter.pk)
    Matter.objects.filter(pk=matter.pk).update(next_due=nearest)
    matter.next_due = nearest
    followed = Q(due_on=None) if before is None else Q(due_on=None) | Q(due_on=before)
    matter.waiting.filter(followed).update(due_on=nearest)
