"""Recording what comes before a 规范性文件 is signed (前置程序), and asking for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.documents import charge, queries, texts
from zwgk.documents.fields import must_fit_fields
from zwgk.documents.models import Document, NormativeReview
from zwgk.files.models import File
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.local import figure
from zwgk.rules.approval import Level
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.errors import BadInput
from zwgk.rules.normative import BEFORE_LEGALITY, REVIEWS, RULES, Review, Told, must_be_done, must_be_told

SHORTEST = "predecision.period_min"


def gate(review: Review) -> str:
    """The kind under which a step stands among the gates of a matter."""
    return f"normative.{review}"


@act("documents.record_review")
def record(
    document: Document, review: Review, told: Told, *, at: datetime, actor: Actor, file: File | None = None
) -> NormativeReview:
    """Record a step before signing (前置程序): what was found, by whom, when, perhaps with the opinion as a file.

    A step that was not passed opens its gate again. Errors: :class:`BadInput` for what is left out, ``NotAllowed``,
    ``WrongStage`` once the paper is signed.
    """
    charge.must(actor, *RULES[review].duties, document=document, to=f"记录“{review.label}”")
    matter = keeping.locked(document.matter)
    FLOW.must_be_open("review", Stage(matter.stage))
    document = Document.objects.select_related("organ").get(pk=document.pk)
    document.matter = matter
    about(document)
    if not document.is_normative:
        raise BadInput(
            what=f"没有记录“{review.label}”",
            why="这份文件没有标为规范性文件",
            remedy="是规范性文件的，请先在文稿中标明",
        )
    row = keep(document, review, told, at=at, entered_by=actor.signature, file=file)
    note(review=str(review), passed=told.passed, with_file=file is not None)
    return row


def keep(
    document: Document, review: Review, told: Told, *, at: datetime, entered_by: str, file: File | None = None
) -> NormativeReview:
    """Keep the record and set its gate, within the act that calls. Errors: :class:`BadInput`."""
    today = timezone.localdate(at)
    shortest = figure(SHORTEST, on=today, organ=document.organ)
    must_be_told(review, told, shortest_days=int(shortest.number or 0), today=today)
    fields = {name: str(getattr(told, name)).strip() for name in ("opinion", "by", "link", "why_not", "meeting")}
    must_fit_fields(NormativeReview, fields, what=f"没有记录“{review.label}”")
    row = NormativeReview.objects.create(
        document=document,
        kind=str(review),
        passed=told.passed,
        on=told.on,
        first_on=told.first_on,
        last_on=told.last_on,
        file=file,
        digest=texts.digest(document),
        entered_by=entered_by,
        entered_at=at,
        **fields,
    )
    set_gates(document, at=at)
    return row


def set_gates(document: Document, *, at: datetime) -> None:
    """Let the gates of the matter say what is done for the present text and what is open."""
    if not document.is_normative:
        return
    missing = open_reviews(document)
    for rule in REVIEWS:
        keeping.open_gate(document.matter, gate(rule.review), rule.review.label, at=at)
        if rule.review in missing:
            keeping.reopen_gate(document.matter, gate(rule.review))
        else:
            keeping.satisfy_gate(document.matter, gate(rule.review), by="已记录", at=at)


def open_reviews(document: Document) -> list[Review]:
    """The steps that are not done for the present text: not recorded, not passed, or done over another text."""
    if not document.is_normative:
        return []
    rows, digest = queries.reviews(document), texts.digest(document)
    return [
        rule.review
        for rule in REVIEWS
        if (row := rows.get(rule.review)) is None or not row.passed or (rule.of_one_text and row.digest != digest)
    ]


def must_be_reviewed(document: Document, wanted: Collection[Review], *, to: str) -> None:
    """Refuse an act while one of the wanted steps is open (``rules.normative``). Errors: ``GateClosed``."""
    must_be_done([review for review in open_reviews(document) if review in wanted], to=to)


def at_level(document: Document, level: Level, told: Told, *, at: datetime, entered_by: str) -> None:
    """What a level of sign-off asks of a 规范性文件; the word of 合法性审核 and 上会 is their record.

    First the public is asked and competition looked at, then the text is examined, discussed, and signed. Errors:
    ``GateClosed`` while an earlier step is open, :class:`BadInput` where the level says nothing.
    """
    if not document.is_normative:
        return
    if level is Level.LEADER:
        must_be_reviewed(document, list(Review), to="签发")
    elif level is Level.LEGAL:
        must_be_reviewed(document, BEFORE_LEGALITY, to="作合法性审核")
        _keep_once(document, Review.LEGALITY, told, at=at, entered_by=entered_by)
    elif level is Level.MEETING:
        must_be_reviewed(document, (*BEFORE_LEGALITY, Review.LEGALITY), to="上会")
        _keep_once(document, Review.MEETING, told, at=at, entered_by=entered_by)


def _keep_once(document: Document, review: Review, told: Told, *, at: datetime, entered_by: str) -> None:
    if review in open_reviews(document):
        keep(document, review, told, at=at, entered_by=entered_by)
