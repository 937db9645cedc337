"""What all pages of one document share: finding it, its head, its stages as a line, the next acts as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from zwgk.deadlines.calendars import calendar_for
from zwgk.documents import queries
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds, grounds, lights, subjects
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import SIGNING, WRITING, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.flow import Move

if TYPE_CHECKING:
    from zwgk.documents.models import Document

#: where each move of the flow is done, below the document's address; "#act" is the sign bar on its own page
PAGES: dict[str, str] = {
    "edit": "edit/",
    "submit": "send/",
    "review": "reviews/",
    "recall": "do/recall/",
    "sign": "#act",
    "return": "#act",
    "print_sheet": "paper/",
    "enter_paper": "paper/",
    "confirm_paper": "paper/",
    "defer": "defer/",
    "end_deferral": "do/end-deferral/",
    "number": "number/",
    "seal": "number/",
    "hand_over": "do/hand-over/",
    "redact": "redact/",
    "prove_redaction": "redact/#read",
    "take_back": "do/take-back/",
    "publish": "release/",
    "schedule": "release/#plan",
    "amend": "do/amend/",
    "erratum": "errata/",
    "withdraw": "do/withdraw/",
    "take_down": "take-down/",
    "restore": "do/restore/",
    "archive": "do/archive/",
    "drop": "do/drop/",
}
#: the stages as the line above a paper shows them: the label and the stages it stands for
LINE: tuple[tuple[str, frozenset[Stage]], ...] = (
    ("拟稿", frozenset({*WRITING, Stage.DROPPED})),
    ("科室审核", frozenset({Stage.SECTION})),
    ("办公室核稿", frozenset({Stage.OFFICE, Stage.LEGAL, Stage.COUNTERSIGN, Stage.MEETING})),
    ("保密审查", frozenset({Stage.SECRECY})),
    ("领导签发", frozenset({Stage.LEADER})),
    ("编号用印", frozenset({Stage.NUMBERING})),
    ("移交", frozenset({Stage.HANDOVER})),
    ("公开", frozenset({Stage.TO_PUBLISH, Stage.PUBLISHED, Stage.NOT_PUBLISHED, Stage.WITHDRAWN, Stage.TAKEN_DOWN})),
    ("归档", frozenset({Stage.ARCHIVED})),
)


@dataclass(frozen=True)
class Act:
    """One button."""

    name: str
    label: str
    url: str
    danger: bool


def found(request: HttpRequest, number: str) -> Document:
    """The document of the address, where it is for this actor; 404 otherwise."""
    document = queries.find(actor_of(request), number)
    if document is None:
        raise Http404
    return document


def base(document: Document) -> str:
    """The document's own address."""
    return f"/documents/{document.matter.number}/"


def acts(document: Document, actor: Actor) -> list[Act]:
    """What this actor may do now; acts done on one page stand once."""
    shown: dict[str, Act] = {}
    for move in queries.moves(document, actor):
        page = PAGES.get(move.name)
        if page is not None and page not in shown:
            shown[page] = Act(move.name, _label(move), base(document) + page, move.danger)
    found_ = list(shown.values())
    stage = Stage(document.matter.stage)
    if document.is_policy and stage in WRITING and actor.may(Duty.DISCLOSURE_OFFICE, over=document.organ_id):
        found_.append(Act("review_policy", "公开工作机构审查", f"{base(document)}do/review-policy/", False))
    return found_


def _label(move: Move) -> str:
    return {"print_sheet": "线下审签", "number": "编号用印", "seal": "用印", "sign": "签署意见"}.get(
        move.name, move.label
    )


def line_of(document: Document) -> list[tuple[str, str]]:
    """The stages with what each is now: done, now, "" (ahead)."""
    stage = Stage(document.matter.stage)
    at = next((i for i, (_, stages) in enumerate(LINE) if stage in stages), None)
    if at is None:  # deferred: where it stood before
        row = queries.deferral(document)
        before = Stage(row.stage_before) if row else Stage.DRAFTING
        at = next((i for i, (_, stages) in enumerate(LINE) if before in stages), 0)
    found = []
    for i, (label, _) in enumerate(LINE):
        now = stage.label if i == at and stage.label != label else label
        found.append((now, "done" if i < at else "now" if i == at else ""))
    return found


def head(request: HttpRequest, document: Document) -> dict[str, Any]:
    """The context that the head of every page of a document needs."""
    actor = actor_of(request)
    due = document.matter.next_due
    kind = document_kinds.KINDS[document.kind]
    stage = Stage(document.matter.stage)
    return {
        "document": document,
        "matter": document.matter,
        "base": base(document),
        "kind": kind,
        "subtype": kind.subtype(document.subtype) if document.subtype else None,
        "stage": stage,
        "signing": stage in SIGNING,
        "line": line_of(document),
        "acts": acts(document, actor),
        "may_edit": queries.may_edit(document, actor),
        "standing": lights.standing(due, day.today(), calendar_for(document.organ)) if due else None,
        "disclosure": Disclosure(document.disclosure) if document.disclosure else None,
        "ground": grounds.GROUNDS.get(document.ground_code),
        "subject": subjects.subject_path(document.subject_code)
        if document.subject_code in subjects.SUBJECTS
        else document.subject_code,
    }
