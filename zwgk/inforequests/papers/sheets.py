"""Sheets of the file that bear no number (登记表、回执、审批单、送达回证): filled from the rows, nothing is typed."""

from __future__ import annotations

from datetime import date

from zwgk.approvals.models import Step
from zwgk.files.writers.elements import OfficialDocument, chinese_date
from zwgk.inforequests import clocks
from zwgk.inforequests.models import Decision, Delivery, InfoRequest
from zwgk.inforequests.papers import facts, rendering
from zwgk.rules import outcomes, serving
from zwgk.rules.applicants import Way
from zwgk.rules.approval import Level
from zwgk.rules.errors import BadInput

#: what is written by hand on a 送达回证 that goes along with the paper
_BY_HAND = ("送达方式：", "送达日期：", "签收人（签名）：", "签收日期：", "代收人与受送达人的关系：", "未送达的原因：")
#: the sheets that this module fills
KEYS = ("register", "receipt", "approval", "service")


def of(
    request: InfoRequest, key: str, *, applicant: str, on: date, delivery: Delivery | None = None
) -> OfficialDocument:
    """One sheet. ``delivery``: of which the 送达回证 tells; none leaves its lines to be written by hand.

    Errors: :class:`BadInput` for another key.
    """
    if key not in KEYS:
        raise BadInput(what="没有这种表", why=f"“{key}”不在案卷表格之中", remedy="请从列表中选择", field="paper")
    elements = facts.common(request, on=on)
    due = clocks.reply_due(request.matter)
    if key == "register":
        elements["period"] = f"{chinese_date(due)}前答复" if due else "收到申请之日尚未确认，期限没有起算"
    elif key == "receipt":
        elements["new_due"] = f"{chinese_date(due)}前" if due else "与您确认收到之日起20个工作日内"
    elif key == "approval":
        elements["decision"] = _decision(request)
        elements["opinions"] = _opinions(request)
    else:
        elements |= _service(request, delivery)
        elements["recipient"] = applicant
    return rendering.official(
        key,
        {"elements": elements, "items": []},
        organ=request.organ.name,
        doc_number="",
        issued_on=on,
        applicant=applicant,
    )


def _decision(request: InfoRequest) -> str:
    said = []
    for item in request.items.order_by("no"):
        row = outcomes.OUTCOMES.get(item.outcome)
        said.append(
            f"第{item.no}项：{row.label}（{row.article or '《条例》第三十六条'}）" if row else f"第{item.no}项：未拟定"
        )
    return "\n".join(said)


def _opinions(request: InfoRequest) -> str:
    """What each level said in the newest round."""
    decision = Decision.objects.filter(request=request).order_by("-round").first()
    said = [f"拟稿：{decision.drafted_by} {chinese_date(decision.drafted_on)}"] if decision else []
    steps = Step.objects.filter(approval__matter=request.matter_id).order_by("-approval__round", "order", "pk")
    newest = steps.first()
    for step in steps.filter(approval=newest.approval_id) if newest else []:
        day = f" {chinese_date(step.signed_on)}" if step.signed_on else ""
        said.append(f"{Level(step.level).label}：{step.opinion or '待签'}　{step.signed_by}{day}".rstrip())
    return "\n".join(said)


def _service(request: InfoRequest, delivery: Delivery | None) -> dict[str, str]:
    if delivery is None:
        row = Decision.objects.filter(request=request).exclude(paper=None).select_related("paper").order_by("-round")
        newest = row.first()
        number = newest.paper.doc_number if newest and newest.paper else ""
        return {"doc_number": number, "served": "\n".join(_BY_HAND)}
    way = Way(delivery.way)
    said = [f"{way.label}，{chinese_date(delivery.sent_on)}发出"]
    said += [f"邮件号码{delivery.tracking_no}"] if delivery.tracking_no else []
    if delivery.signed_on:
        proxy = "（代理人，附授权委托书）" if delivery.is_proxy else ""
        said.append(f"{chinese_date(delivery.signed_on)}由{delivery.signed_by}{proxy}签收")
    elif delivery.returned_on:
        said.append(f"{chinese_date(delivery.returned_on)}退回：{delivery.returned_because}")
    else:
        said += ["签收人（签名）：", "签收日期："]
    said.append(f"凭证：{serving.EVIDENCE[way]}")
    return {"doc_number": delivery.paper.doc_number, "served": "\n".join(said)}
