"""Marks set many at a time, in body and attachments (批量标注、附件遮盖), and the recognition of scanned pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zwgk.audit.acts import about, act, note
from zwgk.documents import parts, texts
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Attachment, AttachmentMark, Document, PageReading, Redaction
from zwgk.documents.parts import Spot
from zwgk.files import body
from zwgk.files.models import File
from zwgk.files.redaction.areas import Area, must_lie_on_page
from zwgk.files.redaction.layout import page_limit
from zwgk.jobs import queries as background
from zwgk.jobs.queue import enqueue, report
from zwgk.people.actor import Actor
from zwgk.rules import grounds
from zwgk.rules.errors import BadInput, Stale

if TYPE_CHECKING:
    from zwgk.jobs.models import Job

READ_PAGES = "documents.read_pages"


def must_be_on_pages(attachment: Attachment, spots: Sequence[Spot]) -> None:
    """Refuse a spot beside the attachment's pages. Reads the file: call outside a transaction. Errors: ``BadInput``."""
    with parts.open_pages(attachment) as pages:
        page_limit(pages, attachment.title)
        for spot in spots:
            if spot.box is not None:
                must_lie_on_page(Area(spot.page, spot.box, "", ""), pages.count)


def must_be_in_text(attachment: Attachment, spots: Sequence[Spot]) -> None:
    """Refuse a spot outside the attachment's text. Reads the file: call outside a transaction.

    Errors: ``BadInput`` (no such block, offsets outside).
    """
    _must_fit(parts.html_of(attachment), [spot for spot in spots if spot.attachment_id == attachment.pk])


@act("documents.cover")
def cover(
    document: Document, spots: Sequence[Spot], *, ground_code: str, reason: str, at: datetime, actor: Actor
) -> int:
    """Mark many places at once, in the body and in attachments (批量标注); what is marked already stays as it is.

    Returns how many were added. Errors: :class:`BadInput` (nothing chosen, no ground, no reason, a place that is not
    there), :class:`Stale` (an attachment that was replaced).
    """
    document = locked(document, "redact", actor)
    grounds.mark(ground_code)
    if not reason.strip():
        raise BadInput(what="不能标注", why="没有写明理由", remedy="请写明理由", field="reason")
    if not spots:
        raise BadInput(what="不能标注", why="没有选中要遮盖的地方", remedy="请勾选或框选要遮盖的地方", field="spots")
    there = {a.pk for a in texts.live_attachments(document)}
    if any(spot.attachment_id is not None and spot.attachment_id not in there for spot in spots):
        raise Stale(what="不能标注", why="附件已被替换或删除", remedy="请刷新页面")
    in_body = [spot for spot in spots if spot.attachment_id is None]
    _must_fit(texts.working_text(document), in_body)
    said = {"ground_code": ground_code, "reason": reason.strip()[:300], "by": actor.signature, "at": at}
    before = document.redactions.count() + AttachmentMark.objects.filter(attachment__in=there).count()
    Redaction.objects.bulk_create(
        [Redaction(document=document, block_id=s.block_id, start=s.start if s.end else 0, end=s.end, **said)
         for s in in_body],
        ignore_conflicts=True,
    )  # fmt: skip
    AttachmentMark.objects.bulk_create(
        [_row(spot.attachment_id, spot, said) for spot in spots if spot.attachment_id is not None],
        ignore_conflicts=True,
    )
    added = document.redactions.count() + AttachmentMark.objects.filter(attachment__in=there).count() - before
    note(chosen=len(spots), added=added, ground=ground_code)
    return added


def _row(attachment_id: int, spot: Spot, said: dict[str, object]) -> AttachmentMark:
    if spot.box is None:
        return AttachmentMark(
            attachment_id=attachment_id, block_id=spot.block_id, start=spot.start if spot.end else 0,
            end=spot.end, **said,
        )  # fmt: skip
    box = spot.box
    return AttachmentMark(
        attachment_id=attachment_id, page=spot.page, left=box.left, top=box.top, right=box.right,
        bottom=box.bottom, **said,
    )  # fmt: skip


def _must_fit(html: str, spots: Sequence[Spot]) -> None:
    """Refuse a place that the text has not. Errors: ``BadInput``."""
    length = {block.id: len(block.text) for block in body.blocks(html)} if spots else {}
    for spot in spots:
        if spot.block_id not in length:
            raise BadInput(what="不能标注", why="文字里没有这一段", remedy="请刷新页面后重新选择", field="block_id")
        if spot.end and not 0 <= spot.start < spot.end <= length[spot.block_id]:
            raise BadInput(
                what="不能标注", why=f"位置{spot.start}至{spot.end}不在这一段里", remedy="请重新选择文字", field="start"
            )


@act("documents.uncover")
def uncover(mark: AttachmentMark, *, actor: Actor) -> Document:
    """Take a mark of an attachment away again (取消标注)."""
    document = locked(mark.attachment.document, "redact", actor)
    about(document)
    note(attachment=mark.attachment_id, page=mark.page)
    mark.delete()
    return document


@act("documents.order_reading")
def order_reading(attachment: Attachment, *, actor: Actor) -> Job:
    """Have the scanned pages of an attachment recognised in the background (识别各页文字)."""
    document = locked(attachment.document, "redact", actor)
    about(document)
    note(attachment=attachment.pk)
    return enqueue(READ_PAGES, key=str(attachment.file_id), args={"attachment_id": attachment.pk}, queue="slow")


def reading_of(attachment: Attachment) -> Job | None:
    """The newest order to recognise this file."""
    return background.of(READ_PAGES, str(attachment.file_id))


def read_pages(attachment_id: int) -> None:
    """Recognise the pages that have no text of their own and keep what was read; pages already read are left (the
    worker's part)."""
    attachment = Attachment.objects.select_related("file", "file__blob").get(pk=attachment_id)
    known = set(PageReading.objects.filter(file=attachment.file_id).values_list("page", flat=True))
    with parts.open_pages(attachment) as pages:
        page_limit(pages, attachment.title)
        for number in range(1, pages.count + 1):
            report(number - 1, pages.count)
            if number in known or pages.layout(number).lines:
                continue
            layout = pages.layout(number, recognise=True)
            lines = [
                [[g.text, g.box.left, g.box.top, g.box.right, g.box.bottom] for g in line.glyphs]
                for line in layout.lines
            ]
            _keep(attachment.file, number, layout.width, layout.height, str(layout.state), lines)
        report(pages.count, pages.count)


def _keep(file: File, page: int, width: float, height: float, state: str, lines: list[list[list[object]]]) -> None:
    with transaction.atomic():
        PageReading.objects.update_or_create(
            file=file, page=page, defaults={"width": width, "height": height, "state": state, "lines": lines}
        )
