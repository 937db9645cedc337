"""A paper on its way to a body: its lines with the tag and class they will get, and its titles (标题)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from zwgk.files.readers.result import Piece, paragraph
from zwgk.files.structure import marks

_BIG = 1.25
"""A title's letters are larger than those of the text by at least this factor."""
MOST_TITLE_LINES = 4


@dataclass(eq=False)
class Line:
    """A piece on its way: the tag and class it will get. Two lines of one wording are two lines."""

    piece: Piece
    text: str
    tag: str = "p"
    cls: str = ""
    done: bool = False


@dataclass
class Paper:
    """All lines of a paper; ``found`` holds the first text of each class."""

    lines: list[Line]
    body_size: float | None
    found: dict[str, str] = field(default_factory=dict)


def one_line(text: str) -> str:
    """A line broken by hand is one line; a break between Chinese characters leaves no blank."""
    joined = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])", "", text)
    return re.sub(r"\s+", " ", joined).strip(" \u3000")


def body_size_of(lines: list[Line]) -> float | None:
    """Return the size in points that most characters have, ``None`` where the file does not say."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.piece.look.size:
            sizes[line.piece.look.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None


def mark(paper: Paper, line: Line, cls: str, tag: str = "p") -> None:
    """Give a line its class; the first line of a class is what the paper is said to have."""
    line.cls, line.tag, line.done = cls, tag, True
    if cls:
        paper.found.setdefault(cls, line.text)


def title_at(paper: Paper, start: int) -> list[Line]:
    """Return the lines of the title that begins at or soon after ``start``."""
    lines = paper.lines
    first = next((i for i in range(start, min(start + 6, len(lines))) if _may_begin_title(paper, lines[i])), None)
    if first is None:
        return []
    group = [lines[first]]
    for line in lines[first + 1 : first + MOST_TITLE_LINES]:
        if line.done or not goes_on(paper, group, line):
            break
        group.append(line)
    return group


def _may_begin_title(paper: Paper, line: Line) -> bool:
    if line.done or marks.is_numbered(line.text) or marks.ATTACHMENT_HEAD.match(line.text):
        return False
    if re.match(r"(?:签发人|特急|加急|平急|特提|份号|密级|\d{6}\Z|秘密|机密|绝密|内部)", line.text):
        return False
    if marks.DATE.fullmatch(line.text):
        return False
    return marks.is_standalone(line.text, 120) or (is_big(paper, line) and "。" not in line.text)


def is_big(paper: Paper, line: Line) -> bool:
    """True where the line's letters are clearly larger than those of the text; never where sizes are not known."""
    size = line.piece.look.size
    return bool(size and paper.body_size and size >= paper.body_size * _BIG)


def goes_on(paper: Paper, group: list[Line], line: Line) -> bool:
    """True where ``line`` belongs to the title begun: looks like it, or the title is not at its end yet."""
    first, last = group[0], group[-1]
    if is_big(paper, first) and is_big(paper, line) and not marks.is_numbered(line.text) and len(line.text) < 4:
        return True  # the last word of a title that did not fit its line
    if marks.is_numbered(line.text) or not marks.is_standalone(line.text, 60) or marks.DATE.fullmatch(line.text):
        return False
    if marks.NUMBER.match(line.text) or marks.ADDRESSEE.match(line.text):
        return False
    if is_big(paper, first):
        return is_big(paper, line) and line.piece.look.align == first.piece.look.align
    if marks.TITLE_END.search(last.text) and not re.match(r"的", line.text):
        return False
    before = "".join(g.text for g in group)
    if re.search(r"(?:关于|印发|转发|批转)\Z", last.text) or before.count("《") > before.count("》"):
        return True
    return bool(marks.TITLE_END.search(line.text)) and len(before) + len(line.text) <= 80


def join_title(paper: Paper, group: list[Line]) -> None:
    """Make the title one paragraph; its lines were only broken to fit the sheet."""
    first = group[0]
    if len(group) > 1 or "\n" in first.piece.text:
        text = "".join(g.text for g in group)
        html = "".join(g.piece.html.strip() for g in group).replace("<br>", "")
        first.piece, first.text = paragraph(text, html, first.piece.look), text
        for line in group[1:]:
            paper.lines.remove(line)
    mark(paper, first, "title")
