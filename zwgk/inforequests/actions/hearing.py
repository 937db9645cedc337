"""What the applicant did online is taken up (网上补正、撤回、说明、投诉): by the worker, or shown to the desk."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import act, note, nothing_happened
from zwgk.inforequests import moving
from zwgk.inforequests.actions import correcting, ending
from zwgk.inforequests.models import Correction, InfoRequest, OnlineAct
from zwgk.inforequests.models.online import OnlineKind
from zwgk.notices import sending
from zwgk.notices.sending import NoticeKind
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation


@act("inforequests.hear")
def hear(row: OnlineAct, *, at: datetime, actor: Actor) -> OnlineAct:
    """Take up one thing that the applicant did online, once.

    A correction in time is the correction, of the day on which it was sent; a withdrawal ends the case. What needs a
    person's judgement (a late correction, reasons, a complaint) is shown to the desk, and so is what the case no longer
    allows. Errors: ``NotAllowed`` for anybody but the house itself.
    """
    if not actor.is_system:
        raise NotAllowed(what="不能办理", why="申请人网上办理的事项由系统自动登记", remedy="请等待片刻后刷新")
    row = OnlineAct.objects.select_for_update().get(pk=row.pk)
    request = InfoRequest.objects.select_related("matter", "organ", "filing").filter(filing=row.filing_id).first()
    if row.taken_at is not None or request is None:
        nothing_happened()
        return row
    row.came_to = _come_to(request, row, at=at, actor=actor)[:300]
    row.taken_at = at
    row.save(update_fields=["came_to", "taken_at"])
    note(kind=row.kind, request=request.pk)
    return row


@act("inforequests.settle_complaint")
def settle_complaint(request: InfoRequest, row: OnlineAct, *, words: str, at: datetime, actor: Actor) -> OnlineAct:
    """Enter how the supervising office dealt with a complaint (投诉的调查处理); the applicant reads it.

    Errors: ``NotAllowed`` for others than a 公开办 over the organ; ``BadInput``.
    依据:《政府信息公开条例》第四十七、五十一条
    """
    request = moving.opened(request, "settle_complaint", actor)
    what = "不能登记投诉的处理"
    fresh = OnlineAct.objects.select_for_update().filter(pk=row.pk, filing=request.filing_id).first()
    if fresh is None or fresh.kind != OnlineKind.COMPLAINT:
        raise BadInput(what=what, why="没有这一投诉", remedy="请刷新页面")
    fresh.came_to = moving.must_say(words, "处理情况", "words", what=what)
    fresh.taken_at = fresh.taken_at or at
    fresh.save(update_fields=["came_to", "taken_at"])
    moving.stayed(request, at=at)
    note(request=request.pk, complaint=fresh.pk)
    return fresh


def _come_to(request: InfoRequest, row: OnlineAct, *, at: datetime, actor: Actor) -> str:
    kind, day, today = OnlineKind(row.kind), timezone.localdate(row.at), timezone.localdate(at)
    number = request.matter.number
    try:
        if kind is OnlineKind.CORRECTION:
            asked = Correction.objects.filter(request=request).first()
            if asked is not None and day <= asked.correct_by:
                correcting.receive_correction(
                    request, description=row.text, corrected_on=day, on=today, at=at, actor=actor
                )
                _tell(request, row, f"{number}申请人已在网上补正", actor)
                return "已登记补正"
            _tell(request, row, f"{number}申请人的补正已过期限，请判断有无正当理由", actor)
            return "已过补正期限，由工作人员判断"
        if kind is OnlineKind.WITHDRAWAL:
            words = f"申请人凭查询码在网上撤回。{row.text}"
            ending.withdraw(request, words=words, withdrawn_on=day, on=today, at=at, actor=actor)
            _tell(request, row, f"{number}申请人已在网上撤回", actor)
            return "已登记撤回"
    except RuleViolation as refusal:
        _tell(request, row, f"{number}申请人网上{kind.label}未能自动登记：{refusal.why}", actor)
        return f"未能自动登记：{refusal.why}"
    if kind is OnlineKind.REASONS:
        _tell(request, row, f"{number}申请人已说明理由，请认定", actor)
        return "已转工作人员认定"
    if kind is OnlineKind.COMPLAINT:
        _tell(request, row, f"{number}申请人向主管部门投诉，请调查处理", actor, duty=Duty.DISCLOSURE_OFFICE)
        return "已转主管部门"
    return "已收到"


def _tell(request: InfoRequest, row: OnlineAct, text: str, actor: Actor, *, duty: Duty = Duty.OFFICE) -> None:
    sending.notify_duty(
        duty,
        over=request.organ,
        kind=NoticeKind.TASK,
        text=text,
        url=f"/requests/{request.matter.number}/",
        matter_id=request.matter_id,
        actor=actor,
        key=f"inforequests.hear:{row.pk}",
    )
