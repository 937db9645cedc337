"""Web pages (网页): the main content is chosen, scripts and navigation are dropped, tables and meta tags kept."""

from __future__ import annotations

import base64
import binascii
import re
from html import escape
from typing import Any

from zwgk.files.readers import refusals
from zwgk.files.readers.plain import decode
from zwgk.files.readers.result import Cell, FileKind, Image, Look, Piece, ReadFile, figure, finished, paragraph, table

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_DROP = {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "nav", "select", "textarea"}
_DROP |= {"button", "input", "form", "canvas", "audio", "video", "head", "link", "meta", "title"}
_BLOCKS = {"p", "div", "section", "article", "main", "center", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"}
_BLOCKS |= {
    "pre",
    "blockquote",
    "figcaption",
    "address",
    "header",
    "footer",
    "body",
    "ul",
    "ol",
    "dl",
    "td",
    "th",
    "tr",
}
_BLOCKS |= {"table", "tbody", "thead", "tfoot", "caption", "figure", "hr", "fieldset", "legend", "html"}
# Where publishing systems of government sites keep the text of a page.
_KNOWN = ("zoom", "zoomcon", "ucap-content", "trs_editor", "article-content", "article_content", "articlecontent")
_KNOWN += ("pages_content", "view_content", "news_content", "newscontent", "con_text", "vsb_content", "xxgk_content")
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|footer|foot|header|breadcrumb|crumb|share|sidebar|copyright|toolbar|pager)", re.I
)
_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "sub": "sub", "sup": "sup"}


def read(name: str, data: bytes) -> ReadFile:
    """Read a page. Errors: ``BadInput`` where the encoding cannot be told or there is nothing to read."""
    from lxml import etree
    from lxml import html as lxml_html

    declared = _CHARSET.search(data[:4096])
    text, encoding = decode(name, data, declared.group(1).decode("ascii") if declared else None)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    try:
        root = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refusals.unknown(name, "网页里没有可读取的内容", "请核对文件后重新上传") from error
    meta = _meta(root)
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _DROP or _is_hidden(node):
            _remove(node)
    content = choose(root)
    walker = _Walker()
    walker.walk(content)
    pieces = walker.pieces
    _with_heading(root, content, meta, pieces)
    links = [
        a.get("href")
        for a in content.iter("a")
        if re.search(r"\.(?:docx?|xlsx?|pdf|wps|zip|rar)$", a.get("href") or "", re.I)
    ]
    if links:
        meta["linked_files"] = links
        walker.unread.append(f"网页链接了{len(links)}个附件，未随网页读取，请另行上传")
    meta["encoding"] = encoding
    return finished(FileKind.HTML, pieces, images=tuple(walker.images), unread=walker.unread, meta=meta)


def _meta(root: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    title = root.find(".//title")
    if title is not None and title.text:
        found["title"] = " ".join(title.text.split())
    tags = {}
    for node in root.iter("meta"):
        name, content = (node.get("name") or "").strip(), (node.get("content") or "").strip()
        if name and content and name.lower() not in ("viewport", "renderer", "generator", "author"):
            tags[name] = content
    if tags:
        found["tags"] = tags
    return found


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or node.get("hidden") is not None


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    if tail:
        previous = node.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(node)


def choose(root: Any) -> Any:
    """Return the element with the page's main content: a known container, else the densest one, else the body."""
    body = root.find(".//body")
    body = body if body is not None else root
    for node in body.iter():
        marks = f"{node.get('id') or ''} {node.get('class') or ''}".lower().split()
        if any(mark in _KNOWN for mark in marks) and len(_text(node)) > 60:
            return node
    articles = [n for n in body.iter("article", "main") if len(_text(n)) > 100]
    if articles:
        return max(articles, key=lambda n: len(_text(n)))
    whole = _weight(body)
    best = body
    while True:
        children = [
            c for c in best if isinstance(c.tag, str) and c.tag in _BLOCKS and c.tag not in ("p", "tr", "tbody")
        ]
        children += [c for b in best if b.tag in ("tr", "tbody") for c in b.iter("td")]
        inner = max(children, key=_weight, default=None)
        if inner is None or inner.tag in ("h1", "h2", "h3", "li") or _weight(inner) < whole * 0.85:
            break
        if inner.tag == "table" and _is_data(inner):
            break
        best = inner
    for node in list(best.iter()):
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if node is not best and (_ASIDE.search(marks) or node.tag == "footer") and len(_text(node)) < whole * 0.3:
            _remove(node)
    return best


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()


def _weight(node: Any) -> int:
    """Characters outside links."""
    return len(re.sub(r"\s", "", _text(node))) - sum(len(re.sub(r"\s", "", _text(a))) for a in node.iter("a"))


def _with_heading(root: Any, content: Any, meta: dict[str, Any], pieces: list[Piece]) -> None:
    """Put the page's title before its content where it stands outside of it."""
    tags = meta.get("tags", {})
    wanted = tags.get("ArticleTitle", "")
    heading = next((n for n in root.iter("h1") if len(_text(n)) > 4), None)
    if not wanted and heading is not None:
        wanted = " ".join(_text(heading).split())
    inside = "".join(p.text for p in pieces[:6]).replace(" ", "")
    if wanted and wanted.replace(" ", "") not in inside:
        pieces.insert(0, paragraph(wanted, look=Look(size=22, align="center", bold=True)))


def _is_data(node: Any) -> bool:
    """True for a table of data, false for one that only lays out the page."""
    rows = [r for r in node.iter("tr") if next(r.iterancestors("table"), None) is node]
    widths = [sum(1 for c in r if c.tag in ("td", "th")) for r in rows]
    if not rows or max(widths, default=0) < 2 or next(node.iter("table"), None) is not node:
        return bool(rows) and any(True for _ in node.iter("th"))
    if any(t is not node for t in node.iter("table")):
        return False
    return max(len(_text(c)) for r in rows for c in r if c.tag in ("td", "th")) < 1500


class _Walker:
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
            if child.tag == "table" and _is_data(child):
                self._flush(inline, looks, look)
                self.pieces.append(_table(child))
            elif child.tag in _BLOCKS or any(
                isinstance(d.tag, str) and d.tag in _BLOCKS for d in child.iterdescendants()
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
        from html import unescape

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
                row.append(Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th"))
        if row:
            rows.append(row)
    return table(rows)


def _cell_text(cell: Any) -> str:
    lines = [line.strip(" \u3000\xa0") for line in _reading_order(cell).split("\n")]
    return "\n".join(line for line in lines if line)


def _reading_order(node: Any) -> str:
    out = re.sub(r"[ \t\r\n\f]+", " ", node.text or "")
    for child in node:
        if isinstance(child.tag, str):
            breaks = child.tag in ("p", "div", "br", "li", "tr")
            out += ("\n" if breaks else "") + _reading_order(child) + ("\n" if breaks and child.tag != "br" else "")
        out += re.sub(r"[ \t\r\n\f]+", " ", child.tail or "")
    return out


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or ""
    return min(int(value), 1000) if value.isascii() and value.isdigit() and int(value[:5]) > 0 else 1
