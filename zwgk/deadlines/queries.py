"""The clocks of a matter as other rooms read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from zwgk.deadlines.models import Clock, Pause, Recount
from zwgk.matters.models import Matter


def running(matter: Matter, kind: str) -> Clock | None:
    """The clock of that kind that runs over the matter, or None."""
    return Clock.objects.filter(matter=matter, kind=kind, stopped_on=None).select_related("organ", "matter").first()


def newest(matter: Matter, kind: str) -> Clock | None:
    """The newest clock of that kind, running or stopped, or None."""
    return Clock.objects.filter(matter=matter, kind=kind).select_related("organ", "matter").order_by("-pk").first()


def of(matter: Matter) -> QuerySet[Clock]:
    """All clocks of a matter with their pauses, in the order in which they began."""
    return Clock.objects.filter(matter=matter).select_related("organ").prefetch_related("pauses").order_by("pk")


def open_pauses(matter: Matter) -> QuerySet[Pause]:
    """The pauses that have no end yet."""
    return Pause.objects.filter(clock__matter=matter, clock__stopped_on=None, last=None).order_by("pk")


def moved(matter: Matter) -> QuerySet[Recount]:
    """What moved the matter's clocks when a calendar came, oldest first."""
    return Recount.objects.filter(clock__matter=matter).select_related("clock").order_by("pk")


def newest_of(matter_ids: Collection[int], kind: str) -> dict[int, tuple[Clock, bool]]:
    """By matter: its newest clock of that kind, and whether a pause without an end holds it; two queries."""
    rows = list(Clock.objects.filter(matter__in=matter_ids, kind=kind).order_by("pk"))
    held = set(Pause.objects.filter(clock__in=rows, last=None).values_list("clock", flat=True))
    return {row.matter_id: (row, row.pk in held and row.stopped_on is None) for row in rows}


def due_by(kind: str, day: date) -> QuerySet[Clock]:
    """Running clocks of a kind that end on or before a day and that no pause holds, the nearest first."""
    held = Pause.objects.filter(clock=OuterRef("pk"), last=None)
    return Clock.objects.filter(~Exists(held), kind=kind, stopped_on=None, due_on__lte=day).order_by("due_on", "pk")


def stopped_late(kind: str) -> QuerySet[Clock]:
    """Clocks of a kind that were stopped after their last day."""
    return Clock.objects.filter(kind=kind, stopped_on__gt=F("due_on"))


def held() -> QuerySet[Any, Any]:
    """The matters with a clock that a pause without an end holds, as a subquery; there are few."""
    return Pause.objects.filter(last=None, clock__stopped_on=None).values("clock__matter")
