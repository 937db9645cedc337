"""The inside of a web page's content: elements become paragraphs, tables and images (网页内容)."""

from __future__ import annotations

import base64
import binascii
import re
from html import escape, unescape
from typing import Any

from zwgk.files.readers.result import Cell, Image, Look, Piece, figure, paragraph, table

DROP = frozenset(
    re.findall(
        r"\S+",
        "script style noscript template iframe object embed svg nav select textarea button input form "
        "canvas audio video head link meta title",
    )
)
BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "p div section article main center h1 h2 h3 h4 h5 h6 li dt dd pre blockquote figcaption address "
        "header footer body ul ol dl td th tr table tbody thead tfoot caption figure hr fieldset legend "
        "html",
    )
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "sub": "sub", "sup": "sup"}


def text_in(node: Any) -> str:
    """Return all text below an element."""
    return "".join(node.itertext()).strip()


def is_data(node: Any) -> bool:
    """True for a table of data, false for one that only lays out the page."""
    rows = [r for r in node.iter("tr") if next(r.iterancestors("table"), None) is node]
    widths = [sum(1 for c in r if c.tag in ("td", "th")) for r in rows]
    if not rows or max(widths, default=0) < 2:
        return bool(rows) and len(list(node.iter("th"))) > 0
    if len(list(node.iter("table"))) > 1:
        return False
    return max(len(text_in(c)) for r in rows for c in r if c.tag in ("td", "th")) < 1500


class Walker:
    """Turns elements into pieces."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.images: list[Image] = []
        self.unread: list[str] = []

    def walk(self, node: Any, look: Look | None = None) -> None:
        """Read a container: loose text between blocks becomes paragraphs of its own."""
        look = _look(node, look or Look())
        inline: list[str] = [escape(node.text or "", quote=False)]
        looks: list[tuple[int, Look]] = []
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if child.tag == "table" and is_data(child):
                self._flush(inline, looks, look)
                self.pieces.append(_table(child))
            elif child.tag in BLOCKS or any(
                isinstance(d.tag, str) and d.tag in BLOCKS for d in child.iterdescendants()
            ):
                self._flush(inline, looks, look)
                self.walk(child, look)
            elif child.tag == "img":
                self._flush(inline, looks, look)
                self._image(child)
            elif child.tag == "br":
                self._break(inline, looks, look)
            else:
                self._inline(child, inline, looks, look)
            inline.append(escape(child.tail or "", quote=False))
        self._flush(inline, looks, look)

    def _break(self, inline: list[str], looks: list[tuple[int, Look]], look: Look) -> None:
        """Two breaks, or a break before an indented line, part paragraphs; a heading's break only breaks the line."""
        if look.level:
            inline.append(" ")
        else:
            self._flush(inline, looks, look)

    def _inline(self, node: Any, inline: list[str], looks: list[tuple[int, Look]], look: Look) -> None:
        own = _look(node, look)
        tag = _INLINE.get(node.tag, "")
        href = (node.get("href") or "") if node.tag == "a" else ""
        start = (
            f"<{tag}>" if tag else (f'<a href="{escape(href)}">' if href.startswith(("http://", "https://")) else "")
        )
        end = f"</{tag}>" if tag else ("</a>" if start else "")
        inline.append(start + escape(node.text or "", quote=False))
        looks.append((len((node.text or "").strip()), own))
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if child.tag == "br":
                inline.append("<br>")
            elif child.tag == "img":
                self._image(child)
            else:
                self._inline(child, inline, looks, own)
            inline.append(escape(child.tail or "", quote=False))
            looks.append((len((child.tail or "").strip()), own))
        inline.append(end)

    def _flush(self, inline: list[str], looks: list[tuple[int, Look]], look: Look) -> None:
        html = "".join(inline)
        inline.clear()
        for part in re.split(r"(?:<br>\s*){2,}", html):
            text = re.sub(r"[ \t\r\n\f\xa0]+", " ", unescape(re.sub(r"<[^>]+>", "", part.replace("<br>", "\v"))))
            text = text.replace("\v", "\n").strip(" \u3000\n")
            if text:
                best = max(looks, key=lambda pair: pair[0], default=(0, look))
                shown = best[1] if best[0] * 2 >= len(text) else look
                self.pieces.append(paragraph(text, part, shown))
        looks.clear()

    def _image(self, node: Any) -> None:
        from zwgk.files.readers.picture import showable

        source = (node.get("src") or "").strip()
        alt = (node.get("alt") or "").strip()
        match = re.match(r"data:image/[\w.+-]+;base64,(.+)\Z", source, re.S)
        if match:
            try:
                shown = showable(base64.b64decode(match.group(1)), alt)
            except (binascii.Error, ValueError):
                shown = None
            if shown is not None:
                self.images.append(shown)
                self.pieces.append(figure(shown))
                return
        if source:
            self.unread.append(
                f"网页中的图片“{alt or source.rsplit('/', 1)[-1][:60]}”未随文件保存，未能读取，请另行插入"
            )


def _look(node: Any, above: Look) -> Look:
    style = (node.get("style") or "").lower()
    align = above.align
    said = re.search(r"text-align\s*:\s*(left|center|right)", style)
    if said or (node.get("align") or "").lower() in ("left", "center", "right"):
        align = said.group(1) if said else node.get("align").lower()
    elif node.tag == "center":
        align = "center"
    size = above.size
    points = re.search(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", style)
    if points:
        size = float(points.group(1)) * (1 if points.group(2) == "pt" else 0.75)
    colour = re.search(r"(?<![-\w])color\s*:\s*#?([0-9a-f]{6}|red)\b", style)
    shade = {"red": "ff0000"}.get(colour.group(1), colour.group(1)) if colour else above.colour
    bold = (
        above.bold or node.tag in ("b", "strong", "th") or bool(re.search(r"font-weight\s*:\s*(bold|[6-9]00)", style))
    )
    level = int(node.tag[1]) if re.fullmatch("h[1-6]", str(node.tag)) else above.level
    return Look(size, align, bold, shade, above.font, level)


def _table(node: Any) -> Piece:
    rows: list[list[Cell]] = []
    for tr in node.iter("tr"):
        if next(tr.iterancestors("table"), None) is not node:
            continue
        row = []
        for cell in tr:
            if cell.tag in ("td", "th"):
                row.append(Cell(__cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th"))
        if row:
            rows.append(row)
    return table(rows)


def __cell_text(cell: Any) -> str:
    lines = [line.strip(" \u3000\xa0") for line in reading_order(cell).split("\n")]
    return "\n".join(line for line in lines if line)


def reading_order(node: Any) -> str:
    """Return all text below an element, a line a block."""
    out = re.sub(r"[ \t\r\n\f]+", " ", node.text or "")
    for child in node:
        if isinstance(child.tag, str):
            breaks = child.tag in ("p", "div", "br", "li", "tr")
            out += ("\n" if breaks else "") + reading_order(child) + ("\n" if breaks and child.tag != "br" else "")
        out += re.sub(r"[ \t\r\n\f]+", " ", child.tail or "")
    return out


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or ""
    return min(int(value), 1000) if value.isascii() and value.isdigit() and int(value[:5]) > 0 else 1
