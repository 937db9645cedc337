"""After the last signature: number, seal, hand-over to the publishing section, archive."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.documents import charge, withholding
from zwgk.documents.models import Document, HandOver, NumberEntry, Sealing
from zwgk.jobs.killpoints import killpoint
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.local import settings_of
from zwgk.rules import limits
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.search import outbox
from zwgk.search.store import OFFICE

HANDOVER = "publish.handover"
HANDOVER_NORMATIVE = "publish.handover_normative"
PUBLISH = "publish.deadline"
UPDATE = "publish.update_deadline"

MOST = 99_999  # no office gives more numbers in a year; a longer figure is a slip of the keyboard


def locked(document: Document, act_name: str, actor: Actor) -> Document:
    """The document locked, its stage fit for the act and the actor charged with it."""
    matter = keeping.locked(document.matter)
    move = FLOW.must_be_open(act_name, Stage(matter.stage))
    charge.must(actor, *move.duties, document=document, to=move.label)
    document = Document.objects.select_related("organ", "drafter").get(pk=document.pk)
    document.matter = matter
    return document


@act("documents.number")
def number(
    document: Document, *, on: date, actor: Actor, code: str = "", wanted: int | None = None, year: int | None = None
) -> NumberEntry:
    """Give the 发文字号 (编号): the next of the year, or a wanted free one. Only after signing.

    A number is given once; void ones stay used. Errors: :class:`BadInput` where the number is taken or the organ has no
    机关代字. 依据：GB/T 9704—2012 7.2.5
    """
    document = locked(document, "number", actor)
    if document.doc_number:
        raise BadInput(what="不能编号", why=f"已编为{document.doc_number}", remedy="如需更换，请先作废原号")
    code = (code or document.organ.code).strip()
    if not code:
        raise BadInput(
            what="不能编号", why=f"“{document.organ}”没有机关代字", remedy="请先在单位资料中填写机关代字", field="code"
        )
    year = year or on.year
    if wanted is not None and not 1 <= wanted <= MOST:
        raise BadInput(what="不能编号", why=f"序号应在1至{MOST}之间", remedy="请改正序号", field="wanted")
    if not on.year - 1 <= year <= on.year:
        raise BadInput(
            what="不能编号", why=f"年份应为{on.year - 1}或{on.year}，现为{year}", remedy="请改正年份", field="year"
        )
    entry = _enter(document, code[:40], year, wanted, on=on, by=actor.signature)
    value = entry.number
    killpoint("document.numbered")
    document.doc_number = str(entry)
    document.date_written = document.date_written or document.signed_on or on
    document.save(update_fields=["doc_number", "date_written"])
    withholding.numbered(document)
    outbox.enqueue(document.matter.number, index=OFFICE)
    note(number=value, year=year)
    return entry


def _enter(document: Document, code: str, year: int, wanted: int | None, *, on: date, by: str) -> NumberEntry:
    """Enter the wanted number, or the first that is free; of two who ask at once each gets one of their own."""
    given = NumberEntry.objects.filter(organ=document.organ, code=code, year=year)
    value = wanted or (given.aggregate(last=Max("number"))["last"] or 0) + 1
    while True:
        entry = NumberEntry(
            organ=document.organ,
            code=code,
            year=year,
            number=value,
            document=document,
            title=document.title,
            given_on=on,
            given_by=by,
        )
        # a paper taken in from a file may bear the number already without an entry in the register
        taken = Document.objects.filter(organ=document.organ, doc_number=str(entry)).exclude(pk=document.pk).exists()
        if not taken:
            try:
                with transaction.atomic():
                    entry.save(force_insert=True)
                return entry
            except IntegrityError:
                taken = True
        if wanted is not None:
            raise BadInput(
                what="不能编号",
                why=f"{code}〔{year}〕{value}号已经用过（作废的号也不再使用）",
                remedy="请换一个序号",
                field="wanted",
            )
        value = max(value, given.aggregate(last=Max("number"))["last"] or 0) + 1


@act("documents.void_number")
def void_number(entry: NumberEntry, *, reason: str, on: date, actor: Actor) -> NumberEntry:
    """Void a number (作废文号): it stays in the register and is not used again."""
    actor.must_be(Duty.OFFICE, over=entry.organ_id, to="作废文号")
    if not reason.strip():
        raise BadInput(what="不能作废文号", why="没有原因", remedy="请写明原因", field="reason")
    document = entry.document
    if document is not None:
        matter = keeping.locked(document.matter)
        if Stage(matter.stage) is not Stage.NUMBERING:
            raise BadInput(
                what="不能作废文号", why="文件已经用印，文号不能再换", remedy="如内容有误，请按更正或撤回办理"
            )
        about(document)
    entry = NumberEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.void_on is not None:
        raise BadInput(what="不能作废文号", why=f"{entry}已于{entry.void_on}作废", remedy="请刷新页面查看最新进展")
    if document is not None:
        Document.objects.filter(pk=document.pk, doc_number=str(entry)).update(doc_number="")
    entry.void_on = on
    entry.void_reason = reason.strip()[:300]
    entry.save(update_fields=["void_on", "void_reason"])
    note(entry=entry.pk)
    return entry


@act("documents.seal")
def seal(document: Document, *, copies: int, on: date, at: datetime, actor: Actor) -> Sealing:
    """Register the use of the seal (用印), after which the paper is made and the clocks of hand-over and release
    run.
    """
    document = locked(document, "seal", actor)
    if not document.doc_number:
        raise BadInput(what="不能用印", why="还没有编号", remedy="请先编发文字号")
    if not 1 <= copies <= 10_000:
        raise BadInput(what="不能用印", why=f"份数应在1至10000之间，现为{copies}", remedy="请改正份数", field="copies")
    sealing, first = Sealing.objects.update_or_create(
        document=document, defaults={"on": on, "copies": copies, "by": actor.signature}
    )
    to_hand_over(document, on=on, at=at)
    note(copies=copies, again=not first)  # sealed again after 退回修改: the log keeps both days
    return sealing


def to_hand_over(document: Document, *, on: date, at: datetime) -> None:
    """The paper exists: where it goes to the public (or the internal register) it must be handed over in time."""
    keeping.no_longer_wait(document.matter)
    disclosure = Disclosure(document.disclosure)
    if disclosure is Disclosure.WITHHELD:
        keeping.move(document.matter, Stage.NOT_PUBLISHED, at=at)
        return
    keeping.move(document.matter, Stage.HANDOVER, at=at)
    start = _start_of_hand_over(document, on)
    key = HANDOVER_NORMATIVE if document.is_normative else HANDOVER
    counting.begin(document.matter, key, label="移交发布", on=start, organ=document.organ)
    if disclosure.reaches_the_public:
        _begin_publication(document, on)
    keeping.wait_for(
        document.matter,
        "documents.hand_over",
        "移交发布",
        unit=document.matter.section or document.organ,
        duty=Duty.DRAFTER,
        at=at,
        post=document.drafter,
    )


def to_publishing(document: Document, *, on: date, at: datetime) -> None:
    """What is no 公文 goes from its last review straight to the publishing section, or ends as not published."""
    keeping.no_longer_wait(document.matter)
    if not Disclosure(document.disclosure).reaches_the_public:
        keeping.move(document.matter, Stage.NOT_PUBLISHED, at=at)
        return
    _begin_publication(document, on)
    wait_for_publishing(document, "公开", at=at)


def _begin_publication(document: Document, on: date) -> None:
    """From the day the paper was formed runs the time to publish it (条例第二十六条)."""
    formed = document.date_written or on
    counting.begin(document.matter, PUBLISH, label="主动公开", on=formed, organ=document.organ)


def wait_for_publishing(document: Document, label: str, *, at: datetime, due_on: date | None = None) -> None:
    """Lay the paper before the publishing section (待公开), with what it should know in a few words."""
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.TO_PUBLISH, at=at)
    keeping.wait_for(
        document.matter, "documents.publish", label, unit=document.organ, duty=Duty.PUBLISHER, at=at, due_on=due_on
    )


def _start_of_hand_over(document: Document, sealed_on: date) -> date:
    """From which day the hand-over runs is the organ's choice, since the local rule leaves it open (S2
    “文件制作后3日”).
    """
    chosen = limits.setting("publish.handover.start", settings_of(document.organ))
    if chosen == "drafted_on":
        return document.matter.opened_on
    return sealed_on if chosen == "printed_on" else (document.signed_on or sealed_on)


@act("documents.hand_over")
def hand_over(document: Document, *, on: date, at: datetime, actor: Actor, remark: str = "") -> HandOver:
    """Hand approval sheet and electronic copy to the publishing section (移交发布). 依申请公开 ends in the internal
    register.
    """
    document = locked(document, "hand_over", actor)
    row, _ = HandOver.objects.update_or_create(
        document=document, defaults={"on": on, "by": actor.signature, "note": remark.strip()[:300]}
    )
    counting.stop(document.matter, HANDOVER, on=on, because="已移交")
    counting.stop(document.matter, HANDOVER_NORMATIVE, on=on, because="已移交")
    keeping.no_longer_wait(document.matter)
    if Disclosure(document.disclosure) is Disclosure.ON_REQUEST:
        keeping.move(document.matter, Stage.NOT_PUBLISHED, at=at)
        return row
    wait_for_publishing(document, "公开", at=at)
    return row


@act("documents.archive")
def archive(document: Document, *, on: date, at: datetime, actor: Actor) -> Document:
    """Close the file (归档). Every clock that still runs is stopped as unfinished business would be visible
    otherwise.
    """
    document = locked(document, "archive", actor)
    running = list(document.matter.clocks.filter(stopped_on=None).values_list("label", flat=True))
    if running:
        raise BadInput(what="不能归档", why=f"还有期限在走：{'、'.join(running)}", remedy="请先办完")
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.ARCHIVED, at=at, closed_on=on)
    return document
