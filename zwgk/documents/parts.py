"""The parts of a document that can go out (正文和附件), as they are marked: texts by their blocks, pages by areas."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from zwgk.documents import texts
from zwgk.documents.models import Attachment, AttachmentMark, Document, PageReading
from zwgk.files import readers, store
from zwgk.files.models import File
from zwgk.files.readers.result import PageState
from zwgk.files.redaction import Removal
from zwgk.files.redaction.areas import Area, Box, Glyph, PageLayout, PageLine
from zwgk.files.redaction.layout import Pages, pages_of
from zwgk.files.redaction.remaking import is_paged
from zwgk.rules import grounds
from zwgk.rules.errors import RuleViolation

READABLE = 2_000_000
"""Characters of one attachment beyond which it is not shown for marking passage by passage."""


@dataclass(frozen=True)
class TextPart:
    """A part made of blocks: the body (no attachment) or a text, Word or table attachment."""

    html: str
    attachment: Attachment | None = None


@dataclass(frozen=True)
class Spot:
    """A place to take away (待遮盖处): in a text by block and offsets (``end`` 0: all of it), on a page by its box."""

    attachment_id: int | None = None
    block_id: str = ""
    start: int = 0
    end: int = 0
    page: int = 0
    box: Box | None = None


def attachment_is_paged(attachment: Attachment) -> bool:
    """Whether the attachment is covered by areas of its pages."""
    return is_paged(attachment.file.name, store.data_of(attachment.file))


def html_of(attachment: Attachment) -> str:
    """The attachment's text as a body whose blocks can be marked. Errors: those of the readers."""
    return _read_html(attachment.file.name, attachment.file.sha256, attachment.file.pk)


@functools.lru_cache(maxsize=6)
def _read_html(name: str, sha256: str, file_id: int) -> str:
    file = File.objects.select_related("blob").get(pk=file_id)
    return readers.read_bytes(name, store.data_of(file)).body_html


def text_parts(document: Document) -> list[TextPart]:
    """The body and every outgoing attachment that is a text and can be read."""
    found = [TextPart(texts.working_text(document))]
    for attachment in texts.outgoing_attachments(document):
        try:
            if not attachment_is_paged(attachment):
                found.append(TextPart(html_of(attachment), attachment))
        except RuleViolation:
            continue  # the copy's proof searches its bytes all the same
    return found


def paged_attachments(document: Document) -> list[Attachment]:
    """The outgoing attachments that are pages."""
    found = []
    for attachment in texts.outgoing_attachments(document):
        try:
            if attachment_is_paged(attachment):
                found.append(attachment)
        except RuleViolation:
            continue
    return found


def open_pages(attachment: Attachment) -> Pages:
    """The attachment's pages; close them. Errors: ``BadInput`` (not pages, broken)."""
    return pages_of(attachment.file.name, store.data_of(attachment.file))


def readings(attachment: Attachment) -> dict[int, PageLayout]:
    """The pages of a scan that have been recognised."""
    return {row.page: layout_of(row) for row in PageReading.objects.filter(file=attachment.file_id)}


def layout_of(row: PageReading) -> PageLayout:
    """A stored reading as a layout."""
    lines = tuple(
        PageLine(tuple(Glyph(word[0], Box(*word[1:])) for word in line), recognised=True) for line in row.lines
    )
    return PageLayout(row.page, row.width, row.height, lines, PageState(row.state))


def removals(attachment: Attachment) -> list[Removal]:
    """The marked passages of a text attachment, as the redaction room takes them."""
    rows = AttachmentMark.objects.filter(attachment=attachment, page=0).order_by("block_id", "start", "end")
    return [
        Removal(
            r.block_id, r.ground_code, grounds.ground(r.ground_code).basis, r.start if r.end else None, r.end or None,
            r.reason,
        )
        for r in rows
    ]  # fmt: skip


def areas(attachment: Attachment) -> list[Area]:
    """The marked areas of an attachment's pages, in order."""
    rows = AttachmentMark.objects.filter(attachment=attachment, page__gt=0).order_by("page", "top", "left", "pk")
    return [Area(r.page, box_of(r), r.ground_code, grounds.ground(r.ground_code).basis, r.reason) for r in rows]


def marks(attachment: Attachment) -> list[AttachmentMark]:
    """All marks of an attachment, in order."""
    rows = AttachmentMark.objects.filter(attachment=attachment)
    return list(rows.order_by("page", "top", "left", "block_id", "start", "pk"))


def box_of(mark: AttachmentMark) -> Box:
    """The box of a mark on a page."""
    return Box(mark.left, mark.top, mark.right, mark.bottom)
