"""What staff do with calendars: import a year's table; every open clock is counted again and what moved is listed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zwgk.audit.acts import act, note
from zwgk.deadlines import calendars, counting
from zwgk.deadlines.models import CalendarTable, Recount
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.yeartables import LocalDays, year_table


@act("deadlines.import_calendar")
def import_calendar(data: dict[str, Any], *, at: datetime, actor: Actor) -> list[Recount]:
    """Take in one table (放假安排) and recount; returns what moved. Importing the same again moves nothing.

    Errors: ``BadInput`` naming the entry at fault; nothing is kept then.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN, over=None, to="导入节假日表")
    table = year_table(data)
    local = isinstance(table, LocalDays)
    year = min(d.first.year for d in table.holidays) if isinstance(table, LocalDays) and table.holidays else None
    row, made = CalendarTable.objects.update_or_create(
        year=table.year if not isinstance(table, LocalDays) else (year or at.year),
        region=table.region if isinstance(table, LocalDays) else "",
        defaults={
            "data": data,
            "source": table.basis if isinstance(table, LocalDays) else table.source,
            "imported_at": at,
            "imported_by": actor.signature,
        },
    )
    calendars.forget()
    moved = counting.recount_all(cause=f"导入{row}放假安排", at=at)
    note(year=row.year, region=local, made=made, moved=len(moved))
    return moved
