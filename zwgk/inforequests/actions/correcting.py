"""The one correction notice (补正): asked within seven working days, answered and counted anew, or given up.

依据:《政府信息公开条例》第三十条
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks, moving
from zwgk.inforequests.models import Correction, InfoRequest
from zwgk.people.actor import Actor
from zwgk.rules.applicants import MAX_DESCRIPTION
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded
from zwgk.rules.inforequest import Stage

_SOURCE = "correction"


@act("inforequests.ask_correction")
def ask_correction(
    request: InfoRequest,
    *,
    points: str,
    on: date,
    at: datetime,
    actor: Actor,
    told_on: date | None = None,
    correct_by: date | None = None,
) -> Correction:
    """Ask the applicant, once, to make the request clear (补正告知); the clock stands still until the answer.

    ``told_on``: when the notice reached the applicant, ``on`` where nothing else is known. ``correct_by``: a later day
    than the usual period gives, never an earlier one. Errors: :class:`LimitExceeded` after the seventh working day or
    for a second notice; :class:`BadInput`.
    """
    request = moving.opened(request, "ask_correction", actor)
    said = moving.must_say(points, "需要补正的事项", "points", what="不能要求补正", most=2000)
    if Correction.objects.filter(request=request).exists():
        raise LimitExceeded(
            what="不能要求补正",
            why="补正应当一次性告知（《条例》第三十条），这件申请已经告知过",
            remedy="请按现有内容办理；仍不明确的，作出“补正后仍不明确”的答复",
        )
    clock = deadlines.newest(request.matter, clocks.CORRECTION_NOTICE)
    if clock is not None and on > clock.due_on:
        raise LimitExceeded(
            what="不能要求补正",
            why=f"应当在收到申请之日起{clock.figure}个工作日内告知，期限是{clock.due_on}（《条例》第三十条），今天是{on}",
            remedy="请与申请人联系说明，按现有内容办理",
        )
    reached = told_on or on
    moving.must_not_precede(reached, on, what="不能要求补正", label="申请人收到日期", than="告知日期", field="told_on")
    period = clocks.workdays(request, "request.correction_period", on=on)
    usual = clocks.calendar(request).add_workdays(reached, period)
    if correct_by is not None and correct_by < usual:
        raise LimitExceeded(
            what="不能要求补正",
            why=f"补正期限应当合理，本机关规定为{period}个工作日，即{usual}，您填写了{correct_by}",
            remedy=f"请填写{usual}或者以后的日期",
            field="correct_by",
        )
    correction = Correction.objects.create(
        request=request, points=said, notified_on=on, told_on=reached, correct_by=correct_by or usual
    )
    counting.stop(request.matter, clocks.CORRECTION_NOTICE, on=on, because="已告知补正")
    clocks.suspend(request, source=_SOURCE, after=on, reason="等待申请人补正")
    clocks.begin(request, clocks.CORRECTION, on=reached)
    moving.moved(request, Stage.CORRECTING, at=at)
    note(correct_by=correction.correct_by.isoformat())
    return correction


@act("inforequests.receive_correction")
def receive_correction(
    request: InfoRequest, *, description: str, corrected_on: date, on: date, at: datetime, actor: Actor
) -> Correction:
    """Take the corrected request in (收到补正): the time to reply begins anew, in full, from the day after.

    What comes late with a good reason is taken all the same. Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "receive_correction", actor)
    said = moving.must_say(description, "补正后的内容", "description", what="不能登记补正", most=MAX_DESCRIPTION)
    correction = Correction.objects.select_for_update().get(request=request)
    moving.must_be_past(corrected_on, on, what="不能登记补正", label="收到补正之日", field="corrected_on")
    moving.must_not_precede(
        corrected_on,
        correction.notified_on,
        what="不能登记补正",
        label="收到补正之日",
        than="告知日期",
        field="corrected_on",
    )
    correction.corrected_on = corrected_on
    correction.description = said
    correction.save(update_fields=["corrected_on", "description"])
    items = request.items.order_by("no")
    first = items.first()
    if first is not None and items.count() == 1:
        first.description = said
        first.save(update_fields=["description"])
    counting.stop(request.matter, clocks.CORRECTION, on=corrected_on, because="已补正")
    clocks.resume(request, source=_SOURCE, last=corrected_on)
    clocks.restart(request, on=corrected_on)
    moving.moved(request, Stage.REGISTERED, at=at)
    note(corrected_on=corrected_on.isoformat())
    return correction


@act("inforequests.give_up")
def give_up(request: InfoRequest, *, on: date, at: datetime, actor: Actor) -> Correction:
    """Find that no correction came in time without good reason (视为放弃申请); the decision says so.

    Errors: :class:`GateClosed` while the applicant's time runs.
    """
    request = moving.opened(request, "give_up", actor)
    correction = Correction.objects.select_for_update().get(request=request)
    if on <= correction.correct_by:
        raise GateClosed(
            what="不能认定放弃申请",
            why=f"申请人的补正期限到{correction.correct_by}，今天是{on}",
            remedy="请等期限届满后再办理",
        )
    correction.given_up_on = on
    correction.save(update_fields=["given_up_on"])
    counting.stop(request.matter, clocks.CORRECTION, on=on, because="逾期未补正")
    clocks.resume(request, source=_SOURCE, last=on)
    _must_have_one_outcome(request, "closed_not_corrected")
    moving.moved(request, Stage.HANDLING, at=at)
    return correction


def _must_have_one_outcome(request: InfoRequest, code: str) -> None:
    if not request.items.update(outcome=code):
        raise BadInput(what="不能办理", why="这件申请没有申请事项", remedy="请刷新页面")
