"""Mails that tell the applicant to look (告知申请人查看): number and word, nothing else of the case.

The address lies sealed and is opened by the worker for this one letter. Where no mail is set up here, or none was
given, that is kept as the result, and the portal says so to the applicant: nobody shall wait for a message that never
comes.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction

from zwgk.audit.acts import read
from zwgk.inforequests.identity import opening
from zwgk.inforequests.models import Told
from zwgk.notices import mail
from zwgk.people import public
from zwgk.people.actor import SYSTEM
from zwgk.publishing import addresses
from zwgk.rules.errors import RuleViolation

log = structlog.get_logger(__name__)

BATCH = 100
SENT, NO_ADDRESS, NO_MAIL, REFUSED = "已发送", "没有留邮箱", "本机关没有设置邮件", "对方邮箱拒收"


def tell(*, at: datetime) -> int:
    """Send what waits; returns how many went out. What the server does not take now waits for the next round.

    Errors: those of the mail server (``OSError``, ``SMTPException``); what was sent stays sent.
    """
    waiting = list(Told.objects.select_related("filing__organ").filter(came_to="").order_by("pk")[:BATCH])
    if not waiting:
        return 0
    if not settings.ENV.email_url:
        Told.objects.filter(pk__in=[row.pk for row in waiting]).update(came_to=NO_MAIL)
        return 0
    addressed = [(row, address) for row in waiting if (address := _address(row))]
    sent = 0
    if addressed:
        with mail.post(str(settings.ENV.email_url)) as post:
            for row, address in addressed:
                sent += _send(row, address, post, at=at)
    return sent


def _address(row: Told) -> str:
    if not row.filing.sealed:
        Told.objects.filter(pk=row.pk).update(came_to=NO_ADDRESS)
        return ""
    try:
        address = opening.applicant(row.filing.sealed, whose=row.filing.number).email
    except RuleViolation as refusal:
        log.warning("inforequests.not_told", filing=row.filing_id, why=refusal.why)
        Told.objects.filter(pk=row.pk).update(came_to="不能打开地址")
        return ""
    if not address:
        Told.objects.filter(pk=row.pk).update(came_to=NO_ADDRESS)
    return address


def _send(row: Told, address: str, post: mail.Post, *, at: datetime) -> int:
    site = public.site()
    name = site.name if site is not None else "政务公开"
    phone = f"有疑问请拨打{row.filing.organ.phone}。" if row.filing.organ.phone else ""
    text = (
        f"您好：\n\n您向{row.filing.organ.name}提出的政府信息公开申请（编号{row.filing.number}）有新的进展：{row.word}。\n\n"
        f"请打开 {addresses.absolute('/jindu/')}，凭申请编号和查询码查看。"
        "本邮件不含申请内容，也不会向您索要查询码。\n\n"
        f"本邮件由系统自动发出，请不要直接回复。{phone}\n"
    )
    letter = mail.Letter(
        address,
        f"{name}：政府信息公开申请有新的进展",
        text,
        row.key,
        (("Auto-Submitted", "auto-generated"),),
        sender_name=name,
    )
    try:
        post.send(letter)
    except mail.Refused as refusal:
        if refusal.for_good:
            Told.objects.filter(pk=row.pk).update(came_to=REFUSED)
        return 0
    with transaction.atomic():
        Told.objects.filter(pk=row.pk).update(came_to=SENT, sent_at=at)
        read("inforequests.address_used", row.filing, actor=SYSTEM, told=row.pk)
    return 1
