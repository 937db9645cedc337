"""Reminders (催办) and pressing (督促): soon due and overdue are told once each, what is overdue goes one level up.

What was told is known by the notices' keys, so that a day on which nothing ran is made up and nothing is told twice.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks
from zwgk.inforequests.models import InfoRequest
from zwgk.inforequests.moving import BY_HANDLER, LINES, stayed
from zwgk.matters import keeping
from zwgk.matters.models import Remark, Waiting
from zwgk.notices.sending import NoticeKind, notify, notify_duty
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import Stage
from zwgk.rules.lights import DEFAULT_THRESHOLDS

#: the inbox line of a case that was laid before the 公开工作主管部门
ESCALATED = "inforequests.escalate"
#: cases looked at in one run; the nearest due first
MOST = 1000
_WHERE = "/requests/{}/"


def press(request: InfoRequest, words: str, *, at: datetime, actor: Actor) -> None:
    """Lay a case into the inbox of the 公开工作主管部门, say so on it and tell: within the caller's transaction."""
    duty, number = Duty.DISCLOSURE_OFFICE, request.matter.number
    keeping.wait_for(request.matter, ESCALATED, "督促办理申请", unit=request.organ, duty=duty, at=at)
    text = f"提请公开工作主管部门督促：{words}"
    Remark.objects.create(matter=request.matter, post_id=actor.post_id, by=actor.signature, at=at, text=text)
    notify_duty(
        duty,
        over=request.organ,
        kind=NoticeKind.TASK,
        text=f"{request.organ}的{number}提请督促：{words}",
        url=_WHERE.format(number),
        matter_id=request.matter_id,
        actor=actor,
    )
    stayed(request, at=at)


def remind(*, today: date, at: datetime) -> int:
    """Tell who has a request in hand that its last day is near; lay the overdue ones before the office in charge.

    Near is at most :attr:`zwgk.rules.lights.Thresholds.soon` working days. What is paused reminds nobody. Also pressed
    for: what nobody confirmed with the applicant in time. Returns how many cases were told of.
    """
    told = 0
    calendars = {}
    for request in _running(today):
        if request.organ_id not in calendars:
            calendars[request.organ_id] = clocks.calendar(request)
        due = request.due_on  # type: ignore[attr-defined]
        left = calendars[request.organ_id].workdays_between(today, due)
        if due < today:
            told += _overdue(request, f"答复期限{due}已过", f"late:{due}", at=at)
        elif left <= DEFAULT_THRESHOLDS.soon:
            told += _near(request, due, left)
    for request in _unconfirmed(today):
        told += _overdue(request, "收到后没有按时与申请人确认", "unconfirmed", at=at)
    return told


def _running(today: date) -> list[InfoRequest]:
    """Requests whose reply is due within a fortnight or overdue, and not paused."""
    near = deadlines.due_by(clocks.REPLY, today + 14 * clocks.ONE_DAY)
    days = dict(near.values_list("matter", "due_on")[:MOST])
    rows = list(InfoRequest.objects.filter(matter__in=list(days)).select_related("matter", "organ", "matter__section"))
    for request in rows:
        request.due_on = days[request.matter_id]  # type: ignore[attr-defined]
    return rows


def _unconfirmed(today: date) -> list[InfoRequest]:
    late = Waiting.objects.filter(act=LINES[Stage.TO_CONFIRM][0], due_on__lt=today).values_list("matter", flat=True)
    rows = InfoRequest.objects.filter(matter__in=list(late[:MOST]), matter__stage=str(Stage.TO_CONFIRM))
    return list(rows.select_related("matter", "organ"))


def _near(request: InfoRequest, due: date, left: int) -> int:
    matter = request.matter
    words = f"{matter.number}答复期限{due}，{f'还剩{left}个工作日' if left else '今天到期'}"
    key = f"inforequest:{matter.pk}:{'soon' if left else 'today'}:{due}"
    url = _WHERE.format(matter.number)
    kind = NoticeKind.DUE
    if matter.handler_id is not None and Stage(matter.stage) in BY_HANDLER:
        posts = [matter.handler_id]
        return bool(notify(posts, kind=kind, text=words, url=url, matter_id=matter.pk, actor=SYSTEM, key=key))
    unit = matter.section or request.organ
    duty = Duty.SECTION_HEAD if matter.section else Duty.OFFICE
    made = notify_duty(duty, over=unit, kind=kind, text=words, url=url, matter_id=matter.pk, actor=SYSTEM, key=key)
    return bool(made)


def _overdue(request: InfoRequest, words: str, what: str, *, at: datetime) -> int:
    number = request.matter.number
    text, key = f"{request.organ}的{number}{words}，请督促办理", f"inforequest:{request.matter_id}:{what}"
    made = 0
    with transaction.atomic():
        for duty in (Duty.OFFICE, Duty.DISCLOSURE_OFFICE):
            made += len(
                notify_duty(
                    duty,
                    over=request.organ,
                    kind=NoticeKind.OVERDUE,
                    text=text,
                    url=_WHERE.format(number),
                    matter_id=request.matter_id,
                    actor=SYSTEM,
                    key=key,
                )
            )
        if made and not request.matter.waiting.filter(act=ESCALATED).exists():
            keeping.wait_for(
                request.matter,
                ESCALATED,
                "督促办理申请（超期）",
                unit=request.organ,
                duty=Duty.DISCLOSURE_OFFICE,
                at=at,
            )
    return int(made > 0)
