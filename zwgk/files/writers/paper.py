"""The flow of a body as HTML for printing: written anew from what was read, nothing is copied."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from zwgk.files.writers.flow import Element, Item, Listing, PaperCell, Para, Picture, Piece, Rule, Table

MOST_UPRIGHT = 8
"""A table of more columns lies on its side (横排表格)."""
LEADS = {"hei": "lead1", "kai": "lead2"}
"""Numbered paragraphs are found in the list of contents by the heading they begin with."""

TAGS = {"h2": "h2", "h3": "h3", "h4": "h4", "chapter": "h2", "quote": "blockquote"}


def printed(elements: Iterable[Element]) -> str:
    """Return the elements as HTML for :func:`zwgk.files.writers.rendition.render_pdf`."""
    return "\n".join(_element(element) for element in elements)


def inline(pieces: Iterable[Piece]) -> str:
    """Return formatted text as HTML; links keep their address, line breaks stay."""
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    if piece.text == "\n":
        return "<br>"
    text = escape(piece.text)
    if piece.voice:
        text = f'<span class="voice-{piece.voice}">{text}</span>'
    for mark in sorted(piece.marks):
        text = f"<{mark}>{text}</{mark}>"
    return f'<a href="{escape(piece.href)}">{text}</a>' if piece.href.startswith(("http", "mailto:")) else text


def _element(element: Element) -> str:
    match element:
        case Para(pieces, ""):
            lead = LEADS.get(pieces[0].voice, "") if pieces else ""
            marked = f' class="{lead}" data-lead="{escape(pieces[0].text)}"' if lead else ""
            return f"<p{marked}>{inline(pieces)}</p>"
        case Para(pieces, role):
            tag = TAGS.get(role, "p")
            classes = f' class="{role}"' if role and role not in ("h2", "h3", "h4") else ""
            return f"<{tag}{classes}>{inline(pieces)}</{tag}>"
        case Table():
            return _table(element)
        case Listing(items):
            return "\n".join(_item(item) for item in items)
        case Picture(src, alt):
            return f'<p class="picture"><img src="{escape(src)}" alt="{escape(alt) or "图片"}"></p>'
        case Rule():
            return '<hr class="rule">'


def _item(item: Item) -> str:
    """An item as an indented paragraph: paper counts its lists in words, as the body does."""
    bullet = f"{item.number}. " if item.number else "· "
    return f'<p class="item" style="margin-left:{item.depth}em">{bullet}{inline(item.pieces)}</p>'


def _table(table: Table) -> str:
    width = max((sum(cell.colspan for cell in row) for row in table.rows), default=0)
    head = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[: table.head_rows])
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[table.head_rows :])
    caption = f"<caption>{inline(table.caption)}</caption>" if table.caption else ""
    size = "wide" if width > 6 else "plain"
    made = (
        f'<table class="data {size}">{caption}'
        + (f"<thead>{head}</thead>" if head else "")
        + (f"<tbody>{body}</tbody>" if body else "")
        + "</table>"
    )
    return f'<div class="sideways">{made}</div>' if width > MOST_UPRIGHT else made


def _cell(cell: PaperCell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    short = ' class="short"' if sum(len(piece.text) for piece in cell.pieces) <= 8 else ""
    return f"<{tag}{spans}{short}>{inline(cell.pieces)}</{tag}>"
