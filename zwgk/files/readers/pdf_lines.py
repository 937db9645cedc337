"""Lines of pages put together into paragraphs (并行成段); running heads, feet and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from zwgk.files.readers.result import Look

_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*\Z")
_STARTS = re.compile(
    r"(?:[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十\d]{1,4}[)）]|\d{1,3}[.．、]\D|第[一二三四五六七八九十百\d]{1,5}[章节条]|附件\s*\d*\s*[:：]?)"
)
_EDGE = 0.12
"""Share of the page's height at top and bottom where running lines stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; points from the page's lower left corner; ``size`` the height of its letters."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    align: str = ""

    def look(self) -> Look:
        return Look(round(self.size, 1) if self.size else None, self.align)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points and its lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: list[Line]
    scanned: bool = False


def without_running_lines(pages: list[Page]) -> tuple[list[Page], list[str]]:
    """Take away page numbers and what repeats at the edge of the pages; return the pages and the texts taken away."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in _at_edge(page)})
    often = {key for key, count in seen.items() if count >= 3 and count >= len(pages) * 0.4}
    dropped: dict[str, None] = {}
    kept = []
    for page in pages:
        edge = {id(line) for line in _at_edge(page)}
        lines = []
        for i, line in enumerate(page.lines):
            last = page.scanned and i == len(page.lines) - 1
            number = _PAGE_NUMBER.match(line.text) and (id(line) in edge or last)
            if number or (id(line) in edge and _key(line) in often):
                if not number:
                    dropped[line.text] = None
            else:
                lines.append(line)
        kept.append(replace(page, lines=lines))
    return kept, list(dropped)


def _at_edge(page: Page) -> list[Line]:
    if page.scanned:
        return []
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    outer = [line for line in page.lines if line.bottom > high or line.top < low]
    return [line for line in outer if line in page.lines[:2] or line in page.lines[-2:]]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))


def paragraphs_of(pages: list[Page]) -> list[Line]:
    """Join lines into paragraphs, across page breaks as well.

    A line goes on in the next one where it reaches the right edge of the text and the next begins at the left edge,
    in letters of like size. What begins like a clause always begins a paragraph.
    """
    found: list[Line] = []
    open_line = False
    for page in pages:
        if page.scanned:
            found, open_line = _scanned(found, page), False
            continue
        left, right, em = _edges(page)
        for line in page.lines:
            indent = line.left - left
            centred = _is_centred(line, page, left, right, em)
            goes_on = (
                open_line
                and indent < em * 0.8
                and not centred
                and abs(found[-1].size - line.size) < max(em * 0.25, 1.0)
                and not _STARTS.match(line.text)
            )
            if goes_on:
                glue = (
                    " " if found[-1].text[-1:].isascii() and line.text[:1].isascii() and line.text[:1].isalpha() else ""
                )
                found[-1] = replace(found[-1], text=found[-1].text + glue + line.text)
            else:
                align = "center" if centred else ("right" if indent > (right - left) * 0.5 else "")
                found.append(replace(line, align=align))
            open_line = not centred and right - line.right < em * 1.6
    return found


def _edges(page: Page) -> tuple[float, float, float]:
    if not page.lines:
        return 0.0, page.width, 12.0
    em = median(line.size for line in page.lines) or 12.0
    left = min(line.left for line in page.lines)
    right = max(line.right for line in page.lines)
    return left, right, em


def _is_centred(line: Line, page: Page, left: float, right: float, em: float) -> bool:
    middle = (left + right) / 2
    return (
        line.left - left > em * 2.5
        and right - line.right > em * 2.5
        and abs((line.left + line.right) / 2 - middle) < em * 1.2
    )


def _scanned(found: list[Line], page: Page) -> list[Line]:
    """Recognised lines have no indentation; long lines without a final stop go on."""
    lines = page.lines
    longest = max((len(line.text) for line in lines), default=0)
    joined = list(found)
    goes_on = False
    for line in lines:
        if goes_on and not _STARTS.match(line.text):
            joined[-1] = replace(joined[-1], text=joined[-1].text + line.text)
        else:
            joined.append(line)
        goes_on = len(line.text) >= longest * 0.85 and longest > 15
    return joined
