"""Units and posts as staff see them."""

from __future__ import annotations

from django.db.models import QuerySet

from zwgk.people.actor import Actor
from zwgk.people.models import Post, Unit, UnitKind, UnitPath, User


def organs() -> QuerySet[Unit]:
    """All organs that exist, in the office's order (no sections)."""
    return Unit.objects.exclude(kind=UnitKind.SECTION).filter(valid_to=None)


def sections(organ: Unit) -> QuerySet[Unit]:
    """The sections of one organ."""
    return Unit.objects.filter(organ=organ, kind=UnitKind.SECTION, valid_to=None)


def below(unit_ids: frozenset[int] | set[int]) -> QuerySet[UnitPath]:
    """Sub-query: the ids of all units below (and including) the given ones."""
    return UnitPath.objects.filter(above__in=unit_ids).values("below")


def posts_with(duty: str, *, over: Unit) -> QuerySet[Post]:
    """The posts that carry a duty over the unit today, nearest first."""
    above = UnitPath.objects.filter(below=over).values("above")
    return (
        Post.objects.filter(duties__duty=duty, valid_to=None, user__is_active=True)
        .filter(unit__organ__in=above)
        .select_related("user", "unit", "unit__organ")
        .order_by("pk")
    )


def accounts() -> QuerySet[User]:
    """All accounts, in dictionary order."""
    return User.objects.order_by("pinyin_key", "pk").prefetch_related("posts__unit__organ")


def name_like(actor: Actor) -> str:
    """How the actor's organ is called on papers."""
    return str(Unit.objects.get(pk=actor.organ_id)) if actor.organ_id else ""
