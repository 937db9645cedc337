"""What the office sees of subscriptions: figures, never an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from zwgk.publishing.following import scopes
from zwgk.publishing.models import FollowCount, Following, FollowSettings
from zwgk.rules.following import Cadence, FollowKind, FollowState

#: objects that are followed by fewer are shown together: a figure of one may be somebody known
LEAST_SHOWN = 3
MOST_SHOWN = 30


@dataclass(frozen=True)
class Followed:
    """How many follow one thing."""

    title: str
    url: str
    number: int


def standing() -> FollowSettings:
    """The settings in force, with whether the worker said that mail can be sent; nothing is written here."""
    return FollowSettings.objects.filter(pk=1).first() or FollowSettings(pk=1)


def totals() -> dict[str, int]:
    """How many subscriptions are active, wait for their confirmation, and how many addresses there are."""
    active = Following.objects.filter(state=str(FollowState.ACTIVE))
    by_cadence = dict(active.order_by().values_list("cadence").annotate(n=Count("pk")))
    return {
        "active": sum(by_cadence.values()),
        "daily": by_cadence.get(str(Cadence.DAILY), 0),
        "weekly": by_cadence.get(str(Cadence.WEEKLY), 0),
        "addresses": active.values("address_digest").distinct().count(),
        "waiting": Following.objects.filter(state__in=[str(FollowState.ASKED), str(FollowState.WAITING)]).count(),
    }


def most_followed() -> Sequence[Followed]:
    """What is followed most; searches only as one figure, for their words are their readers' own."""
    rows = (
        Following.objects.filter(state=str(FollowState.ACTIVE))
        .exclude(kind=str(FollowKind.SEARCH))
        .order_by()
        .values_list("kind", "target")
        .annotate(n=Count("pk"))
        .filter(n__gte=LEAST_SHOWN)
        .order_by("-n", "kind", "target")[:MOST_SHOWN]
    )
    found = []
    for kind, target, number in rows:
        scope = scopes.found(kind, target)
        title = scope.title if scope is not None else f"{FollowKind(kind).label}（现已不公开）"
        found.append(Followed(title, scope.url if scope is not None else "", number))
    return found


def by_kind() -> Sequence[tuple[str, int]]:
    """How many follow each kind of thing."""
    rows = Following.objects.filter(state=str(FollowState.ACTIVE)).order_by().values_list("kind")
    numbers = dict(rows.annotate(n=Count("pk")))
    return [(kind.label, numbers.get(str(kind), 0)) for kind in FollowKind]


def lately(today: date, *, days: int = 30) -> Sequence[FollowCount]:
    """The figures of the last days, newest first."""
    return list(FollowCount.objects.filter(on__gt=today - timedelta(days=days)).order_by("-on"))
