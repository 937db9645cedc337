"""The story of a case (经过): every event from its rows, with day, who did it, on which article, and its paper.

What leaves no row of its own (a renewed code, an opened identity, the archive) is told from the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from zwgk.deadlines import counting
from zwgk.inforequests import clocks
from zwgk.inforequests.casefile import CaseFile
from zwgk.inforequests.models import Consultation, Decision, IssuedPaper
from zwgk.inforequests.models.asking import Answer
from zwgk.rules.applicants import Way
from zwgk.rules.approval import Level, StepState
from zwgk.rules.decision_documents import PAPERS
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import RECEIPT_RULES, Channel
from zwgk.rules.workdays import DayKind

#: acts without a row of their own, as the story calls them
_FROM_LOG = {
    "inforequests.set_aside": "移出，不作为申请办理",
    "inforequests.split": "分列申请事项",
    "inforequests.renew_code": "重发查询码",
    "inforequests.open_identity": "查看申请人信息",
    "inforequests.open_proofs": "查看身份证明",
    "inforequests.remove_material": "移除一份材料",
    "inforequests.seal": "用印，盖章扫描件已入卷",
    "inforequests.archive": "归档",
    "matters.pass_on": "转给同事经办",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event: the day that counts, what happened, by whom, on which article; ``nth`` is the day of the reply's clock
    (``第 3 天``, ``暂停``, "" outside it), ``paper`` what was issued.
    """

    on: date
    what: str
    by: str = ""
    basis: str = ""
    paper: IssuedPaper | None = None
    nth: str = ""
    is_restart: bool = False


def story(file: CaseFile) -> list[Told]:
    """All events of the case in the order of their days; of one day, in the order in which a case goes."""
    days = _days(file)
    rows = [(told.on, n, told) for n, told in enumerate(_events(file))]
    rows.sort(key=lambda row: row[:2])
    return [
        Told(told.on, told.what, told.by, told.basis, told.paper, days.get(told.on, ""), told.is_restart)
        for _, _, told in rows
    ]


def _days(file: CaseFile) -> dict[date, str]:
    clock = file.reply
    if clock is None:
        return {}
    words = {(clock.restarted_on or clock.started_on): "起算，不计"}
    held = min((pause.first for pause in clock.pauses.all() if pause.last is None), default=date.max)
    for day in counting.count(clock, clocks.calendar(file.request)).days:
        if day.date >= held:
            words[day.date] = "暂停"
        elif day.n is not None:
            words[day.date] = f"第 {day.n} 天"
        elif day.kind is DayKind.PAUSED:
            words[day.date] = "暂停"
    return words


def _events(file: CaseFile) -> Iterator[Told]:
    yield from _taking(file)
    yield from _asking(file)
    yield from _handling(file)
    yield from _timing(file)
    for row in file.consultations:
        yield from _consulted(row)
    yield from _deciding(file)
    yield from _papers(file)
    yield from _after(file)
    for entry in file.entries:
        if entry.act in _FROM_LOG:
            yield Told(_day(entry.at), _FROM_LOG[entry.act], entry.by)


def _taking(file: CaseFile) -> Iterator[Told]:
    request, filing = file.request, file.request.filing
    rule = RECEIPT_RULES[Channel(request.channel)]
    came = f"{rule.channel.label}收到申请，申请编号{filing.number}"
    yield Told(filing.arrived_on, came, filing.by_staff or "申请人", "第二十九条")
    for attempt in file.attempts:
        said = "联系上申请人" if attempt.reached else "没有联系上申请人"
        more = f"：{attempt.words}" if attempt.words else ""
        yield Told(attempt.on, f"{attempt.how}，{said}{more}", attempt.by, "第三十一条")
    if request.received_on is not None:
        late = f"；补登原因：{request.late_because}" if request.late_because else ""
        said = f"确定收到申请之日，以{rule.decided_by.label}为准{late}"
        yield Told(request.received_on, said, file.by("confirm") or file.by("register") or filing.by_staff, rule.basis)


def _asking(file: CaseFile) -> Iterator[Told]:
    row = file.correction
    if row is not None:
        yield Told(row.notified_on, f"一次性告知补正，期限到{row.correct_by}", file.by("ask_correction"), "第三十条")
        if row.corrected_on:
            said = "收到补正，答复期限重新计算"
            yield Told(row.corrected_on, said, file.by("receive_correction"), "第三十条", is_restart=True)
        if row.given_up_on:
            yield Told(row.given_up_on, "逾期没有补正，视为放弃申请", file.by("give_up"), "第三十条")
    asked = file.reasons
    if asked is not None:
        said = f"要求说明理由（{asked.frequency}），期限到{asked.answer_by}"
        yield Told(asked.notified_on, said, file.by("ask_reasons"), "第三十五条")
        if asked.is_reasonable is not None:
            found = "理由合理" if asked.is_reasonable else "理由不合理"
            came = "收到说明，" if asked.received_on else "没有说明，"
            yield Told(asked.received_on or asked.answer_by, f"{came}认定{found}", asked.judged_by, "第三十五条")
    if file.period is not None:
        said = f"确定合理期限，{file.period.until}前答复：{file.period.reason}"
        yield Told(file.period.told_on, said, file.period.set_by, "第三十五条")
    fee = file.fee
    if fee is not None:
        yield Told(fee.notified_on, f"通知缴纳信息处理费{fee.amount}元", file.by("send_fee_notice"), "第四十二条")
        if fee.paid_on:
            yield Told(fee.paid_on, "已缴费，答复期限重新计算", file.by("pay"), "国办函〔2020〕109号", is_restart=True)
        if fee.given_up_on:
            yield Told(fee.given_up_on, "逾期没有缴费，视为放弃申请", file.by("not_paid"), "国办函〔2020〕109号")


def _handling(file: CaseFile) -> Iterator[Told]:
    for transfer in file.transfers:
        words = f"：{transfer.words}" if transfer.words else ""
        yield Told(transfer.on, f"转交{transfer.section.name}{words}", transfer.by)
    for search in file.searches:
        yield Told(search.on, f"在{search.where}检索“{search.words}”，{search.found}", search.by)
    for material in file.materials:
        kind = "提供给申请人的材料" if material.is_given else "证据"
        cut = "（删减后）" if material.redacted_from_id else ""
        yield Told(_day(material.added_at), f"加入{kind}《{material.title}》{cut}", material.added_by)
        for check in material.rechecks.all():
            found = "可以提供" if check.may_go_out else "不能提供"
            yield Told(check.on, f"再次审查《{material.title}》：{found}。{check.opinion}", check.by, "第十七条")


def _timing(file: CaseFile) -> Iterator[Told]:
    row = file.extension
    if row is None:
        return
    yield Told(row.asked_on, f"提出延期{row.workdays}个工作日：{row.reason}", row.asked_by, "第三十三条")
    if row.approved_on:
        also = f"，{row.also_agreed_by}另行同意" if row.also_agreed_by else ""
        yield Told(row.approved_on, f"公开工作机构负责人批准延期{also}", row.approved_by, "第三十三条")
    if row.told_on:
        said = f"{row.told_how}，告知延期，期限由{row.due_before}延长到{row.due_after}"
        yield Told(row.told_on, said, file.by("tell_extension"), "第三十三条")


def _consulted(row: Consultation) -> Iterator[Told]:
    basis = {"third_party": "第三十二条", "joint": "第三十四条"}.get(row.kind, "第三十三条")
    yield Told(row.sent_on, f"征求{row.get_kind_display()}“{row.name}”意见，次日起暂停计算期限", row.by, basis)
    if row.received_on:
        yield Told(row.received_on, f"“{row.name}”收到征求意见书，意见期限到{row.answer_by}", "", basis)
    if row.ended_on and row.answer:
        reasons = f"：{row.reasons}" if row.reasons else ""
        said = f"“{row.name}”{Answer(row.answer).label}{reasons}；恢复计算期限"
        yield Told(row.answered_on or row.ended_on, said, row.by, basis)
    elif row.ended_on:
        yield Told(row.ended_on, f"停止征求“{row.name}”意见", "", basis)


def _deciding(file: CaseFile) -> Iterator[Told]:
    for decision in file.decisions:
        yield Told(decision.drafted_on, f"送审{_outcome(decision)}", decision.drafted_by, "第四十五条")
    for step in file.steps:
        if step.signed_on is None:
            continue
        verb = "退回" if step.state == StepState.RETURNED else "签署"
        behalf = f"（代{step.on_behalf_of}）" if step.on_behalf_of else ""
        yield Told(step.signed_on, f"{Level(step.level).label}{verb}：{step.opinion}{behalf}", step.signed_by)


def _papers(file: CaseFile) -> Iterator[Told]:
    for paper in file.papers:
        name = f"《{PAPERS[paper.key].label}》{paper.doc_number}"
        yield Told(paper.issued_on, f"出具{name}", paper.by, paper=paper)
        for sent in paper.deliveries.all():
            tracking = f"，邮件号码{sent.tracking_no}" if sent.tracking_no else ""
            yield Told(sent.sent_on, f"以{Way(sent.way).label}发出{name}{tracking}", sent.by, "第三十三条")
            if sent.signed_on and (sent.signed_on != sent.sent_on or sent.way != Way.COUNTER):
                yield Told(sent.signed_on, f"{sent.signed_by}签收{name}", sent.by)
    for act in file.online:
        more = f"：{act.text}" if act.text else ""
        rated = f"，{act.get_rating_display()}" if act.rating else ""
        came_to = f"（{act.came_to}）" if act.came_to else ""
        yield Told(_day(act.at), f"申请人网上{act.get_kind_display()}{rated}{more}{came_to}", "申请人")
    for opening in file.openings[:1]:
        yield Told(_day(opening.at), "申请人首次在网上查看", "申请人")
    first = next((row for row in file.openings if row.what == "reply"), None)
    if first is not None:
        yield Told(_day(first.at), "申请人首次在网上打开答复", "申请人")


def _after(file: CaseFile) -> Iterator[Told]:
    request = file.request
    if request.on_spot and request.answered_on:
        label = OUTCOMES[request.outcome].label if request.outcome in OUTCOMES else ""
        yield Told(request.answered_on, f"当场答复：{label}", file.by("answer_on_spot"), "第三十三条")
    if request.withdrawn_because and request.answered_on:
        said = f"申请人撤回：{request.withdrawn_because}"
        yield Told(request.answered_on, said, file.by("withdraw"))
    for row in file.disputes:
        number = f"（{row.case_no}）" if row.case_no else ""
        yield Told(row.received_on, f"{row.body}受理{row.get_kind_display()}{number}，答辩期限到{row.answer_by}")
        if row.result_on:
            yield Told(row.result_on, f"{row.body}：{row.get_result_display()}。{row.consequence}")
    for again in file.reopenings:
        yield Told(again.on, f"重新办理，期限重新计算：{again.because}", again.by, is_restart=True)


def _outcome(decision: Decision) -> str:
    row = OUTCOMES.get(decision.outcome)
    return f"答复，结果为“{row.label}”" if row else "答复"


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
