"""What is handed to the door: a finished content, its files and links. Plain values; nothing here touches a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from zwgk.files import body
from zwgk.rules.publication import LinkKind, Visibility


@dataclass(frozen=True)
class PublicFile:
    """A file that goes out with a content (随件文件): bytes are known by their SHA-256."""

    role: str
    name: str
    sha256: str
    size: int
    mime: str
    text: str = ""


@dataclass(frozen=True)
class PublicLink:
    """A relation to another paper: ours by ``target_id``, or one known by name only. ``articles``: of what is repealed
    or amended, which ("" the whole); ``until``: the new last day of what is extended.
    """

    kind: LinkKind
    target_id: int | None = None
    text: str = ""
    doc_number: str = ""
    url: str = ""
    articles: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Content:
    """All that a publication shows. ``meta`` holds further labelled values of the metadata block (S2-01), in order."""

    title: str
    body_html: str
    organ_id: int
    column_id: int
    kind: str = ""
    disclosure: str = "public"
    visibility: Visibility = Visibility.PUBLIC
    doc_number: str = ""
    index_no: str = ""
    issuers: tuple[str, ...] = ()
    date_written: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = ""
    is_normative: bool = False
    dimension: str = ""
    subject_code: str = ""
    source: str = ""
    source_url: str = ""
    keywords: str = ""
    lang: str = "zh-CN"
    meta: dict[str, Any] = field(default_factory=dict)
    files: tuple[PublicFile, ...] = ()
    links: tuple[PublicLink, ...] = ()

    @cached_property
    def plain_text(self) -> str:
        """The body as plain text."""
        return body.text_of(self.body_html)

    @cached_property
    def digest(self) -> str:
        """The digest that a *reviewed* clearance binds: title, body blocks, attribute, attachments; not numbers or
        dates.
        """
        return digest_of(self.title, self.body_html, self.disclosure, [f.sha256 for f in self.files if f.role in BOUND])


def known(content: Content, *, plain_text: str, digest: str) -> Content:
    """The same content with its text and digest as worked out before, by the functions of this module."""
    vars(content).update({"plain_text": plain_text} if content.files else {"plain_text": plain_text, "digest": digest})
    return content


#: roles whose bytes were themselves reviewed; renditions (pdf, docx) are made from the reviewed body
BOUND = frozenset({"attachment", "image", "original"})


def digest_of(title: str, body_html: str, disclosure: str, attachments: list[str]) -> str:
    """Return the SHA-256 (hex) over canonical title, body, attribute and sorted attachment digests."""
    return body.digest(body_html, title.strip(), disclosure, *sorted(attachments))
