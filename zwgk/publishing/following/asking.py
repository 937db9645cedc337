"""Confirming mails (确认邮件): every wish is answered by mail, and by mail alone (双重确认)."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zwgk.notices import mail
from zwgk.people.today import now, today
from zwgk.publishing.following import addressing, scopes
from zwgk.publishing.following.sealing import digest_of_token
from zwgk.publishing.models import Following
from zwgk.rules.errors import BadInput
from zwgk.rules.following import (
    CONFIRM_HOURS,
    MOST_CONFIRMATIONS,
    MOST_PER_ADDRESS,
    Cadence,
    FollowState,
    same_address,
)

log = structlog.get_logger(__name__)

BATCH = 100
HOLDS = timedelta(hours=CONFIRM_HOURS)


def waiting() -> bool:
    """Whether any wish waits for its mail."""
    return Following.objects.filter(state=str(FollowState.ASKED)).exists()


def answer_all() -> int:
    """Answer the wishes that wait, oldest first; returns how many mails went out. A mail that has gone goes not again.

    Errors: those of the server, and ``Refused`` of a box that is full for now, after all others were answered; what is
    left waits for the next attempt.
    """
    frame = addressing.frame()
    sent = 0
    later: mail.Refused | None = None
    with mail.post(str(settings.ENV.email_url)) as post:
        for row in Following.objects.filter(state=str(FollowState.ASKED)).order_by("pk")[:BATCH]:
            try:
                sent += _answer(row, frame, post)
            except mail.Refused as refusal:  # a box that is full for now keeps nobody else waiting
                later = refusal
    addressing.count(today(), confirmations=sent)
    if later is not None:
        raise later
    return sent


def _answer(row: Following, frame: addressing.Frame, post: mail.Post) -> int:
    held = frame.keys
    try:
        address = held.opened(row.sealed)
    except BadInput as error:  # sealed for a key that is gone: nobody can ever answer it
        log.warning("following.unopened", pk=row.pk, why=str(error))
        row.delete()
        return 0
    digest = held.digest(same_address(address))
    if _asked_lately(row, digest) >= MOST_CONFIRMATIONS:
        row.delete()  # the box has had enough of these; the true owner finds the earlier ones in it
        return 0
    letter, state = _letter(row, address, digest, frame)
    try:
        post.send(letter)
    except mail.Refused as refusal:
        if refusal.for_good:
            row.delete()
            addressing.count(today(), refused=1)
            return 0
        raise
    at = now()
    with transaction.atomic():
        Following.objects.filter(pk=row.pk, state=str(FollowState.ASKED)).update(
            state=str(state),
            address_digest=digest,
            confirm_digest=digest_of_token(held.token("confirm", row.pk, row.salt)),
            leave_digest=digest_of_token(held.token("leave", row.pk, row.salt)),
            expires_at=at + HOLDS,
        )
    return 1


def _asked_lately(row: Following, digest: str) -> int:
    """How many of these mails went to the address lately and were not confirmed by it."""
    states = [str(FollowState.WAITING), str(FollowState.ANSWERED)]
    rows = Following.objects.filter(address_digest=digest, state__in=states, asked_at__gt=now() - HOLDS)
    return rows.exclude(pk=row.pk).count()


def _letter(row: Following, address: str, digest: str, frame: addressing.Frame) -> tuple[mail.Letter, FollowState]:
    scope = scopes.found(row.kind, row.target, words=row.words, narrowed=row.narrowed)
    what = scope.title if scope is not None else "您选择的内容（现在已不公开）"
    active = Following.objects.filter(address_digest=digest, state=str(FollowState.ACTIVE))
    there = active.filter(kind=row.kind, target=row.target, words=row.words, narrowed=row.narrowed).first()
    state = FollowState.ANSWERED
    if there is not None:
        subject = "您已经订阅了这项内容"
        text = (
            f"您好：\n\n您已经订阅了{what}（{Cadence(there.cadence).label}），不需要再次确认。\n\n"
            f"不想再收到的，打开这个链接退订：\n{frame.leave_link(there)}\n"
        )
    elif active.count() >= MOST_PER_ADDRESS:
        subject = "订阅没有成功：项数已满"
        text = (
            f"您好：\n\n一个邮箱最多订阅{MOST_PER_ADDRESS}项，您已订满，{what}没有加上。\n"
            "请先退订几项（每封汇编邮件里都有退订链接），再重新提交。\n"
        )
    elif scope is None:
        subject, text = "订阅没有成功", f"您好：\n\n{what}，没有可以订阅的了。请在网站上另选。\n"
    else:
        state = FollowState.WAITING
        subject = "请确认您的订阅"
        until = timezone.localtime(now() + HOLDS)
        text = (
            f"您好：\n\n有人用这个邮箱在本网站订阅{what}的更新（{Cadence(row.cadence).label}）。\n\n"
            f"是您本人的，请在{until:%m月%d日%H:%M}以前打开这个链接，再按“确认订阅”：\n"
            f"{frame.confirm_link(row)}\n\n"
            "不是您本人的，不用理会：不确认就不会收到任何内容，到时这条记录连同邮箱地址一并删除。\n"
        )
    return (
        mail.Letter(
            address=address,
            subject=f"【{frame.name}】{subject}",
            text=f"{text}\n{frame.foot}\n",
            key=f"zwgk-follow-{row.pk}-{row.salt[:8]}",
            headers=(("Auto-Submitted", "auto-generated"),),
            sender_name=frame.name,
        ),
        state,
    )


def forget_expired() -> int:
    """Delete what was never confirmed, with its address; returns how many. Wishes that no mail could answer too."""
    at = now()
    expired = Following.objects.filter(expires_at__lt=at)
    unconfirmed = expired.filter(state=str(FollowState.WAITING)).count()
    gone, _ = expired.delete()
    stale, _ = Following.objects.filter(state=str(FollowState.ASKED), asked_at__lt=at - HOLDS).delete()
    addressing.count(today(), expired=unconfirmed + stale)
    return gone + stale
