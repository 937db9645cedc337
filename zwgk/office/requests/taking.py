"""受理: confirmed with the applicant, attempts, what is no request, answered on the spot, a new query code."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.inforequests import clocks
from zwgk.inforequests.actions import sending, taking
from zwgk.office import posted, shell
from zwgk.office.requests.acting import Facts, Field, FormAct
from zwgk.office.requests.case import BY_PHONE
from zwgk.office.requests.finding import Case, head
from zwgk.people import today as day
from zwgk.rules import receipt
from zwgk.rules.decision_documents import Element
from zwgk.rules.errors import BadInput
from zwgk.rules.outcomes import OUTCOMES, Group
from zwgk.rules.receipt import Channel


def _confirm(request: HttpRequest, case: Case) -> str:
    row = taking.confirm(
        case.request,
        confirmed_on=posted.day(request, "confirmed_on", "确认之日") or case.today,
        how=posted.text(request, "how"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已确认，收到申请之日为{row.received_on}，期限从次日起算"


def _attempt(request: HttpRequest, case: Case) -> str:
    taking.note_attempt(
        case.request,
        on=posted.day(request, "on", "联系日期") or case.today,
        how=posted.text(request, "how"),
        words=posted.text(request, "words"),
        at=day.now(),
        actor=case.actor,
    )
    return "联系情况已记录，联系上的那一天起算期限"


def _set_aside(request: HttpRequest, case: Case) -> str:
    taking.set_aside(case.request, reason=posted.text(request, "reason"), on=case.today, at=day.now(), actor=case.actor)
    return "已移出，不作为政府信息公开申请办理"


def _on_spot(request: HttpRequest, case: Case) -> str:
    outcome = posted.text(request, "outcome")
    row = OUTCOMES.get(outcome)
    need = row.needs[0] if row and row.needs else "way"
    try:
        sending.answer_on_spot(
            case.request,
            outcome=outcome,
            given={need: posted.text(request, "given")},
            on=case.today,
            at=day.now(),
            actor=case.actor,
        )
    except BadInput as refusal:  # which element the outcome needs is one field of this form
        refusal.field = "given" if refusal.field == need else refusal.field
        raise
    return "已当场答复"


def _renew(request: HttpRequest, case: Case) -> HttpResponseBase:
    code = taking.renew_code(case.request, proven_by=posted.text(request, "proven_by"), at=day.now(), actor=case.actor)
    context = {**head(Case(case.request, case.actor, case.today)), "code": code}
    return shell.render(request, "requests/code.html", context)


def _how_counted(case: Case) -> Facts:
    channel = Channel(case.request.channel)
    rule = receipt.RECEIPT_RULES[channel]
    found = [("渠道", channel.label), ("以哪一天为准", f"{rule.decided_by.label}（{rule.basis}）")]
    by = receipt.confirm_by(channel, case.request.filing.arrived_on, clocks.calendar(case.request))
    if by is not None:
        found.append(("应在此前确认", str(by)))
    if rule.note:
        found.append(("注意", rule.note))
    return [*found, ("应留存", "、".join(rule.evidence))]


_GRANTED = tuple((row.code, row.label) for row in OUTCOMES.values() if row.group is Group.GRANTED and row.needs)
_NEEDED = "；".join(
    f"“{row.label}”写{Element(row.needs[0]).label}" for row in OUTCOMES.values() if row.code in dict(_GRANTED)
)

ACTS: dict[str, FormAct] = {
    "confirm": FormAct(
        "与申请人双方确认收到申请的那一天，就是收到申请之日，答复期限从次日起算。",
        (
            Field("confirmed_on", "确认之日", "", "day", first=lambda case: str(case.today)),
            Field("how", "确认方式", "写明联系的方式和经过", most=120, first=BY_PHONE),
        ),
        _confirm,
        facts=_how_counted,
    ),
    "note_attempt": FormAct(
        "联系不上申请人的，逐次记录；期限不起算，联系上的那一天起算（国办公开办函〔2015〕207号）。",
        (
            Field("on", "联系日期", "", "day", first=lambda case: str(case.today)),
            Field("how", "联系方式", "如“拨打所留电话”", most=60),
            Field("words", "情况", "如“无人接听”", "long", 2, needed=False),
        ),
        _attempt,
        "记录没有联系上",
    ),
    "set_aside": FormAct(
        "只用于根本不是申请的来件：测试、广告、同一封信从两个渠道来。写得再不清楚的申请也要办理；信访、投诉、重复申请另有答复。",
        (Field("reason", "原因", "", "long", 2),),
        _set_aside,
    ),
    "answer_on_spot": FormAct(
        "能够当场答复的，当场答复（《条例》第三十三条）：信息已经公开的告诉在哪里，可以提供的当场提供。",
        (
            Field("outcome", "答复", "", "choice", choices=_GRANTED),
            Field("given", "告知的内容", _NEEDED, "long", 3, 2000),
        ),
        _on_spot,
    ),
    "renew_code": FormAct(
        "申请人查询码丢失的，核对身份之后重发；原来的查询码随即失效。新查询码只显示一次。",
        (Field("proven_by", "身份核对方式", "如“核对身份证原件”“回拨登记电话，核对姓名和证件后四位”", most=120),),
        _renew,
    ),
}
