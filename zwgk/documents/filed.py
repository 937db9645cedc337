"""A filed piece (归档件): what lies in it, how many pages it has, its metadata, and the package that is handed over.

依据: DA/T 22—2015 5.2;《文书类电子文件元数据方案》(DA/T 46—2009)
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import IO
from xml.etree import ElementTree as XML

import pikepdf
from django.db import transaction

from zwgk.approvals.models import Step
from zwgk.documents import archive_queries, archive_sheets, renditions, texts
from zwgk.documents.models import ArchivePiece, ArchiveTransfer, Document
from zwgk.documents.models.registering import SealedScan
from zwgk.files import store
from zwgk.files.models import File, Purpose
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.files.writers.slip import slip_pdf
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import report
from zwgk.people.actor import SYSTEM
from zwgk.rules import document_kinds
from zwgk.rules.approval import Level, StepState
from zwgk.rules.archiving import PartOfPiece, Term, in_order
from zwgk.rules.disclosure import Disclosure

MANIFEST = "校验清单.txt"


@dataclass(frozen=True)
class Part:
    """One file of a piece: its role, its name within the piece's folder, its bytes."""

    role: PartOfPiece
    name: str
    data: bytes


def parts_of(document: Document) -> Iterator[Part]:
    """The files of a piece as they lie: 处理签, 正本 (the sealed scan where there is one), 附件, 定稿."""
    made = [(role, i) for i, role in enumerate(_roles(document))]
    for role, _ in in_order(made):
        yield from _of(document, role)


def _roles(document: Document) -> list[PartOfPiece]:
    roles = [PartOfPiece.ORIGINAL, PartOfPiece.ATTACHMENT, PartOfPiece.FINAL_DRAFT]
    signed = Step.objects.filter(approval__matter=document.matter_id, state=str(StepState.SIGNED)).exists()
    return [PartOfPiece.SLIP, *roles] if signed else roles


def _of(document: Document, role: PartOfPiece) -> Iterator[Part]:
    if role is PartOfPiece.SLIP:
        yield Part(role, "处理签.pdf", slip_pdf(renditions.filled_slip(document)))
    elif role is PartOfPiece.ORIGINAL:
        scan = sealed_scan(document)
        data = store.data_of(scan) if scan else official_pdf(paper(document))
        yield Part(role, "正本.pdf", data)
    elif role is PartOfPiece.ATTACHMENT:
        for i, attachment in enumerate(texts.live_attachments(document), start=1):
            suffix = attachment.file.name.rpartition(".")[2]
            yield Part(role, f"附件{i}.{suffix}", store.data_of(attachment.file))
    elif role is PartOfPiece.FINAL_DRAFT:
        yield Part(role, "定稿.docx", official_docx(paper(document)))


def paper(document: Document, *, code: str = "") -> OfficialDocument:
    """The paper in the official layout with its attribute, for printing on both sides; ``code`` is printed as QR code
    where it is for sealing.
    """
    attribute = Disclosure(document.disclosure) if document.disclosure else None
    made = renditions.official(document, texts.working_text(document), attribute=attribute)
    return replace(made, code=code, double_sided=True)


def sealed_scan(document: Document) -> File | None:
    """The scan of the sealed paper that counts (盖章扫描件)."""
    row = SealedScan.objects.filter(document=document, set_aside_because="", confirmed_at__isnull=False).first()
    return File.objects.select_related("blob").filter(pk=row.file_id).first() if row else None


def goes_out(document: Document) -> File | None:
    """The sealed scan where it may be shown beside the page: the whole text is public, no other original is there."""
    if document.disclosure != Disclosure.PUBLIC:
        return None
    if any(attachment.role == "original" for attachment in texts.outgoing_attachments(document)):
        return None
    return sealed_scan(document)


def page_count(document: Document) -> int:
    """How many pages a piece has: its PDF files by their pages, an attachment by what the reader counted."""
    pages = 0
    for part in parts_of(document):
        if part.role in (PartOfPiece.SLIP, PartOfPiece.ORIGINAL):
            pages += pdf_pages(part.data)
    for attachment in texts.live_attachments(document):
        pages += max(1, len(attachment.file.pages))
    return pages


def pdf_pages(data: bytes) -> int:
    """The pages of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def count_pages(piece_ids: list[int]) -> int:
    """Count what is not counted yet; returns how many pieces. Idempotent."""
    rows = ArchivePiece.objects.filter(pk__in=piece_ids, pages=None).select_related(
        "document__matter", "document__organ"
    )
    done = 0
    for piece in rows:
        pages = page_count(piece.document)
        killpoint("archive.counted")
        done += ArchivePiece.objects.filter(pk=piece.pk, pages=None).update(pages=pages)
        report(done, len(piece_ids))
    return done


def metadata(piece: ArchivePiece, files: list[tuple[str, str, int]]) -> bytes:
    """The piece's metadata as XML; ``files`` are (name, SM3, size)."""
    document = piece.document
    root = XML.Element("电子文件", {"档号": piece.archival_number})
    for name, value in _values(piece, document):
        XML.SubElement(root, name).text = value
    acts = XML.SubElement(root, "业务行为")
    for when, what, who, words in _story(document):
        one = XML.SubElement(acts, "行为", {"日期": when.isoformat(), "名称": what, "责任者": who})
        one.text = words
    listed = XML.SubElement(root, "文件清单")
    for name, sm3, size in files:
        XML.SubElement(listed, "文件", {"名称": name, "SM3": sm3, "字节数": str(size)})
    XML.indent(root)
    return bytes(XML.tostring(root, encoding="utf-8", xml_declaration=True))


def _values(piece: ArchivePiece, document: Document) -> list[tuple[str, str]]:
    return [
        ("聚合层次", "文件"),
        ("全宗号", piece.fonds.number),
        ("全宗名称", piece.fonds.name),
        ("档号", piece.archival_number),
        ("年度", str(piece.year)),
        ("保管期限", Term(piece.term).label),
        ("保管期限依据", piece.basis + (f"；{piece.reason}" if piece.reason else "")),
        ("题名", document.title),
        ("责任者", piece.author),
        ("文号", document.doc_number),
        ("日期", document.date_written.isoformat() if document.date_written else ""),
        ("文种", document_kinds.KINDS[document.kind].label),
        ("主送", document.addressees),
        ("抄送", document.copy_to),
        ("密级", "非密"),
        ("政府信息公开属性", Disclosure(document.disclosure).label if document.disclosure else ""),
        ("页数", str(piece.pages or "")),
        ("归档人", piece.filed_by),
        ("归档日期", piece.filed_on.isoformat()),
        ("系统编号", document.matter.number),
    ]


def _story(document: Document) -> list[tuple[date, str, str, str]]:
    """What was done with the paper: drafting, each signature, number, seal, hand-over, filing."""
    drafter = str(document.drafter) if document.drafter else ""
    found: list[tuple[date, str, str, str]] = [(document.matter.opened_on, "拟稿", drafter, "")]
    steps = Step.objects.filter(approval__matter=document.matter_id, state=str(StepState.SIGNED))
    for step in steps.select_related("approval").order_by("approval__round", "order", "pk"):
        if step.signed_on is not None:
            found.append((step.signed_on, Level(step.level).label, step.signed_by, step.opinion))
    for entry in document.number_entries.filter(void_on=None):
        found.append((entry.given_on, "编号", entry.given_by, str(entry)))
    sealing = getattr(document, "sealing", None)
    if sealing is not None:
        found.append((sealing.on, "用印", sealing.by, f"{sealing.copies}份"))
    handed = getattr(document, "hand_over", None)
    if handed is not None:
        found.append((handed.on, "移交发布", handed.by, handed.note))
    return found


def make_package(transfer_id: int) -> File | None:
    """Make the package of a transfer (移交包): a folder a piece, the catalogue, a list of digests; kept as a file.

    Idempotent: a package that is there is not made again; a piece that cannot be written leaves the reason on the row.
    """
    row = ArchiveTransfer.objects.select_related("fonds__organ").get(pk=transfer_id)
    if row.file_id is not None:
        return None
    pieces = list(archive_queries.of_transfer(row))
    with tempfile.TemporaryFile() as out:
        manifest = _packed(out, row, pieces)
        out.seek(0)
        name = f"{row.fonds.number}-{row.year}年移交包.zip"
        kept = store.keep(name, out, actor=SYSTEM, purpose=Purpose.EVIDENCE)
    killpoint("archive.packed")
    with transaction.atomic():
        open_ones = ArchiveTransfer.objects.select_for_update().filter(pk=row.pk, file_id=None)
        open_ones.update(file_id=kept.pk, manifest_sm3=manifest, failed_because="")
    return kept


def _packed(out: IO[bytes], row: ArchiveTransfer, pieces: list[ArchivePiece]) -> str:
    """Write the package; returns the SM3 of its list of digests."""
    lines: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:

        def put(name: str, data: bytes) -> tuple[str, str, int]:
            packed.writestr(name, data)
            sm3 = hashlib.new("sm3", data).hexdigest()
            lines.append(f"{sm3}  {name}")
            return name, sm3, len(data)

        for done, piece in enumerate(pieces, start=1):
            folder = piece.archival_number.replace("·", ".")
            files = [put(f"{folder}/{part.name}", part.data) for part in parts_of(piece.document)]
            put(f"{folder}/元数据.xml", metadata(piece, [(name.partition("/")[2], s, n) for name, s, n in files]))
            report(done, len(pieces))
        put("归档文件目录.xlsx", archive_sheets.catalogue_xlsx(row.fonds, pieces, year=row.year))
        put("归档文件目录.pdf", archive_sheets.catalogue_pdf(row.fonds, pieces, year=row.year))
        manifest = "\n".join([*lines, ""]).encode()
        packed.writestr(MANIFEST, manifest)
    return hashlib.new("sm3", manifest).hexdigest()


def verified(package: IO[bytes]) -> list[str]:
    """Read a package back: the names whose digest is not that of its list, or which the list does not have."""
    with zipfile.ZipFile(package) as packed:
        lines = [line.split("  ", 1) for line in packed.read(MANIFEST).decode().splitlines() if line]
        listed = {name: sm3 for sm3, name in lines}
        names = [name for name in packed.namelist() if name != MANIFEST]
        wrong = [n for n in names if listed.get(n) != hashlib.new("sm3", packed.read(n)).hexdigest()]
    return wrong + [name for name in listed if name not in names]
