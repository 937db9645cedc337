"""Acts upon leave (请假) and stand-ins (代理): named for a period, ended early, called off before they begin."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction

from zwgk.audit.acts import about, act, note
from zwgk.people.actions.posts import must_go_together
from zwgk.people.actor import Actor
from zwgk.people.models import Delegation, Leave, Post, PostDuty, User
from zwgk.people.today import now
from zwgk.rules import standing_in as rules
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale
from zwgk.rules.standing_in import LeaveKind, Reserved

_LONGEST_REASON = 200


@act("people.enter_leave")
def enter_leave(post: Post, *, kind: LeaveKind, first: date, last: date, actor: Actor) -> Leave:
    """Enter that the post's holder is away (请假登记): by himself, or the unit's informant for him.

    Errors: :class:`BadInput` for impossible or overlapping days, :class:`NotAllowed`.
    """
    _must_be_own_or_charged(post, actor, to="登记请假")
    _must_run_forward(first, last, what="没有登记请假")
    user = User.objects.select_for_update().get(pk=post.user_id)
    other = Leave.objects.filter(user=user, cancelled_at=None, first__lte=last, last__gte=first).first()
    if other is not None:
        raise BadInput(
            what="没有登记请假",
            why=f"与已登记的{other.get_kind_display()}（{other.first}至{other.last}）重叠",
            remedy="请改正日期，或先为原来的请假办理销假",
            field="first",
        )
    leave = Leave.objects.create(
        user=user, kind=str(kind), first=first, last=last, entered_by=actor.signature, entered_at=now()
    )
    about(leave)
    note(user=user.pk, first=str(first), last=str(last))
    return leave


@act("people.cancel_leave")
def cancel_leave(leave: Leave, *, post: Post, actor: Actor) -> Leave:
    """Take a leave back (销假). Stand-ins that were named for it stay until they are ended."""
    _must_be_own_or_charged(post, actor, to="办理销假")
    leave = Leave.objects.select_for_update().get(pk=leave.pk)
    if leave.user_id != post.user_id:
        raise BadInput(what="没有销假", why="这条请假是另一人的", remedy="请刷新页面")
    if leave.cancelled_at is not None:
        raise Stale(what="没有销假", why="这条请假已经销假", remedy="请刷新页面")
    leave.cancelled_at = now()
    leave.save(update_fields=["cancelled_at"])
    note(user=leave.user_id)
    return leave


@act("people.delegate")
def delegate(
    absent: Post,
    deputy: Post,
    *,
    first: date,
    last: date,
    reason: str,
    actor: Actor,
    reserved: Collection[Reserved] = (),
    leave: Leave | None = None,
) -> Delegation:
    """Let the holder of ``deputy`` stand in for ``absent`` from ``first`` to ``last`` (代理), both days included.

    By the absent himself, by the unit's informant (信息员) or by the keeper of posts; nobody names himself. The
    stand-in does not do what is ``reserved``, nor hands on. Errors: :class:`BadInput`, ``NotAllowed``, ``Stale``.
    """
    _must_be_own_or_charged(absent, actor, to="设置代理")
    _must_run_forward(first, last, what="不能设置代理")
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST_REASON:
        raise BadInput(
            what="不能设置代理",
            why="没有写明事由" if not reason else f"事由超过{_LONGEST_REASON}字",
            remedy="请写明事由，如出差、休假",
            field="reason",
        )
    list(User.objects.select_for_update().filter(pk__in=[absent.user_id, deputy.user_id]).order_by("pk"))
    _must_fit(absent, deputy, first=first, last=last, actor=actor)
    codes = set(PostDuty.objects.filter(post=absent).values_list("duty", flat=True))
    must_go_together(deputy.user, [duty for duty in Duty if duty.value in codes], what="不能设置代理")
    try:
        with transaction.atomic():
            delegation = Delegation.objects.create(
                absent=absent,
                deputy=deputy,
                absent_user_id=absent.user_id,
                deputy_user_id=deputy.user_id,
                first=first,
                last=last,
                agreed_last=last,
                reason=reason,
                reserved=sorted(str(one) for one in set(reserved)),
                leave=leave,
                set_by_user=actor.user_id,
                set_by=actor.signature,
                set_at=now(),
            )
    except IntegrityError as error:  # what the database keeps came in between
        raise Stale(
            what="不能设置代理", why="刚刚有人为其中一个岗位作了安排", remedy="请刷新页面，看过现在的安排再设置"
        ) from error
    about(delegation)
    note(
        absent=absent.pk,
        deputy=deputy.pk,
        first=str(first),
        last=str(last),
        reserved=delegation.reserved,
    )
    return delegation


@act("people.end_delegation")
def end_delegation(delegation: Delegation, *, last: date, actor: Actor) -> Delegation:
    """Let a delegation end earlier: its last day is moved forward, never past the one agreed.

    By whoever may name a stand-in, and by the stand-in (交回代理).
    """
    _must_be_concerned(delegation, actor, to="结束代理")
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if not delegation.first <= last <= delegation.last:
        raise BadInput(
            what="不能提前结束代理",
            why=f"结束日期须在{delegation.first}至{delegation.last}之间",
            remedy="请改正日期",
            field="last",
        )
    delegation.last = last
    delegation.save(update_fields=["last"])
    note(last=str(last))
    return delegation


@act("people.call_off_delegation")
def call_off_delegation(delegation: Delegation, *, on: date, actor: Actor) -> Delegation:
    """Call a delegation off before it begins; nothing was done under it, so no row stays. Errors: :class:`Stale`."""
    _must_be_concerned(delegation, actor, to="取消代理")
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if delegation.first <= on:
        raise Stale(what="不能取消代理", why="代理已经开始", remedy="请改为提前结束")
    note(absent=delegation.absent_id, deputy=delegation.deputy_id, first=str(delegation.first))
    about(delegation.absent)
    delegation.delete()
    return delegation


def _must_be_own_or_charged(post: Post, actor: Actor, *, to: str) -> None:
    if actor.is_system or (actor.user_id == post.user_id and actor.stands_in is None):
        return
    if actor.has(Duty.SECURITY_ADMIN):
        return
    actor.must_be(Duty.INFORMANT, Duty.SECURITY_ADMIN, over=post.unit, to=f"为他人{to}")


def _must_be_concerned(delegation: Delegation, actor: Actor, *, to: str) -> None:
    if actor.user_id != delegation.deputy_user_id or actor.stands_in is not None:
        _must_be_own_or_charged(delegation.absent, actor, to=to)


def _must_run_forward(first: date, last: date, *, what: str) -> None:
    if last < first:
        raise BadInput(what=what, why="结束日期早于开始日期", remedy="请改正日期", field="last")
    if (last - first).days >= rules.LONGEST:
        raise BadInput(
            what=what,
            why=f"一次最长{rules.LONGEST}天",
            remedy="长期离岗的，请办理工作交接并另行任命",
            field="last",
        )


def _must_fit(absent: Post, deputy: Post, *, first: date, last: date, actor: Actor) -> None:
    """No self, no stranger, one stand-in at a time, no chains. The database keeps the same (``people.guards``)."""
    what = "不能设置代理"
    if absent.user_id == deputy.user_id:
        raise BadInput(what=what, why="代理人与被代理人是同一人", remedy="请选择另一人的岗位", field="deputy")
    if actor.user_id is not None and actor.user_id == deputy.user_id:
        raise NotAllowed(
            what=what, why="不能让自己代理他人", remedy="请由被代理人本人设置，或请安全管理员办理", field="deputy"
        )
    if (absent.unit.organ_id or absent.unit_id) != (deputy.unit.organ_id or deputy.unit_id):
        raise BadInput(what=what, why="代理人不在同一机关任职", remedy="请选择本机关的岗位", field="deputy")
    for post in (absent, deputy):
        over = post.valid_to is not None and post.valid_to < last
        if over or post.handed_over_at is not None or (post.valid_from is not None and post.valid_from > first):
            raise BadInput(what=what, why=f"“{post}”在这段时间不在任", remedy="请改正日期或另选岗位", field="deputy")
    rows = Delegation.objects.filter(first__lte=last, last__gte=first).select_related("absent_user", "deputy_user")
    same = rows.filter(absent=absent).first()
    if same is not None:
        raise BadInput(
            what=what,
            why=f"这段时间已由{same.deputy_user.name}代理（{same.first}至{same.last}），同一天只有一名代理人",
            remedy="请先结束原来的代理，或改正日期",
            field="first",
        )
    away = rows.filter(absent_user=deputy.user_id).first()
    if away is not None:
        raise BadInput(
            what=what,
            why=f"{away.absent_user.name}自己在{away.first}至{away.last}由他人代理，不得转代理",
            remedy="请另选代理人",
            field="deputy",
        )
    busy = rows.filter(deputy_user=absent.user_id).first()
    if busy is not None:
        raise BadInput(
            what=what,
            why=f"{busy.deputy_user.name}在{busy.first}至{busy.last}正代理{busy.absent_user.name}，不得转代理",
            remedy=f"请先为{busy.absent_user.name}另行安排代理人",
            field="first",
        )
