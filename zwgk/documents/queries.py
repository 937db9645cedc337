"""Who sees which document, and the lists of the desk. Outside the scope a document does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from zwgk.approvals import running
from zwgk.approvals.models import PaperSheet, PaperSignature, Step
from zwgk.documents import charge, texts
from zwgk.documents.models import (
    Attachment,
    AttachmentMark,
    BasisLink,
    Batch,
    Deferral,
    Document,
    DocumentVersion,
    Finding,
    NormativeReview,
    NumberEntry,
    RedactedCopy,
    Redaction,
)
from zwgk.documents.models.deciding import SecrecyResult as SecrecyResult  # the pages' choices
from zwgk.files.models import File
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import FLOW, SIGNING, WRITING, Stage
from zwgk.rules.flow import Move
from zwgk.rules.normative import Review
from zwgk.rules.publication import PublicationState
from zwgk.ui.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents that the actor may see (:mod:`zwgk.documents.charge`)."""
    return Document.objects.filter(charge.visible_q(actor)).select_related(
        "matter", "matter__section", "organ", "drafter__user", "publication", "column"
    )


def find(actor: Actor, number: str) -> Document | None:
    """One document by the number of its matter (文2026-00042), or None where it is not for this actor."""
    return visible_to(actor).filter(matter__number=number).first()


@dataclass(frozen=True)
class Filter:
    """What a list of documents is narrowed to; empty fields narrow nothing."""

    stage: str = ""
    stages: tuple[str, ...] = ()
    disclosure: str = ""
    kind: str = ""
    organ_id: int | None = None
    text: str = ""
    mine: bool = False
    overdue_on: date | None = None


def listed(actor: Actor, wanted: Filter, cursor: str, *, size: int = 30) -> Page[Document]:
    """One page of documents, latest touched first; what is overdue by its day, the last fallen due first."""
    rows = visible_to(actor)
    if wanted.stage:
        rows = rows.filter(matter__stage=wanted.stage)
    if wanted.stages:
        rows = rows.filter(matter__stage__in=wanted.stages)
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
    # by the day, for there is an index of the days of open matters alone: nothing closed is looked at
    by = ("matter__next_due", "id") if wanted.overdue_on else ("matter__touched_at", "id")
    return page_of(rows, cursor, by=by, size=size)


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
    open_ones = [m for m in FLOW.open_at(stage) if charge.may(actor, m.duties, document)]
    open_ones = [m for m in open_ones if not actor.leaves_to_holder(f"documents.{m.name}")]
    if stage in SIGNING:
        step = running.step_for(document.matter, actor)
        open_ones = [m for m in open_ones if m.name not in {"sign", "return"} or step is not None]
        waiting = document.matter.paper_sheets.filter(signatures__confirmed_at=None, signatures__isnull=False).exists()
        open_ones = [m for m in open_ones if m.name != "confirm_paper" or waiting]
    if stage is Stage.NUMBERING:
        done = bool(document.doc_number)
        open_ones = [m for m in open_ones if m.name != ("number" if done else "seal")]
    if not document.is_normative:
        open_ones = [m for m in open_ones if m.name != "review"]
    if document.disclosure != "redacted":
        open_ones = [m for m in open_ones if m.name not in {"redact", "prove_redaction"}]
    state = document.publication.state if document.publication else ""
    if not state:  # archived without ever having been public: there is no page to correct or to withdraw
        return [m for m in open_ones if m.name not in {"amend", "erratum", "withdraw", "take_down", "restore"}]
    brake = FLOW.move("take_down")
    if state == PublicationState.LIVE and brake not in open_ones:  # also in the middle of a correction
        open_ones += [brake] if any(actor.may(d, over=document.organ_id) for d in brake.duties) else []
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


def finding(document: Document, pk: int) -> Finding | None:
    """One finding of a document."""
    return document.findings.filter(pk=pk).select_related("attachment").first()


def findings(document: Document) -> list[Finding]:
    """What was found and what became of it, weightiest open ones first; what has gone is left out."""
    rank = {"open": 0, "asked": 0, "kept": 1, "mended": 2}
    weight = {"block": 0, "warn": 1, "hint": 2}
    rows = document.findings.exclude(state="gone").select_related("attachment")
    return sorted(rows, key=lambda f: (rank[f.state], weight[f.severity], f.pk))


def attachment(document: Document, pk: int) -> Attachment | None:
    """One attachment of a document that was not replaced."""
    return document.attachments.filter(pk=pk, replaced_at=None).select_related("file", "file__blob").first()


def link(document: Document, pk: int) -> BasisLink | None:
    """One link of a document."""
    return document.links.filter(pk=pk).first()


def version(document: Document, no: int) -> DocumentVersion | None:
    """One kept version."""
    return document.versions.filter(no=no).first()


def redaction(document: Document, pk: int) -> Redaction | None:
    """One marked passage."""
    return document.redactions.filter(pk=pk).first()


def attachment_mark(document: Document, pk: int) -> AttachmentMark | None:
    """One mark of an attachment."""
    rows = AttachmentMark.objects.select_related("attachment__document__matter")
    return rows.filter(attachment__document=document, pk=pk).first()


def marks_by_attachment(document: Document) -> dict[int, int]:
    """How many marks each attachment bears."""
    rows = AttachmentMark.objects.filter(attachment__document=document).order_by()
    return dict(rows.values_list("attachment").annotate(n=Count("pk")))


def redacted_copy(document: Document, pk: int) -> RedactedCopy | None:
    """One public copy made of a document."""
    return document.redacted_copies.filter(pk=pk).first()


def deferral(document: Document) -> Deferral | None:
    """The deferral under way."""
    return document.deferrals.filter(ended_on=None).first()


def number_entry(actor: Actor, pk: int) -> NumberEntry | None:
    """One line of the register of the actor's organ."""
    return NumberEntry.objects.filter(organ=actor.organ_id, pk=pk).select_related("document__matter").first()


def steps(document: Document) -> list[Step]:
    """The levels of the newest round, in order, with what was said."""
    approval = running.latest(document.matter)
    return list(approval.steps.select_related("unit").order_by("order", "pk")) if approval else []


def rounds(document: Document) -> list[tuple[int, list[Step]]]:
    """All rounds of sign-off, the newest first, each with its steps."""
    rows = Step.objects.filter(approval__matter=document.matter_id).select_related("approval", "unit")
    found: dict[int, list[Step]] = {}
    for step in rows.order_by("-approval__round", "order", "pk"):
        found.setdefault(step.approval.round, []).append(step)
    return list(found.items())


def sheets(document: Document) -> list[PaperSheet]:
    """The printed approval sheets of a document, newest first."""
    return list(PaperSheet.objects.filter(matter=document.matter_id).select_related("approval").order_by("-pk"))


def sheet(document: Document, code: str) -> PaperSheet | None:
    """One printed sheet of a document by its code."""
    return PaperSheet.objects.filter(matter=document.matter_id, code=code).select_related("approval", "matter").first()


def signatures_waiting(document: Document) -> list[PaperSignature]:
    """What was entered from paper and waits for a second person."""
    rows = PaperSignature.objects.filter(sheet__matter=document.matter_id, confirmed_at=None, step__state="pending")
    return list(rows.select_related("step__approval", "sheet", "signer__user", "signer__unit").order_by("pk"))


def file_for(actor: Actor, pk: int) -> File | None:
    """A kept file, where its matter is visible to the actor."""
    file = File.objects.select_related("blob").filter(pk=pk).first()
    if file is None or file.matter_id is None:
        return None
    return file if _opens(actor, [file.matter_id]) else None


def picture_for(actor: Actor, sha256: str) -> File | None:
    """A picture of a body, where one of the matters it belongs to is visible to the actor."""
    rows = File.objects.select_related("blob").filter(blob__sha256=sha256, matter_id__isnull=False)
    seen = _opens(actor, [f.matter_id for f in rows if f.matter_id is not None])
    return next((f for f in rows if f.matter_id in seen), None)


def _opens(actor: Actor, matter_ids: list[int]) -> set[int]:
    """Which of these matters' files the actor may open: a document's go by the document, others by the matter.

    Those of a request for information are opened on its own page alone: fewer see it than see the organ's matters.
    """
    papers = set(Document.objects.filter(matter__in=matter_ids).values_list("matter", flat=True))
    seen = set(visible_to(actor).filter(matter__in=papers).order_by().values_list("matter", flat=True))
    others = set(matter_ids) - papers
    rows = matters.visible_to(actor).filter(pk__in=others).exclude(kind="inforequest")
    return seen | set(rows.values_list("pk", flat=True))


def of_publication(publication_id: int) -> Document | None:
    """The document that a publication came from; None for what was migrated."""
    return Document.objects.filter(publication=publication_id).select_related("matter", "organ").first()


def waiting_release(actor: Actor) -> QuerySet[Document]:
    """What is handed over and may be released now, alone or together."""
    return visible_to(actor).filter(matter__stage=str(Stage.TO_PUBLISH)).order_by("-pk")


def missing_before_sending(document: Document) -> list[tuple[str, str]]:
    """What a draft still lacks before it can be sent, as (field, Chinese sentence without a stop)."""
    found = []
    if not texts.working_text(document).strip() and not texts.outgoing_attachments(document):
        found.append(("body", "正文是空的"))
    if not document.disclosure:
        found.append(("disclosure", "没有标明公开属性，未标明的不予流转（国办发〔2016〕80号）"))
    elif Disclosure(document.disclosure).reaches_the_public and document.column_id is None:
        found.append(("column", "没有选择拟发栏目，签发之后不能再改"))
    if not precheck_fits(document):
        found.append(("answers", "还没有对现在这一稿做保密预审查"))
    return found


def reviews(document: Document) -> dict[Review, NormativeReview]:
    """The newest record of each step before signing (前置程序)."""
    found: dict[Review, NormativeReview] = {}
    for row in document.reviews.select_related("file").order_by("pk"):
        found[Review(row.kind)] = row
    return found


def chosen(actor: Actor, pks: list[int]) -> list[Document]:
    """The documents ticked in a list, those of them that the actor may see, in the list's order."""
    rows = {document.pk: document for document in visible_to(actor).filter(pk__in=pks[:500])}
    return [rows[pk] for pk in dict.fromkeys(pks) if pk in rows]


def batch(actor: Actor, pk: int) -> Batch | None:
    """One request over many documents: of the post that made it."""
    return Batch.objects.filter(pk=pk, post__in=actor.posts).first()
