"""Who sees which matter, and what waits for whom. Outside the scope a thing does not exist."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from zwgk.matters.models import Exclusion, Involvement, Matter, Remark, Waiting
from zwgk.people.actor import Actor
from zwgk.people.models import UnitPath
from zwgk.rules.duties import KEEPERS, OF_A_SECTION

KEEPER_CODES = frozenset(str(duty) for duty in KEEPERS)


def visible_q(actor: Actor, prefix: str = "matter__") -> Q:
    """The condition under which a row with a matter is visible: own subtree by duty, or involved, less exclusions.

    A restricted matter is visible to its handler and to those for whom it waits. Keepers' duties (三员) open no
    content. The units are read first and the condition is one OR of terms that each have an index: over a hundred
    thousand matters a database can then follow the order of the list, or an index a term, instead of reading all.
    """
    if actor.is_system:
        return Q()
    units = {u for duty, over in actor.duties.items() if duty not in KEEPER_CODES for u in over}
    paths = UnitPath.objects.filter(Q(above__in=units) | Q(below__in=units)).values_list("above", "below")
    below, above = set(), set()
    for high, low in paths:
        if high in units:
            below.add(low)
        if low in units:
            above.add(high)
    involved = Involvement.objects.filter(unit__in=below).values("matter")
    open_to_all = {f"{prefix}is_restricted": False}
    seen = (
        Q(**{f"{prefix}handler__in": actor.posts})
        | Q(**{f"{prefix}pk__in": Waiting.objects.filter(post__in=actor.posts).values("matter")})
        | Q(**{f"{prefix}owner__in": below}, **open_to_all)
        | Q(**{f"{prefix}pk__in": involved}, **open_to_all)
    )
    hidden = list(Exclusion.objects.filter(unit__in=above).values_list("matter", flat=True))
    return seen & ~Q(**{f"{prefix}pk__in": hidden}) if hidden else seen


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """The matters that the actor may see."""
    return Matter.objects.filter(visible_q(actor, ""))


#: what no line of an inbox shows: the guide's texts of the units, the keys of the account
_NOT_SHOWN = (
    *(
        f"matter__{unit}__{name}"
        for unit in ("owner", "section")
        for name in (
            *("duties_text", "address", "office_hours", "phone", "fax", "email", "postcode", "website"),
            *("disclosure_office", "pinyin_key", "uscc", "region_code"),
        )
    ),
    *(f"matter__handler__user__{name}" for name in ("password", "past_passwords", "pinyin_key", "mobile", "email")),
)


def answers_for(actor: Actor, unit_id: int) -> bool:
    """True where the actor holds a duty over the unit that opens content (any but the keepers')."""
    if actor.is_system:
        return True
    units = {u for duty, over in actor.duties.items() if duty not in KEEPER_CODES for u in over}
    return unit_id in units or UnitPath.objects.filter(above__in=units, below=unit_id).exists()


def inbox(actor: Actor) -> QuerySet[Waiting]:
    """What waits for the actor (待办), nearest due first; things without a due day come last."""
    below: dict[int, set[int]] = {}
    homes = {unit for units in actor.homes.values() for unit in units}
    for high, low in UnitPath.objects.filter(above__in=actor.scope() | homes).values_list("above", "below"):
        below.setdefault(high, set()).add(low)
    together: dict[frozenset[int], list[str]] = {}
    for duty, units in actor.duties.items():
        reached = set().union(*(below.get(unit, set()) for unit in units))
        if duty in OF_A_SECTION:  # a section's turn lies in its own people's inbox alone
            reached = set(units).union(*(below.get(unit, set()) for unit in actor.homes.get(duty, ())))
        together.setdefault(frozenset(reached), []).append(duty)
    wanted = Q(post__in=actor.posts)
    for reached_units, duties in together.items():
        wanted |= Q(post=None, duty__in=duties, unit__in=reached_units)
    return (
        Waiting.objects.filter(wanted)
        .select_related("matter", "matter__owner", "matter__section", "matter__handler__user")
        .defer(*_NOT_SHOWN)
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
