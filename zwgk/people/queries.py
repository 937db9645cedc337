"""Units and posts as staff see them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.functions import Coalesce

from zwgk.people.actor import Actor, held
from zwgk.people.models import LocalRule, Post, SecondFactor, Unit, UnitPath, User
from zwgk.people.models import UnitKind as UnitKind  # the pages' choices
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
    # the few units above, by number: the database need not guess how many a sub-query would bring
    above = dict(UnitPath.objects.filter(below=over).values_list("above", "depth"))
    steps = [When(reach=unit, then=depth) for unit, depth in above.items()]
    return (
        Post.objects.filter(held(day))
        .filter(
            Q(duties__over__in=above) | Q(duties__over=None, unit__organ__in=above),
            duties__duty=duty,
            user__is_active=True,
        )
        .annotate(reach=Coalesce("duties__over", "unit__organ"))
        .annotate(distance=Case(*steps, default=len(steps), output_field=IntegerField()))
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


def second_factor(user: User) -> SecondFactor | None:
    """The account's second factor, bound or waiting to be; None where there is none."""
    return SecondFactor.objects.filter(user=user).first()


def person(pk: int) -> User | None:
    """The account of that number, where it may be used."""
    return User.objects.filter(pk=pk, is_active=True).first()


def has_second_factor(user: User) -> bool:
    """True where signing in asks for a code."""
    return SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists()


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


def post(pk: int | None) -> Post | None:
    """One post with person and unit, or None."""
    return Post.objects.select_related("user", "unit", "unit__organ").filter(pk=pk or 0).first()


def unit(pk: int | None) -> Unit | None:
    """One unit that still exists, or None."""
    return Unit.objects.select_related("organ").filter(pk=pk or 0, valid_to=None).first()


def unit_ever(pk: int) -> Unit | None:
    """One unit, also one that exists no longer, with what it was merged into."""
    return Unit.objects.select_related("merged_into").filter(pk=pk).first()


def staff_of(organ_id: int | None) -> QuerySet[Post]:
    """The posts of an organ and its sections that are held now."""
    rows = Post.objects.filter(Q(unit=organ_id) | Q(unit__organ=organ_id), held(today()), user__is_active=True)
    return rows.select_related("user", "unit", "unit__organ").order_by("unit__order", "pk")


def staff_everywhere() -> QuerySet[Post]:
    """All posts that are held now, by organ: for the keeper of posts."""
    rows = Post.objects.filter(held(today()), user__is_active=True)
    return rows.select_related("user", "unit", "unit__organ").order_by("unit__organ__order", "unit__order", "pk")


def units_tree() -> QuerySet[Unit]:
    """All existing units, those above before those below, sections last under their organ."""
    return Unit.objects.filter(valid_to=None).select_related("parent", "organ").order_by("order", "pk")


def users(text: str = "") -> QuerySet[User]:
    """Accounts whose name or user name holds ``text``, in dictionary order, with posts and duties."""
    rows = User.objects.order_by("pinyin_key", "pk")
    rows = rows.prefetch_related("posts__unit__organ", "posts__duties", "second_factor")
    return rows.filter(Q(name__contains=text) | Q(username__contains=text)) if text else rows


def local_rules_ever() -> QuerySet[LocalRule]:
    """All the locality's own figures, those that ended too, by key and day."""
    return LocalRule.objects.select_related("unit").order_by("key", "-valid_from", "-pk")[:200]


def local_rule(pk: int) -> LocalRule | None:
    """One own figure, or None."""
    return LocalRule.objects.select_related("unit").filter(pk=pk).first()


def local_rules() -> QuerySet[LocalRule]:
    """The locality's own figures in force, by key."""
    return LocalRule.objects.filter(valid_to=None).select_related("unit").order_by("key", "pk")
