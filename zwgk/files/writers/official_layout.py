"""Where each element of an official document stands (公文版式): one reckoning for the PDF and for Word.

Offsets run in characters of 3号 from the left edge of the type area (版心), which is 28 of them wide.

依据:《党政机关公文格式》(GB/T 9704—2012) 5、7、10
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from zwgk.files.writers.elements import Form, OfficialDocument, chinese_date
from zwgk.files.writers.flow import Element, Para, flow
from zwgk.files.writers.title_lines import title_lines
from zwgk.files.writers.title_lines import width_of as width_of

WIDTH, LINES = 28, 22
"""Characters of a line and lines of a page."""
TYPE_AREA_MM = (156.0, 225.0)
LINE_MM = TYPE_AREA_MM[1] / LINES
MM = 72 / 25.4
CHARACTER_PT = TYPE_AREA_MM[0] * MM / WIDTH
MASTHEAD_MM = {Form.DOCUMENT: 35.0, Form.LETTER: -7.0, Form.ORDER: 20.0, Form.MINUTES: 35.0}
"""From the upper edge of the type area (37 mm below the paper's) to the upper edge of the masthead; a letter's stands
30 mm below the paper's edge."""
MASTHEAD_PT = 62.0
"""Largest type of the masthead (发文机关标志): 22 mm, the height the standard allows."""
SEAL_MM = 45.0
"""The largest seal of an organ that uses this system (县级人民政府印章直径4.5厘米)."""

_HEAD_ROLES = frozenset({"red-head", "doc-number", "title", "addressee"})
_ENCLOSURE = re.compile(r"附\s*件\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:：]?\Z")
_TAIL_ROLES = frozenset({"attachment", "signature", "date", "note"})


@dataclass(frozen=True, slots=True)
class Arranged:
    """The body in its parts: the text proper, and the enclosures (附件, 印发的文件) that each begin a page.

    ``roles`` are those of the elements at the end (附件说明, 署名, 日期, 附注) that the text bears itself.
    """

    main: tuple[Element, ...]
    roles: frozenset[str]
    enclosures: tuple[tuple[Element, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A text at a place of a line: ``at`` says where its left end, its centre or its right end stands."""

    text: str
    anchor: str
    at: float
    voice: str = ""


def extent(placed: Placed) -> tuple[float, float]:
    """Where a placed text begins and ends, by the width of its characters."""
    wide = width_of(placed.text)
    start = {"left": placed.at, "right": placed.at - wide, "centre": placed.at - wide / 2}[placed.anchor]
    return start, start + wide


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line of 署名和成文日期 with the blank lines before it."""

    placed: tuple[Placed, ...]
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint (版记): rows of (label, names), then who printed and when; ``ruled`` between lines or bare.

    ``height_mm`` is what it takes at the foot of the last page.
    """

    rows: tuple[tuple[str, str], ...]
    printed_by: str
    printed_on: str
    ruled: bool
    height_mm: float


def arranged(document: OfficialDocument) -> Arranged:
    """Part the body: the head elements that the fields replace go, each enclosure stands alone."""
    given = {
        "red-head": bool(document.issuers),
        "doc-number": bool(document.doc_number),
        "title": True,
        "addressee": bool(document.addressees),
    }
    kept: list[Element] = []
    at_top = True
    for element in flow(document.body_html):
        role = element.role if isinstance(element, Para) else ""
        if at_top and role in _HEAD_ROLES:
            if not given[role]:
                kept.append(element)
            continue
        at_top = False
        kept.append(element)
    parts = _parted(kept)
    main, enclosures = (parts[0], parts[1:]) if parts else ((), ())
    roles = frozenset(e.role for e in main if isinstance(e, Para)) & _TAIL_ROLES
    return Arranged(main, roles, tuple(enclosures))


def _parted(elements: Sequence[Element]) -> list[tuple[Element, ...]]:
    """Cut before each “附件1” that stands alone, and before a title that follows the end of the text."""
    parts: list[list[Element]] = [[]]
    ended = fresh = False
    for element in elements:
        role = element.role if isinstance(element, Para) else ""
        text = element.text.strip() if isinstance(element, Para) else ""
        alone = role in ("attachment", "") and bool(_ENCLOSURE.match(text))
        if parts[-1] and (alone or (role == "title" and ended and not fresh)):
            parts.append([])
            ended = False
        if alone and isinstance(element, Para):
            element = Para(element.pieces, "enclosure")
        fresh = alone
        ended = ended or role in ("date", "signature", "note") or len(parts) > 1
        parts[-1].append(element)
    return [tuple(part) for part in parts if part]


def marks(document: OfficialDocument) -> tuple[tuple[str, str], ...]:
    """份号, 密级和保密期限, 紧急程度 as (text, voice), from above, flush left.

    依据: GB/T 9704—2012 7.2.1—7.2.3
    """
    rows = ((document.copy_no, ""), (document.secrecy, "hei"), (document.urgency, "hei"))
    return tuple((text, voice) for text, voice in rows if text)


def names_of_masthead(document: OfficialDocument) -> tuple[str, ...]:
    """The names of the masthead: a letter bears the leading organ alone (10.1)."""
    return document.issuers[:1] if document.form is Form.LETTER else document.issuers


def masthead_points(document: OfficialDocument) -> float:
    """Return the type size of the masthead in points, so that the longest name and the suffix fit the type area."""
    names = names_of_masthead(document)
    longest = max((width_of(name) for name in names), default=1.0)
    characters = longest + width_of(document.suffix) + (0.5 if len(names) > 1 and document.suffix else 0)
    room = TYPE_AREA_MM[0] * MM * 0.98 / max(characters, 1.0)
    return round(min(MASTHEAD_PT, room, MASTHEAD_PT if len(names) < 2 else 44.0), 1)


def spread(document: OfficialDocument) -> list[tuple[str, str]]:
    """Return the names of the masthead with the spacing (in characters) that makes shorter ones as wide as the longest.

    依据: GB/T 9704—2012 7.2.4 (联合行文时各发文机关名称两端对齐)
    """
    names = names_of_masthead(document)
    longest = max((width_of(name) for name in names), default=0.0)
    gaps = ((name, len(name) - 1) for name in names)
    return [(name, f"{(longest - width_of(name)) / gap if gap > 0 else 0:.4f}") for name, gap in gaps]


def number_lines(document: OfficialDocument) -> list[tuple[Placed, ...]]:
    """The lines with 发文字号 and 签发人: the number centred; on an upward paper one character from the left in the
    line of the last signers, who stand two in a line, the first of each line under each other.

    依据: GB/T 9704—2012 7.2.5、7.2.6、10.1
    """
    if not document.signers or document.form is not Form.DOCUMENT:
        return _plain_number(document)
    columns = min(2, len(document.signers))
    each = max(map(width_of, document.signers))
    starts = [WIDTH - 1 - each - (columns - 1 - c) * (each + 1) for c in range(columns)]
    lines: list[tuple[Placed, ...]] = []
    for first in range(0, len(document.signers), columns):
        names = [
            Placed(name, "left", starts[c], "kai") for c, name in enumerate(document.signers[first : first + columns])
        ]
        label = [Placed("签发人：", "right", starts[0])] if first == 0 else []
        lines.append((*label, *names))
    if document.doc_number:
        lines[-1] = (Placed(document.doc_number, "left", 1), *lines[-1])
    return lines


def _plain_number(document: OfficialDocument) -> list[tuple[Placed, ...]]:
    if not document.doc_number:
        return []
    if document.form is Form.LETTER:
        return [(Placed(document.doc_number, "right", WIDTH),)]
    return [(Placed(document.doc_number, "centre", WIDTH / 2),)]


def lines_of_title(document: OfficialDocument) -> tuple[str, ...]:
    """The lines of the title, broken by sense. An order's title is its masthead: it is not set again."""
    masthead = "".join(document.issuers) + document.suffix
    if document.form is Form.ORDER and document.title.replace("\n", "").startswith(masthead) and document.issuers:
        return ()
    return title_lines(document.title)


def addressees(document: OfficialDocument) -> str:
    """Return the line of addressees (主送机关) with its colon, or ""."""
    joined = "，".join(name.rstrip("：:") for name in document.addressees)
    return f"{joined}：" if joined else ""


def addressees_below(document: OfficialDocument) -> bool:
    """True where the addressees are so many that the first page would show no text: they go into the imprint.

    依据: GB/T 9704—2012 7.3.2
    """
    text = addressees(document)
    if not text or not document.issuers:
        return False
    above = MASTHEAD_MM[document.form] / LINE_MM + len(names_of_masthead(document)) * masthead_points(document) / (
        LINE_MM * MM
    )
    above += 2 + len(number_lines(document)) + 0.5 + 2 + len(lines_of_title(document)) + 1
    return above + math.ceil(width_of(text) / WIDTH) + 2 > LINES


def signature_of(document: OfficialDocument, body: Arranged) -> list[SignatureLine]:
    """Place names and date; nothing where the body bears them itself or neither is known.

    With seals: two blank lines so that the seal's top comes within a line of the text, the date right-indented by 4
    characters, the name centred over it; joint issuers side by side in rows, a seal's height apart, the date under the
    last. Without: one blank line, the name right-indented by 2 and the date beginning 2 characters right of the name's
    first. An order: the signer with the post before, right-indented by 4, the date a blank line below.

    依据: GB/T 9704—2012 7.3.5
    """
    if body.roles & {"signature", "date"} or document.form is Form.MINUTES:
        return []
    day = chinese_date(document.date_written) if document.date_written else ""
    if document.form is Form.ORDER and document.signers:
        return _personal(document, day)
    if not document.signed_by:
        return [SignatureLine((Placed(day, "right", WIDTH - 4),), 1)] if day else []
    if document.sealed:
        return _sealed(document.signed_by, day)
    return _unsealed(document.signed_by, day)


def _personal(document: OfficialDocument, day: str) -> list[SignatureLine]:
    name = document.signers[0]
    left = WIDTH - 4 - width_of(name)
    post = (Placed(document.signer_post, "right", left - 2),) if document.signer_post else ()
    lines = [SignatureLine((*post, Placed(name, "left", left, "kai")), 2)]
    return [*lines, SignatureLine((Placed(day, "right", WIDTH - 4),), 1)] if day else lines


def _unsealed(names: tuple[str, ...], day: str) -> list[SignatureLine]:
    widest, wide = max(map(width_of, names)), width_of(day)
    left = WIDTH - 2 - max(widest, wide + 2 if day else 0.0)
    centre = left + widest / 2
    lines = [SignatureLine((Placed(names[0], "left", left + (widest - width_of(names[0])) / 2),), 1)]
    lines += [SignatureLine((Placed(name, "centre", centre),)) for name in names[1:]]
    return [*lines, SignatureLine((Placed(day, "left", left + 2),))] if day else lines


def _sealed(names: tuple[str, ...], day: str) -> list[SignatureLine]:
    """Names in rows of up to three; the lines between rows keep the seals from touching."""
    widest, wide = max(map(width_of, names)), width_of(day) or 6.0
    columns = min(len(names), 3 if widest <= 9 else 2 if widest <= 13 else 1)
    cell = max(widest + 0.5, SEAL_MM / (TYPE_AREA_MM[0] / WIDTH) + 0.2)
    last = min(WIDTH - 4 - wide / 2, WIDTH - widest / 2)
    if columns > 1 and last - (columns - 1) * cell - widest / 2 < 0:
        last = WIDTH - widest / 2
    between = math.ceil(SEAL_MM / LINE_MM) - 1
    rows = []
    for first in range(0, len(names), columns):
        row = names[first : first + columns]
        places = [last - (columns - 1 - c) * cell for c in range(columns)][columns - len(row) :]
        placed = tuple(Placed(name, "centre", at) for name, at in zip(row, places, strict=True))
        rows.append(SignatureLine(placed, 2 if first == 0 else between))
    return [*rows, SignatureLine((Placed(day, "centre", last),))] if day else rows


def bracketed(note: str) -> str:
    """Return an annotation in full-width brackets (附注), whatever brackets it came in."""
    inner = re.sub(r"^[(（]|[)）]$", "", note.strip())
    return f"（{inner}）" if inner else ""


def numbered(names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the rows of 附件说明: what stands before the name ("附件：", its number) and the name without full
    stop."""
    many = len(names) > 1
    return [
        ("附件：" if i == 1 else "", f"{i}." if many else "", name.rstrip("。；;"))
        for i, name in enumerate(names, start=1)
    ]


def imprint(document: OfficialDocument) -> Imprint | None:
    """Return the imprint, None where there is nothing to say; a letter's bears neither printer nor rules (10.1)."""
    rows = []
    if addressees_below(document):
        rows.append(("主送：", addressees(document).rstrip("：") + "。"))
    if document.copy_to:
        rows.append(("抄送：", "，".join(name.rstrip("。") for name in document.copy_to) + "。"))
    letter = document.form is Form.LETTER
    day = f"{chinese_date(document.printed_on)}印发" if document.printed_on and not letter else ""
    by = "" if letter else document.printed_by
    if not rows and not by and not day:
        return None
    # 30 characters of 4号 between the margins of one at either side; the label hangs out by three
    lines = sum(math.ceil(width_of(text) / 26.5) for _, text in rows) + (1 if by or day else 0)
    return Imprint(tuple(rows), by, day, not letter, lines * 9.0 + 2)
