"""Who sees which document, and the lists of the desk. Outside the scope a document does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from zwgk.approvals import running
from zwgk.documents import texts
from zwgk.documents.models import Document, DocumentVersion, NumberEntry
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.rules.document_flow import FLOW, SIGNING, WRITING, Stage
from zwgk.rules.flow import Move
from zwgk.ui.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents that the actor may see: own subtree by duty, or involved, less exclusions."""
    return Document.objects.filter(matters.visible_q(actor)).select_related(
        "matter", "matter__section", "organ", "drafter__user", "publication", "column"
    )


def find(actor: Actor, number: str) -> Document | None:
    """One document by the number of its matter (文2026-00042), or None where it is not for this actor."""
    return visible_to(actor).filter(matter__number=number).first()


@dataclass(frozen=True)
class Filter:
    """What a list of documents is narrowed to; empty fields narrow nothing."""

    stage: str = ""
    disclosure: str = ""
    kind: str = ""
    organ_id: int | None = None
    text: str = ""
    mine: bool = False
    overdue_on: date | None = None


def listed(actor: Actor, wanted: Filter, cursor: str, *, size: int = 30) -> Page[Document]:
    """One page of documents, latest touched first."""
    rows = visible_to(actor)
    if wanted.stage:
        rows = rows.filter(matter__stage=wanted.stage)
    if wanted.disclosure:
        rows = rows.filter(disclosure=wanted.disclosure)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.organ_id:
        rows = rows.filter(organ=wanted.organ_id)
    if wanted.mine:
        rows = rows.filter(drafter__in=actor.posts)
    if wanted.overdue_on:
        rows = rows.filter(matter__next_due__lt=wanted.overdue_on, matter__closed_on=None)
    if wanted.text:
        rows = rows.filter(title__contains=wanted.text) | rows.filter(doc_number=wanted.text)
    return page_of(rows, cursor, by=("matter__touched_at", "id"), size=size)


def numbers_by_stage(actor: Actor) -> dict[str, int]:
    """How many documents of the actor's scope stand at each stage (the closed ones apart)."""
    rows = visible_to(actor).exclude(matter__stage__in=[str(Stage.ARCHIVED), str(Stage.DROPPED)])
    return dict(rows.order_by().values_list("matter__stage").annotate(n=Count("pk")))


def undecided(actor: Actor) -> QuerySet[Document]:
    """Today's intake whose attribute nobody has proposed yet (今日待定; S1-46)."""
    return visible_to(actor).filter(disclosure="", matter__stage=str(Stage.DRAFTING)).order_by("-pk")


def moves(document: Document, actor: Actor) -> list[Move]:
    """The acts that this actor may do now, in the table's order; the page's buttons come from here."""
    stage = Stage(document.matter.stage)
    open_ones = [m for m in FLOW.open_at(stage) if any(actor.may(d, over=document.organ_id) for d in m.duties)]
    if stage in SIGNING:
        step = running.step_for(document.matter, actor)
        open_ones = [m for m in open_ones if m.name not in {"sign", "return"} or step is not None]
        waiting = document.matter.paper_sheets.filter(signatures__confirmed_at=None, signatures__isnull=False).exists()
        open_ones = [m for m in open_ones if m.name != "confirm_paper" or waiting]
    if stage is Stage.NUMBERING:
        done = bool(document.doc_number)
        open_ones = [m for m in open_ones if m.name != ("number" if done else "seal")]
    if document.disclosure != "redacted":
        open_ones = [m for m in open_ones if m.name not in {"redact", "prove_redaction"}]
    return open_ones


def versions(document: Document) -> QuerySet[DocumentVersion]:
    """All kept versions, newest first."""
    return document.versions.order_by("-no")


def may_edit(document: Document, actor: Actor) -> bool:
    """True where the editor opens for this actor."""
    return Stage(document.matter.stage) in WRITING and any(m.name == "edit" for m in moves(document, actor))


def precheck_fits(document: Document) -> bool:
    """True where the drafter's pre-review was made over the present text."""
    return document.prechecks.filter(digest=texts.digest(document)).exists()


def number_register(actor: Actor, *, year: int, cursor: str = "", size: int = 50) -> Page[NumberEntry]:
    """The register of outgoing papers (发文登记簿) of the actor's organ, newest first, void ones shown as void."""
    rows = NumberEntry.objects.filter(organ=actor.organ_id, year=year).select_related("document__matter")
    return page_of(rows, cursor, by=("number", "id"), size=size)


def next_followups(actor: Actor, *, today: date) -> QuerySet[Document]:
    """Deferred documents whose follow-up day comes within three days."""
    return visible_to(actor).filter(deferrals__ended_on=None, deferrals__follow_up_on__lte=today + timedelta(days=3))
