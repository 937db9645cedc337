"""From pieces to a body with classes: the elements of a paper are found from the top down (要素识别)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.files.body.sanitising import sanitise
from zwgk.files.readers.result import Piece, PieceKind, ReadFile, paragraph, piece_html
from zwgk.files.structure import junk, marks, piped
from zwgk.files.structure.paper import (
    MOST_TITLE_LINES,
    Line,
    Paper,
    body_size_of,
    goes_on,
    is_big,
    join_title,
    mark,
    one_line,
    title_at,
)
from zwgk.files.structure.parts import Part, parts

_HEAD_LINES = 14
_MOST_SIGNATURES = 12


@dataclass(frozen=True, slots=True)
class Structure:
    """A paper taken apart: its body, what was found, and what was left out of it.

    ``title`` and the others are "" where the paper does not say; ``date_text`` is as written; ``stripped`` page junk.
    """

    body_html: str
    title: str = ""
    red_head: str = ""
    doc_number: str = ""
    addressee: str = ""
    signatures: tuple[str, ...] = ()
    date_text: str = ""
    attachments: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    stripped: tuple[junk.Stripped, ...] = ()


def recognise_text(text: str) -> Structure:
    """Recognise plain text, a line a paragraph."""
    return _recognise([paragraph(line) for line in text.splitlines()])


def recognise(read: ReadFile) -> Structure:
    """Recognise a file as read; what is not there stays "". Errors: ``LimitExceeded`` (body too long)."""
    return _recognise(list(read.pieces))


def _recognise(pieces: list[Piece]) -> Structure:
    kept, stripped = junk.strip(pieces)
    kept = piped.restore(kept)
    lines = [Line(p, one_line(p.text), done=p.kind is not PieceKind.TEXT) for p in kept]
    paper = told(lines)
    html = sanitise("\n".join(piece_html(line.piece, line.tag, line.cls) for line in lines))
    return Structure(
        body_html=html,
        title=paper.found.get("title", ""),
        red_head=paper.found.get("red-head", ""),
        doc_number=paper.found.get("doc-number", ""),
        addressee=paper.found.get("addressee", ""),
        signatures=_first_run(lines, "signature"),
        date_text=next((line.text for line in lines if line.cls == "date"), ""),
        attachments=_attachment_names(lines),
        parts=parts(html),
        stripped=tuple(stripped),
    )


def told(lines: list[Line]) -> Paper:
    """Give every line its tag and class; lines of one title become one, the others stay as they are."""
    paper = Paper(lines, body_size_of(lines))
    start = _head(paper)
    _dates(paper, start)
    _attachments(paper, start)
    _later_titles(paper, start)
    _headings(paper, start)
    return paper


# --- the head: red head, number, title, addressee ---------------------------------------------------------------


def _head(paper: Paper) -> int:
    """Mark the head of the paper; return the index of the first line after it."""
    lines, at = paper.lines, 0
    for i, line in enumerate(lines[:_HEAD_LINES]):
        number = marks.NUMBER.match(line.text)
        if number and len(line.text) <= len(number.group()) + 20 and not line.done:
            mark(paper, line, "doc-number")
            paper.found["doc-number"] = number.group("number")
            for above in lines[:i]:
                if not above.done and _is_red_head(above, True):
                    mark(paper, above, "red-head")
            at = i + 1
            break
        if not line.done and _is_red_head(line, False):
            mark(paper, line, "red-head")
            at = i + 1
    title = title_at(paper, at)
    if not title and at:
        title, at = title_at(paper, 0), 0
    if title:
        join_title(paper, title)
        paper.found["title"] = title[0].text
        at = paper.lines.index(title[0]) + 1
        number_at = _number_below(paper, at)
        return _addressee(paper, number_at)
    return at


def _is_red_head(line: Line, above_number: bool) -> bool:
    if marks.RED.match(line.text):
        return True
    look, colour = line.piece.look, line.piece.look.colour
    red = bool(re.fullmatch(r"[0-9a-f]{6}", colour)) and int(colour[:2], 16) > 170 and max(_rest(colour)) < 110
    short = marks.is_standalone(line.text, 60) and not marks.NUMBER.match(line.text)
    return short and red and ((look.size or 0) >= 20 or above_number or bool(marks.ISSUER.match(line.text)))


def _rest(colour: str) -> tuple[int, int]:
    return int(colour[2:4], 16), int(colour[4:6], 16)


def _number_below(paper: Paper, at: int) -> int:
    """A number may stand under the title (papers reprinted on a web page)."""
    if at < len(paper.lines) and not paper.lines[at].done:
        number = marks.NUMBER.match(paper.lines[at].text.strip("（）() "))
        if number and len(paper.lines[at].text) <= len(number.group()) + 4:
            mark(paper, paper.lines[at], "doc-number")
            paper.found["doc-number"] = number.group("number")
            return at + 1
        title = paper.found.get("title", "")
        if marks.DECREE.match(title) and marks.DECREE_NUMBER.match(paper.lines[at].text):
            mark(paper, paper.lines[at], "doc-number")
            paper.found["doc-number"] = title + paper.lines[at].text.strip("（）() ")
            return at + 1
    return at


def _addressee(paper: Paper, at: int) -> int:
    if at < len(paper.lines):
        line = paper.lines[at]
        text = line.text
        known = marks.ADDRESSEE.match(text) and marks.ADDRESSED.search(text) and not marks.is_numbered(text)
        if not line.done and known and len(text) <= 200 and not marks.NOT_ADDRESSED.match(text):
            mark(paper, line, "addressee")
            paper.found["addressee"] = text.rstrip(":：")
            return at + 1
    return at


# --- signatures, dates, attachments -----------------------------------------------------------------------------


def _dates(paper: Paper, start: int) -> None:
    """A line that is nothing but a date, with names of organs above it, closes a paper (署名, 成文日期)."""
    lines = paper.lines
    for i in range(start, len(lines)):
        line = lines[i]
        if line.done:
            continue
        date = marks.DATE.fullmatch(line.text.strip("（）() "))
        if date is None:
            _signed_in_one_line(paper, line, i)
            continue
        above = i - 1
        names: list[Line] = []
        while above >= start and len(names) < _MOST_SIGNATURES and _is_signature(lines[above]):
            names.append(lines[above])
            above -= 1
        if names or line.piece.look.align in ("right", "center") or i == start:
            mark(paper, line, "date")
            for name in names:
                mark(paper, name, "signature")
        if i + 1 < len(lines) and not lines[i + 1].done and marks.NOTE.match(lines[i + 1].text):
            mark(paper, lines[i + 1], "note")
    for line in lines[start:]:
        if not line.done and (marks.NOTE.match(line.text) or marks.COPIES.match(line.text)):
            mark(paper, line, "note")


def _signed_in_one_line(paper: Paper, line: Line, index: int) -> None:
    """“某某局  2020年12月2日” in one line, in the last third of a paper."""
    date = marks.DATE.search(line.text)
    if date is None or date.end() != len(line.text) or index < len(paper.lines) / 2:
        return
    name = line.text[: date.start()].strip()
    if name and marks.ISSUER.fullmatch(name) and len(name) <= 30:
        mark(paper, line, "signature")


def _is_signature(line: Line) -> bool:
    if line.done or marks.is_numbered(line.text) or not marks.is_standalone(line.text, 60):
        return False
    if marks.PERSON.match(line.text):
        return True
    names = re.split(r"\s+|、", line.text)
    return all(marks.ISSUER.fullmatch(name) for name in names) or line.piece.look.align == "right"


def _attachments(paper: Paper, start: int) -> None:
    lines = paper.lines
    for i in range(start, len(lines)):
        line = lines[i]
        if line.done:
            continue
        if marks.ATTACHMENT_HEAD.match(line.text):
            mark(paper, line, "attachment")
            rest = [at for at in range(i + 1, min(i + 4, len(lines))) if not lines[at].done]
            if rest and (group := title_at(paper, rest[0])) and group[0] is lines[rest[0]]:
                join_title(paper, group)
                return _attachments(paper, i + 2)
        elif marks.ATTACHMENT_LIST.match(line.text):
            mark(paper, line, "attachment")
            for below in lines[i + 1 : i + 40]:
                if below.done or not re.match(r"\d{1,2}[.．、]", below.text) or len(below.text) > 80:
                    break
                mark(paper, below, "attachment")
    return None


def _attachment_names(lines: list[Line]) -> tuple[str, ...]:
    names: list[str] = []
    for line in lines:
        if line.cls == "attachment" and not marks.ATTACHMENT_HEAD.match(line.text):
            name = marks.ATTACHMENT_LIST.sub("", line.text, count=1).strip()
            name = re.sub(r"\A\d{1,2}\s*[.．、]\s*", "", name).strip(" 《》。；;")
            if name:
                names.append(name)
    return tuple(names)


# --- titles of parts, headings ----------------------------------------------------------------------------------


def _later_titles(paper: Paper, start: int) -> None:
    """Titles of the papers within the paper (印发的制度, 意见): short lines that end like a title."""
    if "title" not in paper.found:
        return
    i = start
    while i < len(paper.lines):
        line = paper.lines[i]
        before = paper.lines[i - 1] if i else None
        if not line.done and _begins_part(paper, line, before):
            group = [line]
            for more in paper.lines[i + 1 : i + MOST_TITLE_LINES]:
                if marks.TITLE_END.search(group[-1].text) and not is_big(paper, line):
                    break
                if more.done or not goes_on(paper, group, more):
                    break
                group.append(more)
            if marks.TITLE_END.search(group[-1].text):
                join_title(paper, group)
        i += 1


def _begins_part(paper: Paper, line: Line, before: Line | None) -> bool:
    """A part begins after a finished sentence, a date or an attachment mark, never within a list."""
    if marks.is_numbered(line.text) or not marks.is_standalone(line.text, 60) or marks.UNIT_HEADING.match(line.text):
        return False
    finished = before is None or before.cls in ("date", "note", "attachment", "signature") or not before.text
    if is_big(paper, line) and line.piece.look.align == "center":
        return True
    if line.piece.look.size and paper.body_size and line.piece.look.align != "center" and not finished:
        return False
    return bool(re.search(r"[\u4e00-\u9fff]{6,}", line.text)) and (finished or _is_organ_paper(line.text))


def _is_organ_paper(text: str) -> bool:
    """“某某局政务公开工作制度”: begins with an organ or with 关于, ends like a title or is broken before its end."""
    return bool(re.match(r"关于|[\u4e00-\u9fff]{2,30}?(?:政府|局|委员会|办公室|厅|院|中心|省|市|县|区|州|乡|镇)", text))


def _headings(paper: Paper, start: int) -> None:
    """一、 and 第X章 become h2, a stand-alone （一） or 第X节 h3; unnumbered short lines of an article too."""
    lines = paper.lines
    rest = [line for line in lines[start:] if not line.done]
    sections = any(marks.SECTION.match(r.text) or marks.ARTICLE.match(r.text) for r in rest)
    units = any(marks.UNIT_HEADING.match(r.text) for r in rest)
    level_two = False
    under_unit = False
    for i, line in enumerate(lines):
        if line.done:
            level_two = False if line.cls == "title" else level_two
            continue
        tag = ""
        if marks.is_standalone(line.text, 50) and i >= start:
            if marks.SECTION.match(line.text) or marks.CHAPTER.match(line.text):
                tag = "h2"
            elif marks.POINT.match(line.text) or marks.SUBCHAPTER.match(line.text):
                tag = "h3" if level_two and _followed_by_text(lines, i) else ""
            elif not sections and not marks.is_numbered(line.text) and _followed_by_text(lines, i, 30):
                if units and marks.UNIT_HEADING.match(line.text):
                    tag, under_unit = "h2", True
                elif line.piece.look.size is None or line.piece.look.bold:
                    tag = "h3" if under_unit else "h2"
            if not tag and line.piece.look.level:
                tag = f"h{min(line.piece.look.level + 1, 4)}" if level_two else "h2"
        if tag:
            line.tag, line.done = tag, True
            level_two = True
        elif line.piece.look.align == "center" and marks.is_standalone(line.text, 60):
            line.cls = "center"


def _followed_by_text(lines: list[Line], i: int, least: int = 0) -> bool:
    """True where a paragraph stands below that is text of its own, not the next item of a list."""
    if i + 1 >= len(lines):
        return False
    below = lines[i + 1]
    if below.piece.kind is not PieceKind.TEXT:
        return True
    return len(below.text) >= least and not marks.POINT.match(below.text)


def _first_run(lines: list[Line], cls: str) -> tuple[str, ...]:
    run: list[str] = []
    for line in lines:
        if line.cls == cls:
            run.append(line.text)
        elif run:
            break
    return tuple(run)
