"""Units and posts as staff see them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zwgk.people.actor import Actor
from zwgk.people.models import Post, Unit, UnitKind, UnitPath, User
from zwgk.people.today import today


def organs() -> QuerySet[Unit]:
    """All organs that exist, in the office's order (no sections)."""
    return Unit.objects.exclude(kind=UnitKind.SECTION).filter(valid_to=None)


def sections(organ: Unit) -> QuerySet[Unit]:
    """The sections of one organ."""
    return Unit.objects.filter(organ=organ, kind=UnitKind.SECTION, valid_to=None)


def below(unit_ids: frozenset[int] | set[int]) -> QuerySet[UnitPath, Any]:
    """Sub-query: the ids of all units below (and including) the given ones."""
    return UnitPath.objects.filter(above__in=unit_ids).values("below")


def posts_with(duty: str, *, over: Unit, on: date | None = None) -> QuerySet[Post]:
    """The posts that carry a duty over the unit on a day (default: today), those nearest to the unit first."""
    day = on or today()
    above = UnitPath.objects.filter(below=over).values("above")
    distance = UnitPath.objects.filter(below=over, above=Coalesce(OuterRef("duties__over"), OuterRef("unit__organ")))
    return (
        Post.objects.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))
        .filter(
            Q(duties__over__in=above) | Q(duties__over=None, unit__organ__in=above),
            duties__duty=duty,
            user__is_active=True,
        )
        .annotate(distance=Subquery(distance.values("depth")[:1]))
        .select_related("user", "unit", "unit__organ")
        .order_by("distance", "pk")
    )


def accounts() -> QuerySet[User]:
    """All accounts, in dictionary order."""
    return User.objects.order_by("pinyin_key", "pk").prefetch_related("posts__unit__organ")


def name_like(actor: Actor) -> str:
    """How the actor's organ is called on papers."""
    return str(Unit.objects.get(pk=actor.organ_id)) if actor.organ_id else ""


def account(username: str) -> User | None:
    """The account of that user name, or None."""
    return User.objects.filter(username=username).first()


def unit_called(name: str) -> Unit | None:
    """The one existing unit called so; a section as ``机关/科室``. None where there is none, or more than one."""
    organ, _, section = name.rpartition("/")
    named = Q(name=section) | Q(short_name=section)
    units = Unit.objects.filter(named, valid_to=None).select_related("organ")
    if organ:
        units = units.filter(Q(organ__name=organ) | Q(organ__short_name=organ), kind=UnitKind.SECTION)
    else:
        units = units.exclude(kind=UnitKind.SECTION)
    found = list(units[:2])
    return found[0] if len(found) == 1 else None
