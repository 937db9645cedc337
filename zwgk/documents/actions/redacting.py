"""删减后公开: passages marked with grounds; a public copy newly made from the rest; proof; a second reading."""

from __future__ import annotations

import hashlib
from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import renditions, texts
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Document, RedactedCopy, Redaction
from zwgk.files import body, store
from zwgk.files.models import Purpose
from zwgk.files.redaction import Artefact, Removal, proof_sheet
from zwgk.files.redaction.releasing import public_copy
from zwgk.files.writers.proof import proof_pdf
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import SYSTEM, Actor
from zwgk.rules import grounds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed


@act("documents.redact")
def redact(
    document: Document,
    block_id: str,
    *,
    ground_code: str,
    reason: str,
    at: datetime,
    actor: Actor,
    start: int = 0,
    end: int = 0,
) -> Redaction:
    """Mark a passage (or, without ``end``, a whole block) that must not go out, with its ground (标注删减).

    Errors: :class:`BadInput` (no such block, offsets outside, no ground, no reason).
    """
    document = locked(document, "redact", actor)
    blocks = {b.id: b for b in body.blocks(texts.working_text(document))}
    block = blocks.get(block_id)
    if block is None:
        raise BadInput(what="不能标注", why="正文里没有这一段", remedy="请刷新页面后重新选择", field="block_id")
    if end and not 0 <= start < end <= len(block.text):
        raise BadInput(what="不能标注", why=f"位置{start}至{end}不在这一段里", remedy="请重新选择文字", field="start")
    grounds.mark(ground_code)  # refuses a ground that may not be used for a passage
    if not reason.strip():
        raise BadInput(what="不能标注", why="没有写明理由", remedy="请写明理由", field="reason")
    row, _ = Redaction.objects.update_or_create(
        document=document,
        block_id=block_id,
        start=start if end else 0,
        end=end,
        defaults={"ground_code": ground_code, "reason": reason.strip()[:300], "by": actor.signature, "at": at},
    )
    note(block=block_id, whole=not end, ground=ground_code)
    return row


@act("documents.unredact")
def unredact(redaction: Redaction, *, actor: Actor) -> Document:
    """Take a marking away again (取消标注)."""
    document = locked(redaction.document, "redact", actor)
    about(document)
    note(block=redaction.block_id)
    redaction.delete()
    return document


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
        raise BadInput(what="不能制作公开文本", why="还没有标注任何删减处", remedy="请先标注，或改为“此件公开发布”")
    public = public_copy(
        renditions.official(document, source, attribute=Disclosure.REDACTED),
        removals,
        [Artefact(a.title, store.data_of(a.file)) for a in texts.outgoing_attachments(document)],
    )
    killpoint("redact.rendered")
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


@act("documents.read_redacted")
def read_redacted(copy: RedactedCopy, *, at: datetime, actor: Actor, remaining_is_fine: bool = False) -> RedactedCopy:
    """Confirm, as a second person, that the public copy was read again (复读遮盖件).

    Errors: :class:`GateClosed` where the proof found a leak, or what remains elsewhere was not confirmed;
    :class:`NotAllowed` for the person who made it.
    """
    actor.must_be(Duty.SECRECY, Duty.OFFICE, over=copy.document.organ_id, to="复读遮盖件")
    about(copy.document)
    if copy.proof.get("leaks"):
        raise GateClosed(
            what="不能通过复读",
            why=f"检查发现{len(copy.proof['leaks'])}处删去的内容仍在公开文件里",
            remedy="请补充标注后重新制作",
        )
    if copy.proof.get("remaining") and not remaining_is_fine:
        raise GateClosed(
            what="不能通过复读",
            why=f"删去的文字在保留部分还出现{len(copy.proof['remaining'])}处",
            remedy="请逐处看过；确属可以公开的，勾选确认，否则补充标注",
        )
    if actor.user_id is not None and actor.user_id == copy.made_by_user:
        raise NotAllowed(what="不能复读", why="制作人不能复读自己做的遮盖件", remedy="请由另一位同事复读")
    copy.read_by = actor.signature
    copy.read_at = at
    copy.save(update_fields=["read_by", "read_at"])
    note(copy=copy.pk, remaining=len(copy.proof.get("remaining", ())))
    return copy


def current_copy(document: Document) -> RedactedCopy | None:
    """The public copy that fits the present text and markings, or None."""
    _, removals_digest = removals_of(document)
    return RedactedCopy.objects.filter(
        document=document, source_digest=texts.digest(document), removals_digest=removals_digest
    ).first()
