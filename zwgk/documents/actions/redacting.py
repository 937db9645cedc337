"""删减后公开: passages marked with grounds, and the second reading of the public copy made from the rest."""

from __future__ import annotations

from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import texts
from zwgk.documents.actions.copying import current_copy, make_copy, removals_of
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Document, RedactedCopy, Redaction
from zwgk.files import body
from zwgk.people.actor import Actor
from zwgk.rules import grounds
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed

__all__ = ["current_copy", "make_copy", "read_redacted", "redact", "removals_of", "unredact"]


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
