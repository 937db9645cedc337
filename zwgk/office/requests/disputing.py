"""复议诉讼: entered with the last day for the organ's answer, ended with a result, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from zwgk.inforequests.actions import ending, hearing
from zwgk.inforequests.online import OnlineKind
from zwgk.inforequests.papers import facts
from zwgk.inforequests.queries import DisputeKind, DisputeResult
from zwgk.office import posted
from zwgk.office.requests.acting import Choices, Facts, Field, FormAct, chosen
from zwgk.office.requests.finding import Case
from zwgk.people import today as day

if TYPE_CHECKING:
    from zwgk.inforequests.models import Dispute, OnlineAct


def _enter(request: HttpRequest, case: Case) -> str:
    row = ending.dispute(
        case.request,
        kind=posted.choice(request, "kind", DisputeKind, "类别"),
        body=posted.text(request, "body"),
        received_on=posted.must_day(request, "received_on", "收到副本日期"),
        case_no=posted.text(request, "case_no"),
        is_simple=posted.flag(request, "is_simple"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已登记{row.get_kind_display()}，请在{row.answer_by}前提交答辩和证据"


def _answered(request: HttpRequest, case: Case) -> str:
    row = ending.answer_dispute(
        case.request,
        _open(request, case),
        answered_on=posted.must_day(request, "answered_on", "提交日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    late = "，已超过答辩期限" if row.answer_by and row.answered_on and row.answered_on > row.answer_by else ""
    return f"已登记提交答辩{late}"


def _end(request: HttpRequest, case: Case) -> str:
    result = posted.choice(request, "result", DisputeResult, "结果")
    ending.record_result(
        case.request,
        _open(request, case),
        result=result,
        result_on=posted.must_day(request, "result_on", "结果日期"),
        consequence=posted.text(request, "consequence"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    more = "；责令重新答复的，请“重新办理”" if result is DisputeResult.CORRECTED else ""
    return f"已登记：{result.label}{more}"


def _reopen(request: HttpRequest, case: Case) -> str:
    ending.reopen(
        case.request,
        because=posted.text(request, "because"),
        answer_by=posted.day(request, "answer_by", "重新答复期限"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "已重新办理，期限从今天重新计算；原答复留在案卷中"


def _settle(request: HttpRequest, case: Case) -> str:
    row = chosen(request, "complaint", "哪一件投诉", {str(one.pk): one for one in _complaints(case)})
    hearing.settle_complaint(case.request, row, words=posted.text(request, "words"), at=day.now(), actor=case.actor)
    return "投诉的处理情况已登记，申请人在查进度的页面可以看到"


def _complaints(case: Case) -> list[OnlineAct]:
    return [row for row in case.file.online if row.kind == OnlineKind.COMPLAINT]


def _complained(case: Case) -> Choices:
    return [(str(row.pk), f"{row.at.astimezone():%Y-%m-%d}　{row.text[:40]}") for row in _complaints(case)]


def _open(request: HttpRequest, case: Case) -> Dispute:
    found: Dispute = chosen(request, "dispute", "哪一个案件", {str(row.pk): row for row in _pending(case)})
    return found


def _pending(case: Case) -> list[Dispute]:
    return [row for row in case.file.disputes if row.result == DisputeResult.PENDING]


def _unanswered(case: Case) -> Choices:
    return [(str(row.pk), _named(row)) for row in _pending(case) if row.answered_on is None]


def _choices(case: Case) -> Choices:
    return [(str(row.pk), _named(row)) for row in _pending(case)]


def _named(row: Dispute) -> str:
    return f"{row.get_kind_display()}　{row.body}　{row.case_no}".strip()


def _body(case: Case) -> str:
    return facts.bodies(case.request).reconsideration


def _where(case: Case) -> Facts:
    bodies = facts.bodies(case.request)
    found = [("复议机关", bodies.reconsideration or "没有设置"), ("管辖法院", bodies.court or "没有设置")]
    if case.request.answered_on:
        found.append(("答复之日", str(case.request.answered_on)))
    return found


def _ended(case: Case) -> Facts:
    return [
        (row.get_kind_display(), f"{row.result_on} {row.get_result_display()}：{row.consequence}")
        for row in case.file.disputes
        if row.result_on
    ]


def _because(case: Case) -> str:
    corrected = [row for row in case.file.disputes if row.result == DisputeResult.CORRECTED]
    if not corrected:
        return ""
    row = corrected[-1]
    return f"{row.result_on}{row.body}{row.get_kind_display()}{row.case_no}责令重新答复"


def _today(case: Case) -> str:
    return str(case.today)


ACTS: dict[str, FormAct] = {
    "dispute": FormAct(
        "登记之后不能归档，直到结果登记完毕。答辩期限：复议普通程序10日、简易程序5日（工作日），诉讼15日。",
        (
            Field("kind", "类别", "", "choice", choices=tuple((str(one), one.label) for one in DisputeKind)),
            Field("body", "复议机关或者法院", "", most=120, first=_body),
            Field("case_no", "案号", "", most=80, needed=False),
            Field("received_on", "收到副本日期", "从次日起计算答辩期限", "day", first=_today),
            Field("is_simple", "适用简易程序", "", "tick", needed=False),
        ),
        _enter,
        facts=_where,
    ),
    "answer_dispute": FormAct(
        "被申请人不按期书面答复、提交证据的，视为没有证据，行政行为会被撤销（《行政复议法》第七十条）。",
        (
            Field("dispute", "哪一个案件", "", "choice", choices=_unanswered),
            Field("answered_on", "提交日期", "", "day", first=_today),
        ),
        _answered,
    ),
    "record_result": FormAct(
        "结果计入年度报告第四表：维持、纠正、其他。",
        (
            Field("dispute", "哪一个案件", "", "choice", choices=_choices),
            Field(
                "result",
                "结果",
                "",
                "choice",
                choices=tuple((str(one), one.label) for one in DisputeResult if one is not DisputeResult.PENDING),
            ),
            Field("result_on", "结果日期", "", "day", first=_today),
            Field("consequence", "处理情况", "如“撤销，责令15个工作日内重新答复”", "long", 2),
        ),
        _end,
    ),
    "settle_complaint": FormAct(
        "申请人认为行政机关没有依法公开的，可以向主管部门投诉；主管部门调查核实，督促纠正（《条例》第四十七、五十一条）。",
        (
            Field("complaint", "哪一件投诉", "", "choice", choices=_complained),
            Field("words", "处理情况", "申请人会看到这段话", "long", 3),
        ),
        _settle,
    ),
    "reopen": FormAct(
        "原答复和经过留在案卷中；年报按重新答复的结果计入。决定书、判决书定了期限的，填写那一天。",
        (
            Field("because", "原因", "", "long", 2, first=_because),
            Field("answer_by", "重新答复期限", "没有另定的不填，从今天起20个工作日", "day", needed=False),
        ),
        _reopen,
        facts=_ended,
    ),
}
