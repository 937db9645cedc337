"""What the applicant reads of the case (申请人看到的办理情况): what happened, what is asked, the days, the end.

Made from the facts whenever the case moves and kept beside the progress, because the public's process reads no other
table of the case. Nothing of third parties stands in it, and nobody's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks
from zwgk.inforequests.models import (
    Correction,
    Delivery,
    Extension,
    FeeNotice,
    InfoRequest,
    IssuedPaper,
    ReasonablePeriod,
    ReasonRequest,
)
from zwgk.inforequests.models.asking import ConsultationKind
from zwgk.inforequests.papers import facts
from zwgk.rules import remedies
from zwgk.rules.applicants import Way
from zwgk.rules.inforequest import Stage
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import RECEIPT_RULES, Channel

_LAW = "《政府信息公开条例》"
_FEE = "国办函〔2020〕109号"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story: the day, what happened, what follows from it for the applicant, and the basis."""

    on: date
    what: str
    more: str = ""
    basis: str = ""

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {"on": self.on.isoformat(), "what": self.what, "more": self.more, "basis": self.basis}


def story(request: InfoRequest) -> list[dict[str, str]]:
    """What happened, oldest first (经过)."""
    found = [*_taken_in(request), *_asked(request), *_ended(request)]
    return [event.plain() for event in sorted(found, key=lambda event: event.on)]


def _taken_in(request: InfoRequest) -> list[Event]:
    filing, channel = request.filing, Channel(request.channel)
    found = [Event(filing.arrived_on, f"提交申请（{channel.label}）", "取得申请编号和查询码", f"{_LAW}第二十九条")]
    if request.received_on:
        rule = RECEIPT_RULES[channel]
        found.append(
            Event(
                request.received_on,
                "收到申请",
                f"以{rule.decided_by.label}为收到申请之日，答复期限从次日起数",
                rule.basis,
            )
        )
    for row in request.transfers.select_related("section").order_by("pk"):
        found.append(Event(row.on, f"交{row.section.name}办理", "", f"{_LAW}第四十五条"))
    return found


def _asked(request: InfoRequest) -> list[Event]:
    found: list[Event] = []
    if correction := Correction.objects.filter(request=request).first():
        article = f"{_LAW}第三十条"
        found.append(
            Event(
                correction.notified_on,
                "请您补正",
                f"请在{_day(correction.correct_by)}前说明：{correction.points}",
                article,
            )
        )
        if correction.corrected_on:
            found.append(Event(correction.corrected_on, "收到您的补正", "答复期限从次日起重新计算", article))
        if correction.given_up_on:
            found.append(Event(correction.given_up_on, "没有收到补正", "期限已过，视为放弃申请", article))
    for row in request.consultations.order_by("pk"):
        third = row.kind == ConsultationKind.THIRD_PARTY
        whom = "第三方" if third else "有关机关"
        article = f"{_LAW}第三十二条、第三十三条" if third else f"{_LAW}第三十三条、第三十四条"
        found.append(Event(row.sent_on, f"发函征求{whom}意见", "征求意见所需时间不计算在答复期限内", article))
        if row.ended_on:
            found.append(Event(row.ended_on, f"征求{whom}意见结束", "从次日起继续计算期限", article))
    if extension := Extension.objects.filter(request=request).exclude(told_on=None).first():
        until = (
            f"延长{extension.workdays}个工作日，答复期限到{_day(extension.due_after)}" if extension.due_after else ""
        )
        found.append(
            Event(
                extension.told_on or extension.asked_on,
                "延期答复",
                f"{until}。理由：{extension.reason}",
                f"{_LAW}第三十三条",
            )
        )
    if asked := ReasonRequest.objects.filter(request=request).first():
        article = f"{_LAW}第三十五条"
        found.append(
            Event(asked.notified_on, "请您说明理由", f"{asked.frequency}。请在{_day(asked.answer_by)}前说明", article)
        )
        if asked.received_on:
            found.append(Event(asked.received_on, "收到您的说明", "", article))
    if period := ReasonablePeriod.objects.filter(request=request).first():
        found.append(
            Event(
                period.told_on,
                "确定答复日期",
                f"将在{_day(period.until)}前答复。理由：{period.reason}",
                f"{_LAW}第三十五条",
            )
        )
    if fee := FeeNotice.objects.filter(request=request).first():
        found.append(Event(fee.notified_on, "通知缴纳信息处理费", f"{fee.explained}（{fee.amount}元）", _FEE))
        if fee.paid_on:
            found.append(Event(fee.paid_on, "收到信息处理费", "答复期限从次日起重新计算", _FEE))
        if fee.given_up_on:
            found.append(Event(fee.given_up_on, "没有收到信息处理费", "期限已过，视为放弃申请", _FEE))
    return found


def _ended(request: InfoRequest) -> list[Event]:
    found = []
    rows = Delivery.objects.filter(paper__request=request, paper__decision__isnull=False).select_related("paper")
    for row in rows.order_by("pk"):
        tracking = f"，邮件号码{row.tracking_no}" if row.tracking_no else ""
        number = f"{row.paper.doc_number}，" if row.paper.doc_number else ""
        found.append(Event(row.sent_on, "答复", f"{number}{_how(row.way)}{tracking}", f"{_LAW}第三十三条、第三十六条"))
        if row.signed_on:
            found.append(Event(row.signed_on, "答复送达", "申请行政复议和起诉的期限从次日起数", f"{_LAW}第五十一条"))
    if request.on_spot and request.answered_on:
        found.append(Event(request.answered_on, "当场答复", "", f"{_LAW}第三十三条第一款"))
    if request.outcome == "withdrawn" and request.answered_on:
        found.append(Event(request.answered_on, "您撤回了申请", "不再答复；需要时可以重新申请"))
    if request.set_aside_because:
        found.append(
            Event(timezone.localdate(request.matter.touched_at), "没有作为申请办理", request.set_aside_because)
        )
    for again in request.reopenings.order_by("pk"):
        found.append(Event(again.on, "重新办理", again.because))
    return found


def asks(request: InfoRequest, stage: Stage) -> list[dict[str, str]]:
    """What the applicant is asked to do now (请您办理): kind, words, last day, basis."""
    found = []
    if stage is Stage.CORRECTING and (row := Correction.objects.filter(request=request).first()):
        found.append(_ask("correction", row.points, row.correct_by, f"{_LAW}第三十条"))
    if stage is Stage.PAYING and (fee := FeeNotice.objects.filter(request=request).first()):
        words = f"{fee.explained}，共{fee.amount}元。缴费方式：{fee.payment}"
        found.append(_ask("fee", words, fee.pay_by, _FEE))
    reasons = ReasonRequest.objects.filter(request=request, is_reasonable=None, received_on=None).first()
    if reasons and stage in {Stage.REGISTERED, Stage.HANDLING}:
        found.append(_ask("reasons", reasons.frequency, reasons.answer_by, f"{_LAW}第三十五条"))
    return found


def days(request: InfoRequest) -> dict[str, Any]:
    """The time to reply day by day (期限逐日): start, end, and each day with its kind, number and reason."""
    clock = deadlines.newest(request.matter, clocks.REPLY)
    if clock is None:
        return {}
    due = counting.count(clock, clocks.calendar(request))
    return {
        "from": (clock.restarted_on or clock.started_on).isoformat(),
        "to": due.on.isoformat(),
        "firm": due.firm,
        "workdays": clock.figure + clock.extended_by,
        "basis": clock.basis,
        "stopped": clock.stopped_on.isoformat() if clock.stopped_on else "",
        "days": [[day.date.isoformat(), str(day.kind), day.n or 0, day.why] for day in due.days],
    }


def ending(request: InfoRequest) -> dict[str, Any]:
    """The reply in plain words and the rights with their days (答复和救济); empty before it."""
    paper = (
        IssuedPaper.objects.filter(request=request, decision__isnull=False, deliveries__isnull=False)
        .order_by("-pk")
        .first()
    )
    if request.answered_on is None or request.outcome == "withdrawn":
        return {}
    if paper is None:
        return {
            "items": [_item(1, "", request.outcome)] if request.outcome else [],
            "on": request.answered_on.isoformat(),
        }
    rows = paper.facts.get("items", [])
    codes = [str(row["outcome"]) for row in rows]
    grounds = [g for row in rows for g in str(row["elements"].get("withheld_grounds", "")).split(",") if g]
    way = remedies.way(codes, paper.issued_on, withheld_grounds=grounds)
    made: dict[str, Any] = {
        "items": [_item(row["no"], row.get("description", ""), str(row["outcome"])) for row in rows],
        "on": request.answered_on.isoformat(),
        "number": paper.doc_number,
        "remedy": paper.facts.get("elements", {}).get("remedy", ""),
        "way": str(way),
    }
    bodies = facts.bodies(request)
    made |= {"reconsideration": bodies.reconsideration, "court": bodies.court, "online": bodies.online}
    served = Delivery.objects.filter(paper=paper).exclude(signed_on=None).order_by("pk").first()
    if served and served.signed_on:
        last = remedies.last_days(served.signed_on, way, clocks.calendar(request))
        made["served"] = served.signed_on.isoformat()
        made["reconsider_by"] = last.reconsideration.on.isoformat()
        made["sue_by"] = last.litigation.on.isoformat() if last.litigation else ""
        made["firm"] = last.reconsideration.firm
    return made


def _item(no: int, description: str, code: str) -> dict[str, Any]:
    row = OUTCOMES[code]
    return {"no": no, "asked": description, "plain": row.group.plain, "label": row.label, "basis": row.basis}


def _ask(kind: str, words: str, by: date | None, basis: str) -> dict[str, str]:
    return {"kind": kind, "words": words, "by": by.isoformat() if by else "", "basis": basis}


def _how(way: str) -> str:
    return {
        Way.PORTAL: "在本网站送达",
        Way.EMAIL: "以电子邮件送达",
        Way.POST: "邮寄送达",
        Way.COUNTER: "当面送达",
        Way.FAX: "以传真送达",
    }[Way(way)]


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
