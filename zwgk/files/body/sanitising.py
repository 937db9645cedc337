"""Whatever comes in leaves as body format v1: known tags, known attributes, a stable id on every block."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

import nh3
from lxml import html as lxml_html

from zwgk.files import limits
from zwgk.rules.errors import LimitExceeded

CLASSES = (
    "red-head",
    "doc-number",
    "title",
    "addressee",
    "signature",
    "date",
    "attachment",
    "note",
    "center",
    "source",
    "removed",
)
"""Classes a paragraph may bear.

发文机关标志, 发文字号, 标题, 主送机关, 署名, 成文日期, 附件, 附注, 居中, 来源, 删去处.
"""

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "sub": "sub", "sup": "sup"}
CONTAINERS = frozenset({"div", "section", "article", "main", "center", "header", "footer", "dl", "details", "address"})
PARAGRAPHS = {"p": "p", "h1": "p", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4", "pre": "p", "dt": "p"}
PARAGRAPHS |= {"dd": "p", "summary": "p", "figcaption": "p", "caption": "p"}
BLOCKS = frozenset(PARAGRAPHS) | CONTAINERS | {"table", "ul", "ol", "figure", "blockquote", "hr", "img"}
TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})
DROPPED = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "math", "textarea"}
    | {"select", "button", "input", "canvas", "audio", "video"}
)
KNOWN = (
    frozenset(INLINE)
    | BLOCKS
    | TABLE_PARTS
    | {"br", "a", "li", "span", "font", "small", "big", "mark", "s", "del", "ins", "code", "label"}
)
ATTRIBUTES = {
    "*": {"class", "data-b"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}

_ID = re.compile(r"b-[0-9a-z]{8}\Z")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>]+\Z|/(?![/\\])[^\s\"'<>\\]*\Z|#[\w-]+\Z", re.IGNORECASE)
_FILE = re.compile(r"/(?![/\\])[\w\-./]+\Z")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_EDGES = " \u3000"

_CLEANER = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags=set(DROPPED),
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)

# Serialised inline content: plain strings and tags, the tags marked so that white space can be judged across them.
_Token = tuple[str, str]


def sanitise(html: str) -> str:
    """Return ``html`` as body format v1 (净化正文).

    Scripts, styles, handlers, foreign images and unknown tags go, their readable text stays; white space is collapsed,
    leading indentation (全角空格) and characters nobody sees are dropped; every top-level block has a unique id, kept
    where it was valid and derived from the content where it was not.
    Idempotent: ``sanitise(sanitise(x)) == sanitise(x)``.

    Errors: ``LimitExceeded`` beyond 2 MB or 20 000 blocks, or where elements lie deeper than can be read.
    """
    limits.body_must_fit(html)
    # once more afterwards: what was written as a number (&#65534;) is a character now, and the tree would not bear it
    cleaned = _INVISIBLE.sub("", _CLEANER.clean(_INVISIBLE.sub("", html)))
    if not cleaned.strip():
        return ""
    parser = lxml_html.HTMLParser()
    root = lxml_html.fragment_fromstring(cleaned, create_parent="div", parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):  # the parser would drop what lies deeper
        raise LimitExceeded(what="不能保存正文", why="正文的格式嵌套过深", remedy="请清除格式后重新粘贴")
    found = [block for block in _flow(root) if block[2] or block[0] == "hr"]
    if len(found) > limits.MAX_BLOCKS:
        raise LimitExceeded(
            what="不能保存正文",
            why=f"正文不得超过{limits.MAX_BLOCKS}段，现为{len(found)}段",
            remedy="请将长清单改作附件或清单登记",
        )
    result = "\n".join(_numbered(found))
    limits.body_must_fit(result)
    return result


# One block on its way out: tag, class, inner html ("" for hr), wished id.
_Found = tuple[str, str, str, str]


def _numbered(found: list[_Found]) -> Iterator[str]:
    """Give every block its id: wished ones first come first served, the others derived from the content."""
    taken: set[str] = set()
    turns: dict[str, int] = {}
    keeps: list[bool] = []
    for _, _, _, wished in found:
        keeps.append(bool(_ID.match(wished)) and wished not in taken)
        if keeps[-1]:
            taken.add(wished)
    for (tag, cls, inner, wished), keep in zip(found, keeps, strict=True):
        block_id = wished if keep else _fresh(f"{tag}|{cls}|{inner}", taken, turns)
        attributes = f' data-b="{block_id}"' + (f' class="{cls}"' if cls else "")
        yield f"<{tag}{attributes}>" if tag == "hr" else f"<{tag}{attributes}>{inner}</{tag}>"


def _fresh(content: str, taken: set[str], turns: dict[str, int]) -> str:
    """Derive an id from the content; ``turns`` counts how often equal content came, so that equal rows stay cheap."""
    turn = turns.get(content, 0)
    while True:
        candidate = "b-" + hashlib.sha256(f"{turn}|{content}".encode("utf-8", "replace")).hexdigest()[:8]
        turn += 1
        if candidate not in taken:
            taken.add(candidate)
            turns[content] = turn
            return candidate


def _flow(parent: Any) -> Iterator[_Found]:
    """Walk a container; loose text and inline elements between blocks become paragraphs of their own."""
    loose: list[_Token] = [("text", parent.text or "")]
    for child in parent:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in BLOCKS or _holds_block(child):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, tag)
        elif tag:
            loose.extend(_tokens(child))
        loose.append(("text", child.tail or ""))
    yield from _paragraph(loose)


def _paragraph(tokens: Sequence[_Token], tag: str = "p", cls: str = "", wished: str = "") -> Iterator[_Found]:
    if len(tokens) == 1 and tokens[0][0] == "text":  # most of them: nothing to weigh across tags
        inner = escape(_SPACE.sub(" ", tokens[0][1]).strip(_EDGES), quote=False)
    else:
        inner = _inline(tokens)
    if inner:
        yield tag, cls if tag == "p" and cls in CLASSES else "", inner, wished


def _block(node: Any, tag: str) -> Iterator[_Found]:
    wished, cls = node.get("data-b", ""), node.get("class", "")
    if tag == "hr":
        yield "hr", "", "", wished
    elif tag == "table":
        yield "table", "", _table(node), wished
    elif tag in ("ul", "ol"):
        yield tag, "", _list(node), wished
    elif tag in ("figure", "img"):
        yield from _figure(node, wished)
    elif tag == "blockquote":
        yield "blockquote", "", _inline(_gathered(node)), wished
    elif tag in PARAGRAPHS and not _holds_block(node):
        yield from _paragraph(
            [("text", node.text or ""), *_inside(node)], PARAGRAPHS[tag], "title" if tag == "h1" else cls, wished
        )
    else:
        yield from _flow(node)


def _holds_block(node: Any) -> bool:
    return any(isinstance(d.tag, str) and d.tag in BLOCKS for d in node.iterdescendants())


def _inside(node: Any) -> Iterator[_Token]:
    for child in node:
        if isinstance(child.tag, str):
            yield from _tokens(child)
        yield ("text", child.tail or "")


def _tokens(node: Any) -> Iterator[_Token]:
    """An inline element and what is in it, as tokens; elements without meaning here are seen through."""
    tag = node.tag
    if tag == "br":
        yield ("br", "<br>")
        return
    opened = closed = ""
    if tag in INLINE:
        opened, closed = f"<{INLINE[tag]}>", f"</{INLINE[tag]}>"
    elif tag == "a" and _LINK.match(node.get("href") or ""):
        opened, closed = f'<a href="{escape(node.get("href"))}">', "</a>"
    if opened:
        yield ("open", opened)
    yield ("text", node.text or "")
    yield from _inside(node)
    if closed:
        yield ("close", closed)


def _gathered(node: Any) -> Iterator[_Token]:
    """All readable content below ``node`` in one line, block boundaries as line breaks (cells, list items, quotes)."""
    yield ("text", node.text or "")
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in ("td", "th"):
            yield from _gathered(child)
            yield ("text", " ")
        elif tag in BLOCKS or tag in TABLE_PARTS or tag == "li" or _holds_block(child):
            yield ("br", "<br>")
            yield from _gathered(child)
            yield ("br", "<br>")
        elif tag:
            yield from _tokens(child)
        yield ("text", child.tail or "")


def _inline(tokens: Iterable[_Token]) -> str:
    """Serialise inline tokens: collapse white space, drop it at line edges, drop empty elements and edge breaks."""
    lines: list[list[_Token]] = [[]]
    open_tags: list[str] = []
    for kind, value in tokens:
        if kind == "br":
            lines[-1].extend(("close", _closing(tag)) for tag in reversed(open_tags))
            lines.append([("open", tag) for tag in open_tags])
            continue
        if kind == "open":
            open_tags.append(value)
        elif kind == "close":
            open_tags.pop()
        lines[-1].append((kind, value))
    written = [text for text in (_line(line) for line in lines) if text]
    return "<br>".join(written)


def _closing(opened: str) -> str:
    return f"</{opened[1:-1].split(' ', 1)[0]}>"


def _line(tokens: list[_Token]) -> str:
    texts = [i for i, (kind, _) in enumerate(tokens) if kind == "text"]
    values = {i: _SPACE.sub(" ", tokens[i][1]) for i in texts}
    seen, last = "", None
    for i in texts:
        value = values[i]
        if not seen:
            value = value.lstrip(_EDGES)
        elif seen.endswith(" "):
            value = value.lstrip(" ")
        values[i] = value
        seen += value
        last = i if value else last
    while last is not None:
        values[last] = values[last].rstrip(_EDGES)
        if values[last]:
            break
        last = max((i for i in texts if i < last and values[i]), default=None)
    if last is None:
        return ""
    out: list[str] = []
    for i, (kind, value) in enumerate(tokens):
        piece = escape(values[i], quote=False) if kind == "text" else value
        if kind == "close" and out and out[-1].startswith("<") and _closing(out[-1]) == value:
            out.pop()  # an element with nothing in it
        elif piece:
            out.append(piece)
    return "".join(out)


def _span(node: Any, name: str) -> str:
    value = node.get(name) or ""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1
    return f' {name}="{number}"' if 1 < number <= 1000 else ""


def _table(node: Any) -> str:
    captions = [c for c in node if c.tag == "caption"]
    caption = _inline(_gathered(captions[0])) if captions else ""
    head: list[str] = []
    body: list[str] = []
    for row in node.iter("tr"):
        if next((a for a in row.iterancestors("table")), None) is not node:
            continue  # rows of a table within a cell are read as that cell's text
        cells = [c for c in row if c.tag in ("td", "th")]
        written = "".join(
            f"<{c.tag}{_span(c, 'colspan')}{_span(c, 'rowspan')}>{_inline(_gathered(c))}</{c.tag}>" for c in cells
        )
        if written:
            (head if row.getparent().tag == "thead" else body).append(f"<tr>{written}</tr>")
    out = f"<caption>{caption}</caption>" if caption else ""
    out += f"<thead>{''.join(head)}</thead>" if head else ""
    return out + (f"<tbody>{''.join(body)}</tbody>" if body else "")


def _list(node: Any) -> str:
    items = []
    for child in node:
        if child.tag not in ("li", "ul", "ol"):
            continue
        inner = [c for c in child if c.tag in ("ul", "ol")] if child.tag == "li" else [child]
        tokens: list[_Token] = []
        if child.tag == "li":
            tokens.append(("text", child.text or ""))
            for part in child:
                if part.tag not in ("ul", "ol"):
                    tokens.extend(_only(part))
                tokens.append(("text", part.tail or ""))
        nested = "".join(f"<{n.tag}>{content}</{n.tag}>" for n in inner if (content := _list(n)))
        written = _inline(tokens) + nested
        if written:
            items.append(f"<li>{written}</li>")
    return "".join(items)


def _only(node: Any) -> Iterator[_Token]:
    """One child with its content, without its tail."""
    if not isinstance(node.tag, str):
        return
    if node.tag in BLOCKS or _holds_block(node):
        yield ("br", "<br>")
        yield from _gathered(node)
        yield ("br", "<br>")
    else:
        yield from _tokens(node)


def _figure(node: Any, wished: str) -> Iterator[_Found]:
    images = [node] if node.tag == "img" else list(node.iter("img"))
    written = "".join(
        f'<img src="{escape(image.get("src"))}" alt="{escape(_SPACE.sub(" ", image.get("alt") or "").strip())}">'
        for image in images
        if _FILE.match(image.get("src") or "") and ".." not in image.get("src")
    )
    caption = "" if node.tag == "img" else _inline(_gathered(node))
    if written:
        yield "figure", "", written + (f"<figcaption>{caption}</figcaption>" if caption else ""), wished
    elif caption:
        yield "p", "", caption, wished
