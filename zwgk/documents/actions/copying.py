"""The public copy (公开文本): made in the background from what remains, proved, and kept with its proof."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.documents import renditions, texts
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Document, RedactedCopy
from zwgk.files import body, store
from zwgk.files.models import Purpose
from zwgk.files.redaction import Artefact, Removal, proof_sheet
from zwgk.files.redaction.releasing import public_copy
from zwgk.files.writers.proof import proof_pdf
from zwgk.jobs import queries as background
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue, report
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.people.models import Post
from zwgk.people.today import now
from zwgk.rules import grounds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput

if TYPE_CHECKING:
    from zwgk.jobs.models import Job


NOTHING_MARKED = BadInput(what="不能制作公开文本", why="还没有标注任何删减处", remedy="请先标注，或改为“此件公开发布”")


def removals_of(document: Document) -> tuple[list[Removal], str]:
    """The markings as the redaction room takes them, and their digest."""
    rows = list(document.redactions.order_by("block_id", "start", "end"))
    removals = [
        Removal(
            r.block_id,
            r.ground_code,
            grounds.ground(r.ground_code).basis,
            r.start if r.end else None,
            r.end if r.end else None,
            r.reason,
        )
        for r in rows
    ]
    written = "|".join(f"{r.block_id},{r.start},{r.end},{r.ground_code}" for r in rows)
    return removals, hashlib.sha256(written.encode()).hexdigest()


MAKE_COPY = "documents.make_copy"
STEPS = 4
"""What the page's progress counts: rendered, proved, kept, done (and the pages of attachments besides)."""


@act("documents.order_copy")
def order_copy(document: Document, *, actor: Actor) -> Job:
    """Have the public copy made in the background (制作公开文本); asked twice it is made once.

    Errors: :class:`BadInput` where nothing is marked.
    """
    document = locked(document, "redact", actor)
    removals, removals_digest = removals_of(document)
    if not removals:
        raise NOTHING_MARKED
    note(marks=len(removals))
    args = {"document_id": document.pk, "post_id": actor.post_id, "removals_digest": removals_digest}
    return enqueue(MAKE_COPY, key=str(document.pk), args=args, queue="slow")


def order_of(document: Document) -> Job | None:
    """The newest order of a copy with the present markings: waiting, running, done or given up."""
    job = background.of(MAKE_COPY, str(document.pk))
    if job is None or job.args.get("removals_digest") != removals_of(document)[1]:
        return None
    return job


def make_ordered(document_id: int, post_id: int | None, removals_digest: str) -> RedactedCopy | None:
    """Make the copy that was ordered, in the name of who ordered it (the worker's part).

    Where the markings have been changed since, nothing is made: somebody is still at work on them.
    """
    document = Document.objects.select_related("matter", "organ").get(pk=document_id)
    if removals_of(document)[1] != removals_digest:
        return None
    moment = now()
    posts = Post.objects.select_related("unit", "unit__organ", "user")
    post = posts.filter(pk=post_id).first() if post_id else None
    maker = actor_for(post, today=timezone.localdate(moment)) if post else SYSTEM
    return make_copy(document, at=moment, by=maker.signature, by_user=maker.user_id)


def make_copy(document: Document, *, at: datetime, by: str, by_user: int | None) -> RedactedCopy:
    """Make the public copy from what remains, render it, search every part of every file, and keep the proof.

    Renders files: call outside a transaction (a job, or a page that waits). The same markings over the same text give
    the copy made before. Errors: :class:`BadInput` where nothing is marked.
    """
    removals, removals_digest = removals_of(document)
    source = texts.working_text(document)
    source_digest = texts.digest(document)
    existing = RedactedCopy.objects.filter(
        document=document, source_digest=source_digest, removals_digest=removals_digest
    ).first()
    if existing is not None:
        return existing
    if not removals:
        raise NOTHING_MARKED
    report(0, STEPS)
    public = public_copy(
        renditions.official(document, source, attribute=Disclosure.REDACTED),
        removals,
        [Artefact(a.title, store.data_of(a.file)) for a in texts.outgoing_attachments(document)],
    )
    killpoint("redact.rendered")
    report(2, STEPS)
    sheet = proof_sheet(public.body, public.proof, organ=str(document.organ), title=document.title, by=by, at=at)
    files = {
        role: store.keep(name, data, actor=SYSTEM, purpose=purpose, matter_id=document.matter_id).pk
        for role, name, data, purpose in (
            ("pdf", f"{document.title}.pdf", public.pdf, Purpose.RENDITION),
            ("docx", f"{document.title}.docx", public.docx, Purpose.RENDITION),
            ("proof", f"{document.title}（遮盖证明）.pdf", proof_pdf(sheet), Purpose.PROOF),
        )
    }
    copy = RedactedCopy(
        document=document,
        source_digest=source_digest,
        removals_digest=removals_digest,
        body_html=public.body.html,
        digest=body.digest(public.body.html, document.title),
        proof=renditions.proof_record(public.proof, files),
        proof_file_id=files["proof"],
        made_by=by,
        made_by_user=by_user,
        made_at=at,
    )
    return _keep(copy)


def _keep(copy: RedactedCopy) -> RedactedCopy:
    killpoint("redact.proved")
    kept, _ = RedactedCopy.objects.get_or_create(
        document=copy.document,
        source_digest=copy.source_digest,
        removals_digest=copy.removals_digest,
        defaults={
            "body_html": copy.body_html,
            "digest": copy.digest,
            "proof": copy.proof,
            "made_by": copy.made_by,
            "proof_file_id": copy.proof_file_id,
            "made_by_user": copy.made_by_user,
            "made_at": copy.made_at,
        },
    )
    return kept


def current_copy(document: Document) -> RedactedCopy | None:
    """The public copy that fits the present text and markings, or None."""
    _, removals_digest = removals_of(document)
    return RedactedCopy.objects.filter(
        document=document, source_digest=texts.digest(document), removals_digest=removals_digest
    ).first()
