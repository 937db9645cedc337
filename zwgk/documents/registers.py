"""The registers as they are read and printed (发文登记簿、收文登记簿、用印登记簿): one year of the actor's organ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zwgk.approvals.models import Step
from zwgk.documents.models import Document, IncomingEntry, NumberEntry, SealedScan
from zwgk.files.writers.sheets import Column, SheetData, Value, workbook
from zwgk.files.writers.tables import PrintedColumn, PrintedTable, tables_pdf
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds
from zwgk.rules.approval import Level, StepState
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.labelled import Labelled
from zwgk.ui.paging import Page, page_of


class Book(Labelled):
    """Which register."""

    OUTGOING = "outgoing", "发文登记簿"
    INCOMING = "incoming", "收文登记簿"
    SEALS = "seals", "用印登记簿"


#: heading, share of a printed line, width in a sheet
_HEADS: dict[Book, tuple[tuple[str, float, float], ...]] = {
    Book.OUTGOING: (
        ("文号", 2.4, 22), ("标题", 4.6, 50), ("文种", 0.9, 10), ("主送", 2.2, 26), ("签发人", 1.4, 18),
        ("签发日期", 1.7, 12), ("编号日期", 1.7, 12), ("份数", 1.0, 8), ("用印日期", 1.7, 12), ("公开属性", 1.4, 16),
        ("档号", 2.0, 24), ("备注", 1.8, 24),
    ),
    Book.INCOMING: (
        ("收文编号", 2.5, 16), ("收文日期", 1.7, 12), ("来文单位", 2.0, 24), ("来文字号", 1.9, 22), ("标题", 4.6, 50),
        ("份数", 1.0, 8), ("紧急", 1.0, 8), ("承办单位", 1.6, 18), ("要求办结", 1.7, 12), ("办结日期", 1.7, 12),
        ("办理结果", 2.4, 30),
    ),
    Book.SEALS: (
        ("用印日期", 1.7, 12), ("文号", 2.4, 22), ("标题", 5.0, 54), ("份数", 1.0, 8), ("批准人", 1.8, 20),
        ("用印人", 1.8, 20),
    ),
}  # fmt: skip


def outgoing(actor: Actor, *, year: int, cursor: str = "", size: int = 50) -> Page[NumberEntry]:
    """One page of the register of outgoing papers, newest number first, void ones as void."""
    return page_of(_outgoing(actor, year), cursor, by=("number", "id"), size=size)


def _outgoing(actor: Actor, year: int) -> QuerySet[NumberEntry]:
    rows = NumberEntry.objects.filter(organ=actor.organ_id, year=year)
    return rows.select_related("document__matter", "document__sealing", "document__piece__fonds")


def incoming(actor: Actor, *, year: int, cursor: str = "", size: int = 50) -> Page[IncomingEntry]:
    """One page of the register of incoming papers, newest first."""
    rows = IncomingEntry.objects.filter(organ=actor.organ_id, year=year).select_related("section")
    return page_of(rows, cursor, by=("number", "id"), size=size)


def incoming_entry(actor: Actor, pk: int) -> IncomingEntry | None:
    """One line of the organ's register of incoming papers."""
    return IncomingEntry.objects.filter(organ=actor.organ_id, pk=pk).first()


@dataclass(frozen=True)
class Gap:
    """Numbers of a code that nobody entered though later ones were given (空号)."""

    code: str
    numbers: tuple[int, ...]


def gaps(actor: Actor, *, year: int) -> list[Gap]:
    """The holes of a year's register, by code; one query over numbers alone."""
    given: dict[str, set[int]] = defaultdict(set)
    rows = NumberEntry.objects.filter(organ=actor.organ_id, year=year).values_list("code", "number")
    for code, number in rows:
        given[code].add(number)
    found = [Gap(code, tuple(n for n in range(1, max(numbers)) if n not in numbers)) for code, numbers in given.items()]
    return sorted((gap for gap in found if gap.numbers), key=lambda gap: gap.code)


def signers(documents: Sequence[int]) -> dict[int, tuple[str, date | None]]:
    """Who signed each paper as leader and when, by the number of its matter; one query."""
    steps = Step.objects.filter(
        approval__matter__in=documents, level=str(Level.LEADER), state=str(StepState.SIGNED)
    ).order_by("approval__round", "order", "pk")
    rows = steps.values_list("approval__matter", "signed_by", "signed_on")
    return {matter: (by, on) for matter, by, on in rows}


def _lines(book: Book, actor: Actor, year: int) -> Iterator[list[Value]]:
    if book is Book.INCOMING:
        rows = IncomingEntry.objects.filter(organ=actor.organ_id, year=year).select_related("section")
        for entry in rows.order_by("number").iterator(chunk_size=500):
            yield [
                str(entry), entry.received_on, entry.sender, entry.sender_number, entry.title, entry.copies,
                "急" if entry.is_urgent else "", str(entry.section or ""), entry.reply_by, entry.done_on, entry.outcome,
            ]  # fmt: skip
        return
    rows_out = list(_outgoing(actor, year).order_by("code", "number"))
    signed = signers([e.document.matter_id for e in rows_out if e.document is not None])
    if book is Book.SEALS:
        sealed = [e for e in rows_out if e.void_on is None and e.document and hasattr(e.document, "sealing")]
        for each in sorted(sealed, key=lambda e: (e.document.sealing.on, e.pk) if e.document else (e.given_on, e.pk)):
            if each.document is not None:
                seal = each.document.sealing
                by = signed.get(each.document.matter_id, ("", None))[0]
                yield [seal.on, str(each), each.title, seal.copies, by, seal.by]
        return
    for entry_out in rows_out:
        yield _outgoing_line(entry_out, signed)


def _outgoing_line(entry: NumberEntry, signed: dict[int, tuple[str, date | None]]) -> list[Value]:
    document = entry.document if entry.void_on is None else None
    remark = f"作废：{entry.void_reason}" if entry.void_on else ""
    if document is None:
        return [str(entry), entry.title, "", "", "", None, entry.given_on, None, None, "", "", remark]
    by, on = signed.get(document.matter_id, ("", document.signed_on))
    seal = getattr(document, "sealing", None)
    piece = getattr(document, "piece", None)
    return [
        str(entry), entry.title, document_kinds.KINDS[document.kind].label, document.addressees, by, on, entry.given_on,
        seal.copies if seal else None, seal.on if seal else None,
        Disclosure(document.disclosure).label if document.disclosure else "",
        piece.archival_number if piece else "", remark,
    ]  # fmt: skip


def book_xlsx(book: Book, actor: Actor, *, year: int, organ: str) -> bytes:
    """A year's register as xlsx."""
    columns = tuple(Column(heading, width) for heading, _, width in _HEADS[book])
    title = f"{organ}{year}年{book.label}"
    return workbook([SheetData(book.label, columns, _lines(book, actor, year), title)], title=title, organ=organ)


def book_pdf(book: Book, actor: Actor, *, year: int, organ: str) -> bytes:
    """A year's register as PDF, for the binder."""
    columns = tuple(PrintedColumn(heading, share, centred=share <= 1.7) for heading, share, _ in _HEADS[book])
    rows = [["" if v is None else f"{v:%Y-%m-%d}" if isinstance(v, date) else str(v) for v in line]
            for line in _lines(book, actor, year)]  # fmt: skip
    table = PrintedTable(f"{year}年{book.label}", columns, rows, (f"机关：{organ}",), (f"共{len(rows)}条",))
    return tables_pdf([table], organ=organ)


def sealed_scans(document: Document) -> list[SealedScan]:
    """The scans of the sealed paper, newest first, those set aside among them."""
    return list(document.sealed_scans.order_by("-pk"))


def sealed_scan(document: Document, pk: int) -> SealedScan | None:
    """One scan of a paper."""
    return document.sealed_scans.filter(pk=pk).select_related("document__matter").first()
