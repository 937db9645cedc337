"""What waits to be filed, what is filed, boxed and handed over, of the actor's own organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from zwgk.documents.models import ArchiveBox, ArchivePiece, ArchiveTransfer, Document, Fonds
from zwgk.files import store
from zwgk.files.models import File
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.rules import archiving
from zwgk.rules.archiving import Term as Term
from zwgk.rules.archiving import TermRow
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.ui.paging import Page, page_of

CLOSED = tuple(str(stage) for stage in FLOW.move("archive").since)
"""Stages from which a paper is filed."""


def fonds_of(actor: Actor) -> Fonds | None:
    """The fonds of the actor's organ."""
    return Fonds.objects.filter(organ=actor.organ_id).select_related("organ").first()


@dataclass(frozen=True)
class Proposal:
    """A closed paper with the term proposed for it."""

    document: Document
    row: TermRow
    stage: str


def to_file(actor: Actor, cursor: str = "", *, size: int = 50) -> tuple[Page[Document], list[Proposal]]:
    """Papers of the organ that are closed, with no clock running, and not filed yet; latest first."""
    rows = Document.objects.filter(matters.visible_q(actor), organ=actor.organ_id, piece=None)
    rows = rows.filter(Q(matter__stage__in=CLOSED, matter__next_due=None) | Q(matter__stage="archived"))
    page = page_of(rows.select_related("matter", "organ"), cursor, by=("matter__touched_at", "id"), size=size)
    return page, [Proposal(d, proposal(d), Stage(d.matter.stage).label) for d in page.rows]


def proposal(document: Document) -> TermRow:
    """The class and term proposed for a paper."""
    return archiving.proposed_term(
        document.kind, document.title, is_normative=document.is_normative, is_incoming=document.is_incoming
    )


def chosen(actor: Actor, pks: Sequence[int]) -> list[Document]:
    """The papers of the organ with these numbers, as far as they exist for the actor."""
    rows = Document.objects.filter(matters.visible_q(actor), organ=actor.organ_id, pk__in=pks)
    return list(rows.select_related("matter", "organ"))


@dataclass(frozen=True)
class YearCount:
    """How many pieces of a year and term stand where."""

    year: int
    term: Term
    pieces: int
    unnumbered: int
    unboxed: int
    uncounted: int


def years(fonds: Fonds) -> list[YearCount]:
    """What is filed, by year and term, newest year first; one query."""
    rows = (
        ArchivePiece.objects.filter(fonds=fonds)
        .order_by()
        .values_list("year", "term")
        .annotate(
            pieces=Count("pk"),
            unnumbered=Count("pk", filter=Q(number=None)),
            unboxed=Count("pk", filter=Q(number__isnull=False, box=None)),
            uncounted=Count("pk", filter=Q(pages=None)),
        )
    )
    order = {str(term): i for i, term in enumerate(Term)}
    found = [YearCount(year, Term(term), *counts) for year, term, *counts in rows]
    return sorted(found, key=lambda row: (-row.year, order[str(row.term)]))


def pieces(fonds: Fonds, year: int, term: Term | None = None) -> QuerySet[ArchivePiece]:
    """The pieces of a year (and term), in order of their numbers, those without one at the end."""
    rows = ArchivePiece.objects.filter(fonds=fonds, year=year).select_related("document__matter", "fonds", "box")
    if term is not None:
        rows = rows.filter(term=str(term))
    return rows.order_by("term", "section_code", "number", "pk")


def page_of_pieces(fonds: Fonds, year: int, term: Term, cursor: str, *, size: int = 50) -> Page[ArchivePiece]:
    """One page of the pieces of a year and term, latest filed first."""
    rows = ArchivePiece.objects.filter(fonds=fonds, year=year, term=str(term))
    rows = rows.select_related("document__matter", "fonds", "box")
    return page_of(rows, cursor, by=("filed_on", "id"), size=size)


def piece(actor: Actor, pk: int) -> ArchivePiece | None:
    """One piece of the actor's organ."""
    rows = ArchivePiece.objects.filter(fonds__organ=actor.organ_id, pk=pk)
    return rows.select_related("document__matter", "fonds").first()


def boxes(fonds: Fonds, year: int) -> list[ArchiveBox]:
    """The boxes of a year with the first and last number and the pages in each."""
    return list(ArchiveBox.objects.filter(fonds=fonds, year=year).select_related("fonds").order_by("term", "no"))


def box(actor: Actor, pk: int) -> ArchiveBox | None:
    """One box of the actor's organ."""
    return ArchiveBox.objects.filter(fonds__organ=actor.organ_id, pk=pk).select_related("fonds").first()


def in_box(row: ArchiveBox) -> list[ArchivePiece]:
    """The pieces of a box in order."""
    return list(row.pieces.select_related("document__matter", "fonds").order_by("section_code", "number"))


def transfers(fonds: Fonds) -> list[ArchiveTransfer]:
    """What was handed over, newest first; the newest hundred."""
    return list(ArchiveTransfer.objects.filter(fonds=fonds).order_by("-pk")[:100])


def transfer(actor: Actor, pk: int) -> ArchiveTransfer | None:
    """One transfer of the actor's organ."""
    return ArchiveTransfer.objects.filter(fonds__organ=actor.organ_id, pk=pk).select_related("fonds").first()


def of_transfer(row: ArchiveTransfer) -> QuerySet[ArchivePiece]:
    """The pieces of a transfer in order of their archival numbers."""
    rows = row.pieces.select_related("fonds", "document__matter", "document__organ", "document__drafter__user")
    return rows.order_by("term", "section_code", "number")


def package(row: ArchiveTransfer) -> bytes | None:
    """The bytes of a package; None before it is made."""
    file = File.objects.select_related("blob").filter(pk=row.file_id).first() if row.file_id else None
    return store.data_of(file) if file else None
