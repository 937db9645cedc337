"""After the reply, or instead of one: withdrawn, disputed, taken up again, archived."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.approvals import running
from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks, moving
from zwgk.inforequests.models import Consultation, Decision, Dispute, InfoRequest, Reopening
from zwgk.inforequests.models.deciding import DecisionState, DisputeKind, DisputeResult
from zwgk.people.actor import Actor
from zwgk.rules.approval import ApprovalState
from zwgk.rules.deadlines import due_for
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.inforequest import Stage


@act("inforequests.withdraw")
def withdraw(
    request: InfoRequest, *, words: str, withdrawn_on: date, on: date, at: datetime, actor: Actor
) -> InfoRequest:
    """Enter that the applicant withdrew the request (撤回); it counts as 其他处理 and nothing runs any more.

    ``words``: how it was said (书面、电话核实). Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "withdraw", actor)
    what = "不能登记撤回"
    moving.must_be_past(withdrawn_on, on, what=what, label="撤回日期", field="withdrawn_on")
    moving.must_not_precede(
        withdrawn_on, request.received_on, what=what, label="撤回日期", than="收到申请之日", field="withdrawn_on"
    )
    request.withdrawn_because = moving.must_say(words, "撤回的方式和说明", "words", what=what)
    approval = running.running(request.matter)
    if approval is not None:
        running.end(approval, ApprovalState.RECALLED, at=at)
    Decision.objects.filter(request=request, state=str(DecisionState.IN_REVIEW)).update(state=str(DecisionState.DRAFT))
    for row in Consultation.objects.filter(request=request, ended_on=None):
        row.ended_on = max(withdrawn_on, row.sent_on)
        row.save(update_fields=["ended_on"])
    counting.stop_all(request.matter, on=withdrawn_on, because="申请人撤回")
    request.outcome = "withdrawn"
    request.answered_on = withdrawn_on
    request.save(update_fields=["withdrawn_because", "outcome", "answered_on"])
    moving.moved(request, Stage.WITHDRAWN, at=at, closed_on=withdrawn_on)
    return request


@act("inforequests.dispute")
def dispute(
    request: InfoRequest,
    *,
    kind: DisputeKind,
    body: str,
    received_on: date,
    on: date,
    at: datetime,
    actor: Actor,
    case_no: str = "",
    is_simple: bool = False,
) -> Dispute:
    """Enter a 复议 or a suit against the decision, with the last day for the organ's answer.

    依据:《行政复议法》第四十八、五十四条;《行政诉讼法》第六十七条. Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "dispute", actor)
    what = "不能登记复议诉讼"
    moving.must_be_past(received_on, on, what=what, label="收到副本日期", field="received_on")
    moving.must_not_precede(
        received_on, request.answered_on, what=what, label="收到副本日期", than="答复之日", field="received_on"
    )
    row = Dispute.objects.create(
        request=request,
        kind=str(kind),
        body=moving.must_say(body, "受理机关", "body", what=what, most=120),
        case_no=case_no.strip()[:80],
        received_on=received_on,
        is_simple=is_simple,
        answer_by=_answer_by(request, kind, received_on, is_simple),
    )
    moving.stayed(request, at=at)
    about(row)
    note(request=request.pk, kind=str(kind))
    return row


@act("inforequests.answer_dispute")
def answer_dispute(
    request: InfoRequest, row: Dispute, *, answered_on: date, on: date, at: datetime, actor: Actor
) -> Dispute:
    """Enter when the organ's answer and evidence were handed in (提交答辩、答复).

    Errors: :class:`BadInput`. 依据:《行政复议法》第四十八、五十四、七十条;《行政诉讼法》第六十七条
    """
    request = moving.opened(request, "answer_dispute", actor)
    what = "不能登记提交答辩"
    fresh = Dispute.objects.select_for_update().filter(pk=row.pk, request=request).first()
    if fresh is None or fresh.answered_on is not None or fresh.result != DisputeResult.PENDING:
        raise BadInput(what=what, why="没有等待答辩的这一案件", remedy="请刷新页面")
    moving.must_be_past(answered_on, on, what=what, label="提交日期", field="answered_on")
    moving.must_not_precede(
        answered_on, fresh.received_on, what=what, label="提交日期", than="收到副本日期", field="answered_on"
    )
    fresh.answered_on = answered_on
    fresh.save(update_fields=["answered_on"])
    moving.stayed(request, at=at)
    about(fresh)
    note(request=request.pk, late=bool(fresh.answer_by and answered_on > fresh.answer_by))
    return fresh


@act("inforequests.record_result")
def record_result(
    request: InfoRequest,
    row: Dispute,
    *,
    result: DisputeResult,
    result_on: date,
    consequence: str,
    on: date,
    at: datetime,
    actor: Actor,
) -> Dispute:
    """Enter how a 复议 or suit ended (复议诉讼结果). A decision that was corrected is taken up again by :func:`reopen`.

    Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "record_result", actor)
    what = "不能登记结果"
    fresh = Dispute.objects.select_for_update().filter(pk=row.pk, request=request).first()
    if fresh is None or fresh.result != DisputeResult.PENDING:
        raise BadInput(what=what, why="没有未审结的这一案件", remedy="请刷新页面")
    if result is DisputeResult.PENDING:
        raise BadInput(what=what, why="没有选择结果", remedy="请选择", field="result")
    moving.must_be_past(result_on, on, what=what, label="结果日期", field="result_on")
    moving.must_not_precede(
        result_on, fresh.received_on, what=what, label="结果日期", than="收到副本日期", field="result_on"
    )
    fresh.result = str(result)
    fresh.result_on = result_on
    fresh.consequence = moving.must_say(consequence, "处理情况", "consequence", what=what)
    fresh.save()
    moving.stayed(request, at=at)
    about(fresh)
    note(request=request.pk, result=str(result))
    return fresh


@act("inforequests.reopen")
def reopen(
    request: InfoRequest, *, because: str, on: date, at: datetime, actor: Actor, answer_by: date | None = None
) -> Reopening:
    """Take an ended case up again (重新办理): what was decided before stays on file; the time runs anew.

    ``answer_by``: the day that the 复议 decision or judgment set, where it did. Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "reopen", actor)
    what = "不能重新办理"
    moving.must_not_precede(on, request.answered_on, what=what, label="日期", than="答复之日")
    if answer_by is not None:
        moving.must_not_precede(answer_by, on, what=what, label="重新答复期限", than="重新办理之日", field="answer_by")
    row = Reopening.objects.create(
        request=request,
        on=on,
        because=moving.must_say(because, "原因", "because", what=what),
        answer_by=answer_by,
        outcome_before=request.outcome,
        answered_before=request.answered_on,
        by=actor.signature,
    )
    Decision.objects.filter(request=request, state=str(DecisionState.ISSUED)).update(state=str(DecisionState.REPLACED))
    request.outcome = ""
    request.answered_on = None
    request.on_spot = False
    request.save(update_fields=["outcome", "answered_on", "on_spot"])
    clocks.begin(request, clocks.REPLY, on=on)
    clock = deadlines.running(request.matter, clocks.REPLY)
    if answer_by is not None and clock is not None:
        counting.set_day(clock, on=answer_by)
    moving.moved(request, Stage.HANDLING, at=at)
    about(row)
    note(request=request.pk)
    return row


@act("inforequests.archive")
def archive(
    request: InfoRequest, *, on: date, at: datetime, actor: Actor, keep_until: date | None = None
) -> InfoRequest:
    """File the ended case (归档). ``keep_until`` None: for good.

    Errors: :class:`GateClosed` while a 复议 or suit is open, or while it is not known that the decision arrived.
    """
    request = moving.opened(request, "archive", actor)
    if request.disputes.filter(result=str(DisputeResult.PENDING)).exists():
        raise GateClosed(what="不能归档", why="还有没有审结的复议或者诉讼", remedy="请登记结果后再归档")
    papers = request.papers.exclude(deliveries=None)
    if papers.filter(decision__isnull=False, deliveries__signed_on=None, deliveries__way="post").exists():
        raise GateClosed(what="不能归档", why="邮寄的答复还没有登记送达", remedy="请登记签收日期和凭证")
    request.keep_until = keep_until
    request.save(update_fields=["keep_until"])
    moving.moved(request, Stage.ARCHIVED, at=at, closed_on=request.matter.closed_on or on)
    return request


def _answer_by(request: InfoRequest, kind: DisputeKind, received_on: date, is_simple: bool) -> date | None:
    if kind is not DisputeKind.RECONSIDERATION:
        return clocks.natural(request, received_on, 15)
    key = "respondent_simple" if is_simple else "respondent_ordinary"
    due = due_for(key, received_on, clocks.calendar(request))
    return due.on if due else None
