"""The day of receipt (收到申请之日) by channel, and what must be kept to prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zwgk.rules.dates import in_words
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.labelled import Labelled
from zwgk.rules.workdays import WorkCalendar


class Channel(Labelled):
    """How a request came in (申请渠道)."""

    IN_PERSON = "in_person", "当面提交"
    REGISTERED_MAIL = "registered_mail", "挂号信、EMS"
    ORDINARY_MAIL = "ordinary_mail", "平信"
    MISDIRECTED = "misdirected", "寄给本机关其他机构或者人员"
    ONLINE = "online", "网上平台"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    ORAL = "oral", "口头（代填）"


class Event(Labelled):
    """A day that may decide the day of receipt."""

    SUBMITTED = "submitted", "提交之日"
    ARRIVED = "arrived", "到达之日"
    SIGNED_FOR = "signed_for", "签收之日"
    CONFIRMED = "confirmed", "与申请人确认之日"
    FORM_SIGNED = "form_signed", "代填申请表签字之日"


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """For one channel: the event whose day counts, the evidence to keep, and how soon staff must act.

    ``confirm_within``: working days after arrival in which the confirmation is to be had, 0 for the same day; ``None``
    where nothing is to be confirmed.
    """

    channel: Channel
    decided_by: Event
    evidence: tuple[str, ...]
    basis: str
    confirm_within: int | None = None
    note: str = ""


_ARTICLE = "《政府信息公开条例》第三十一条"
_LETTER = "国办公开办函〔2015〕207号"

RECEIPT_RULES: Mapping[Channel, ReceiptRule] = {
    rule.channel: rule
    for rule in (
        ReceiptRule(Channel.IN_PERSON, Event.SUBMITTED, ("申请人签名的申请表", "回执"), f"{_ARTICLE}第（一）项"),
        ReceiptRule(
            Channel.REGISTERED_MAIL,
            Event.SIGNED_FOR,
            ("邮件号码", "签收日期", "信封扫描件"),
            f"{_ARTICLE}第（二）项",
            note="收发室签收也算本机关签收",
        ),
        ReceiptRule(
            Channel.ORDINARY_MAIL,
            Event.CONFIRMED,
            ("与申请人的确认记录", "信封扫描件"),
            f"{_ARTICLE}第（二）项",
            confirm_within=0,
            note="收到当日就应当与申请人确认",
        ),
        ReceiptRule(
            Channel.MISDIRECTED,
            Event.CONFIRMED,
            ("内部转交单", "与申请人的确认记录"),
            _LETTER,
            confirm_within=0,
            note="以公开工作机构实际收到后与申请人确认之日为准",
        ),
        ReceiptRule(
            Channel.ONLINE,
            Event.CONFIRMED,
            ("双方确认的信息",),
            f"{_ARTICLE}第（三）项",
            confirm_within=1,
        ),
        ReceiptRule(
            Channel.EMAIL,
            Event.CONFIRMED,
            ("双方确认的信息", "邮件原件"),
            f"{_ARTICLE}第（三）项",
            confirm_within=1,
            note="2015年的解释以系统收到为准，2019年修订后以双方确认为准",
        ),
        ReceiptRule(
            Channel.FAX,
            Event.CONFIRMED,
            ("双方确认的信息", "传真件"),
            f"{_ARTICLE}第（三）项",
            confirm_within=1,
        ),
        ReceiptRule(
            Channel.ORAL,
            Event.FORM_SIGNED,
            ("代填并由申请人签名的申请表",),
            "《政府信息公开条例》第二十九、三十一条",
            note="书面申请确有困难的，由公开工作机构代为填写",
        ),
    )
}


def received_on(channel: Channel, events: Mapping[Event, date]) -> date:
    """Return the day of receipt, which may be a weekend or a holiday.

    ``events``: the days that are known. Errors: ``GateClosed`` where the deciding day is not known yet (the clock does
    not run); ``BadInput`` where it lies before the day on which the request was submitted or arrived.
    依据:《政府信息公开条例》第三十一条
    """
    rule = RECEIPT_RULES[channel]
    day = events.get(rule.decided_by)
    if day is None:
        raise GateClosed(
            what="不能确定收到申请之日",
            why=f"“{channel.label}”以{rule.decided_by.label}为准（{rule.basis}），该日期还没有登记",
            remedy=f"请登记{rule.decided_by.label}，并留存{'、'.join(rule.evidence)}",
            field=rule.decided_by.value,
        )
    for event in (Event.SUBMITTED, Event.ARRIVED):
        earlier = events.get(event)
        if earlier is not None and day < earlier:
            raise BadInput(
                what="收到申请之日不成立",
                why=f"{rule.decided_by.label}{in_words(day)}早于{event.label}{in_words(earlier)}",
                remedy="请核对两个日期",
                field=rule.decided_by.value,
            )
    return day


def confirm_by(channel: Channel, arrived_on: date, calendar: WorkCalendar) -> date | None:
    """Return the last day for confirming with the applicant, ``None`` where nothing is to be confirmed.

    What arrives on a day off is to be confirmed on the next working day. An applicant who cannot be reached starts no
    clock: the attempts are recorded, and the request counts as received on the day contact is made.
    依据:《政府信息公开条例》第三十一条;国办公开办函〔2015〕207号
    """
    within = RECEIPT_RULES[channel].confirm_within
    if within is None:
        return None
    return calendar.add_workdays(arrived_on, within) if within else calendar.next_workday(arrived_on)
