"""Acts upon hand-overs (工作交接): listed, assigned, signed by all; the last signature hands everything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zwgk.audit.acts import about, act, note
from zwgk.people import handing_over
from zwgk.people.actor import Actor
from zwgk.people.handovers import SUPERVISORS, is_giver, may_supervise, missing_signatures
from zwgk.people.models import Handover, HandoverLine, HandoverSignature, Post
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed, Stale
from zwgk.rules.handing_over import HandoverCause, HandoverRole, HandoverStage, LineOutcome

_LONGEST_NOTE, _LONGEST_REMARK = 4000, 300
OPEN = (HandoverStage.LISTING, HandoverStage.SIGNING)


@act("people.begin_handover")
def begin_handover(post: Post, *, cause: HandoverCause, last_day: date, at: datetime, actor: Actor) -> Handover:
    """Begin the hand-over of a post: what is open there is listed. By its holder or by who supervises it.

    Errors: :class:`Stale` where one is under way or the post has ended, :class:`NotAllowed`.
    """
    if not is_giver(post, actor):
        must_supervise(post, actor, to="发起工作交接")
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=post.pk)
    if post.valid_to is not None or post.handed_over_at is not None:
        raise Stale(what="不能发起交接", why="这个岗位已经离任", remedy="请刷新页面")
    if post.valid_from is not None and last_day < post.valid_from:
        raise BadInput(what="不能发起交接", why="在岗日期早于任职日期", remedy="请改正日期", field="last_day")
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                post=post,
                cause=str(cause),
                last_day=last_day,
                begun_by=actor.signature,
                begun_by_user=actor.user_id,
                begun_at=at,
            )
    except IntegrityError as error:
        raise Stale(what="不能发起交接", why="这个岗位的交接正在进行", remedy="请打开进行中的交接清单") from error
    listed = _list_again(handover)
    about(handover)
    note(post=post.pk, cause=str(cause), last_day=str(last_day), lines=listed)
    return handover


@act("people.list_handover_again")
def list_handover_again(handover: Handover, *, actor: Actor) -> int:
    """Bring the list up to date: what is new comes in, what is settled goes, who was named stays. Returns how many."""
    handover = _locked(handover, HandoverStage.LISTING, actor, to="更新清单")
    listed = _list_again(handover)
    note(lines=listed)
    return listed


@act("people.assign_lines")
def assign_lines(handover: Handover, line_ids: Collection[int], *, taker: Post, remark: str = "", actor: Actor) -> int:
    """Name who takes these lines, row by row or the whole (``line_ids`` of all). Returns how many lines.

    Errors: :class:`BadInput` for a taker elsewhere or the post itself, for no line, for a long remark.
    """
    handover = _locked(handover, HandoverStage.LISTING, actor, to="指定接收人")
    what = "没有指定接收人"
    _must_be_able_to_take(handover.post, taker, what=what)
    if len(remark.strip()) > _LONGEST_REMARK:
        raise BadInput(what=what, why=f"备注超过{_LONGEST_REMARK}字", remedy="请写短一些", field="remark")
    lines = handover.lines.filter(pk__in=list(line_ids))
    changed = lines.update(taker=taker, **({"remark": remark.strip()} if remark.strip() else {}))
    if not changed:
        raise BadInput(what=what, why="没有勾选事项", remedy="请勾选要交给他的事项", field="line")
    note(taker=taker.pk, lines=changed)
    return changed


@act("people.submit_handover")
def submit_handover(handover: Handover, *, text: str, actor: Actor) -> Handover:
    """Lay the list before those who sign; from now on it does not change. Errors: :class:`GateClosed`, ``BadInput``."""
    handover = _locked(handover, HandoverStage.LISTING, actor, to="提交签字")
    text = text.strip()
    if len(text) > _LONGEST_NOTE:
        raise BadInput(what="没有提交", why=f"交接说明超过{_LONGEST_NOTE}字", remedy="请写短一些", field="note")
    _list_again(handover)
    left = handover.lines.filter(taker=None).count()
    if left:
        raise GateClosed(what="没有提交", why=f"还有{left}项没有指定接收人", remedy="请逐项或整体指定接收人")
    handover.note, handover.stage = text, str(HandoverStage.SIGNING)
    handover.save(update_fields=["note", "stage"])
    note(lines=handover.lines.count())
    return handover


@act("people.sign_handover")
def sign_handover(handover: Handover, *, role: HandoverRole, at: datetime, actor: Actor, word: str = "") -> Handover:
    """Sign in one's part; with the last signature everything is handed to its takers, in this one transaction.

    Where the giver cannot sign (已离岗、联系不上), a supervisor signs for him with a ``word``, and another supervises.
    Errors: :class:`NotAllowed`, :class:`Stale` (something new is open), :class:`GateClosed` (a taker lacks the duty).
    """
    handover = _locked(handover, HandoverStage.SIGNING, actor, to="签字")
    post_id = _may_sign(handover, role, actor, word.strip())
    try:
        with transaction.atomic():
            HandoverSignature.objects.create(
                handover=handover,
                role=str(role),
                post_id=post_id,
                user_id=actor.user_id,
                by=actor.signature,
                word=word.strip()[:_LONGEST_REMARK],
                at=at,
            )
    except IntegrityError as error:
        raise Stale(
            what="没有签字", why="您已经签过，或同一人不能既移交又监交", remedy="请刷新页面，或请另一人监交"
        ) from error
    missing = missing_signatures(handover)
    note(role=str(role), missing=len(missing))
    if not missing:
        _complete(handover, at=at, actor=actor)
    return handover


@act("people.reopen_handover")
def reopen_handover(handover: Handover, *, reason: str, actor: Actor) -> Handover:
    """Take the list back for changes; signatures given so far fall away. Errors: :class:`BadInput` without a reason."""
    handover = _locked(handover, HandoverStage.SIGNING, actor, to="退回清单")
    if not reason.strip():
        raise BadInput(what="没有退回", why="没有写明原因", remedy="请写明要改什么", field="reason")
    note(signatures=handover.signatures.count(), reason_given=True)
    handover.signatures.all().delete()
    handover.stage = str(HandoverStage.LISTING)
    handover.note = f"{handover.note}\n退回修改：{reason.strip()[:_LONGEST_REMARK]}".strip()
    handover.save(update_fields=["stage", "note"])
    return handover


@act("people.drop_handover")
def drop_handover(handover: Handover, *, at: datetime, actor: Actor) -> Handover:
    """Call a hand-over off (不调动了); nothing has been handed yet."""
    handover = _locked(handover, None, actor, to="取消交接")
    handover.stage, handover.ended_at = str(HandoverStage.DROPPED), at
    handover.save(update_fields=["stage", "ended_at"])
    note(post=handover.post_id)
    return handover


def must_supervise(post: Post, actor: Actor, *, to: str) -> None:
    """Errors: :class:`NotAllowed`."""
    if not may_supervise(post, actor):
        labels = "、".join(duty.label for duty in SUPERVISORS)
        raise NotAllowed(
            what=f"不能{to}",
            why=f"工作交接由本人或本单位的“{labels}”办理，您现在的岗位是“{actor.post_label or '未选岗位'}”",
            remedy="请联系该岗位的科室负责人",
        )


def _locked(handover: Handover, stage: HandoverStage | None, actor: Actor, *, to: str) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("post__unit__organ", "post__user")
    handover = rows.get(pk=handover.pk)
    takes_part = handover.lines.filter(taker__in=actor.posts).exists() and to in {"签字", "退回清单"}
    if not is_giver(handover.post, actor) and not takes_part:
        must_supervise(handover.post, actor, to=to)
    here = HandoverStage(handover.stage)
    if here not in OPEN or (stage is not None and here is not stage):
        raise Stale(what=f"不能{to}", why=f"这份交接清单现在“{here.label}”", remedy="请刷新页面查看最新进展")
    return handover


def _list_again(handover: Handover) -> int:
    """Make the lines those that are open now; whoever was named for one stays named."""
    now_open = {(kind.code, item.ref): item for kind, item in handing_over.open_at(handover.post)}
    known = {(line.kind, line.ref): line for line in handover.lines.all()}
    handover.lines.filter(pk__in=[line.pk for key, line in known.items() if key not in now_open]).delete()
    HandoverLine.objects.bulk_create(
        HandoverLine(
            handover=handover,
            kind=kind,
            ref=ref,
            title=item.title[:300],
            state=item.state[:120],
            due_on=item.due_on,
            url=item.url,
        )
        for (kind, ref), item in now_open.items()
        if (kind, ref) not in known
    )
    return len(now_open)


def _must_be_able_to_take(post: Post, taker: Post, *, what: str) -> None:
    if taker.pk == post.pk:
        raise BadInput(what=what, why="不能交给要交出的这个岗位", remedy="请选择另一个岗位", field="taker")
    if (taker.unit.organ_id or taker.unit_id) != (post.unit.organ_id or post.unit_id):
        raise BadInput(what=what, why="接收人不在同一机关任职", remedy="请选择本机关的岗位", field="taker")
    if taker.valid_to is not None or taker.handed_over_at is not None or not taker.user.is_active:
        raise BadInput(what=what, why="接收人已离任或账号已停用", remedy="请选择在任的岗位", field="taker")


def _may_sign(handover: Handover, role: HandoverRole, actor: Actor, word: str) -> int:
    """The post that signs in this part. Errors: :class:`NotAllowed`, :class:`BadInput`."""
    post = handover.post
    if role is HandoverRole.GIVER:
        if not is_giver(post, actor):
            must_supervise(post, actor, to="代移交人签字")
            if not word:
                raise BadInput(
                    what="没有签字", why="代移交人签字须写明原因", remedy="请写明本人不能签字的原因", field="word"
                )
        return post.pk
    if role is HandoverRole.TAKER:
        taken = handover.lines.filter(taker__in=actor.posts).values_list("taker", flat=True).first()
        if taken is None or actor.stands_in is not None:
            raise NotAllowed(what="不能签字", why="清单里没有交给您的事项", remedy="请由接收人本人签字")
        return taken
    must_supervise(post, actor, to="监交")
    assert actor.post_id is not None or actor.is_system
    return actor.post_id or post.pk


def _complete(handover: Handover, *, at: datetime, actor: Actor) -> None:
    """Everything goes to its taker; what was settled meanwhile is marked so, what is new stops the act."""
    now_open = {(kind.code, item.ref): kind for kind, item in handing_over.open_at(handover.post)}
    lines = list(handover.lines.select_related("taker__unit__organ", "taker__user"))
    listed = {(line.kind, line.ref) for line in lines}
    fresh = [key for key, kind in now_open.items() if key not in listed and kind.blocks]
    if fresh:
        raise Stale(
            what="没有完成交接",
            why=f"清单提交之后又有{len(fresh)}项新的事项到了这个岗位",
            remedy="请先“退回清单”，更新后重新指定接收人并签字",
        )
    groups: dict[tuple[str, int], list[HandoverLine]] = {}
    for line in lines:
        if (line.kind, line.ref) in now_open:
            line.outcome = str(LineOutcome.HANDED)
            groups.setdefault((line.kind, line.taker_id or 0), []).append(line)
        else:
            line.outcome = str(LineOutcome.SETTLED)
    for (kind, _), group in groups.items():
        taker = group[0].taker
        assert taker is not None, "no list is signed with a line that nobody takes"
        refs = [line.ref for line in group]
        handing_over.KINDS[kind].hand(refs, giver=handover.post, taker=taker, at=at, actor=actor)
    HandoverLine.objects.bulk_update(lines, ["outcome"])
    handover.stage, handover.ended_at = str(HandoverStage.DONE), at
    handover.save(update_fields=["stage", "ended_at"])
    note(handed=sum(len(group) for group in groups.values()), settled=len(lines) - sum(map(len, groups.values())))
