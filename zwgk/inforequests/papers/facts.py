"""What the file knows (要素): the elements of each paper, taken from the facts of the case, never typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.files.writers.elements import chinese_date
from zwgk.inforequests import clocks
from zwgk.inforequests.models import (
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    InfoRequest,
    Item,
    ReasonablePeriod,
    ReasonRequest,
    RemedyBody,
)
from zwgk.inforequests.models.asking import Answer, ConsultationKind
from zwgk.inforequests.papers import wording
from zwgk.rules import outcomes, remedies
from zwgk.rules.applicants import ELECTRONIC, Way
from zwgk.rules.decision_documents import PAPERS, Remedies
from zwgk.rules.receipt import Channel

#: facts that say enough by themselves where the handler adds nothing
_PLAIN_FACTS = {
    "reply_granted": "本机关制作或者保存有您申请的信息",
    "reply_partial": "您申请的信息中含有不应当公开的内容，但能够区分处理",
    "reply_published": "您申请的信息已由本机关主动公开",
    "closed_not_corrected": "您的申请内容不明确，本机关已一次性告知补正",
    "closed_not_paid": "本机关已通知您缴纳信息处理费",
}
_REGULATION = "《中华人民共和国政府信息公开条例》"


def common(request: InfoRequest, *, on: date | None) -> dict[str, str]:
    """The elements that every paper to the applicant shares; ``on`` is the paper's own date, if it has one yet."""
    organ = request.organ
    contact = "，".join(part for part in (organ.disclosure_office, organ.phone, organ.address) if part)
    correction = Correction.objects.filter(request=request).exclude(description="").first()
    return {
        "applicant": request.filing.masked_name,
        "received_on": chinese_date(request.received_on) if request.received_on else "",
        "channel": Channel(request.channel).label,
        "request_number": request.filing.number,
        "description": _unstopped(correction.description if correction else request.filing.description),
        "history": history(request),
        "organ": organ.name,
        "date": chinese_date(on) if on else "",
        "contact": contact,
    }


def history(request: InfoRequest) -> str:
    """What went on with the case, with its days (补正、征求意见、延期、缴费的经过); "" where nothing did."""
    said = []
    if text := _correction(request):
        said.append(text)
    said += [_consulted(row) for row in request.consultations.order_by("pk")]
    extension = Extension.objects.filter(request=request).exclude(told_on=None).first()
    if extension and extension.told_on and extension.due_after:
        said.append(
            f"{chinese_date(extension.told_on)}告知您延期答复，延长后的期限为{chinese_date(extension.due_after)}"
        )
    period = ReasonablePeriod.objects.filter(request=request).first()
    if period:
        said.append(f"{chinese_date(period.told_on)}告知您将于{chinese_date(period.until)}前答复")
    if text := _fee(request):
        said.append(text)
    return "；".join(said)


def of_item(request: InfoRequest, item: Item) -> dict[str, str]:
    """The elements of one item's answer: the handler's words, and what the file shows."""
    given = {key: str(value) for key, value in item.facts.items()}
    if not item.outcome:
        return given
    row = outcomes.outcome(item.outcome)
    titles = [m.title for m in item.materials.order_by("pk") if m.is_given]
    third = request.consultations.filter(kind=str(ConsultationKind.THIRD_PARTY)).exclude(ended_on=None)
    derived = {
        "facts": given.get("facts") or _PLAIN_FACTS.get(item.outcome, ""),
        "basis": row.basis or f"{_REGULATION}第三十六条",
        "decision": wording.decision(item.outcome),
        "materials": "；".join(f"《{title}》" for title in titles),
        "way": _way(request),
        "search": "；".join(search.in_words for search in request.searches.order_by("pk")),
        "correction_history": _correction(request),
        "fee_history": _fee(request),
        "frequency": ReasonRequest.objects.filter(request=request).values_list("frequency", flat=True).first() or "",
        "reasons_history": _reasons(request),
        "third_party_history": "；".join(_consulted(c) for c in third.order_by("pk")),
    }
    evidence = [m.title for m in item.materials.order_by("pk") if not m.is_given]
    if evidence and not given.get("evidence"):
        derived["evidence"] = "；".join(evidence)
    return {**given, **{key: _unstopped(text) for key, text in derived.items() if text}}


def told_of(request: InfoRequest, item: Item) -> dict[str, Any]:
    """One item as a decision keeps it: outcome, elements, what is handed over, and the digests of all its files."""
    materials = list(item.materials.order_by("pk").select_related("file__blob"))
    return {
        "no": item.no,
        "description": item.description,
        "outcome": item.outcome,
        "elements": of_item(request, item),
        "attached": [material.title for material in materials if material.is_given],
        "files": [material.file.blob.sha256 for material in materials],
    }


def bodies(request: InfoRequest) -> remedies.Bodies:
    """Where to turn against the organ's decisions; empty where nobody set it, which no decision passes."""
    row = RemedyBody.objects.filter(organ=request.organ_id).first()
    return remedies.Bodies(row.reconsideration, row.court, row.online) if row else remedies.Bodies("", "")


def remedy(request: InfoRequest, items: list[Item], *, on: date) -> str:
    """The notice of remedies for these items on that day. Errors: ``GateClosed`` naming what the place has not set."""
    withheld = [ground for item in items for ground in withheld_grounds(item)]
    way = remedies.way([item.outcome for item in items], on, withheld_grounds=withheld)
    online = Way(request.filing.way) in ELECTRONIC
    return remedies.notice(way, bodies(request), on, served_online=online).text


def withheld_grounds(item: Item) -> list[str]:
    """The grounds of the parts that a partial publication leaves out (codes of ``rules.grounds``)."""
    if item.outcome != "reply_partial":
        return []
    return [code for code in str(item.facts.get("withheld_grounds", "")).split(",") if code]


def of_step(request: InfoRequest, key: str, *, on: date, given: Mapping[str, str]) -> dict[str, str]:
    """The elements of a paper of the procedure or a letter; ``given`` fills what the file cannot know."""
    row = PAPERS[key]
    article = row.article
    made = {
        **common(request, on=on),
        "basis": article if article.startswith(("《", "国办")) else f"{_REGULATION}{article}",
        "consequence": wording.CONSEQUENCES.get(key, ""),
        **_of_rows(request, key),
    }
    if row.remedies is Remedies.NOT_ALONE:
        made["remedy"] = ""
    filled = {name: text for name, text in given.items() if text.strip() and not made.get(name, "").strip()}
    return {name: _unstopped(text) for name, text in {**made, **filled}.items()}


def of_consultation(row: Consultation, *, key: str) -> dict[str, str]:
    """What a letter to the other side says of itself; the day is the last on which an opinion is in time."""
    from_now = "收到本函之日起15个工作日内"
    silence = {
        ConsultationKind.THIRD_PARTY: "逾期未提出意见的，由本机关依照条例的规定决定是否公开",
        ConsultationKind.JOINT: "逾期未提出意见的，视为同意公开",
        ConsultationKind.ORGAN: "逾期未提出意见的，由本机关依法决定",
    }
    return {
        "recipient": row.name,
        "excerpt": row.excerpt,
        "period": f"{chinese_date(row.answer_by)}前" if row.answer_by else from_now,
        "consequence": silence[ConsultationKind(row.kind)],
    }


def _of_rows(request: InfoRequest, key: str) -> dict[str, str]:
    correction = Correction.objects.filter(request=request).first()
    asked = ReasonRequest.objects.filter(request=request).first()
    period = ReasonablePeriod.objects.filter(request=request).first()
    fee = FeeNotice.objects.filter(request=request).first()
    if key == "correction" and correction:
        return {"points": correction.points, "period": f"{chinese_date(correction.correct_by)}前"}
    if key == "reason_request" and asked:
        return {"frequency": asked.frequency, "period": f"{chinese_date(asked.answer_by)}前"}
    if key == "delay_reasonable" and period:
        return {"reason": period.reason, "new_due": chinese_date(period.until)}
    if key == "fee_notice" and fee:
        frequency = (
            f"本月此前{fee.earlier}件，本次{fee.number}件" if fee.standard == "by_item" else f"本次{fee.number}页"
        )
        return {
            "frequency": frequency,
            "amount": f"{fee.explained}（{fee.amount}元）",
            "payment": fee.payment,
            "period": f"{chinese_date(fee.pay_by)}前" if fee.pay_by else "",
        }
    if key == "extension":
        return _extension(request)
    if key == "withdraw":
        return {"decision": wording.decision("withdrawn")}
    return {}


def _extension(request: InfoRequest) -> dict[str, str]:
    row = Extension.objects.filter(request=request).exclude(approved_on=None).first()
    if row is None:
        return {}
    due = row.due_after
    clock = deadlines.running(request.matter, clocks.REPLY)
    if due is None and clock is not None:
        clock.extended_by = row.workdays  # as it will be once it is told; nothing is saved
        due = counting.count(clock).on
    return {
        "reason": row.reason,
        "new_due": chinese_date(due) if due else "",
        "approver": f"本机关政府信息公开工作机构负责人（{row.approved_by}）",
    }


def _correction(request: InfoRequest) -> str:
    row = Correction.objects.filter(request=request).first()
    if row is None:
        return ""
    said = f"{chinese_date(row.notified_on)}告知您在{chinese_date(row.correct_by)}前补正"
    if row.corrected_on:
        return f"{said}，{chinese_date(row.corrected_on)}收到您的补正"
    return f"{said}，您无正当理由逾期没有补正" if row.given_up_on else said


def _fee(request: InfoRequest) -> str:
    row = FeeNotice.objects.filter(request=request).first()
    if row is None:
        return ""
    said = f"{chinese_date(row.notified_on)}通知您缴纳信息处理费{row.amount}元"
    if row.paid_on:
        return f"{said}，您于{chinese_date(row.paid_on)}缴费"
    return f"{said}，您在{chinese_date(row.pay_by)}前没有缴费" if row.given_up_on and row.pay_by else said


def _reasons(request: InfoRequest) -> str:
    row = ReasonRequest.objects.filter(request=request).first()
    if row is None or row.is_reasonable is None:
        return ""
    said = f"{chinese_date(row.notified_on)}要求您说明理由"
    if row.received_on is None:
        return f"{said}，您在{chinese_date(row.answer_by)}前没有说明"
    found = "合理" if row.is_reasonable else "不合理"
    return f"{said}，{chinese_date(row.received_on)}收到您的说明，经审查，理由{found}"


def _consulted(row: Consultation) -> str:
    said = f"{chinese_date(row.sent_on)}书面征求{row.get_kind_display()}意见"
    if row.ended_on is None:
        return said
    if row.answer == Answer.SILENT:
        return f"{said}，对方至{chinese_date(row.ended_on)}没有提出意见"
    day = chinese_date(row.answered_on or row.ended_on)
    return f"{said}，对方于{day}{Answer(row.answer).label.replace('公开', '')}公开" if row.answer else said


def _way(request: InfoRequest) -> str:
    return {
        Way.PORTAL: "凭申请编号和查询码在网上查看、下载",
        Way.EMAIL: "发送至您提供的电子邮箱",
        Way.POST: "邮寄至您提供的地址",
        Way.COUNTER: "请凭身份证明到本机关领取",
        Way.FAX: "传真至您提供的号码",
    }[Way(request.filing.way)]


def _unstopped(text: str) -> str:
    return text.strip().rstrip("。；")
