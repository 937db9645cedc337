"""Who is acting (经办人): one person under one chosen post, and what that post may do over what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from zwgk.people.models import Delegation, Post, PostDuty, Unit, UnitPath
from zwgk.rules import standing_in as standing_rules
from zwgk.rules.duties import OF_A_SECTION, Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.standing_in import Reserved


@dataclass(frozen=True)
class StandsIn:
    """For whom somebody acts, and what was kept back."""

    delegation_id: int
    absent_user_id: int
    absent_name: str
    absent_signature: str
    #: the stand-in's own post and name
    signature: str
    last: date
    reserved: frozenset[Reserved]
    reserved_acts: frozenset[str]

    @property
    def logged(self) -> dict[str, int]:
        return {"delegation": self.delegation_id, "for_user": self.absent_user_id}


@dataclass(frozen=True)
class Actor:
    """A person under a chosen post, on a day. ``duties`` maps each duty to the units over whose subtrees it holds.

    Who stands in for somebody (代理) acts under the absent's post and is called ``张三（代李四）``: ``user_id`` is the
    stand-in's, ``post_id`` the absent's.
    """

    user_id: int | None
    post_id: int | None
    unit_id: int | None
    organ_id: int | None
    name: str
    post_label: str
    duties: dict[str, frozenset[int]] = field(default_factory=dict)
    #: where each duty is at home: the very unit of the post that carries it, or what it was given over
    homes: dict[str, frozenset[int]] = field(default_factory=dict)
    #: the post under which the session acts, as a set for queries
    posts: tuple[int, ...] = ()
    #: where notices to this person arrive: the own post, also while standing in
    hears: tuple[int, ...] = ()
    #: standing in (代理): under which delegation, for whom; None for who acts under an own post
    stands_in: StandsIn | None = None
    is_system: bool = False

    @property
    def signature(self) -> str:
        return f"{self.post_label} {self.name}".strip()

    @property
    def own_signature(self) -> str:
        """The person's own post and name: as :attr:`signature`, but for a stand-in without the absent's post."""
        return self.stands_in.signature if self.stands_in else self.signature

    @property
    def on_behalf_of(self) -> str:
        """In whose name is acted: post and name of the absent, "" where nobody is stood in for."""
        return self.stands_in.absent_signature if self.stands_in else ""

    @property
    def standing_in(self) -> dict[str, int] | None:
        """What the log adds for a stand-in: the delegation and the person who is away."""
        return self.stands_in.logged if self.stands_in else None

    def leaves_to_holder(self, act: str) -> bool:
        """True where a stand-in does not do this act."""
        return self.stands_in is not None and act in self.stands_in.reserved_acts

    def keeps_back(self, reserved: Reserved) -> bool:
        """True where the holder of the post kept this to himself."""
        return self.stands_in is not None and reserved in self.stands_in.reserved

    def hold_back(self, act: str) -> None:
        """Refuse an act that a stand-in does not do. Errors: :class:`NotAllowed`."""
        if self.stands_in is None or act not in self.stands_in.reserved_acts:
            return
        reserved = standing_rules.reservation_of(act)
        if act in standing_rules.NEVER:
            why = f"您正在代理{self.stands_in.absent_name}，代理人不得转代理，也不办理本人的请假和代理事项"
        else:
            what = reserved.label if reserved else "这一步"
            why = f"{self.stands_in.absent_name}设置代理时保留了“{what}”，不由代理人办理"
        raise NotAllowed(what="不能办理", why=why, remedy="请由本人办理，或切换到您自己的岗位")

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


def actor_for(post: Post, *, today: date, user_id: int | None = None) -> Actor:
    """Return the actor for a post on a day.

    ``user_id``: who is acting, where that need not be its holder; for somebody else it must be a stand-in of that day,
    or have been one (work that was ordered then and is done in the background now). Errors: :class:`NotAllowed`.
    """
    if user_id is not None and user_id != post.user_id:
        return actor_standing_in(_delegation(post, user_id, today))
    duties, homes = _reach(post)
    return Actor(
        user_id=post.user_id,
        post_id=post.pk,
        unit_id=post.unit_id,
        organ_id=post.unit.organ_id or post.unit_id,
        name=post.user.name,
        post_label=f"{post.unit.full_name}{post.title}",
        duties=duties,
        homes=homes,
        posts=(post.pk,),
        hears=(post.pk,),
    )


def actor_standing_in(delegation: Delegation) -> Actor:
    """Return the actor for a stand-in who has chosen the absent's post: the post's duties, the stand-in's person."""
    post, own = delegation.absent, delegation.deputy
    reserved = frozenset(Reserved(code) for code in delegation.reserved)
    duties, homes = _reach(post)
    return Actor(
        user_id=own.user_id,
        post_id=post.pk,
        unit_id=post.unit_id,
        organ_id=post.unit.organ_id or post.unit_id,
        name=f"{own.user.name}（代{post.user.name}）",
        post_label=f"{post.unit.full_name}{post.title}",
        duties=duties,
        homes=homes,
        posts=(post.pk,),
        hears=(own.pk,),
        stands_in=StandsIn(
            delegation.pk,
            post.user_id,
            post.user.name,
            f"{post.unit.full_name}{post.title} {post.user.name}",
            f"{own.unit.full_name}{own.title} {own.user.name}",
            delegation.last,
            reserved,
            standing_rules.reserved_acts(reserved),
        ),
    )


def _delegation(post: Post, user_id: int, today: date) -> Delegation:
    rows = Delegation.objects.filter(absent=post, deputy_user=user_id, first__lte=today)
    found = rows.select_related("absent__unit__organ", "absent__user", "deputy__unit__organ", "deputy__user")
    delegation = found.order_by("-last", "-pk").first()
    if delegation is None:
        raise NotAllowed(what="不能办理", why="没有代理这个岗位", remedy="请切换到您自己的岗位")
    return delegation


def _reach(post: Post) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """The duties of a post by what they reach, and by where they are at home."""
    duties: dict[str, frozenset[int]] = {}
    homes: dict[str, frozenset[int]] = {}
    for duty, over in PostDuty.objects.filter(post=post).values_list("duty", "over"):
        duties[duty] = frozenset({over or post.unit.organ_id or post.unit_id})
        homes[duty] = frozenset({over or post.unit_id})
    return duties, homes


def held(day: date, prefix: str = "") -> Q:
    """The condition that a post is held on a day: begun, not over, and not handed over already."""
    return (
        (Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day}))
        & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))
        & Q(**{f"{prefix}handed_over_at": None})
    )


def current_posts(user_id: int, *, today: date) -> list[Post]:
    """The posts a person holds on a day, oldest first."""
    return list(
        Post.objects.filter(held(today), user_id=user_id, user__is_active=True)
        .select_related("unit", "unit__organ", "user")
        .order_by("pk")
    )


def current_delegations(user_id: int, *, today: date) -> list[Delegation]:
    """For whom a person stands in on a day; both posts must still be held."""
    return list(
        Delegation.objects.filter(held(today, "absent__"), held(today, "deputy__"), deputy__user__is_active=True)
        .filter(deputy_user=user_id, first__lte=today, last__gte=today)
        .select_related(
            *("absent__unit__organ", "absent__user", "deputy__unit__organ", "deputy__user"),
        )
        .order_by("pk")
    )
