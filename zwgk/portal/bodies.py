"""A body made ready for reading: anchors, tables in frames that scroll, the outline by parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from zwgk.files import body
from zwgk.files.body import Block, BlockKind, Heading

#: longer outlines are folded by parts
LONG_OUTLINE = 24
#: tables with so many columns do not fit a phone
WIDE = 4
_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?\Z")


@dataclass
class Part:
    """A part of a paper (如一文多制度): its title and what stands below it in the outline."""

    heading: Heading | None
    below: list[Heading] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """What the page shows of a body. ``parts`` is the outline; several where a paper holds several titled ones."""

    html: SafeString
    parts: tuple[Part, ...]

    @property
    def folded(self) -> bool:
        """True where the outline is long and better folded by parts."""
        return len(self.parts) > 1 and sum(len(part.below) for part in self.parts) > LONG_OUTLINE


def shown(html: str, *, title: str, doc_number: str) -> Shown:
    """Return the body as its page shows it; its own title and number are left to the page where they only repeat it."""
    found = list(body.blocks(html))
    kept = _without_repeated_head(found, title, doc_number)
    source = "\n".join(block.html for block in kept)
    outline = body.outline(source)
    anchors = {heading.block_id: heading.anchor for heading in outline}
    pieces = [_piece(block, anchors.get(block.id, block.id)) for block in kept]
    return Shown(mark_safe("\n".join(pieces)), _parts(outline))


def _same(a: str, b: str) -> bool:
    return _SPACE.sub("", a) == _SPACE.sub("", b)


def _without_repeated_head(found: list[Block], title: str, doc_number: str) -> list[Block]:
    """Drop the leading title and number that the page's own head shows already."""
    kept, head = [], True
    for block in found:
        head = head and block.cls in {"red-head", "doc-number", "title", "center", "source"}
        if head and block.cls == "title" and _same(block.text, title):
            continue
        if head and block.cls == "doc-number" and doc_number and _same(block.text, doc_number):
            continue
        kept.append(block)
    return kept


def _piece(block: Block, anchor: str) -> str:
    html = block.html.replace(f'data-b="{block.id}"', f'id="{escape(anchor)}"', 1)
    if block.kind is not BlockKind.TABLE:
        return html
    html = _aligned(html)
    columns = max((sum(cell.colspan for cell in row) for row in block.rows), default=0)
    wide = " many" if columns >= WIDE else ""
    name = "表格，可以左右滑动查看"
    return f'<div class="scroll{wide}" tabindex="0" role="region" aria-label="{name}">{html}</div>'


def _aligned(html: str) -> str:
    """Figures in cells stand at the right, so that their places line up."""

    def cell(match: re.Match[str]) -> str:
        text = _SPACE.sub("", re.sub(r"<[^>]+>", "", match.group(2)))
        return f'<td class="n"{match.group(1)}>{match.group(2)}</td>' if _FIGURE.match(text) else match.group(0)

    return re.sub(r"<td((?: (?:colspan|rowspan)=\"\d+\")*)>(.*?)</td>", cell, html, flags=re.DOTALL)


def _parts(outline: tuple[Heading, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for heading in outline:
        if heading.level == 1:
            parts.append(Part(heading))
        else:
            if not parts:
                parts.append(Part(None))
            parts[-1].below.append(heading)
    return tuple(parts)
