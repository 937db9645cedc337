"""Who is acting (经办人): one person under one chosen post, and what that post may do over what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from zwgk.people.models import Delegation, Post, Unit, UnitPath
from zwgk.rules.duties import OF_A_SECTION, Duty
from zwgk.rules.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """A person under a chosen post, on a day. ``duties`` maps each duty to the units over whose subtrees it holds."""

    user_id: int | None
    post_id: int | None
    unit_id: int | None
    organ_id: int | None
    name: str
    post_label: str
    duties: dict[str, frozenset[int]] = field(default_factory=dict)
    #: where each duty is at home: the very unit of the post that carries it, or what it was given over
    homes: dict[str, frozenset[int]] = field(default_factory=dict)
    #: posts this actor may sign for today (own post first, then those delegated to it)
    posts: tuple[int, ...] = ()
    is_system: bool = False

    @property
    def signature(self) -> str:
        return f"{self.post_label} {self.name}".strip()

    def has(self, duty: Duty) -> bool:
        """True where the post carries the duty at all."""
        return self.is_system or str(duty) in self.duties

    def may(self, duty: Duty, *, over: Unit | int | None) -> bool:
        """True where the post carries ``duty`` over the unit (its subtree)."""
        if self.is_system:
            return True
        tops = self.duties.get(str(duty))
        if not tops:
            return False
        if over is None:
            return True
        unit_id = over if isinstance(over, int) else over.pk
        return unit_id in tops or UnitPath.objects.filter(above__in=tops, below=unit_id).exists()

    def must_be(self, *duties: Duty, over: Unit | int | None, to: str) -> None:
        """Refuse unless one of ``duties`` is held over the unit. Errors: :class:`NotAllowed`."""
        if any(self.may(duty, over=over) for duty in duties):
            return
        labels = "、".join(duty.label for duty in duties)
        raise NotAllowed(
            what=f"不能{to}",
            why=f"这一步由本机关的“{labels}”岗位办理，您现在的岗位是“{self.post_label or '未选岗位'}”",
            remedy="请切换到有该职责的岗位，或转给有该职责的同事办理",
        )

    def takes_turn(self, duty: Duty, *, of: Unit) -> bool:
        """True where it is this actor's turn when ``of`` must exercise the duty.

        As :meth:`may`, but a section's own turn (科室审核) falls to that section's people alone.
        """
        return self.reaches(duty, organ=of.pk, section=of.pk if of.is_section else None)

    def reaches(self, duty: Duty, *, organ: int, section: int | None) -> bool:
        """True where the duty reaches a matter of an organ that one of its sections (None: no section) has in hand.

        起草 and 科室负责人 reach their own section alone, every other duty the whole organ.
        """
        if self.is_system or duty not in OF_A_SECTION or section is None:
            return self.may(duty, over=organ)
        homes = self.homes.get(str(duty), frozenset())
        return section in homes or UnitPath.objects.filter(above__in=homes, below=section).exists()

    def scope(self) -> frozenset[int]:
        """The units over whose subtrees the post holds any duty."""
        return frozenset(unit for units in self.duties.values() for unit in units)


#: the house itself: scheduled jobs, imports, the demo
SYSTEM = Actor(None, None, None, None, "系统", "", is_system=True)


def actor_for(post: Post, *, today: date) -> Actor:
    """Return the actor for a post on a day, with what is delegated to it that day."""
    delegated = list(
        Delegation.objects.filter(deputy=post, first__lte=today, last__gte=today).values_list("absent_id", flat=True)
    )
    posts = (post.pk, *delegated)
    duties: dict[str, set[int]] = {}
    homes: dict[str, set[int]] = {}
    rows = Post.objects.filter(pk__in=posts).values_list("duties__duty", "duties__over", "unit__organ", "unit")
    for duty, over, organ, unit in rows:
        if duty:
            duties.setdefault(duty, set()).add(over or organ or unit)
            homes.setdefault(duty, set()).add(over or unit)
    return Actor(
        user_id=post.user_id,
        post_id=post.pk,
        unit_id=post.unit_id,
        organ_id=post.unit.organ_id or post.unit_id,
        name=post.user.name,
        post_label=f"{post.unit.full_name}{post.title}",
        duties={duty: frozenset(units) for duty, units in duties.items()},
        homes={duty: frozenset(units) for duty, units in homes.items()},
        posts=posts,
    )


def current_posts(user_id: int, *, today: date) -> list[Post]:
    """The posts a person holds on a day, oldest first."""
    return list(
        Post.objects.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
        .filter(user_id=user_id, user__is_active=True)
        .select_related("unit", "unit__organ", "user")
        .order_by("pk")
    )
