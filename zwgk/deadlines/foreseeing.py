"""What open clocks would do: under another calendar, under other figures. Everything is counted, nothing is saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from zwgk.deadlines import counting
from zwgk.deadlines.calendars import calendar_for
from zwgk.deadlines.models import Clock, Pause
from zwgk.people.models import UnitPath
from zwgk.rules.workdays import WorkCalendar
from zwgk.rules.yeartables import LocalDays, YearTable

#: how many moves are told one by one; the number says the rest
TOLD = 200


@dataclass(frozen=True)
class Move:
    """A clock whose due day would be another (届满日变动)."""

    number: str
    label: str
    before: date
    after: date
    why: str = ""


@dataclass(frozen=True)
class Outlook:
    """What would happen to open clocks: how many were looked at, how many move, the first of them one by one.

    ``firmer``: how many keep their day and would no longer be provisional (暂定).
    """

    looked: int
    moving: int
    moves: tuple[Move, ...]
    firmer: int = 0


def running() -> QuerySet[Clock]:
    """The open clocks with what counting needs: two questions, however many there are."""
    pauses = Prefetch("pauses", Pause.objects.order_by("first"))
    return Clock.objects.filter(stopped_on=None).select_related("organ", "matter").prefetch_related(pauses)


def under_tables(tables: Iterable[YearTable | LocalDays]) -> Outlook:
    """What open clocks would do if these tables came in; a region's days count for organs in that region alone."""
    added = tuple(tables)
    regions = {one.region for one in added if isinstance(one, LocalDays)}
    concerned: dict[int, set[str]] = {}
    if regions:
        rows = UnitPath.objects.filter(above__name__in=regions).values_list("below", "above__name")
        for below, name in rows:
            concerned.setdefault(below, set()).add(name)
    calendars: dict[int | None, WorkCalendar] = {}
    looked = moving = firmer = 0
    told: list[Move] = []
    for clock in running().order_by("due_on", "pk").iterator(chunk_size=500):
        looked += 1
        if clock.organ_id not in calendars:
            here = concerned.get(clock.organ_id or 0, set())
            fitting = [one for one in added if isinstance(one, YearTable) or one.region in here]
            calendars[clock.organ_id] = calendar_for(clock.organ).with_tables(*fitting)
        due = counting.count(clock, calendars[clock.organ_id])
        if due.on != clock.due_on:
            moving += 1
            if len(told) < TOLD:
                told.append(Move(clock.matter.number, clock.label, clock.due_on, due.on))
        elif due.firm and not clock.firm:
            firmer += 1
    return Outlook(looked, moving, tuple(told), firmer)


def begun_before(keys: Collection[str], since: date) -> int:
    """How many open clocks of these kinds began before a day: they keep the figure they began with."""
    return Clock.objects.filter(stopped_on=None, kind__in=keys, started_on__lt=since).count()
