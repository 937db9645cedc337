"""An official document on paper (公文): what it consists of, and its PDF in the layout of GB/T 9704-2012.

依据:《党政机关公文格式》(GB/T 9704—2012);《党政机关公文处理工作条例》第九条
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import mark_safe

from zwgk.files.writers.flow import Element, Para, flow
from zwgk.files.writers.paper import printed
from zwgk.files.writers.rendition import About, Sheet, filled, render_pdf, style
from zwgk.rules.errors import BadInput

HEAD_ROLES = frozenset({"red-head", "doc-number", "title", "addressee"})
PAGE_WIDTH_PT = 442.2
"""Width of the type area (版心) 156 mm in points: 28 characters of 3号."""
MASTHEAD_PT = 62.0
"""Largest type of the masthead (发文机关标志): 22 mm, the height the standard allows."""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """What stands on the paper (公文要素). Only ``title`` and ``body_html`` must be there; what is empty is left out.

    ``issuers`` are the names of the masthead (发文机关标志), the leading organ first; ``masthead_suffix`` is usually
    文件. ``body_html`` is body format v1. Elements that the body itself bears at its top (红头, 文号, 标题, 主送)
    give way to the fields; those at its end (附件说明, 署名, 日期, 附注) stay in place and the fields supply what is
    missing. ``note`` is written in brackets (附注: 此件公开发布). ``signer`` (签发人) makes it an upward document
    (上行文). ``copy_to``, ``printed_by`` and ``printed_on`` form the imprint (版记). ``files`` are the pictures the
    body shows, address → bytes. ``sealed`` leaves the place of a seal and centres the name over the date.
    """

    title: str
    body_html: str
    issuers: tuple[str, ...] = ()
    masthead_suffix: str = "文件"
    doc_number: str = ""
    addressees: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    date_written: date | None = None
    note: str = ""
    copy_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    signer: str = ""
    sealed: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)

    def spoken(self) -> tuple[str, ...]:
        """Return every text that stands on the paper beside the body, as the proof of a redaction needs it."""
        fields = (self.title, self.doc_number, self.note, self.printed_by, self.signer, self.masthead_suffix)
        lists = (self.issuers, self.addressees, self.attachments, self.signed_by, self.copy_to)
        days = tuple(chinese_date(day) for day in (self.date_written, self.printed_on) if day)
        return tuple(text for text in (*fields, *(name for names in lists for name in names), *days) if text)


@dataclass(frozen=True, slots=True)
class Signature:
    """Name and date at the end (署名和成文日期) with their right indents in characters of 3号."""

    lines: tuple[tuple[str, float], ...]
    day: str
    day_indent: float


def chinese_date(day: date) -> str:
    """Return ``2026年3月5日``: Arabic digits, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def must_be_printable(document: OfficialDocument) -> None:
    """Refuse a document without title or text. Errors: ``BadInput``."""
    if not document.title.strip():
        raise BadInput(what="不能生成公文", why="标题为空", remedy="请先填写标题", field="title")
    if not flow(document.body_html):
        raise BadInput(what="不能生成公文", why="正文为空", remedy="请先填写正文", field="body_html")


def arranged(document: OfficialDocument) -> tuple[tuple[Element, ...], frozenset[str]]:
    """Return the body without the head elements that the fields replace, and the roles that it bears itself."""
    elements = list(flow(document.body_html))
    given = {
        "red-head": bool(document.issuers),
        "doc-number": bool(document.doc_number),
        "title": True,
        "addressee": bool(document.addressees),
    }
    kept: list[Element] = []
    at_top = True
    for element in elements:
        role = element.role if isinstance(element, Para) else ""
        if at_top and role in HEAD_ROLES:
            if not given[role]:
                kept.append(element)
            continue
        at_top = False
        kept.append(element)
    return tuple(kept), frozenset(element.role for element in kept if isinstance(element, Para))


def width_of(text: str) -> float:
    """Return the width of a text in full-width characters; ASCII counts half."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


def signature_of(document: OfficialDocument) -> Signature | None:
    """Place name and date. With a seal the date is 4 characters from the right and the name centred over it; without,
    the name is 2 characters from the right and the date begins 2 characters right of the name's first one.

    依据: GB/T 9704—2012 7.3.5
    """
    if document.date_written is None and not document.signed_by:
        return None
    day = chinese_date(document.date_written) if document.date_written else ""
    wide = width_of(day)
    if document.sealed:
        centre = 4 + wide / 2
        lines = tuple((name, max(0.0, centre - width_of(name) / 2)) for name in document.signed_by)
        return Signature(lines, day, 4)
    widest = max((width_of(name) for name in document.signed_by), default=0.0)
    day_indent = max(2.0, widest - wide) if widest else 4.0
    name_indent = 2.0 if widest - wide >= 2 else day_indent + wide + 2 - widest
    lines = tuple((name, name_indent + (widest - width_of(name)) / 2) for name in document.signed_by)
    return Signature(lines, day, day_indent if day else 0.0)


def masthead_points(document: OfficialDocument) -> float:
    """Return the type size of the masthead in points, so that the longest name and the suffix fit the type area."""
    suffix = document.masthead_suffix
    longest = max((width_of(name) for name in document.issuers), default=1.0)
    characters = longest + width_of(suffix) + (0.5 if len(document.issuers) > 1 and suffix else 0)
    room = PAGE_WIDTH_PT * 0.98 / max(characters, 1.0)
    return round(min(MASTHEAD_PT, room, MASTHEAD_PT if len(document.issuers) < 2 else 44.0), 1)


def spread(document: OfficialDocument) -> list[tuple[str, str]]:
    """Return the names of the masthead with the spacing (in characters) that makes shorter ones as wide as the longest.

    依据: GB/T 9704—2012 7.2.4 (联合行文时各发文机关名称两端对齐)
    """
    longest = max((width_of(name) for name in document.issuers), default=0.0)
    gaps = ((name, len(name) - 1) for name in document.issuers)
    return [(name, f"{(longest - width_of(name)) / gap if gap > 0 else 0:.4f}") for name, gap in gaps]


def imprint_lines(document: OfficialDocument) -> int:
    """Return how many lines of 4号 the imprint (版记) takes: 30 characters a line, 抄送 four of them indented."""
    copies = width_of("，".join(document.copy_to)) + 1
    return (math.ceil(copies / 26) if document.copy_to else 0) + 1


def bracketed(note: str) -> str:
    """Return an annotation in full-width brackets (附注), whatever brackets it came in."""
    inner = re.sub(r"^[(（]|[)）]$", "", note.strip())
    return f"（{inner}）" if inner else ""


def about(document: OfficialDocument) -> About:
    """Return what the files say of themselves."""
    day = document.date_written.isoformat() if document.date_written else ""
    return About(document.title, document.issuers or document.signed_by, day)


def official_pdf(document: OfficialDocument) -> bytes:
    """Return the document as PDF in the layout of GB/T 9704 (A4, 22 lines of 28 characters).

    Errors: ``BadInput`` without title or body, or where a picture of the body was not handed in.
    """
    must_be_printable(document)
    elements, roles = arranged(document)
    signature = None if roles & {"signature", "date"} else signature_of(document)
    joint = len(document.issuers) > 1
    html = filled(
        "official.html",
        {
            "document": document,
            "masthead_points": str(masthead_points(document)),
            "names": spread(document),
            "names_width": f"{max(map(width_of, document.issuers), default=0) + 0.02:.2f}",
            "joint": joint,
            "upward": bool(document.signer),
            "title_lines": document.title.split("\n"),
            "addressees": addressees(document),
            "body": mark_safe(printed(elements)),
            "attachments": () if "attachment" in roles else numbered(document.attachments),
            "lines": [(name, f"{indent:.2f}") for name, indent in signature.lines] if signature else (),
            "day": signature.day if signature else "",
            "day_indent": f"{signature.day_indent:.2f}" if signature else "0",
            "note": "" if "note" in roles else bracketed(document.note),
            "copy_to": "，".join(document.copy_to),
            "printed_on": chinese_date(document.printed_on) if document.printed_on else "",
            "imprint": bool(document.copy_to or document.printed_by or document.printed_on),
            "imprint_mm": f"{imprint_lines(document) * 9 + 2}",
        },
    )
    return render_pdf(Sheet(html, (style("paper.css"), style("official.css")), about(document), document.files))


def addressees(document: OfficialDocument) -> str:
    """Return the line of addressees (主送机关) with its colon, or ""."""
    joined = "，".join(name.rstrip("：:") for name in document.addressees)
    return f"{joined}：" if joined else ""


def numbered(names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the rows of 附件说明: what stands before the name ("附件：", its number) and the name without full
    stop."""
    many = len(names) > 1
    return [
        ("附件：" if i == 1 else "", f"{i}." if many else "", name.rstrip("。；;"))
        for i, name in enumerate(names, start=1)
    ]
