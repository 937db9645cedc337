"""A body made ready for paper: paragraphs, tables, lists and pictures out of which every writer composes anew.

Writers never copy markup of the body: they write what this module read. What is not in the flow cannot get out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from zwgk.files.body.reading import tree_of

MARKS = frozenset({"strong", "em", "u", "sub", "sup"})
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百两\d]{1,6}条[  ]?")
_CHAPTER = re.compile(r"第[〇零一二三四五六七八九十百两\d]{1,5}[章节编](?:[\s ]|$)")
_FIRST = re.compile(r"[〇零一二三四五六七八九十百]{1,4}、")
_SECOND = re.compile(r"[(（][〇零一二三四五六七八九十百]{1,4}[)）]")
LEAD_MAX = 40
"""A numbered paragraph whose first sentence is longer has no heading of its own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one format; ``"\\n"`` is a line break. ``voice`` names the typeface (``fonts.STACKS``)."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``role`` is "", a class of the body format, ``h2`` to ``h4``, ``chapter``, ``quote`` or
    ``caption``."""

    pieces: tuple[Piece, ...]
    role: str = ""

    @property
    def text(self) -> str:
        """The paragraph's plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell of a table; spans count rows and columns."""

    pieces: tuple[Piece, ...]
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first ``head_rows`` rows are repeated on every page."""

    rows: tuple[tuple[PaperCell, ...], ...]
    head_rows: int = 0
    caption: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list at ``depth`` 0, 1, …; ``number`` counts from 1 in numbered lists and is 0 in others."""

    pieces: tuple[Piece, ...]
    depth: int
    number: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its nested items in reading order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its address in the body, with the text that stands for it."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A dividing line (分隔线)."""


Element = Para | Table | Listing | Picture | Rule


def flow(body_html: str) -> tuple[Element, ...]:
    """Read a sanitised body as elements in order; headings bear the voices of GB/T 9704 (黑体, 楷体)."""
    if not body_html.strip():
        return ()
    return tuple(element for node in tree_of(body_html) if isinstance(node.tag, str) for element in _block(node))


def plain(text: str, role: str = "") -> Para:
    """Return a paragraph of unformatted text; line feeds break the line."""
    pieces = []
    for i, line in enumerate(text.split("\n")):
        if i:
            pieces.append(Piece("\n"))
        pieces.append(Piece(line))
    return Para(tuple(pieces), role)


def _block(node: Any) -> Iterator[Element]:
    tag = node.tag
    if tag == "hr":
        yield Rule()
    elif tag == "table":
        yield _table(node)
    elif tag in ("ul", "ol"):
        yield Listing(tuple(_items(node, 0)))
    elif tag == "figure":
        for image in node.iter("img"):
            yield Picture(image.get("src", ""), image.get("alt", ""))
        for caption in node.iter("figcaption"):
            yield Para(tuple(_pieces(caption)), "caption")
    elif tag == "blockquote":
        yield Para(tuple(_pieces(node)), "quote")
    elif tag in ("h2", "h3", "h4"):
        voice = {"h2": "hei", "h3": "kai", "h4": ""}[tag]
        yield Para(tuple(replace(piece, voice=voice) for piece in _pieces(node)), tag)
    else:
        yield _paragraph(tuple(_pieces(node)), node.get("class", ""))


def _paragraph(pieces: tuple[Piece, ...], cls: str) -> Para:
    """Give the lead of a numbered paragraph its voice: 一、 and 第X条 in 黑体, (一) in 楷体."""
    if cls:
        return Para(pieces, cls)
    text = "".join(piece.text for piece in pieces)
    if _CHAPTER.match(text) and len(text) <= 30:
        return Para(tuple(replace(piece, voice="hei") for piece in pieces), "chapter")
    if article := _ARTICLE.match(text):
        return Para(tuple(_voiced(pieces, article.end(), "hei")))
    for pattern, voice in ((_FIRST, "hei"), (_SECOND, "kai")):
        if pattern.match(text):
            return Para(tuple(_voiced(pieces, _lead(text), voice)))
    return Para(pieces)


def _lead(text: str) -> int:
    """Return the length of the heading a paragraph begins with, its full stop included; 0 where it has none."""
    end = min((i for i in (text.find(stop) for stop in "。；\n") if i >= 0), default=len(text))
    return 0 if end > LEAD_MAX else end + 1


def _voiced(pieces: tuple[Piece, ...], length: int, voice: str) -> Iterator[Piece]:
    for piece in pieces:
        head, tail = piece.text[:length], piece.text[length:]
        length = max(0, length - len(piece.text))
        if head:
            yield replace(piece, text=head, voice=voice)
        if tail:
            yield replace(piece, text=tail)


def _pieces(node: Any, marks: frozenset[str] = frozenset(), href: str = "") -> Iterator[Piece]:
    if node.text:
        yield Piece(node.text, marks, href)
    for child in node:
        tag = child.tag
        if tag == "br":
            yield Piece("\n", marks, href)
        elif tag == "a":
            yield from _pieces(child, marks, child.get("href", ""))
        elif tag not in ("ul", "ol"):
            yield from _pieces(child, marks | {tag} if tag in MARKS else marks, href)
        if child.tail:
            yield Piece(child.tail, marks, href)


def _table(node: Any) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in row if cell.tag in ("td", "th")) for row in node.iter("tr"))
    heads = sum(len(head.findall("tr")) for head in node.iter("thead"))
    captions = [piece for caption in node.iter("caption") for piece in _pieces(caption)]
    return Table(rows, heads, tuple(captions))


def _cell(node: Any) -> PaperCell:
    spans = int(node.get("colspan", "1")), int(node.get("rowspan", "1"))
    return PaperCell(tuple(_pieces(node)), node.tag == "th", *spans)


def _items(node: Any, depth: int) -> Iterator[Item]:
    number = 0
    for child in node:
        if child.tag == "li":
            number += 1
            pieces = tuple(_pieces(child))
            if pieces:
                yield Item(pieces, depth, number if node.tag == "ol" else 0)
            for inner in child:
                if inner.tag in ("ul", "ol"):
                    yield from _items(inner, depth + 1)
