"""Putting a release off: secrecy undecided (with referral) or a special cause that ends; and ending it."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.approvals import running
from zwgk.audit.acts import about, act, note
from zwgk.documents import withholding
from zwgk.documents.actions.drafting import back_to_writer
from zwgk.documents.actions.handing import locked
from zwgk.documents.actions.reworking import hold_planned
from zwgk.documents.models import Deferral, Document
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.rules import disclosure_deferral
from zwgk.rules.approval import ApprovalState
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.document_flow import SIGNING, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput


@act("documents.defer")
def defer(
    document: Document,
    kind: DeferralKind,
    *,
    cause: str,
    follow_up_on: date,
    on: date,
    at: datetime,
    actor: Actor,
    referred_to: str = "",
    ends_when: str = "",
) -> Deferral:
    """Put the release off (暂缓公开).

    *Secrecy undecided* needs the organ asked (条例第十七条第三款) and a day to ask again; *special cause* ends the
    day it
    ends. The publication clock goes on: lateness stays visible. Errors: :class:`BadInput`.
    """
    document = locked(document, "defer", actor)
    undecided = kind is DeferralKind.SECRECY_UNDECIDED
    disclosure_deferral.must_be_complete(
        disclosure_deferral.Deferral(
            kind, on, cause, referred_to.strip(), on if undecided else None, follow_up_on, ends_when
        )
    )
    if follow_up_on <= on:
        raise BadInput(what="不能暂缓", why="跟踪日期应在今天之后", remedy="请改正跟踪日期", field="follow_up_on")
    before = Stage(document.matter.stage)
    row = Deferral.objects.create(
        document=document,
        kind=str(kind),
        cause=cause.strip(),
        stage_before=str(before),
        started_on=on,
        referred_to=referred_to.strip(),
        referred_on=on if undecided else None,
        ends_when=ends_when.strip(),
        follow_up_on=follow_up_on,
        by=actor.signature,
    )
    if before in SIGNING:
        approval = running.running(document.matter)
        if approval is not None:
            running.end(approval, ApprovalState.RECALLED, at=at)
    hold_planned(document, f"《{document.title}》已暂缓公开，同时公开的安排停止，请重新安排")
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.DEFERRED, at=at)
    keeping.wait_for(
        document.matter,
        "documents.end_deferral",
        f"跟踪暂缓事项（{kind.label}）",
        unit=document.organ,
        duty=Duty.SECRECY if undecided else Duty.OFFICE,
        at=at,
        due_on=follow_up_on,
    )
    withholding.put_off(document, follow_up_on=follow_up_on, on=on, at=at, by=actor.signature)
    note(kind=str(kind), before=str(before), follow_up_on=str(follow_up_on))
    return row


@act("documents.end_deferral")
def end_deferral(deferral: Deferral, *, outcome: str, on: date, at: datetime, actor: Actor) -> Document:
    """End a deferral (结束暂缓): a paper on its way to signing goes back to its drafter, another goes on where it
    stood.
    """
    document = locked(deferral.document, "end_deferral", actor)
    about(document)
    if not outcome.strip():
        raise BadInput(
            what="不能结束暂缓", why="没有写明结果", remedy="请写明确定的结果或原因消除的情况", field="outcome"
        )
    if deferral.ended_on is not None:
        raise BadInput(what="不能结束暂缓", why="这次暂缓已经结束", remedy="请刷新页面")
    deferral.ended_on = on
    deferral.outcome = outcome.strip()[:300]
    deferral.save(update_fields=["ended_on", "outcome"])
    withholding.no_longer_put_off(document, on=on)
    before = Stage(deferral.stage_before)
    if before in SIGNING:
        back_to_writer(document, Stage.DRAFTING, at=at, label="重新送审（暂缓已结束）")
        return document
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, before, at=at)
    duty, act_name, label = {
        Stage.NUMBERING: (Duty.OFFICE, "documents.number", "编号用印"),
        Stage.HANDOVER: (Duty.DRAFTER, "documents.hand_over", "移交发布"),
    }.get(before, (Duty.PUBLISHER, "documents.publish", "公开（暂缓原因已消除，应立即公开）"))
    keeping.wait_for(document.matter, act_name, label, unit=document.organ, duty=duty, at=at)
    note(kind=deferral.kind, after=str(before))
    return document
