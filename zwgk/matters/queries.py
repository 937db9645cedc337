"""Who sees which matter, and what waits for whom. Outside the scope a thing does not exist."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from zwgk.matters.models import Exclusion, Involvement, Matter, Remark, Waiting
from zwgk.people.actor import Actor
from zwgk.people.models import UnitPath
from zwgk.rules.duties import KEEPERS

KEEPER_CODES = frozenset(str(duty) for duty in KEEPERS)


def visible_q(actor: Actor, prefix: str = "matter__") -> Q:
    """The condition under which a row with a matter is visible: own subtree by duty, or involved, less exclusions.

    A restricted matter is visible to its handler and to those for whom it waits. Keepers' duties (三员) open no
    content.
    """
    if actor.is_system:
        return Q()
    units = {u for duty, over in actor.duties.items() if duty not in KEEPER_CODES for u in over}
    below = UnitPath.objects.filter(above__in=units).values("below")
    above = UnitPath.objects.filter(below__in=units).values("above")
    mine = Q(**{f"{prefix}handler__in": actor.posts}) | Q(
        **{f"{prefix}pk__in": Waiting.objects.filter(post__in=actor.posts).values("matter")}
    )
    involved = Involvement.objects.filter(unit__in=below).values("matter")
    seen = Q(**{f"{prefix}owner__in": below}) | Q(**{f"{prefix}pk__in": involved})
    hidden = Q(**{f"{prefix}pk__in": Exclusion.objects.filter(unit__in=above).values("matter")})
    return (mine | (seen & Q(**{f"{prefix}is_restricted": False}))) & ~hidden


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """The matters that the actor may see."""
    return Matter.objects.filter(visible_q(actor, ""))


def answers_for(actor: Actor, unit_id: int) -> bool:
    """True where the actor holds a duty over the unit that opens content (any but the keepers')."""
    if actor.is_system:
        return True
    units = {u for duty, over in actor.duties.items() if duty not in KEEPER_CODES for u in over}
    return unit_id in units or UnitPath.objects.filter(above__in=units, below=unit_id).exists()


def inbox(actor: Actor) -> QuerySet[Waiting]:
    """What waits for the actor (待办), nearest due first; things without a due day come last."""
    wanted = Q(post__in=actor.posts)
    for duty, units in actor.duties.items():
        below = UnitPath.objects.filter(above__in=units).values("below")
        wanted |= Q(post=None, duty=duty, unit__in=below)
    return (
        Waiting.objects.filter(wanted)
        .select_related("matter", "matter__owner", "matter__section", "matter__handler__user")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def waits_for(matter: Matter, actor: Actor) -> list[Waiting]:
    """What of this matter waits for the actor."""
    return list(inbox(actor).filter(matter=matter))


def open_gates(matter: Matter) -> list[str]:
    """The labels of what must still come first."""
    return list(matter.gates.filter(satisfied_at=None).values_list("label", flat=True))


def waiting_by_kind(actor: Actor) -> dict[str, int]:
    """How many lines wait for the actor, by kind of matter: the numbers of the navigation."""
    rows = inbox(actor).select_related(None).order_by()
    return dict(rows.values_list("matter__kind").annotate(n=Count("pk")))


def remarks(matter: Matter) -> QuerySet[Remark]:
    """What colleagues said on a matter, oldest first; the caller has made sure that the reader may see it."""
    return matter.remarks.order_by("pk")
