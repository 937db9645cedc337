"""The mail room's books (登记簿): numbers passed over in the register of outgoing papers; incoming papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from zwgk.audit.acts import about, act, note
from zwgk.documents.actions.handing import MOST
from zwgk.documents.fields import must_fit_fields
from zwgk.documents.models import IncomingEntry, NumberEntry
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules import secrecy
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale


@act("documents.explain_gap")
def explain_gap(organ: Unit, *, code: str, year: int, number: int, reason: str, on: date, actor: Actor) -> NumberEntry:
    """Enter a number that was passed over (空号) as void with its reason, so that the register has no hole.

    Errors: :class:`BadInput` (no reason, a number beyond the last, one that is in the register).
    """
    actor.must_be(Duty.OFFICE, over=organ, to="登记空号")
    if not reason.strip():
        raise BadInput(what="没有登记", why="没有写明原因", remedy="请写明这个号为什么没有用", field="reason")
    given = NumberEntry.objects.filter(organ=organ, code=code, year=year)
    last = given.aggregate(last=Max("number"))["last"] or 0
    if not 1 <= number < min(last, MOST):
        raise BadInput(
            what="没有登记",
            why=f"{code}〔{year}〕只编到{last}号，{number}号不是空号",
            remedy="请从列出的空号中选择",
            field="number",
        )
    try:
        with transaction.atomic():
            entry = NumberEntry.objects.create(
                organ=organ, code=code, year=year, number=number, title="（空号）", given_on=on,
                given_by=actor.signature, void_on=on, void_reason=reason.strip()[:300],
            )  # fmt: skip
    except IntegrityError as error:
        raise Stale(what="没有登记", why=f"{code}〔{year}〕{number}号已在簿上", remedy="请刷新页面") from error
    about(entry)
    note(number=number, year=year)
    return entry


@dataclass(frozen=True)
class Incoming:
    """What stands on an incoming paper and its envelope."""

    sender: str
    title: str
    sender_number: str = ""
    copies: int = 1
    is_urgent: bool = False
    reply_by: date | None = None
    section_id: int | None = None


@act("documents.register_incoming")
def register_incoming(organ: Unit, paper: Incoming, *, on: date, at: datetime, actor: Actor) -> IncomingEntry:
    """Enter an incoming paper (收文登记) under the next number of the year; a paper is entered once.

    Errors: :class:`BadInput` (no sender or title, an impossible figure), ``Classified`` where the title bears a mark of
    secrecy, :class:`Stale` (entered already).
    """
    actor.must_be(Duty.OFFICE, Duty.DISPATCHER, over=organ, to="登记收文")
    sender, title, number = paper.sender.strip(), paper.title.strip(), paper.sender_number.strip()
    for field, value, label in (("sender", sender, "来文单位"), ("title", title, "标题")):
        if not value:
            raise BadInput(what="没有登记", why=f"没有填写{label}", remedy=f"请填写{label}", field=field)
    secrecy.must_be_open("\n".join((title, number)), "来文")
    if not 1 <= paper.copies <= 10_000:
        raise BadInput(
            what="没有登记", why=f"份数应在1至10000之间，现为{paper.copies}", remedy="请改正", field="copies"
        )
    if paper.reply_by is not None and paper.reply_by < on:
        raise BadInput(what="没有登记", why="要求办结日期已经过去", remedy="请核对来文上的日期", field="reply_by")
    if paper.section_id is not None and not organ.paths_down.filter(below=paper.section_id).exists():
        raise BadInput(what="没有登记", why="承办单位不在本机关之内", remedy="请重新选择承办单位", field="section")
    must_fit_fields(IncomingEntry, {"sender": sender, "title": title, "sender_number": number}, what="没有登记")
    Unit.objects.select_for_update().get(pk=organ.pk)  # numbers run without gaps: one registrar at a time
    known = IncomingEntry.objects.filter(organ=organ, sender=sender, sender_number=number).first() if number else None
    if known is not None:
        raise Stale(what="没有登记", why=f"{sender}{number}已登记为{known}", remedy="请查看已有的登记")
    rows = IncomingEntry.objects.filter(organ=organ, year=on.year)
    entry = IncomingEntry.objects.create(
        organ=organ,
        year=on.year,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        received_on=on,
        sender=sender,
        sender_number=number,
        title=title,
        copies=paper.copies,
        is_urgent=paper.is_urgent,
        reply_by=paper.reply_by,
        section_id=paper.section_id,
        registered_by=actor.signature,
        registered_at=at,
    )
    about(entry)
    note(number=entry.number, year=entry.year)
    return entry


@act("documents.close_incoming")
def close_incoming(entry: IncomingEntry, *, outcome: str, on: date, actor: Actor) -> IncomingEntry:
    """Enter what became of an incoming paper (收文办结). Errors: :class:`BadInput` without words, :class:`Stale`."""
    actor.must_be(Duty.OFFICE, Duty.DISPATCHER, over=entry.organ_id, to="登记办结")
    entry = IncomingEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.done_on is not None:
        raise Stale(what="没有登记", why=f"{entry}已于{entry.done_on}办结", remedy="请刷新页面查看最新进展")
    if not outcome.strip():
        raise BadInput(what="没有登记", why="没有写明办理结果", remedy="请写明办理结果", field="outcome")
    entry.outcome, entry.done_on = outcome.strip()[:300], on
    entry.save(update_fields=["outcome", "done_on"])
    return entry
