"""补正: asked once within seven working days, the answer entered, or found to be given up."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.timezone import localdate

from zwgk.inforequests import clocks, queries
from zwgk.inforequests.actions import correcting
from zwgk.inforequests.casefile import OnlineKind
from zwgk.office import posted
from zwgk.office.requests import papering
from zwgk.office.requests.acting import Facts, Field, FormAct
from zwgk.office.requests.finding import Case
from zwgk.people import today as day
from zwgk.rules.applicants import MAX_DESCRIPTION


def _ask(request: HttpRequest, case: Case) -> str:
    row = correcting.ask_correction(
        case.request,
        points=posted.text(request, "points"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
        told_on=posted.day(request, "told_on", "申请人收到日期"),
        correct_by=posted.day(request, "correct_by", "补正期限"),
    )
    paper = papering.issued(case, "correction") if posted.flag(request, "paper") else ""
    return f"已告知补正，期限到{row.correct_by}；答复期限暂停{paper}"


def _receive(request: HttpRequest, case: Case) -> str:
    correcting.receive_correction(
        case.request,
        description=posted.text(request, "description"),
        corrected_on=posted.must_day(request, "corrected_on", "收到补正之日"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已登记补正，答复期限重新计算，到{queries.reply_due(case.request)}"


def _give_up(request: HttpRequest, case: Case) -> str:
    correcting.give_up(case.request, on=case.today, at=day.now(), actor=case.actor)
    return "已认定视为放弃申请，请拟定“不再处理”的告知"


def _time_to_ask(case: Case) -> Facts:
    return [
        (clock.label, f"{clock.due_on}（{clock.basis}）")
        for clock in case.file.clocks
        if clock.kind == clocks.CORRECTION_NOTICE
    ]


def _asked(case: Case) -> Facts:
    row = case.file.correction
    if row is None:
        return []
    found = [("告知的事项", row.points), ("告知日期", str(row.notified_on)), ("补正期限", str(row.correct_by))]
    online = case.file.last_online(OnlineKind.CORRECTION)
    return [*found, ("申请人网上补正", f"{localdate(online.at)}提交，{online.came_to}")] if online else found


def _online_text(case: Case) -> str:
    online = case.file.last_online(OnlineKind.CORRECTION)
    return online.text if online else ""


def _online_day(case: Case) -> str:
    online = case.file.last_online(OnlineKind.CORRECTION)
    return str(localdate(online.at) if online else case.today)


ACTS: dict[str, FormAct] = {
    "ask_correction": FormAct(
        "补正应当一次性告知，写明哪几处不明确、怎样写才清楚。告知之后答复期限暂停；收到补正之日起，期限重新计算。",
        (
            Field("points", "需要补正的事项", "一条一行，写明不清楚的地方和补正的办法", "long", 6, 2000),
            Field("told_on", "申请人收到日期", "不填就是今天", "day", needed=False),
            Field("correct_by", "补正期限", "不填就按本机关规定的天数，只能更晚", "day", needed=False),
            papering.offer("correction"),
        ),
        _ask,
        facts=_time_to_ask,
    ),
    "receive_correction": FormAct(
        "逾期但有正当理由的补正同样收下。收到之日起，答复期限重新计算。",
        (
            Field("description", "补正后的申请内容", "", "long", 6, MAX_DESCRIPTION, first=_online_text),
            Field("corrected_on", "收到补正之日", "", "day", first=_online_day),
        ),
        _receive,
        facts=_asked,
    ),
    "give_up": FormAct(
        "申请人无正当理由逾期不补正的，视为放弃申请（《条例》第三十条）。补正期限届满之后才能认定。",
        (),
        _give_up,
        facts=_asked,
    ),
}
