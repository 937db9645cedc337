"""More time (延期、合理期限): once, by the head of the disclosure office, told before the time is over.

依据:《政府信息公开条例》第三十三、三十五条
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks, moving, persons
from zwgk.inforequests.models import Extension, InfoRequest, ReasonablePeriod, ReasonRequest
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded

_LINE = "inforequests.approve_extension"


@act("inforequests.ask_extension")
def ask_extension(
    request: InfoRequest, *, workdays: int, reason: str, on: date, at: datetime, actor: Actor
) -> Extension:
    """Ask the head of the disclosure office for more time (申请延期).

    Errors: :class:`LimitExceeded` for a second one or too many days; :class:`GateClosed` after the time is over.
    """
    request = moving.opened(request, "ask_extension", actor)
    most = clocks.workdays(request, clocks.EXTENSION, on=on)
    if Extension.objects.filter(request=request).exists():
        raise LimitExceeded(what="不能延期", why="只能延期一次，已经申请过", remedy="请在现有期限内办结")
    if not 0 < workdays <= most:
        raise LimitExceeded(
            what="不能延期",
            why=f"延长期限不得超过{most}个工作日（《条例》第三十三条），您填写了{workdays}个",
            remedy=f"请填写1至{most}",
            field="workdays",
        )
    _must_be_in_time(request, on)
    row = Extension.objects.create(
        request=request,
        workdays=workdays,
        reason=moving.must_say(reason, "延期理由", "reason", what="不能延期"),
        asked_by=actor.signature,
        asked_on=on,
    )
    keeping.wait_for(request.matter, _LINE, "批准延期", unit=request.organ, duty=Duty.OFFICE, at=at)
    moving.stayed(request, at=at)
    note(workdays=workdays)
    return row


@act("inforequests.approve_extension")
def approve_extension(
    request: InfoRequest, *, on: date, at: datetime, actor: Actor, also_agreed_by: str = ""
) -> Extension:
    """Let the head of the disclosure office agree (批准延期). ``also_agreed_by``: a leader whom the place asks besides.

    Errors: ``NotAllowed``: a leader of the business line is no such head (条例第三十三条); :class:`GateClosed`.
    """
    request = moving.opened(request, "approve_extension", actor)
    row = _asked(request)
    if row.approved_on is not None:
        raise BadInput(what="不能批准延期", why=f"已于{row.approved_on}批准", remedy="请刷新页面")
    _must_be_in_time(request, on)
    row.approved_by = actor.signature
    row.approved_on = on
    row.also_agreed_by = also_agreed_by.strip()[:120]
    row.save()
    keeping.no_longer_wait(request.matter, _LINE)
    keeping.wait_for(
        request.matter, "inforequests.tell_extension", "告知申请人延期", unit=request.organ, duty=Duty.OFFICE, at=at
    )
    moving.stayed(request, at=at)
    return row


@act("inforequests.tell_extension")
def tell_extension(request: InfoRequest, *, told_on: date, how: str, on: date, at: datetime, actor: Actor) -> Extension:
    """Tell the applicant of the extension; only now the time is longer, and only if told within it (告知延期).

    Errors: :class:`GateClosed` before the head agreed, or where it was told too late; ``BadInput``.
    """
    request = moving.opened(request, "tell_extension", actor)
    row = _asked(request)
    if row.approved_on is None:
        raise GateClosed(
            what="不能告知延期", why="公开工作机构负责人还没有同意（《条例》第三十三条）", remedy="请先报负责人批准"
        )
    if row.told_on is not None:
        raise BadInput(what="不能告知延期", why=f"已于{row.told_on}告知", remedy="请刷新页面")
    moving.must_be_past(told_on, on, what="不能告知延期", label="告知日期", field="told_on")
    moving.must_not_precede(
        told_on, row.approved_on, what="不能告知延期", label="告知日期", than="批准日期", field="told_on"
    )
    _must_be_in_time(request, told_on)
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is None:
        raise GateClosed(what="不能告知延期", why="答复期限没有在计算", remedy="请刷新页面")
    row.due_before = clock.due_on
    counting.extend(clock, days=row.workdays, most=clocks.workdays(request, clocks.EXTENSION, on=told_on))
    clock.refresh_from_db()
    row.due_after = clock.due_on
    row.told_on = told_on
    row.told_how = moving.must_say(how, "告知方式", "how", what="不能告知延期", most=60)
    row.save()
    keeping.no_longer_wait(request.matter, "inforequests.tell_extension")
    moving.stayed(request, at=at)
    note(due_on=row.due_after.isoformat())
    return row


@act("inforequests.ask_reasons")
def ask_reasons(request: InfoRequest, *, answer_by: date, on: date, at: datetime, actor: Actor) -> ReasonRequest:
    """Ask the applicant for the reasons of so many requests (说明理由告知书); the figures come from the history.

    Errors: :class:`LimitExceeded` for a second time; ``BadInput``. 依据:《政府信息公开条例》第三十五条
    """
    request = moving.opened(request, "ask_reasons", actor)
    if ReasonRequest.objects.filter(request=request).exists():
        raise LimitExceeded(what="不能要求说明理由", why="已经要求过", remedy="请登记申请人的说明")
    moving.must_not_precede(
        answer_by, on, what="不能要求说明理由", label="说明期限", than="告知日期", field="answer_by"
    )
    row = ReasonRequest.objects.create(
        request=request,
        frequency=persons.frequency_of(request, on=on).in_words,
        notified_on=on,
        answer_by=answer_by,
    )
    moving.stayed(request, at=at)
    return row


@act("inforequests.receive_reasons")
def receive_reasons(
    request: InfoRequest,
    *,
    reasons: str,
    is_reasonable: bool,
    received_on: date | None,
    on: date,
    at: datetime,
    actor: Actor,
) -> ReasonRequest:
    """Enter the reasons and the judgement of a person upon them (认定理由是否合理); no reasons at all are none.

    Errors: :class:`GateClosed` for a judgement on silence before its time; ``BadInput``.
    """
    request = moving.opened(request, "receive_reasons", actor)
    row = ReasonRequest.objects.select_for_update().filter(request=request).first()
    if row is None or row.is_reasonable is not None:
        raise BadInput(what="不能登记说明", why="没有要求说明理由，或者已经认定", remedy="请刷新页面")
    if received_on is None and on <= row.answer_by:
        raise GateClosed(what="不能认定", why=f"申请人说明理由的期限到{row.answer_by}", remedy="请等期限届满后再认定")
    if received_on is None and is_reasonable:
        raise BadInput(what="不能认定", why="没有收到说明，不能认定理由合理", remedy="请登记收到说明的日期")
    row.received_on = received_on
    row.reasons = reasons.strip()[:5000]
    row.is_reasonable = is_reasonable
    row.judged_by = actor.signature
    row.save()
    moving.stayed(request, at=at)
    note(reasonable=is_reasonable)
    return row


@act("inforequests.set_period")
def set_period(
    request: InfoRequest, *, until: date, reason: str, told_on: date, on: date, at: datetime, actor: Actor
) -> ReasonablePeriod:
    """Set the day by which so much is answered, and tell it (合理期限): it takes the place of the due day.

    Errors: :class:`GateClosed` before the reasons were found reasonable; ``LimitExceeded``; ``BadInput``.
    """
    request = moving.opened(request, "set_period", actor)
    asked = ReasonRequest.objects.filter(request=request, is_reasonable=True).first()
    if asked is None:
        raise GateClosed(
            what="不能确定合理期限",
            why="还没有认定申请理由合理（《条例》第三十五条）",
            remedy="请先要求说明理由并作出认定",
        )
    if ReasonablePeriod.objects.filter(request=request).exists():
        raise LimitExceeded(what="不能确定合理期限", why="已经确定过", remedy="请在该期限内答复")
    moving.must_be_past(told_on, on, what="不能确定合理期限", label="告知日期", field="told_on")
    _must_be_in_time(request, told_on)
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is None or until <= clock.due_on:
        raise BadInput(
            what="不能确定合理期限",
            why=f"应当晚于现在的答复期限{clock.due_on if clock else ''}",
            remedy="请填写更晚的日期",
            field="until",
        )
    row = ReasonablePeriod.objects.create(
        request=request,
        until=until,
        reason=moving.must_say(reason, "理由", "reason", what="不能确定合理期限"),
        set_by=actor.signature,
        told_on=told_on,
    )
    counting.set_day(clock, on=until)
    moving.stayed(request, at=at)
    note(until=until.isoformat())
    return row


def _asked(request: InfoRequest) -> Extension:
    row = Extension.objects.select_for_update().filter(request=request).first()
    if row is None:
        raise GateClosed(what="不能延期", why="还没有提出延期", remedy="请先申请延期")
    return row


def _must_be_in_time(request: InfoRequest, day: date) -> None:
    """The running time must not be over: an extension is told before it ends (逾期后不能再延期)."""
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is not None and day > clock.due_on and not clock.pauses.filter(last=None).exists():
        raise GateClosed(
            what="不能延期",
            why=f"答复期限{clock.due_on}已过，应当在期限届满前批准并告知（《条例》第三十三条）",
            remedy="请尽快答复",
        )
