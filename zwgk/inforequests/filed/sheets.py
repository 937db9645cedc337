"""Sheets that the file itself tells (案卷中的表): the form, how it was handled, its clocks, each as a printed table."""

from __future__ import annotations

from datetime import date

from zwgk.approvals.models import Step
from zwgk.files.writers.elements import chinese_date
from zwgk.files.writers.tables import PrintedColumn, PrintedTable
from zwgk.inforequests import queries
from zwgk.inforequests.models import InfoRequest
from zwgk.inforequests.models.asking import Answer
from zwgk.inforequests.models.deciding import DisputeResult
from zwgk.rules.applicants import Applicant, Form, Way
from zwgk.rules.approval import Level, StepState
from zwgk.rules.decision_documents import PAPERS
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import Channel, Event

_TWO = (PrintedColumn("项目", 1.2), PrintedColumn("内容", 5))
ERASED = "（已按规定清除）"


def form(request: InfoRequest, who: Applicant | None) -> PrintedTable:
    """The application as it came in; ``who`` None where the applicant was erased."""
    filing = request.filing
    person = (
        [
            ("申请人", who.name),
            ("申请人类别", who.kind.label),
            ("证件类型及号码", f"{who.proof.label} {who.number}".strip()),
            ("联系人", who.contact_name),
            ("联系电话", who.phone),
            ("电子邮箱", who.email),
            ("通信地址", f"{who.address} {who.postcode}".strip()),
        ]
        if who is not None
        else [("申请人", ERASED), ("申请人类别", filing.get_applicant_class_display())]
    )
    rows = [
        ("申请编号", filing.number),
        ("受理机关", request.organ.name),
        ("申请渠道", Channel(request.channel).label),
        *person,
        ("所需政府信息的内容描述", filing.description),
        ("获取形式", Form(filing.form).label),
        ("获取途径", Way(filing.way).label),
        ("同意电子送达", "是" if filing.consents else "否"),
        ("需要的帮助", filing.needs_help),
    ]
    return _table("政府信息公开申请表", rows)


def register(request: InfoRequest) -> PrintedTable:
    """The register's line: number, receipt with its evidence, due day, outcome (登记表)."""
    due = queries.reply_due(request)
    late = queries.is_late(request)
    events = [f"{Event(code).label}{_day(date.fromisoformat(day))}" for code, day in request.events.items()]
    rows = [
        ("登记编号", request.matter.number),
        ("收到的经过", "；".join(events)),
        ("收到的凭证", request.evidence),
        ("收到申请之日", _day(request.received_on)),
        ("答复期限", _day(due)),
        ("答复之日", _day(request.answered_on)),
        ("是否按期", "" if late is None else "逾期" if late else "按期"),
        ("补登原因", request.late_because),
        ("答复结果", OUTCOMES[request.outcome].label if request.outcome else ""),
        ("撤回说明", request.withdrawn_because),
    ]
    return _table("政府信息公开申请登记表", rows)


def story(request: InfoRequest) -> PrintedTable:
    """What was done, day by day, and by whom (办理经过)."""
    found: list[tuple[date, str, str, str]] = []
    for attempt in request.attempts.all():
        found.append((attempt.on, "与申请人联系", attempt.by, f"{attempt.how} {attempt.words}"))
    for moved in request.transfers.select_related("section"):
        found.append((moved.on, "转交业务科室", moved.by, f"{moved.section} {moved.words}"))
    correction = getattr(request, "correction", None)
    if correction is not None:
        found.append((correction.notified_on, "告知补正", "", correction.points))
        if correction.corrected_on:
            found.append((correction.corrected_on, "收到补正", "", correction.description))
        if correction.given_up_on:
            found.append((correction.given_up_on, "认定逾期未补正", "", ""))
    for asked in request.consultations.all():
        found.append((asked.sent_on, f"征求{asked.get_kind_display()}意见", asked.by, asked.name))
        if asked.ended_on:
            said = Answer(asked.answer).label if asked.answer else ""
            found.append((asked.ended_on, "征求意见结束", "", f"{said} {asked.reasons}"))
    for search in request.searches.all():
        found.append((search.on, "检索", search.by, search.in_words))
    found += _time(request)
    for paper in request.papers.prefetch_related("deliveries"):
        found.append((paper.issued_on, f"出具{PAPERS[paper.key].label}", paper.by, paper.doc_number))
        for sent in paper.deliveries.all():
            found.append((sent.sent_on, "发出", sent.by, f"{Way(sent.way).label} {sent.tracking_no}"))
            if sent.signed_on:
                found.append((sent.signed_on, "送达", "", sent.signed_by))
    for dispute in request.disputes.all():
        kind = dispute.get_kind_display()
        found.append((dispute.received_on, f"收到{kind}", "", f"{dispute.body} {dispute.case_no}"))
        if dispute.result_on:
            said = DisputeResult(dispute.result).label
            found.append((dispute.result_on, f"{kind}审结", "", f"{said} {dispute.consequence}"))
    for again in request.reopenings.all():
        found.append((again.on, "重新办理", again.by, again.because))
    found.sort(key=lambda row: row[0])
    columns = (
        PrintedColumn("日期", 1.2, centred=True),
        PrintedColumn("事项", 1.5),
        PrintedColumn("经办人", 1.5),
        PrintedColumn("情况", 3.6),
    )
    rows = [(_day(on), what, by, words.strip()) for on, what, by, words in found]
    return PrintedTable("办理经过", columns, rows, sideways=False)


def opinions(request: InfoRequest) -> PrintedTable:
    """Who signed, level by level, and what was said (审批单)."""
    steps = Step.objects.filter(approval__matter=request.matter_id).exclude(signed_on=None)
    columns = (
        PrintedColumn("环节", 1.2),
        PrintedColumn("意见", 3.6),
        PrintedColumn("签署人", 1.6),
        PrintedColumn("日期", 1.3, centred=True),
    )
    rows = [
        (
            Level(step.level).label,
            step.opinion or StepState(step.state).label,
            step.signed_by,
            _day(step.signed_on),
        )
        for step in steps.order_by("approval__round", "approval_id", "order", "pk")
    ]
    return PrintedTable("政府信息公开申请办理审批单", columns, rows, sideways=False)


def clocks(request: InfoRequest) -> PrintedTable:
    """Each clock with its figure, basis, what paused it and when it ended (期限计算说明)."""
    columns = (
        PrintedColumn("期限", 1.4),
        PrintedColumn("起算之日", 1.2, centred=True),
        PrintedColumn("数值和依据", 2.4),
        PrintedColumn("不计入的日期", 2.2),
        PrintedColumn("届满日", 1.2, centred=True),
        PrintedColumn("结束", 1.6),
    )
    rows = [
        (
            line.label,
            _day(line.started_on),
            f"{line.figure}（{line.basis}）",
            "；".join(f"{_day(first)}至{_day(last)}：{why}" for first, last, why in line.pauses),
            _day(line.due.on),
            f"{_day(line.stopped_on)} {line.stopped_because}".strip(),
        )
        for line in queries.ledger(request)
    ]
    return PrintedTable("期限计算说明", columns, rows, sideways=False)


def _time(request: InfoRequest) -> list[tuple[date, str, str, str]]:
    """Extension, reasons, reasonable period, fee: whatever changed the time."""
    found: list[tuple[date, str, str, str]] = []
    extension = getattr(request, "extension", None)
    if extension is not None:
        found.append((extension.asked_on, "申请延期", extension.asked_by, extension.reason))
        if extension.approved_on:
            found.append((extension.approved_on, "批准延期", extension.approved_by, f"{extension.workdays}个工作日"))
        if extension.told_on:
            found.append((extension.told_on, "告知延期", "", f"延至{_day(extension.due_after)}"))
    reasons = getattr(request, "reason_request", None)
    if reasons is not None:
        found.append((reasons.notified_on, "要求说明理由", "", reasons.frequency))
        if reasons.received_on:
            found.append((reasons.received_on, "收到说明", reasons.judged_by, reasons.reasons))
    period = getattr(request, "reasonable_period", None)
    if period is not None:
        found.append((period.told_on, "确定合理期限", period.set_by, f"至{_day(period.until)}：{period.reason}"))
    fee = getattr(request, "fee", None)
    if fee is not None:
        found.append((fee.notified_on, "通知缴费", "", f"{fee.amount}元：{fee.explained}"))
        if fee.paid_on:
            found.append((fee.paid_on, "缴费", "", fee.receipt_no))
        if fee.given_up_on:
            found.append((fee.given_up_on, "认定逾期未缴费", "", ""))
    return found


def _table(title: str, rows: list[tuple[str, str]]) -> PrintedTable:
    return PrintedTable(title, _TWO, [row for row in rows if row[1]], sideways=False)


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""
