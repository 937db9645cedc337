"""Opinions of others (征求意见): a third party, a joint maker, another organ; the days of waiting are not counted.

依据:《政府信息公开条例》第三十二、三十三、三十四条
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.inforequests import clocks, moving
from zwgk.inforequests.identity import opening
from zwgk.inforequests.models import Consultation, InfoRequest
from zwgk.inforequests.models.asking import Answer as Answer  # the pages' choices
from zwgk.inforequests.models.asking import ConsultationKind as ConsultationKind
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded

_FIGURES = {
    ConsultationKind.THIRD_PARTY: clocks.THIRD_PARTY,
    ConsultationKind.JOINT: clocks.JOINT_ORGAN,
    ConsultationKind.ORGAN: clocks.JOINT_ORGAN,
}
#: what silence means (条例第三十二条: the organ decides; 第三十四条: consent)
SILENCE = {
    ConsultationKind.THIRD_PARTY: "逾期未提出意见的，由本机关依法决定是否公开",
    ConsultationKind.JOINT: "逾期未提出意见的，视为同意公开",
    ConsultationKind.ORGAN: "逾期未提出意见的，由本机关依法决定是否公开",
}


@act("inforequests.consult")
def consult(
    request: InfoRequest,
    *,
    kind: ConsultationKind,
    name: str,
    excerpt: str,
    sent_on: date,
    on: date,
    at: datetime,
    actor: Actor,
    contact: str = "",
    unit: Unit | None = None,
    received_on: date | None = None,
    with_link: bool = False,
) -> tuple[Consultation, str]:
    """Ask for an opinion in writing (征求意见书); returns the row and the token of its portal link ("" without one).

    ``excerpt``: what the information is about, without a word of the applicant. Several may run at once; the days that
    any of them takes are left out once. Errors: :class:`BadInput` for an excerpt that tells who applied, or days that
    cannot be.
    """
    request = moving.opened(request, "consult", actor)
    what = "不能征求意见"
    said = moving.must_say(excerpt, "所涉信息", "excerpt", what=what, most=2000)
    whom = moving.must_say(name, "征求意见的对象", "name", what=what, most=200)
    _must_not_tell(request, f"{said}\n{whom}")
    moving.must_be_past(sent_on, on, what=what, label="发出日期", field="sent_on")
    moving.must_not_precede(
        sent_on, request.received_on, what=what, label="发出日期", than="收到申请之日", field="sent_on"
    )
    token = secrets.token_urlsafe(24) if with_link else ""
    row = Consultation.objects.create(
        request=request,
        kind=str(kind),
        name=whom,
        contact=contact.strip()[:200],
        unit=unit,
        excerpt=said,
        sent_on=sent_on,
        token_digest=hashlib.sha256(token.encode()).hexdigest() if token else "",
        by=actor.signature,
    )
    if received_on is not None:
        _received(row, received_on, on)
    clocks.clear(request, on=sent_on)
    clocks.suspend(request, source=_source(row), after=sent_on, reason=f"征求{kind.label}意见")
    moving.stayed(request, at=at)
    note(kind=str(kind), consultation=row.pk)
    return row, token


@act("inforequests.note_letter_received")
def note_letter_received(
    request: InfoRequest, consultation: Consultation, *, received_on: date, on: date, at: datetime, actor: Actor
) -> Consultation:
    """Enter when the letter reached the other side (对方收到日期): from there its fifteen working days run.

    Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "end_consultation", actor)
    row = _open_one(request, consultation)
    _received(row, received_on, on)
    moving.stayed(request, at=at)
    note(consultation=row.pk, answer_by=row.answer_by and row.answer_by.isoformat())
    return row


@act("inforequests.end_consultation")
def end_consultation(
    request: InfoRequest,
    consultation: Consultation,
    *,
    answer: Answer,
    on: date,
    at: datetime,
    actor: Actor,
    answered_on: date | None = None,
    reasons: str = "",
) -> Consultation:
    """Enter the opinion, or that there was none in time (登记意见、逾期未提出); the clock runs again.

    An opinion after its time ends the pause with its time all the same. Errors: :class:`GateClosed` for silence before
    the time is over, or before it is known when the letter arrived; :class:`BadInput`.
    """
    request = moving.opened(request, "end_consultation", actor)
    row = _open_one(request, consultation)
    what = "不能登记意见"
    if answer is Answer.SILENT:
        if row.answer_by is None:
            raise GateClosed(what=what, why="还没有登记对方收到征求意见书的日期", remedy="请先登记收到日期和凭证")
        if on <= row.answer_by:
            raise GateClosed(
                what=what, why=f"对方提出意见的期限到{row.answer_by}，今天是{on}", remedy="请等期限届满后再登记"
            )
        last = row.answer_by
    else:
        day = answered_on or on
        moving.must_be_past(day, on, what=what, label="意见日期", field="answered_on")
        moving.must_not_precede(
            day, row.received_on or row.sent_on, what=what, label="意见日期", than="发出或收到日期", field="answered_on"
        )
        if answer is not Answer.AGREE and not reasons.strip():
            raise BadInput(what=what, why="不同意公开须有理由", remedy="请填写对方的理由", field="reasons")
        row.answered_on = day
        last = min(day, row.answer_by) if row.answer_by else day
    row.answer = str(answer)
    row.reasons = reasons.strip()[:2000]
    row.ended_on = last
    row.save()
    clocks.resume(request, source=_source(row), last=last)
    moving.stayed(request, at=at)
    note(consultation=row.pk, answer=str(answer), ended_on=last.isoformat())
    return row


def _source(row: Consultation) -> str:
    return f"consultation-{row.pk}"


def _open_one(request: InfoRequest, consultation: Consultation) -> Consultation:
    row = Consultation.objects.select_for_update().filter(pk=consultation.pk, request=request).first()
    if row is None or row.ended_on is not None:
        raise BadInput(what="不能登记意见", why="这次征求意见已经结束", remedy="请刷新页面查看最新进展")
    return row


def _received(row: Consultation, received_on: date, on: date) -> None:
    what = "不能登记收到日期"
    if row.received_on is not None:
        raise LimitExceeded(what=what, why=f"已经登记为{row.received_on}", remedy="请刷新页面")
    moving.must_be_past(received_on, on, what=what, label="对方收到日期", field="received_on")
    moving.must_not_precede(
        received_on, row.sent_on, what=what, label="对方收到日期", than="发出日期", field="received_on"
    )
    figure = clocks.workdays(row.request, _FIGURES[ConsultationKind(row.kind)], on=received_on)
    row.received_on = received_on
    row.answer_by = clocks.calendar(row.request).add_workdays(received_on, figure)
    row.save(update_fields=["received_on", "answer_by"])


def _must_not_tell(request: InfoRequest, text: str) -> None:
    who = opening.applicant(request.filing.sealed, whose=request.filing.number)
    secret = (who.name, who.contact_name, who.number, who.phone, who.email)
    if any(len(part) >= 2 and part in text for part in secret):
        raise BadInput(
            what="不能征求意见",
            why="征求意见书不得透露申请人，所涉信息里出现了申请人的姓名、证件或者联系方式",
            remedy="请只写信息本身",
            field="excerpt",
        )
