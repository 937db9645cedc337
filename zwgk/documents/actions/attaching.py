"""The files of a document (附件): added, replaced, taken out; unread pages seen by a second person."""

from __future__ import annotations

from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import charge
from zwgk.documents.actions.drafting import must_be_writing
from zwgk.documents.models import Attachment, Document
from zwgk.files.models import File
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale


@act("documents.attach")
def attach(
    document: Document, file: File, *, title: str, at: datetime, actor: Actor, role: str = "attachment"
) -> Attachment:
    """Add a file already taken in (附件). Pages that were not read ask for a second person's eyes."""
    document = must_be_writing(document, "edit", actor)
    last = document.attachments.order_by("-order").values_list("order", flat=True).first() or 0
    attachment = Attachment.objects.create(
        document=document,
        file=file,
        role=role,
        order=last + 1,
        title=(title.strip() or file.name)[:200],
        added_by=actor.signature,
        added_at=at,
        eyes_needed=bool(file.unread),
    )
    note(attachment=attachment.pk, role=role, size=file.size)
    return attachment


@act("documents.replace_attachment")
def replace_attachment(attachment: Attachment, file: File, *, at: datetime, actor: Actor) -> Attachment:
    """Put another file in an attachment's place (替换附件): the old one stays for the record and never goes out."""
    document = must_be_writing(attachment.document, "edit", actor)
    attachment = _still_there(attachment)
    attachment.replaced_at = at
    attachment.save(update_fields=["replaced_at"])
    fresh = Attachment.objects.create(
        document=document,
        file=file,
        role=attachment.role,
        order=attachment.order,
        title=attachment.title,
        is_public=attachment.is_public,
        added_by=actor.signature,
        added_at=at,
        eyes_needed=bool(file.unread),
    )
    about(document)
    note(replaced=attachment.pk, attachment=fresh.pk)
    return fresh


@act("documents.remove_attachment")
def remove_attachment(attachment: Attachment, *, at: datetime, actor: Actor) -> Attachment:
    """Take an attachment out of the document (删除附件); the row stays for the record."""
    document = must_be_writing(attachment.document, "edit", actor)
    attachment = _still_there(attachment)
    attachment.replaced_at = at
    attachment.save(update_fields=["replaced_at"])
    about(document)
    note(removed=attachment.pk)
    return attachment


def _still_there(attachment: Attachment) -> Attachment:
    """The attachment read again after the document was locked. Errors: :class:`Stale` where it was taken out."""
    attachment = Attachment.objects.get(pk=attachment.pk)
    if attachment.replaced_at is not None:
        raise Stale(what="没有改动附件", why=f"附件“{attachment.title}”已被替换或删除", remedy="请刷新页面")
    return attachment


@act("documents.confirm_unread")
def confirm_unread(attachment: Attachment, *, at: datetime, actor: Actor) -> Attachment:
    """Say, as a person other than who added it, that the unread pages were looked at (人工核对未读出的页)."""
    charge.must(actor, Duty.SECRECY, Duty.OFFICE, Duty.SECTION_HEAD, document=attachment.document, to="核对未读出的页")
    if attachment.added_by.rpartition(" ")[2] == actor.name:  # the same person under another post is no second person
        raise BadInput(what="不能核对", why="添加附件的人不能核对自己的附件", remedy="请由另一位同事逐页查看后核对")
    attachment.eyes_by = actor.signature
    attachment.eyes_at = at
    attachment.save(update_fields=["eyes_by", "eyes_at"])
    attachment.findings.filter(kind="unread", state="open").update(
        state="kept", reason="已由第二人逐页查看", second_by=actor.signature, second_at=at, answered_by=actor.signature
    )
    return attachment
