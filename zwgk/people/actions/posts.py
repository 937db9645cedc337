"""Acts upon posts: appoint and leave. Duties that must be kept apart are kept apart here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from zwgk.audit.acts import about, act, note
from zwgk.people import handing_over, handovers
from zwgk.people.actor import Actor
from zwgk.people.models import Delegation, Post, PostDuty, Unit, User
from zwgk.people.today import now, today
from zwgk.rules import duties as duty_rules
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, Stale


@act("people.appoint")
def appoint(
    user: User,
    unit: Unit,
    title: str,
    duties: Iterable[Duty],
    *,
    actor: Actor,
    over: Unit | None = None,
    on: date | None = None,
) -> Post:
    """Give a person a post with its duties. Errors: :class:`BadInput` where duties must be kept apart (三员分立)."""
    actor.must_be(Duty.SECURITY_ADMIN, over=None, to="任免岗位")
    wanted = list(dict.fromkeys(duties))
    User.objects.select_for_update().get(pk=user.pk)  # two appointments of one person at once see each other
    must_go_together(user, wanted)
    if unit.valid_to is not None:
        raise BadInput(what="不能任命", why=f"“{unit.full_name}”已撤销", remedy="请选择另一单位", field="unit")
    post = Post.objects.create(user=user, unit=unit, title=title, valid_from=on)
    PostDuty.objects.bulk_create([PostDuty(post=post, duty=str(duty), over=over) for duty in wanted])
    about(post)
    note(duties=[str(duty) for duty in wanted], unit=unit.pk, over=over.pk if over else None)
    return post


@act("people.leave_post")
def leave_post(post: Post, *, on: date, actor: Actor) -> Post:
    """End a post on a day. What is open there must have been handed over (工作交接清单); what waits for a duty goes on.

    After a completed hand-over nothing of the post is seen from this moment on, unless its last day is still to come.
    Errors: :class:`Stale`, :class:`BadInput`, :class:`GateClosed` naming what is open.
    """
    actor.must_be(Duty.SECURITY_ADMIN, over=None, to="任免岗位")
    rows = Post.objects.select_for_update(of=("self",)).select_related("unit__organ", "user")
    post = rows.get(pk=post.pk)
    if post.valid_to is not None:
        raise Stale(what="不能办理离任", why=f"该岗位已于{post.valid_to}离任", remedy="请刷新页面")
    if post.valid_from and on < post.valid_from:
        raise BadInput(what="不能办理离任", why="离任日期早于任职日期", remedy="请改正日期", field="on")
    must_be_handed_over(post, what="不能办理离任")
    post.valid_to = on
    if on <= today() and handovers.done_for(post) is not None:
        post.handed_over_at = now()
    post.save(update_fields=["valid_to", "handed_over_at"])
    note(on=str(on), at_once=post.handed_over_at is not None)
    return post


def must_be_handed_over(post: Post, *, what: str) -> None:
    """Refuse while something that somebody must take over is open at a post. Errors: :class:`GateClosed`."""
    left = handing_over.summary(post)
    if left:
        raise GateClosed(
            what=what,
            why=f"{post.user.name}（{post.unit.full_name}{post.title}）还有没有交接的：{left}",
            remedy="请先由本人或其科室负责人办理工作交接清单",
        )


def must_go_together(user: User, wanted: list[Duty], *, what: str = "不能任命") -> None:
    """Refuse duties that one person must not hold beside those held, or stood in for, from today on (职责分离).

    Errors: :class:`BadInput`.
    """
    own = Q(post__user=user, post__valid_to=None)
    stood_in_for = Delegation.objects.filter(deputy_user=user, last__gte=today()).values("absent")
    codes = set(PostDuty.objects.filter(own | Q(post__in=stood_in_for)).values_list("duty", flat=True))
    held = [duty for duty in Duty if duty.value in codes]
    clashes = duty_rules.conflicts([*held, *wanted])
    if clashes:
        raise BadInput(what=what, why="；".join(clashes), remedy="请把这些职责分给不同的人", field="duties")
