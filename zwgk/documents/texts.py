"""The text of a document as the checks and the digests see it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from zwgk.documents.models import Attachment, Document, Draft
from zwgk.files import body
from zwgk.publishing.content import digest_of


@dataclass(frozen=True)
class Located:
    """The plain text of a body with the way back from an offset to a block."""

    text: str
    starts: tuple[int, ...]
    ids: tuple[str, ...]

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """The block and the offsets in its text for ``[start, end)`` of the whole; cut at the block's end."""
        if not self.ids:
            return "", 0, 0
        index = max(0, bisect_right(self.starts, start) - 1)
        begin = self.starts[index]
        stop = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.ids[index], start - begin, min(end, stop) - begin


def located(html: str) -> Located:
    """The body's text, a line a block, with block starts."""
    starts, ids, pieces, position = [], [], [], 0
    for block in body.blocks(html):
        starts.append(position)
        ids.append(block.id)
        pieces.append(block.text)
        position += len(block.text) + 1
    return Located("\n".join(pieces), tuple(starts), tuple(ids))


def outgoing_attachments(document: Document) -> list[Attachment]:
    """The attachments that go out with the document."""
    return list(document.attachments.filter(replaced_at=None, is_public=True).select_related("file", "file__blob"))


def live_attachments(document: Document) -> list[Attachment]:
    """The attachments that belong to the document now, public or not."""
    return list(document.attachments.filter(replaced_at=None).select_related("file", "file__blob"))


def working_text(document: Document) -> str:
    """The working body."""
    return Draft.objects.get(document=document).body_html


def digest(document: Document, disclosure: str = "") -> str:
    """The digest of what is being signed: title, working body, all attachments; the attribute is decided on the way."""
    return digest_of(
        document.title, working_text(document), disclosure, [a.file.sha256 for a in live_attachments(document)]
    )


def release_digest(document: Document, body_html: str) -> str:
    """The digest that a clearance binds: as :func:`digest`, with the final attribute and only what goes out."""
    return digest_of(
        document.title, body_html, document.disclosure, [a.file.sha256 for a in outgoing_attachments(document)]
    )


def full_text(document: Document) -> str:
    """Title, body and what was read of the attachments, for finding marks of secrecy anywhere."""
    return "\n".join(
        [document.title, body.text_of(working_text(document)), *(a.file.text for a in live_attachments(document))]
    )
