"""What staff do with calendars and figures: a table comes in or goes, open clocks follow, what moved is listed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from zwgk.audit.acts import act, note
from zwgk.deadlines import calendars, counting
from zwgk.deadlines.jobs import RECOUNT
from zwgk.deadlines.models import CalendarTable, Clock, Recount
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.local import figures_of
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.yeartables import LocalDays, year_table

#: more open clocks than this are counted again in the background
AT_ONCE = 300


@act("deadlines.import_calendar")
def import_calendar(data: dict[str, Any], *, at: datetime, actor: Actor) -> list[Recount]:
    """Take in one table (放假安排) and recount; returns what moved at once. Importing the same again moves nothing.

    With many open clocks the counting follows in the background (``deadlines.recount``). Errors: ``BadInput`` naming
    the entry at fault; nothing is kept then.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN, over=None, to="导入节假日表")
    table = year_table(data)
    local = isinstance(table, LocalDays)
    first = [off.first for off in table.holidays] + [made.on for made in table.workdays]
    row, made = CalendarTable.objects.update_or_create(
        year=min(first).year if isinstance(table, LocalDays) else table.year,
        region=table.region if isinstance(table, LocalDays) else "",
        defaults={
            "data": data,
            "source": table.basis if isinstance(table, LocalDays) else table.source,
            "imported_at": at,
            "imported_by": actor.signature,
        },
    )
    moved = _recount(f"导入{row}放假安排", at=at)
    note(year=row.year, region=local, made=made, moved=len(moved))
    return moved


@act("deadlines.drop_calendar")
def drop_calendar(row: CalendarTable, *, reason: str, at: datetime, actor: Actor) -> list[Recount]:
    """Take an imported table away again (撤销导入): what is built in counts, or nobody knows the year.

    Errors: ``BadInput`` without a reason.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN, over=None, to="撤销导入的节假日表")
    if not reason.strip():
        raise BadInput(what="不能撤销", why="没有写明原因", remedy="请写明原因，如通知已修改", field="reason")
    name, year = str(row), row.year
    row.delete()
    moved = _recount(f"撤销{name}放假安排", at=at)
    note(year=year, moved=len(moved), because=reason.strip()[:40])
    return moved


@act("deadlines.apply_figures")
def apply_figures(keys: Collection[str], *, since: date, cause: str, at: datetime, actor: Actor) -> list[Recount]:
    """Let open clocks follow changed figures (数值变更): those that began on or after ``since``, no earlier ones.

    A figure counts for what begins from its day on; a clock that began before keeps the figure it began with.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN, over=None, to="调整数值")
    begun = Clock.objects.filter(stopped_on=None, kind__in=keys, started_on__gte=since)
    figures: dict[int | None, Any] = {}
    moved = []
    for clock in begun.select_for_update(of=("self",)).select_related("organ", "matter").order_by("pk"):
        if clock.organ_id not in figures:
            figures[clock.organ_id] = figures_of(clock.organ)
        value = figures[clock.organ_id].figure(clock.kind, on=clock.started_on)
        if value.value is None or (value.value, str(value.unit)) == (clock.figure, clock.unit):
            continue
        found = counting.refigure(clock, value, cause=cause, at=at)
        if found is not None:
            moved.append(found)
    note(keys=sorted(keys)[:20], since=str(since), moved=len(moved))
    return moved


def _recount(cause: str, *, at: datetime) -> list[Recount]:
    calendars.forget()
    if Clock.objects.filter(stopped_on=None)[: AT_ONCE + 1].count() <= AT_ONCE:
        return counting.recount_all(cause=cause, at=at)
    enqueue(RECOUNT, key=RECOUNT, args={"cause": cause, "at": at.isoformat()}, queue="slow")
    return []
