"""Who sees which matter, and what waits for whom. Outside the scope a thing does not exist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from zwgk.matters.keeping import COUNTERSIGNS
from zwgk.matters.models import Exclusion, Involvement, Matter, Remark, Waiting, Watch
from zwgk.people.actor import Actor
from zwgk.people.models import UnitPath
from zwgk.rules.duties import KEEPERS, OF_A_SECTION, Duty

KEEPER_CODES = frozenset(str(duty) for duty in KEEPERS)


@dataclass(frozen=True)
class Reach:
    """Which units a post's duties reach: as organs in charge, as sections (科室) of its own, and its superiors."""

    #: organs and sections below a duty that reaches a whole organ (办公室、保密审查、领导 …)
    wide: frozenset[int]
    #: the post's own sections, or organs where it sits in none: where 起草 and 科室负责人 are at home
    home: frozenset[int]
    #: organs over which the post has such a duty of a section
    narrow: frozenset[int]
    #: of these just the organs themselves
    organs: frozenset[int]
    above: frozenset[int]


def reach(actor: Actor, counted: Collection[Duty] | None = None) -> Reach:
    """What the actor's duties reach, counting those given (None: all but the keepers', which open no content)."""
    codes = {str(duty) for duty in counted} if counted is not None else actor.duties.keys() - KEEPER_CODES
    held = {duty: over for duty, over in actor.duties.items() if duty in codes}
    wide = {unit for duty, over in held.items() if duty not in OF_A_SECTION for unit in over}
    narrow = {unit for duty, over in held.items() if duty in OF_A_SECTION for unit in over}
    home = {unit for duty in held if duty in OF_A_SECTION for unit in actor.homes.get(duty, ())}
    below: dict[int, set[int]] = {}
    above: set[int] = set()
    tops = wide | narrow | home
    for high, low in UnitPath.objects.filter(Q(above__in=tops) | Q(below__in=tops)).values_list("above", "below"):
        below.setdefault(high, set()).add(low)
        if low in tops:
            above.add(high)

    def spread(tops: set[int]) -> frozenset[int]:
        return frozenset(unit for top in tops for unit in below.get(top, {top}))

    return Reach(spread(wide), spread(home), spread(narrow), frozenset(narrow), frozenset(above))


def own_q(reached: Reach, prefix: str = "matter__") -> Q:
    """Matters in the actor's charge: of an organ reached as a whole, of his own section, or of no section at all."""
    open_to_all = {f"{prefix}is_restricted": False}
    own = Q(**{f"{prefix}owner__in": reached.wide}, **open_to_all)
    if not reached.narrow <= reached.wide:
        own |= Q(**{f"{prefix}section__in": reached.home}, **open_to_all)
        own |= Q(**{f"{prefix}section": None, f"{prefix}owner__in": reached.narrow}, **open_to_all)
    return own


def of_the_organ_q(reached: Reach, prefix: str = "matter__") -> Q:
    """Matters of the actor's organs, of whatever section: a room says which of them colleagues may read."""
    return Q(**{f"{prefix}owner__in": reached.wide | reached.narrow, f"{prefix}is_restricted": False})


def hidden_q(reached: Reach, prefix: str = "matter__") -> Q:
    """Matters from which a unit of the actor is excluded (回避)."""
    hidden = list(Exclusion.objects.filter(unit__in=reached.above).values_list("matter", flat=True))
    return Q(**{f"{prefix}pk__in": hidden}) if hidden else Q()


def visible_q(
    actor: Actor, prefix: str = "matter__", *, counted: Collection[Duty] | None = None, besides: Q | None = None
) -> Q:
    """The condition under which a row with a matter is visible: own subtree by duty, or involved, less exclusions.

    起草 and 科室负责人 reach their own section (科室), every other duty its whole organ; ``counted`` names the duties
    that count, None all that open content (the keepers' open none). A restricted matter is visible to its handler and
    to those for whom it waits. ``besides`` is what a room shows its colleagues in addition; exclusions hold there too.

    The units are read first and the condition is one OR of terms that each have an index: over a hundred thousand
    matters a database can then follow the order of the list, or an index a term, instead of reading all.
    """
    if actor.is_system:
        return Q()
    reached = reach(actor, counted)
    takes_part = Q(unit__in=reached.wide | reached.home)
    if not reached.organs <= reached.wide:
        takes_part |= Q(unit__in=reached.organs, role=COUNTERSIGNS)
    involved = Involvement.objects.filter(takes_part).values("matter")
    seen = (
        Q(**{f"{prefix}handler__in": actor.posts})
        | Q(**{f"{prefix}pk__in": Waiting.objects.filter(post__in=actor.posts).values("matter")})
        | own_q(reached, prefix)
        | Q(**{f"{prefix}pk__in": involved, f"{prefix}is_restricted": False})
    )
    hidden = hidden_q(reached, prefix)
    if besides is not None:
        seen |= besides
    return seen & ~hidden if hidden else seen


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


def answers_for(actor: Actor, matter: Matter) -> bool:
    """True where the matter is in the actor's charge: his organ's by duty, his section's, or his own to handle."""
    if actor.is_system or matter.handler_id in actor.posts:
        return True
    return Matter.objects.filter(own_q(reach(actor), ""), pk=matter.pk).exists()


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


def waiting_for_others(actor: Actor) -> QuerySet[Waiting]:
    """What the actor's own matters wait for at others' desks, the longest waiting first."""
    rows = Waiting.objects.filter(matter__handler__in=actor.posts).exclude(post__in=actor.posts)
    mine = inbox(actor).order_by().values("pk")
    return (
        rows.exclude(pk__in=mine).select_related("matter", "unit", "unit__organ", "post__user").order_by("since", "id")
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


def watched(actor: Actor, matter_ids: Collection[int]) -> set[int]:
    """Which of these matters the actor follows (关注)."""
    return set(Watch.objects.filter(post__in=actor.posts, matter__in=matter_ids).values_list("matter", flat=True))


def watchers(matter: Matter) -> list[int]:
    """The posts that follow a matter."""
    return list(Watch.objects.filter(matter=matter).order_by("pk").values_list("post", flat=True))


def remarks(matter: Matter) -> QuerySet[Remark]:
    """What colleagues said on a matter, oldest first; the caller has made sure that the reader may see it."""
    return matter.remarks.order_by("pk")
