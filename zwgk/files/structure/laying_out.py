"""One-key layout of a draft (一键排版): the elements of a paper that was typed as plain text are found and marked.

Nothing of the text is lost or added; blanks that stood for layout are gone since the body was sanitised. Blocks keep
their ids, so that remarks, findings and redactions still find their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zwgk.files.body import Block, BlockKind, blocks, sanitise, text_of
from zwgk.files.readers.result import Look, Piece, PieceKind
from zwgk.files.structure.paper import Line, one_line
from zwgk.files.structure.recognising import told

LABELS = {
    "red-head": "发文机关标志", "doc-number": "发文字号", "title": "标题", "addressee": "主送机关", "signature": "署名",
    "date": "成文日期", "attachment": "附件", "note": "附注", "center": "居中", "source": "来源", "removed": "删去处",
    "h2": "一级标题", "h3": "二级标题", "h4": "三级标题", "p": "正文",
}  # fmt: skip
"""Tag or class → what a reader calls it."""
_OUTER = re.compile(r"\A<(\w+)[^>]*>(.*)</\1>\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LaidChange:
    """One thing that the layout changed (排版改动): where, what it was, what it is, the beginning of the text."""

    block_id: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A body laid out, with what was changed; equal to the body given where ``changes`` is empty."""

    body_html: str
    changes: tuple[LaidChange, ...]


def lay_out(body_html: str) -> LaidOut:
    """Find title, addressees, headings, signatures, dates and attachments of a draft and mark them as such.

    What somebody marked already stays. Errors: ``RuntimeError`` if a word were lost, which no draft may bring about.
    """
    given = list(blocks(body_html))
    lines = [_line(block) for block in given]
    origin = {id(line): block for line, block in zip(lines, given, strict=True)}
    told(lines)
    made = [(line, origin[id(line)]) for line in lines]
    html = sanitise("\n".join(_written(line, block) for line, block in made))
    if _letters(text_of(html)) != _letters(text_of(body_html)):
        raise RuntimeError("the layout would lose text")
    changes = [change for line, block in made for change in _changes(line, block)]
    changes += _joined(given, made)
    return LaidOut(html if changes else body_html, tuple(changes))


def _is_text(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)


def _line(block: Block) -> Line:
    """A block as the recogniser takes it; what is no plain paragraph stands as it is."""
    if not _is_text(block):
        return Line(Piece(PieceKind.IMAGE, "", block.html), "", done=True)
    inner = _inner(block)
    bold = inner.startswith("<strong>") and inner.endswith("</strong>") and inner.count("<strong>") == 1
    line = Line(Piece(PieceKind.TEXT, block.text.strip(), inner, Look(bold=bold)), one_line(block.text))
    if block.cls or block.kind is BlockKind.HEADING:
        line.tag, line.cls, line.done = (f"h{block.level}" if block.level else "p"), block.cls, True
    return line


def _inner(block: Block) -> str:
    found = _OUTER.match(block.html.strip())
    return found.group(2) if found else block.html


def _written(line: Line, block: Block) -> str:
    if not _is_text(block):
        return block.html
    cls = f' class="{line.cls}"' if line.cls else ""
    return f'<{line.tag} data-b="{block.id}"{cls}>{line.piece.html}</{line.tag}>'


def _changes(line: Line, block: Block) -> list[LaidChange]:
    if not _is_text(block):
        return []
    before = block.cls or (f"h{block.level}" if block.level else "p")
    after = line.cls or line.tag
    return [LaidChange(block.id, LABELS[before], LABELS[after], line.text[:40])] if before != after else []


def _joined(given: Sequence[Block], made: Sequence[tuple[Line, Block]]) -> list[LaidChange]:
    kept = {block.id for _, block in made}
    return [
        LaidChange(block.id, "标题的一行", "并入标题，由版式回行", block.text.strip()[:40])
        for block in given
        if block.id not in kept
    ]


def _letters(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0]+", "", text)
