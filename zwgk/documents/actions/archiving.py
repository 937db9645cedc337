"""Filing for good (文书归档): closed papers become pieces with a term and a number, lie in boxes, are handed over.

依据:《归档文件整理规则》(DA/T 22—2015);《机关文件材料归档范围和文书档案保管期限规定》(国家档案局令第8号)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from zwgk.audit.acts import about, act, note
from zwgk.documents.actions import handing
from zwgk.documents.models import ArchiveBox, ArchivePiece, ArchiveTransfer, Document, Fonds
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules import archiving
from zwgk.rules.archiving import Term
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

COUNT_PAGES = "documents.count_pages"
PACKAGE = "documents.archive_package"
MOST = 100
"""Papers that are filed in one act."""
CLERKS = (Duty.ARCHIVIST, Duty.OFFICE)


@dataclass(frozen=True)
class Filing:
    """One paper to be filed under a term; ``reason`` where the term is shorter than the proposed one."""

    document: Document
    term: Term
    reason: str = ""


@act("documents.set_fonds")
def set_fonds(organ: Unit, *, number: str, name: str, on: date, actor: Actor) -> Fonds:
    """Enter the fonds number that the archives gave an organ (登记全宗号); not changed once pieces are numbered."""
    actor.must_be(*CLERKS, over=organ, to="登记全宗号")
    number, name = number.strip().upper(), name.strip()
    archiving.must_be_fonds(number)
    if not name:
        raise BadInput(what="没有保存", why="没有全宗名称", remedy="请填写全宗名称", field="name")
    taken = Fonds.objects.filter(number=number).exclude(organ=organ).select_related("organ").first()
    if taken is not None:
        raise BadInput(
            what="没有保存", why=f"全宗号{number}已是“{taken.organ}”的", remedy="请核对档案馆编的全宗号", field="fonds"
        )
    known = Fonds.objects.select_for_update().filter(organ=organ).first()
    if known is not None and known.number != number and known.pieces.filter(number__isnull=False).exists():
        raise BadInput(
            what="没有保存",
            why=f"全宗{known.number}下已有编了件号的文件",
            remedy="全宗号变更须由档案馆重新编号，请与档案馆联系",
            field="fonds",
        )
    fonds, _ = Fonds.objects.update_or_create(
        organ=organ, defaults={"number": number, "name": name[:120], "set_by": actor.signature, "set_on": on}
    )
    about(fonds)
    return fonds


@act("documents.file_pieces")
def file_pieces(filings: Sequence[Filing], *, on: date, at: datetime, actor: Actor) -> list[ArchivePiece]:
    """File closed papers, one piece each (归档): those not yet closed are closed first; all of them or none.

    Their pages are counted in the background. Errors: :class:`BadInput` (no fonds, a shorter term without a reason, a
    clock still running), ``NotAllowed``, ``WrongStage``, :class:`Stale` (filed already).
    """
    if not filings:
        raise BadInput(what="没有归档", why="没有选择文件", remedy="请勾选要归档的文件")
    if len(filings) > MOST:
        raise BadInput(what="没有归档", why=f"一次最多归档{MOST}件，现为{len(filings)}件", remedy="请分几次办理")
    pieces = []
    for filing in sorted(filings, key=lambda f: f.document.matter_id):
        document = filing.document
        actor.must_be(*CLERKS, over=document.organ_id, to="归档")
        if Stage(document.matter.stage) is not Stage.ARCHIVED:
            document = handing.archive(document, on=on, at=at, actor=actor)
        pieces.append(_piece(document, filing, on=on, by=actor.signature))
    about(pieces[0])
    note(pieces=[piece.pk for piece in pieces], terms=[piece.term for piece in pieces])
    enqueue(COUNT_PAGES, key=str(pieces[0].pk), args={"piece_ids": [piece.pk for piece in pieces]}, queue="slow")
    return pieces


def _piece(document: Document, filing: Filing, *, on: date, by: str) -> ArchivePiece:
    fonds = Fonds.objects.filter(organ=document.organ_id).first()
    if fonds is None:
        raise BadInput(
            what="没有归档", why=f"“{document.organ}”还没有全宗号", remedy="请先登记档案馆编的全宗号", field="fonds"
        )
    if ArchivePiece.objects.filter(document=document).exists():
        raise Stale(what="没有归档", why=f"《{document.title}》已经归档", remedy="请刷新页面查看最新进展")
    row = archiving.proposed_term(
        document.kind, document.title, is_normative=document.is_normative, is_incoming=document.is_incoming
    )
    archiving.must_be_reasoned(row.term, filing.term, filing.reason)
    closed = document.matter.closed_on or on
    authors = [document.organ.name, *document.joint_issuers.values_list("name", flat=True)]
    return ArchivePiece.objects.create(
        document=document,
        fonds=fonds,
        year=archiving.filing_year(document.date_written, closed),
        term=str(filing.term),
        proposed_term=str(row.term),
        basis=f"{row.label}（{row.basis}）",
        reason=filing.reason.strip()[:300],
        author="；".join(authors)[:300],
        filed_by=by,
        filed_on=on,
    )


@act("documents.change_term")
def change_term(piece: ArchivePiece, *, term: Term, reason: str, actor: Actor) -> ArchivePiece:
    """Change the term of a piece that has no number yet (调整保管期限)."""
    piece = _open(piece, actor, what="没有调整")
    archiving.must_be_reasoned(Term(piece.proposed_term), term, reason)
    piece.term, piece.reason = str(term), reason.strip()[:300]
    piece.save(update_fields=["term", "reason"])
    note(term=str(term))
    return piece


@act("documents.unfile")
def unfile(piece: ArchivePiece, *, reason: str, actor: Actor) -> Document:
    """Take a piece out again before it is numbered (退出归档): filed twice, or filed under another paper."""
    piece = _open(piece, actor, what="没有退出")
    if not reason.strip():
        raise BadInput(what="没有退出", why="没有写明原因", remedy="请写明原因", field="reason")
    document = piece.document
    note(piece=piece.pk, reason=reason.strip()[:300])
    about(document)
    piece.delete()
    return document


def _open(piece: ArchivePiece, actor: Actor, *, what: str) -> ArchivePiece:
    """The piece locked, while it has no number."""
    piece = (
        ArchivePiece.objects.select_for_update(of=("self",))
        .select_related("document__matter", "fonds")
        .get(pk=piece.pk)
    )
    actor.must_be(*CLERKS, over=piece.fonds.organ_id, to="整理归档文件")
    if piece.number is not None:
        raise Stale(what=what, why=f"已编件号{piece.archival_number}", remedy="编了件号的不再变动，请与档案室联系")
    return piece


@act("documents.number_pieces")
def number_pieces(fonds: Fonds, *, year: int, term: Term, actor: Actor) -> list[ArchivePiece]:
    """Give the pieces of a year and term their numbers (编件号), by date of writing, following on without a gap.

    依据: DA/T 22—2015 5.3、5.4 (同一最低一级类目内按时间顺序流水编号)
    """
    fonds = Fonds.objects.select_for_update().get(pk=fonds.pk)
    actor.must_be(*CLERKS, over=fonds.organ_id, to="编件号")
    rows = ArchivePiece.objects.filter(fonds=fonds, year=year, term=str(term))
    waiting = list(rows.select_for_update(of=("self",)).filter(number=None).select_related("document"))
    if not waiting:
        raise BadInput(what="没有编号", why=f"{year}年{term.label}没有等待编件号的文件", remedy="请先归档文件")
    waiting.sort(key=lambda p: (p.document.date_written or p.filed_on, p.document.doc_number, p.pk))
    last: dict[str, int] = dict(
        rows.order_by().values_list("section_code").annotate(last=Max("number")).exclude(last=None)
    )
    for piece in waiting:
        piece.number = last.get(piece.section_code, 0) + 1
        last[piece.section_code] = piece.number
    ArchivePiece.objects.bulk_update(waiting, ["number"], batch_size=200)
    note(year=year, term=str(term), first=waiting[0].number, last=waiting[-1].number, count=len(waiting))
    return waiting


@act("documents.pack_boxes")
def pack_boxes(fonds: Fonds, *, year: int, term: Term, on: date, actor: Actor) -> list[ArchiveBox]:
    """Lay the numbered pieces of a year and term into boxes (装盒), in order, by their pages.

    Errors: :class:`BadInput` where nothing waits, or pages are not counted yet.
    """
    fonds = Fonds.objects.select_for_update().get(pk=fonds.pk)
    actor.must_be(*CLERKS, over=fonds.organ_id, to="装盒")
    rows = ArchivePiece.objects.filter(fonds=fonds, year=year, term=str(term), number__isnull=False, box=None)
    pieces = list(rows.order_by("section_code", "number"))
    if not pieces:
        raise BadInput(what="没有装盒", why=f"{year}年{term.label}没有等待装盒的文件", remedy="请先编件号")
    uncounted = sum(piece.pages is None for piece in pieces)
    if uncounted:
        raise BadInput(what="没有装盒", why=f"还有{uncounted}件没有数出页数", remedy="请等后台数完页数再装盒")
    boxes = ArchiveBox.objects.filter(fonds=fonds, year=year, term=str(term))
    no = boxes.aggregate(last=Max("no"))["last"] or 0
    made = []
    for places in archiving.into_boxes([piece.pages or 0 for piece in pieces]):
        no += 1
        box = ArchiveBox.objects.create(
            fonds=fonds,
            year=year,
            term=str(term),
            no=no,
            packed_by=actor.signature,
            packed_by_user=actor.user_id,
            packed_on=on,
        )
        rows.filter(pk__in=[pieces[i].pk for i in places]).update(box=box)
        made.append(box)
    note(year=year, term=str(term), boxes=[box.no for box in made])
    return made


@act("documents.check_box")
def check_box(box: ArchiveBox, *, remark: str, on: date, actor: Actor) -> ArchiveBox:
    """Check a box as a second person and close its note (备考表). Errors: :class:`NotAllowed`, :class:`Stale`.

    依据: DA/T 22—2015 5.7 (备考表由整理人、检查人签名)
    """
    box = ArchiveBox.objects.select_for_update(of=("self",)).select_related("fonds").get(pk=box.pk)
    actor.must_be(*CLERKS, over=box.fonds.organ_id, to="检查档案盒")
    if box.checked_on is not None:
        raise Stale(what="没有登记检查", why=f"{box}已由{box.checked_by}检查", remedy="请刷新页面查看最新进展")
    if actor.user_id is not None and actor.user_id == box.packed_by_user:
        raise NotAllowed(what="不能检查", why="整理人不能检查自己整理的盒（双人核对）", remedy="请由另一位同事检查")
    box.checked_by, box.checked_on, box.note = actor.signature, on, remark.strip()[:500]
    box.save(update_fields=["checked_by", "checked_on", "note"])
    return box


@act("documents.transfer")
def transfer(fonds: Fonds, *, year: int, to: str, at: datetime, actor: Actor) -> ArchiveTransfer:
    """Hand over what is boxed and checked of a year (移交): the package is made in the background.

    Errors: :class:`BadInput` where no receiver is named or nothing is ready.
    """
    fonds = Fonds.objects.select_for_update().get(pk=fonds.pk)
    actor.must_be(Duty.ARCHIVIST, over=fonds.organ_id, to="移交档案")
    if not to.strip():
        raise BadInput(what="没有移交", why="没有写明接收单位", remedy="请填写接收单位", field="to")
    ready = ArchivePiece.objects.filter(fonds=fonds, year=year, transfer=None, box__checked_on__isnull=False)
    count = ready.count()
    if not count:
        raise BadInput(what="没有移交", why=f"{year}年没有装盒并检查过的文件", remedy="请先装盒，由第二人检查")
    row = ArchiveTransfer.objects.create(
        fonds=fonds, year=year, to=to.strip()[:120], made_by=actor.signature, made_at=at, pieces_count=count
    )
    ready.update(transfer=row)
    enqueue(PACKAGE, key=str(row.pk), args={"transfer_id": row.pk}, queue="slow")
    about(row)
    note(year=year, pieces=count)
    return row


@act("documents.record_receipt")
def record_receipt(
    row: ArchiveTransfer, *, receipt_no: str, received_by: str, received_on: date, today: date, actor: Actor
) -> ArchiveTransfer:
    """Enter the receipt of a package (登记回执). Errors: :class:`BadInput` (no package yet, no receiver, a day that
    cannot be), :class:`Stale` (entered already)."""
    row = ArchiveTransfer.objects.select_for_update(of=("self",)).select_related("fonds").get(pk=row.pk)
    actor.must_be(Duty.ARCHIVIST, over=row.fonds.organ_id, to="登记回执")
    if row.receipt_on is not None:
        raise Stale(what="没有登记", why=f"回执已于{row.receipt_on}登记", remedy="请刷新页面查看最新进展")
    if not row.manifest_sm3:
        raise BadInput(what="没有登记", why="移交包还没有生成", remedy="请等移交包生成、送达之后再登记回执")
    if not received_by.strip():
        raise BadInput(what="没有登记", why="没有写明接收人", remedy="请按回执填写", field="received_by")
    if not row.made_at.date() <= received_on <= today:
        raise BadInput(
            what="没有登记",
            why=f"接收日期{received_on}不在移交之日至今天之间",
            remedy="请按回执上的日期改正",
            field="received_on",
        )
    row.receipt_no, row.received_by, row.receipt_on = receipt_no.strip()[:60], received_by.strip()[:60], received_on
    row.recorded_by = actor.signature
    row.save(update_fields=["receipt_no", "received_by", "receipt_on", "recorded_by"])
    return row
