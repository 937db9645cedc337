"""Who stands in for whom, whose leave still needs somebody, and whom one might ask (AB 岗)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from zwgk.people.actor import Actor, held
from zwgk.people.models import Delegation, Leave, Post, PostDuty, Unit, UnitKind, UnitPath
from zwgk.people.queries import staff_of
from zwgk.people.today import today
from zwgk.rules import duties as duty_rules
from zwgk.rules import standing_in as rules
from zwgk.rules.duties import OF_A_SECTION, Duty
from zwgk.rules.workdays import WorkCalendar

#: how many possible stand-ins a proposal names
_NAMED = 30
#: and how many holders of a duty are looked at
_MOST = 1000


def beside(post_ids: Iterable[int], *, on: date | None = None) -> list[tuple[str, int]]:
    """For these posts: who is away on a day (by name) and the own post of who stands in."""
    day = on or today()
    rows = Delegation.objects.filter(absent__in=list(post_ids), first__lte=day, last__gte=day)
    return list(rows.order_by("pk").values_list("absent_user__name", "deputy"))


@dataclass(frozen=True)
class Holder:
    """Whose turn it is: a post, and who stands in for it today."""

    post: Post
    stand_in: str = ""

    @property
    def words(self) -> str:
        """``白鹿鸣（今天由方砚秋代理）``."""
        name = self.post.user.name
        return f"{name}（今天由{self.stand_in}代理）" if self.stand_in else name


def whose(turns: Collection[tuple[str, int]], *, on: date | None = None) -> dict[tuple[str, int], list[Holder]]:
    """For each (duty, unit): who has the duty nearest to the unit, and who stands in for them on a day.

    A section's own turn (科室审核) falls to its people alone. Four questions to the database, however many turns.
    """
    day = on or today()
    depths: dict[int, dict[int, int]] = {}
    units = {unit for _, unit in turns}
    for below, above, depth in UnitPath.objects.filter(below__in=units).values_list("below", "above", "depth"):
        depths.setdefault(below, {})[above] = depth
    high = {above for found in depths.values() for above in found}
    reach = Q(over__in=high) | Q(over=None, post__unit__organ__in=high)
    rows = PostDuty.objects.filter(held(day, "post__"), reach, duty__in={duty for duty, _ in turns})
    rows = rows.filter(post__user__is_active=True).select_related("post__user", "post__unit__organ").order_by("post")
    sections = set(Unit.objects.filter(pk__in=units, kind=UnitKind.SECTION).values_list("pk", flat=True))
    reaching: dict[str, list[tuple[int, int, Post]]] = {}  # of each duty: where it reaches, where it is at home, whose
    for row in rows[:_MOST]:
        reach_of, home = row.over_id or row.post.unit.organ_id or 0, row.over_id or row.post.unit_id
        reaching.setdefault(row.duty, []).append((reach_of, home, row.post))
    posts = {post.pk for found in reaching.values() for _, _, post in found}
    away = Delegation.objects.filter(absent__in=posts, first__lte=day, last__gte=day)
    names = dict(away.values_list("absent", "deputy_user__name"))
    answer: dict[tuple[str, int], list[Holder]] = {}
    for duty, unit in turns:
        far = depths.get(unit, {})
        at_home = unit in sections and Duty(duty) in OF_A_SECTION  # a section's turn is its own people's
        tops = [(home if at_home else top, post) for top, home, post in reaching.get(duty, [])]
        near = [(far[top], post) for top, post in tops if top in far]
        best = min((depth for depth, _ in near), default=0)
        answer[duty, unit] = [Holder(post, names.get(post.pk, "")) for depth, post in near if depth == best]
    return answer


def holders(duties: Collection[Duty], over: Unit, *, on: date | None = None) -> list[Holder]:
    """Who has one of the duties nearest to the unit, and who stands in for them on a day."""
    found = whose([(str(duty), over.pk) for duty in duties], on=on)
    return list({holder.post.pk: holder for some in found.values() for holder in some}.values())


_WITH_PEOPLE = (
    *("absent__unit__organ", "absent__user", "deputy__unit__organ", "deputy__user"),
    "leave",
)


def of_person(user_id: int | None) -> QuerySet[Delegation]:
    """All delegations from or to a person, the latest first; past ones stay readable."""
    rows = Delegation.objects.filter(Q(absent_user=user_id) | Q(deputy_user=user_id))
    return rows.select_related(*_WITH_PEOPLE).order_by("-first", "-pk")


def of_organ(organ_id: int | None) -> QuerySet[Delegation]:
    """All delegations of an organ's posts, the latest first."""
    rows = Delegation.objects.filter(Q(absent__unit=organ_id) | Q(absent__unit__organ=organ_id))
    return rows.select_related(*_WITH_PEOPLE).order_by("-first", "-pk")


def everywhere() -> QuerySet[Delegation]:
    """All delegations, for the keeper of posts."""
    return Delegation.objects.select_related(*_WITH_PEOPLE).order_by("-first", "-pk")


def in_force(post_id: int | None, *, on: date | None = None) -> Delegation | None:
    """Who stands in for a post on a day."""
    day = on or today()
    return everywhere().filter(absent=post_id, first__lte=day, last__gte=day).first()


def workdays_of(leave: Leave, calendar: WorkCalendar) -> int:
    """How many working days a leave costs."""
    return rules.days_off(leave.first, leave.last, calendar)


@dataclass(frozen=True)
class Proposal:
    """A leave for which nobody has been named: for which post, for which days, who might."""

    leave: Leave
    post: Post
    first: date
    last: date
    workdays: int
    candidates: list[Post]


def leaves_of(user_ids: Collection[int], *, on: date) -> list[Leave]:
    """Leaves that are not over and not taken back."""
    rows = Leave.objects.filter(user__in=user_ids, cancelled_at=None, last__gte=on)
    return list(rows.select_related("user").order_by("first", "pk"))


def proposals(posts: Collection[Post], *, on: date, calendar: WorkCalendar) -> list[Proposal]:
    """For each post whose holder will be away on working days, and for whom nobody stands in then.

    The days come from the working-day calendar (:func:`zwgk.rules.standing_in.span`).
    """
    by_user: dict[int, list[Post]] = {}
    for post in posts:
        by_user.setdefault(post.user_id, []).append(post)
    found = []
    for leave in leaves_of(list(by_user), on=on):
        span = rules.span(leave.first, leave.last, calendar)
        if span is None:
            continue
        first, last = span
        for post in by_user[leave.user_id]:
            if Delegation.objects.filter(absent=post, first__lte=last, last__gte=first).exists():
                continue
            days = rules.days_off(leave.first, leave.last, calendar)
            found.append(Proposal(leave, post, first, last, days, candidates(post, first=first, last=last)))
    return found


def candidates(post: Post, *, first: date, last: date) -> list[Post]:
    """Who might stand in for a post on these days: who did before, then its own section, then who has a like duty.

    Left out are people who are away themselves, who stand in or are stood in for (no chains), and whom 职责分离 bars.
    """
    organ = post.unit.organ_id or post.unit_id
    away = Q(leaves__first__lte=last, leaves__last__gte=first, leaves__cancelled_at=None)
    taken = Delegation.objects.filter(first__lte=last, last__gte=first)
    rows = staff_of(organ).filter(held(first)).exclude(user=post.user_id)
    rows = rows.exclude(user__in=taken.values("absent_user"))
    colleagues = list(rows)
    absent = set(
        Post.objects.filter(pk__in=[p.pk for p in colleagues]).filter(_prefixed(away)).values_list("pk", flat=True)
    )
    before = dict(
        Delegation.objects.filter(absent=post).values_list("deputy_user").annotate(times=Count("pk")).order_by()
    )
    people = {p.user_id for p in colleagues} | {post.user_id}
    duties: dict[int, set[str]] = {}
    by_post: dict[int, set[str]] = {}
    for pk, user, duty in PostDuty.objects.filter(post__user__in=people, post__valid_to=None).values_list(
        "post", "post__user", "duty"
    ):
        duties.setdefault(user, set()).add(duty)
        by_post.setdefault(pk, set()).add(duty)
    own = by_post.get(post.pk, set())

    def may(other: Post) -> bool:
        both = own | duties.get(other.user_id, set())
        return other.pk not in absent and not duty_rules.conflicts([duty for duty in Duty if duty.value in both])

    def rank(other: Post) -> tuple[int, bool, bool, int]:
        alike = bool(own & by_post.get(other.pk, set()))
        return (-before.get(other.user_id, 0), other.unit_id != post.unit_id, not alike, other.pk)

    return sorted((p for p in colleagues if may(p)), key=rank)[:_NAMED]


def _prefixed(condition: Q) -> Q:
    """A condition on people, asked of their posts."""
    return Q(**{f"user__{name}": value for name, value in condition.children})  # type: ignore[misc]


def may_arrange(actor: Actor) -> bool:
    """True where the actor may name stand-ins for others: the unit's informant, the keeper of posts."""
    return actor.stands_in is None and (actor.has(Duty.INFORMANT) or actor.has(Duty.SECURITY_ADMIN))
