"""收费: by item or by page, notified within the time, paid within thirty days or given up; the sum explains itself."""

from __future__ import annotations

from django.http import HttpRequest

from zwgk.inforequests import persons
from zwgk.inforequests.actions import charging
from zwgk.office import posted
from zwgk.office.requests import papering
from zwgk.office.requests.acting import Facts, Field, FormAct
from zwgk.office.requests.finding import Case
from zwgk.people import today as day
from zwgk.rules import fees
from zwgk.rules.errors import RuleViolation
from zwgk.rules.fees import Standard


def _notify(request: HttpRequest, case: Case) -> str:
    row = charging.send_fee_notice(
        case.request,
        standard=posted.choice(request, "standard", Standard, "计收方式"),
        number=posted.must_number(request, "number", "件数或者页数"),
        payment=posted.text(request, "payment"),
        told_on=posted.must_day(request, "told_on", "申请人收到日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    paper = papering.issued(case, "fee_notice") if posted.flag(request, "paper") else ""
    return f"应缴{row.amount}元（{row.explained}），请在{row.pay_by}前缴纳；期限已暂停{paper}"


def _pay(request: HttpRequest, case: Case) -> str:
    row = charging.pay(
        case.request,
        paid_on=posted.must_day(request, "paid_on", "缴费日期"),
        receipt_no=posted.text(request, "receipt_no"),
        reduced_to=posted.number(request, "reduced_to", "减免后金额"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已登记缴费，答复期限自{row.paid_on}的次日起重新计算"


def _lapsed(request: HttpRequest, case: Case) -> str:
    charging.not_paid(case.request, on=case.today, at=day.now(), actor=case.actor)
    return "已认定放弃申请，请送审《不再处理告知书》"


def pages(case: Case) -> int:
    """How many pages the materials to be given have, as far as they are known."""
    return sum(len(material.file.pages) for material in case.file.materials if material.is_given)


def _tariff(case: Case) -> Facts:
    earlier = persons.earlier_in_month(case.request)
    found = [
        ("按件", "同一申请人一个自然月内10件以内不收；第11至30件每件100元；第31件起每增10件，每件加收100元"),
        ("按量", "30页以内不收；第31至100页每页10元；第101至200页每页20元；第201页起每页40元"),
        ("本月此前", f"{earlier}件"),
        ("本件按件", _sum(lambda: fees.by_item(earlier, len(case.file.items)))),
    ]
    if number := pages(case):
        found.append((f"材料{number}页按量", _sum(lambda: fees.by_volume(number))))
    return [*found, ("依据", f"《条例》第四十二条，{fees.BASIS}；只能选择一种标准")]


def _sum(count: object) -> str:
    try:
        fee = count()  # type: ignore[operator]
    except RuleViolation as refusal:
        return refusal.why
    return fee.in_words() if fee.amount else "不收费"


def _standing(case: Case) -> Facts:
    row = case.file.fee
    if row is None:
        return []
    return [
        ("应缴", f"{row.amount}元：{row.explained}"),
        ("通知", f"{row.notified_on}发出，申请人{row.told_on}收到"),
        ("缴费期限", str(row.pay_by)),
    ]


def _number(case: Case) -> str:
    return str(pages(case) or "")


ACTS: dict[str, FormAct] = {
    "send_fee_notice": FormAct(
        "申请的数量、频次明显超过合理范围的，可以收取信息处理费；应当在答复期限内通知，按件、按量只能选择一种。通知之后期限暂停。",
        (
            Field(
                "standard",
                "计收方式",
                "",
                "choice",
                choices=tuple((str(one), one.label) for one in Standard),
                first=str(Standard.BY_VOLUME),
            ),
            Field("number", "本次件数或者页数", "A4单面为1页", "number", first=_number),
            Field("payment", "缴费方式", "缴入本级国库的账户、开票单位和地址", "long", 2),
            Field("told_on", "申请人收到日期", "从次日起30日内缴纳", "day", first=lambda case: str(case.today)),
            papering.offer("fee_notice"),
        ),
        _notify,
        facts=_tariff,
    ),
    "pay": FormAct(
        "答复期限自缴费次日起重新计算。",
        (
            Field("paid_on", "缴费日期", "", "day", first=lambda case: str(case.today)),
            Field("receipt_no", "票据号", "", most=60),
            Field("reduced_to", "减免后金额（元）", "没有减免的不填", "number", needed=False),
        ),
        _pay,
        facts=_standing,
    ),
    "not_paid": FormAct(
        "缴费期限届满没有缴纳的，视为放弃申请，不再处理；收费决定本身不能单独复议、起诉，“不再处理”可以。",
        (),
        _lapsed,
        facts=_standing,
    ),
}
