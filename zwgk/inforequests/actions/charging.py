"""The information-processing fee (信息处理费): notified within the time, paid and counted anew, or given up.

依据:《政府信息公开条例》第四十二条;国办函〔2020〕109号
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks, moving, persons
from zwgk.inforequests.models import FeeNotice, InfoRequest
from zwgk.people.actor import Actor
from zwgk.rules import fees
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded
from zwgk.rules.fees import Standard
from zwgk.rules.inforequest import Stage

_SOURCE = "fee"


@act("inforequests.send_fee_notice")
def send_fee_notice(
    request: InfoRequest,
    *,
    standard: Standard,
    number: int,
    payment: str,
    told_on: date,
    on: date,
    at: datetime,
    actor: Actor,
) -> FeeNotice:
    """Notify a fee (收费通知): by item — earlier ones of the month come from the history — or by pages, never both.

    Errors: :class:`LimitExceeded` for a second notice or after the time to reply; :class:`BadInput` where nothing is to
    be charged.
    """
    request = moving.opened(request, "send_fee_notice", actor)
    what = "不能收取信息处理费"
    if FeeNotice.objects.filter(request=request).exists():
        raise LimitExceeded(what=what, why="一件申请只能选择一种标准、通知一次", remedy="请刷新页面")
    if request.received_on is None:
        raise GateClosed(what=what, why="还没有确认收到申请", remedy="请先确认")
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is not None and on > clock.due_on:
        raise LimitExceeded(what=what, why=f"应当在答复期限{clock.due_on}之前通知", remedy="请免费办理")
    moving.must_not_precede(told_on, on, what=what, label="申请人收到日期", than="通知日期", field="told_on")
    earlier = persons.earlier_in_month(request) if standard is Standard.BY_ITEM else 0
    fee = fees.by_item(earlier, number) if standard is Standard.BY_ITEM else fees.by_volume(number)
    fees.must_be_chargeable(fee, received_on=request.received_on)
    row = FeeNotice.objects.create(
        request=request,
        standard=str(standard),
        earlier=earlier,
        number=number,
        amount=fee.amount,
        explained=fee.in_words(),
        payment=moving.must_say(payment, "缴费方式", "payment", what=what),
        notified_on=on,
        told_on=told_on,
        pay_by=fees.pay_by(told_on, clocks.calendar(request)).on,
    )
    clocks.clear(request, on=on)
    clocks.suspend(request, source=_SOURCE, after=on, reason="等待申请人缴费")
    clocks.begin(request, clocks.FEE, on=told_on)
    moving.moved(request, Stage.PAYING, at=at)
    note(standard=str(standard), amount=fee.amount)
    return row


@act("inforequests.pay")
def pay(
    request: InfoRequest,
    *,
    paid_on: date,
    receipt_no: str,
    on: date,
    at: datetime,
    actor: Actor,
    reduced_to: int | None = None,
) -> FeeNotice:
    """Enter the payment (缴费): the time to reply begins anew, in full, from the day after.

    ``reduced_to``: what was paid after a reduction (减免), in yuan. Errors: ``BadInput``.
    """
    request = moving.opened(request, "pay", actor)
    row = FeeNotice.objects.select_for_update().get(request=request)
    what = "不能登记缴费"
    moving.must_be_past(paid_on, on, what=what, label="缴费日期", field="paid_on")
    moving.must_not_precede(paid_on, row.notified_on, what=what, label="缴费日期", than="通知日期", field="paid_on")
    if reduced_to is not None and not 0 <= reduced_to < row.amount:
        raise BadInput(what=what, why=f"减免后应为0至{row.amount - 1}元", remedy="请核对金额", field="reduced_to")
    row.paid_on = paid_on
    row.receipt_no = moving.must_say(receipt_no, "票据号", "receipt_no", what=what, most=60)
    row.reduced_to = reduced_to
    row.save()
    counting.stop(request.matter, clocks.FEE, on=paid_on, because="已缴费")
    clocks.resume(request, source=_SOURCE, last=paid_on)
    clocks.restart(request, on=paid_on)
    moving.moved(request, Stage.HANDLING, at=at)
    note(paid_on=paid_on.isoformat())
    return row


@act("inforequests.not_paid")
def not_paid(request: InfoRequest, *, on: date, at: datetime, actor: Actor) -> FeeNotice:
    """Find that the fee was not paid in time (视为放弃申请); the decision says so.

    Errors: :class:`GateClosed` while the thirty days run.
    """
    request = moving.opened(request, "not_paid", actor)
    row = FeeNotice.objects.select_for_update().get(request=request)
    if row.pay_by is None or on <= row.pay_by:
        raise GateClosed(
            what="不能认定放弃申请", why=f"缴费期限到{row.pay_by}，今天是{on}", remedy="请等期限届满后再办理"
        )
    row.given_up_on = on
    row.save(update_fields=["given_up_on"])
    counting.stop(request.matter, clocks.FEE, on=on, because="逾期未缴费")
    clocks.resume(request, source=_SOURCE, last=on)
    request.items.update(outcome="closed_not_paid")
    moving.moved(request, Stage.HANDLING, at=at)
    return row
