"""Do the stored due days follow from the facts? Every running clock is counted again and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.deadlines import counting
from zwgk.deadlines.calendars import calendar_for
from zwgk.deadlines.models import Clock
from zwgk.rules.workdays import WorkCalendar

TITLE = "期限"


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each clock whose due day is not what its facts give."""
    calendars: dict[int | None, WorkCalendar] = {}
    for clock in Clock.objects.filter(stopped_on=None).select_related("organ", "matter").iterator(chunk_size=1000):
        calendar = calendars.setdefault(clock.organ_id, calendar_for(clock.organ))
        due = counting.count(clock, calendar)
        if due.on != clock.due_on:
            yield f"{clock.matter.number}“{clock.label}”存的是{clock.due_on}，按事实应为{due.on}"
