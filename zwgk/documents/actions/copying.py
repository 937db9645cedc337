"""The public copy (公开文本): made in the background from what remains, proved, and kept with its proof."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.documents import parts, renditions, texts
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Attachment, AttachmentMark, Document, RedactedCopy
from zwgk.files import body, store
from zwgk.files.models import File, Purpose
from zwgk.files.outgoing import sent_as
from zwgk.files.readers import ReadFile, kinds
from zwgk.files.redaction import Artefact, Removal, proof_sheet
from zwgk.files.redaction.exemptions import places_of
from zwgk.files.redaction.rebuilding import Progress
from zwgk.files.redaction.releasing import public_copy
from zwgk.files.redaction.remaking import Remade, remade_pages, remade_text
from zwgk.files.writers.proof import proof_pdf
from zwgk.jobs import queries as background
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue, report
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.people.models import Post
from zwgk.people.today import now
from zwgk.rules import grounds, privacy
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput

if TYPE_CHECKING:
    from zwgk.jobs.models import Job


NOTHING_MARKED = BadInput(what="不能制作公开文本", why="还没有标注任何删减处", remedy="请先标注，或改为“此件公开发布”")


def removals_of(document: Document) -> tuple[list[Removal], str]:
    """The markings of the body as the redaction room takes them, and the digest of all markings."""
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
    written += "".join(
        f"|{m.attachment_id},{m.block_id},{m.start},{m.end},{m.page},{m.left},{m.top},{m.right},{m.bottom},{m.ground_code}"
        for m in marks_of(document)
    )
    return removals, hashlib.sha256(written.encode()).hexdigest()


def marks_of(document: Document) -> list[AttachmentMark]:
    """The marks of the outgoing attachments, in one order."""
    rows = AttachmentMark.objects.filter(attachment__in=texts.outgoing_attachments(document))
    return sorted(rows.select_related("attachment"), key=lambda m: (m.attachment_id, m.page, m.top, m.left, m.pk))


MAKE_COPY = "documents.make_copy"
WHOLE = 100
_REMADE, _PROVED = 40, 95
"""Hundredths of the way after the attachments are made anew, and after everything is searched."""


@act("documents.order_copy")
def order_copy(document: Document, *, actor: Actor) -> Job:
    """Have the public copy made in the background (制作公开文本); asked twice it is made once.

    Errors: :class:`BadInput` where nothing is marked.
    """
    document = locked(document, "redact", actor)
    removals, removals_digest = removals_of(document)
    attached = len(marks_of(document))
    if not removals and not attached:
        raise NOTHING_MARKED
    note(marks=len(removals), attached=attached)
    who = {"post_id": actor.post_id, "user_id": actor.user_id}
    args = {"document_id": document.pk, **who, "removals_digest": removals_digest}
    return enqueue(MAKE_COPY, key=str(document.pk), args=args, queue="slow")


def order_of(document: Document) -> Job | None:
    """The newest order of a copy with the present markings: waiting, running, done or given up."""
    job = background.of(MAKE_COPY, str(document.pk))
    if job is None or job.args.get("removals_digest") != removals_of(document)[1]:
        return None
    return job


def make_ordered(
    document_id: int, post_id: int | None, removals_digest: str, user_id: int | None = None
) -> RedactedCopy | None:
    """Make the copy that was ordered, in the name of who ordered it (the worker's part).

    Where the markings have been changed since, nothing is made: somebody is still at work on them.
    """
    document = Document.objects.select_related("matter", "organ").get(pk=document_id)
    if removals_of(document)[1] != removals_digest:
        return None
    moment = now()
    posts = Post.objects.select_related("unit", "unit__organ", "user")
    post = posts.filter(pk=post_id).first() if post_id else None
    maker = actor_for(post, today=timezone.localdate(moment), user_id=user_id) if post else SYSTEM
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
    if not removals and not marks_of(document):
        raise NOTHING_MARKED
    progress = _Progress()
    plain, remade = _attachments(document, progress)
    progress.reach(_REMADE)
    public = public_copy(
        renditions.official(document, source, attribute=Disclosure.REDACTED),
        removals,
        plain,
        [one for _, one in remade],
        progress.part(_REMADE, _PROVED),
    )
    progress.reach(_PROVED)
    killpoint("redact.rendered")
    sheet = proof_sheet(
        public.body,
        public.proof,
        organ=str(document.organ),
        title=document.title,
        doc_number=document.doc_number,
        by=by,
        at=timezone.localtime(at),
        places=places_of(source, public.body, removals),
        attached=[(attachment.title, one) for attachment, one in remade],
    )
    files = {
        role: _kept(document, name, data, purpose).pk
        for role, name, data, purpose in (
            ("pdf", f"{document.title}.pdf", public.pdf, Purpose.RENDITION),
            ("docx", f"{document.title}.docx", public.docx, Purpose.RENDITION),
            ("proof", f"{document.title}（遮盖证明）.pdf", proof_pdf(sheet), Purpose.PROOF),
        )
    }
    attached = [_kept_attachment(document, attachment, one) for attachment, one in remade]
    copy = RedactedCopy(
        document=document,
        source_digest=source_digest,
        removals_digest=removals_digest,
        body_html=public.body.html,
        digest=body.digest(public.body.html, document.title),
        proof={**renditions.proof_record(public.proof, files), "attachments": attached},
        proof_file_id=files["proof"],
        made_by=by,
        made_by_user=by_user,
        made_at=at,
    )
    return _keep(copy)


def _attachments(document: Document, progress: _Progress) -> tuple[list[Artefact], list[tuple[Attachment, Remade]]]:
    """The outgoing attachments: those that go out as they are, and those made anew.

    Made anew is what is marked, and every picture, because pictures carry camera, place and hour with them.
    """
    outgoing = texts.outgoing_attachments(document)
    plain: list[Artefact] = []
    remade: list[tuple[Attachment, Remade]] = []
    for turn, attachment in enumerate(outgoing):
        step = progress.part(_REMADE * turn // len(outgoing), _REMADE * (turn + 1) // len(outgoing))
        data, name = store.data_of(attachment.file), attachment.file.name
        areas, passages = parts.areas(attachment), parts.removals(attachment)
        if areas or attachment.file.mime.startswith("image/"):
            known = parts.readings(attachment)
            made = remade_pages(name, data, areas, title=attachment.title, layouts=known, progress=step)
            remade.append((attachment, made))
        elif passages:
            remade.append((attachment, remade_text(name, data, passages, title=attachment.title)))
        else:
            plain.append(Artefact(attachment.title, store.data_of(sent_as(attachment.file))))
    return plain, remade


def _kept(document: Document, name: str, data: bytes, purpose: Purpose, text: str = "") -> File:
    read = ReadFile(kinds.sniff(name, data), text) if text else None
    return store.keep(name, data, actor=SYSTEM, purpose=purpose, matter_id=document.matter_id, read=read)


def _kept_attachment(document: Document, attachment: Attachment, made: Remade) -> dict[str, Any]:
    """What the copy knows of an attachment made anew: its files, and the pages that were drawn anew unmarked."""
    file = _kept(document, made.file.name, made.file.data, Purpose.RENDITION, made.text)
    spoken = _kept(document, made.spoken.name, made.spoken.data, Purpose.RENDITION, made.text) if made.spoken else None
    return {
        "attachment": attachment.pk,
        "file": file.pk,
        "spoken": spoken.pk if spoken else None,
        "places": len(made.places),
        "drawn": [{"page": page, "why": why} for page, why in sorted(made.drawn.items())],
        "unread": list(made.unread),
    }


class _Progress:
    """How far the job is, in hundredths, told at most once for each."""

    def __init__(self) -> None:
        self.told = -1
        self.reach(0)

    def reach(self, hundredths: int) -> None:
        if hundredths > self.told:
            self.told = hundredths
            report(hundredths, WHOLE)

    def part(self, first: int, last: int) -> Progress:
        """A part of the way, counted in its own steps."""
        return lambda done, total: self.reach(first + (last - first) * done // max(total, 1))


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


@dataclass(frozen=True)
class MadeAnew:
    """The public files of an attachment that a copy was made for: the file itself, and its text version or None."""

    file: File
    spoken: File | None


def made_anew(copy: RedactedCopy) -> dict[int, MadeAnew]:
    """What goes out instead of the attachments, by attachment; one that is not there goes out as it is."""
    rows = copy.proof.get("attachments", ())
    wanted = [pk for row in rows for pk in (row["file"], row["spoken"]) if pk]
    files = File.objects.select_related("blob").in_bulk(wanted)
    return {row["attachment"]: MadeAnew(files[row["file"]], files.get(row["spoken"])) for row in rows}


def made_of(copy: RedactedCopy, attachment: Attachment) -> MadeAnew | None:
    """What goes out instead of an attachment; None where it goes out as it is."""
    return made_anew(copy).get(attachment.pk)


def personal_data_left(document: Document, copy: RedactedCopy) -> tuple[str, str, str] | None:
    """Personal data that would still go out and that nobody has answered for: part, kind, masked; None where none."""
    allowed = set(document.findings.filter(state="kept", kind="privacy").values_list("shown", flat=True))
    public = [("公开文本", body.text_of(copy.body_html))]
    anew = made_anew(copy)
    for attachment in texts.outgoing_attachments(document):
        made = anew.get(attachment.pk)
        if made is not None:
            public.append((f"附件“{attachment.title}”的公开件", made.file.text))
            continue
        open_one = document.findings.filter(
            attachment=attachment, kind="privacy", severity="block", state__in=["open", "asked"]
        ).first()
        if open_one is not None:
            return f"附件“{attachment.title}”", "个人信息", open_one.shown
    for part, text in public:
        for found in privacy.find(text[: privacy.MAX_CHARACTERS]):
            if found.blocking and found.masked not in allowed:
                return part, found.kind.label, found.masked
    return None
