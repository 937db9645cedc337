"""The clocks of a matter as other rooms read them."""

from __future__ import annotations

from django.db.models import QuerySet

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
