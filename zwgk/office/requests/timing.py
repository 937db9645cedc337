"""延期、说明理由、合理期限: asked, decided by the head of the disclosure office, told in time."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils.timezone import localdate

from zwgk.inforequests import persons, queries
from zwgk.inforequests.actions import timing
from zwgk.inforequests.casefile import OnlineKind
from zwgk.office import posted
from zwgk.office.requests import papering
from zwgk.office.requests.acting import Facts, Field, FormAct
from zwgk.office.requests.finding import Case
from zwgk.people import today as day
from zwgk.rules.errors import BadInput

_HOW = "如“邮寄《延期答复告知书》”“电话告知并记录”"


def _ask(request: HttpRequest, case: Case) -> str:
    timing.ask_extension(
        case.request,
        workdays=posted.must_number(request, "workdays", "延长的工作日"),
        reason=posted.text(request, "reason"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "已提出延期，等公开工作机构负责人批准；批准并告知申请人之后期限才延长"


def _approve(request: HttpRequest, case: Case) -> str:
    timing.approve_extension(
        case.request,
        on=case.today,
        at=day.now(),
        actor=case.actor,
        also_agreed_by=posted.text(request, "also_agreed_by"),
    )
    paper = papering.issued(case, "extension") if posted.flag(request, "paper") else ""
    return f"已批准延期，请在原期限届满之前告知申请人{paper}"


def _tell(request: HttpRequest, case: Case) -> str:
    row = timing.tell_extension(
        case.request,
        told_on=posted.must_day(request, "told_on", "告知日期"),
        how=posted.text(request, "how"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已告知延期，答复期限从{row.due_before}延长到{row.due_after}"


def _ask_reasons(request: HttpRequest, case: Case) -> str:
    timing.ask_reasons(
        case.request,
        answer_by=posted.must_day(request, "answer_by", "说明期限"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "已要求说明理由" + (papering.issued(case, "reason_request") if posted.flag(request, "paper") else "")


def _receive_reasons(request: HttpRequest, case: Case) -> str:
    verdict = posted.text(request, "is_reasonable")
    if verdict not in {"0", "1"}:
        raise BadInput(what="不能认定", why="没有选择认定结果", remedy="请选择理由是否合理", field="is_reasonable")
    row = timing.receive_reasons(
        case.request,
        reasons=posted.text(request, "reasons"),
        is_reasonable=verdict == "1",
        received_on=posted.day(request, "received_on", "收到说明日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    if row.is_reasonable:
        return "已认定理由合理；来不及在期限内答复的，可以确定合理期限"
    return "已认定理由不合理，请拟定“不予处理”的告知"


def _set_period(request: HttpRequest, case: Case) -> str:
    row = timing.set_period(
        case.request,
        until=posted.must_day(request, "until", "答复日期"),
        reason=posted.text(request, "reason"),
        told_on=posted.must_day(request, "told_on", "告知日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    paper = papering.issued(case, "delay_reasonable") if posted.flag(request, "paper") else ""
    return f"合理期限已确定，答复日期为{row.until}{paper}"


def _now(case: Case) -> Facts:
    due = queries.reply_due(case.request)
    return [("现在的答复期限", str(due))] if due else []


def _outlook(case: Case) -> Facts:
    most = queries.extension_outlook(case.request, on=case.today)
    return [*_now(case), *([(f"延长{most[0]}个工作日之后", str(most[1]))] if most else [])]


def _most(case: Case) -> str:
    most = queries.extension_outlook(case.request, on=case.today)
    return str(most[0]) if most else ""


def _asked(case: Case) -> Facts:
    row = case.file.extension
    if row is None:
        return _now(case)
    found = [("延长", f"{row.workdays}个工作日"), ("理由", row.reason), ("提出", f"{row.asked_on} {row.asked_by}")]
    if row.approved_on:
        found.append(("批准", f"{row.approved_on} {row.approved_by}"))
    return [*_now(case), *found]


def _frequency(case: Case) -> Facts:
    return [("同一申请人", persons.frequency_of(case.request, on=case.today).in_words)]


def _reasons_asked(case: Case) -> Facts:
    row = case.file.reasons
    return [("数量、频次", row.frequency), ("说明期限", str(row.answer_by))] if row else []


def _online_reasons(case: Case) -> str:
    online = case.file.last_online(OnlineKind.REASONS)
    return online.text if online else ""


def _online_day(case: Case) -> str:
    online = case.file.last_online(OnlineKind.REASONS)
    return str(localdate(online.at)) if online else ""


ACTS: dict[str, FormAct] = {
    "ask_extension": FormAct(
        "只能延期一次。由公开工作机构负责人同意，并在原期限届满之前告知申请人，期限才延长（《条例》第三十三条）。",
        (
            Field("workdays", "延长的工作日", "", "number", first=_most),
            Field("reason", "延期理由", "会写进《延期答复告知书》", "long", 3, 300),
        ),
        _ask,
        facts=_outlook,
    ),
    "approve_extension": FormAct(
        "由公开工作机构负责人批准；业务分管领导的同意不能代替。",
        (
            Field("also_agreed_by", "另行同意的领导", "本地制度另有要求时填写", needed=False),
            papering.offer("extension"),
        ),
        _approve,
        facts=_asked,
    ),
    "tell_extension": FormAct(
        "告知申请人之后期限才延长；逾期告知的，延期不成立。",
        (
            Field("told_on", "告知日期", "", "day", first=lambda case: str(case.today)),
            Field("how", "告知方式", _HOW, most=60),
        ),
        _tell,
        facts=_asked,
    ),
    "ask_reasons": FormAct(
        "申请的数量、频次明显超过合理范围的，可以要求申请人说明理由（《条例》第三十五条）。法律没有规定件数，由人判断。",
        (
            Field("answer_by", "说明期限", "", "day", first=lambda case: str(case.today + timedelta(days=15))),
            papering.offer("reason_request"),
        ),
        _ask_reasons,
        facts=_frequency,
    ),
    "receive_reasons": FormAct(
        "没有收到说明的，收到日期留空；说明期限届满之后才能认定。",
        (
            Field("received_on", "收到说明日期", "", "day", needed=False, first=_online_day),
            Field("reasons", "申请人的说明", "", "long", 4, 5000, needed=False, first=_online_reasons),
            Field("is_reasonable", "认定", "", "choice", choices=(("1", "理由合理"), ("0", "理由不合理"))),
        ),
        _receive_reasons,
        facts=_reasons_asked,
    ),
    "set_period": FormAct(
        "理由合理、但无法在法定期限内答复的，确定延迟答复的合理期限并告知申请人（《条例》第三十五条）。",
        (
            Field("until", "答复日期", "", "day"),
            Field("reason", "理由", "会写进告知书", "long", 3, 300),
            Field("told_on", "告知日期", "", "day", first=lambda case: str(case.today)),
            papering.offer("delay_reasonable"),
        ),
        _set_period,
        facts=_now,
    ),
}
