"""Web pages (网页): the main content is chosen, scripts and navigation are dropped, tables and meta tags kept."""

from __future__ import annotations

import re
from typing import Any

from zwgk.files.readers import refusals
from zwgk.files.readers.plain import decode
from zwgk.files.readers.result import Elsewhere, FileKind, Look, Piece, ReadFile, finished, paragraph
from zwgk.files.readers.web_walk import BLOCKS, DROP, Walker, is_data, reading_order, text_in

#: of what is dropped, this is no language
_CODE = frozenset({"script", "style", "link", "meta", "title", "svg", "head"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
# Where publishing systems of government sites keep the text of a page.
# Characters that have no place in a document; as numbers (&#1;) the parser would let them in.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]|&#(?:x0*(?:[0-8bcef]|1[\da-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.I,
)
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        "zoom zoomcon ucap-content trs_editor article-content article_content articlecontent "
        "pages_content view_content news_content newscontent con_text vsb_content xxgk_content",
    )
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|footer|foot|header|breadcrumb|crumb|share|sidebar|copyright|toolbar|pager)", re.I
)


def read(name: str, data: bytes, kind: FileKind = FileKind.HTML) -> ReadFile:
    """Read a page. Errors: ``BadInput`` where the encoding cannot be told or there is nothing to read."""
    from lxml import etree
    from lxml import html as lxml_html

    declared = _CHARSET.search(data[:4096])
    text, encoding = decode(name, data, declared.group(1).decode("ascii") if declared else None)
    text = _UNFIT.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    parser = lxml_html.HTMLParser(huge_tree=False, no_network=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refusals.unknown(name, "网页里没有可读取的内容", "请核对文件后重新上传") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refusals.unknown(name, "网页标签嵌套过深，内容无法读全", "请复制其中的文字，另存为txt或docx后上传")
    meta = _meta(root)
    elsewhere = _dropped(root)
    content, aside = choose(root)
    elsewhere += [Elsewhere("网页边栏页脚", text) for text in [*map(reading_order, aside), *_around(root, content)]]
    walker = Walker()
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
    return finished(kind, pieces, images=tuple(walker.images), unread=walker.unread, meta=meta, elsewhere=elsewhere)


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


def _dropped(root: Any) -> list[Elsewhere]:
    """Take away what readers never see, and return what it says: it leaves the house with the file all the same."""
    from lxml import etree

    found = []
    for node in list(root.iter()):
        if node.tag is etree.Comment:
            found.append(Elsewhere("网页注释", (node.text or "").strip()))
        elif not isinstance(node.tag, str):
            pass
        elif node.tag in DROP:
            if node.tag not in _CODE and not any(above.tag in DROP for above in node.iterancestors()):
                found.append(Elsewhere("网页隐藏文字", _said(node)))
        elif _is_hidden(node):
            found.append(Elsewhere("网页隐藏文字", _said(node)))
        else:
            continue
        _remove(node)
    return found


def _said(node: Any) -> str:
    """The words of an element and what its fields are filled with."""
    typed = [field.get("value") or "" for field in node.iter("input")]
    return "\n".join(filter(None, [reading_order(node).strip(), *typed]))


def _around(root: Any, content: Any) -> list[str]:
    """What the page says beside its content: heads, sidebars, the foot with its telephone numbers."""
    found = []
    inner = content
    for above in content.iterancestors():
        found += [reading_order(node) for node in above if node is not inner and isinstance(node.tag, str)]
        inner = above
    return found


def choose(root: Any) -> tuple[Any, list[Any]]:
    """Return the element with the page's main content, and what was taken out of it.

    It is a known container, else the densest one, else the body.
    """
    found = root.find(".//body")
    body: Any = found if found is not None else root
    for node in body.iter():
        marks = f"{node.get('id') or ''} {node.get('class') or ''}".lower()
        if _KNOWN & set(marks.split()) and len(text_in(node)) > 60:
            return node, []
    articles = [n for n in body.iter("article", "main") if len(text_in(n)) > 100]
    if articles:
        return max(articles, key=lambda n: len(text_in(n))), []
    whole = _weight(body)
    best = body
    while True:
        children = [c for c in best if isinstance(c.tag, str) and c.tag in BLOCKS and c.tag not in ("p", "tr", "tbody")]
        children += [c for b in best if b.tag in ("tr", "tbody") for c in b.iter("td")]
        inner = max(children, key=_weight, default=None)
        if inner is None or inner.tag in ("h1", "h2", "h3", "li") or _weight(inner) < whole * 0.85:
            break
        if inner.tag == "table" and is_data(inner):
            break
        best = inner
    aside = []
    for node in list(best.iter()):
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if node is not best and (_ASIDE.search(marks) or node.tag == "footer") and len(text_in(node)) < whole * 0.3:
            _remove(node)
            aside.append(node)
    return best, aside


def _weight(node: Any) -> int:
    """Characters outside links."""
    return len(re.sub(r"\s", "", text_in(node))) - sum(len(re.sub(r"\s", "", text_in(a))) for a in node.iter("a"))


def _with_heading(root: Any, content: Any, meta: dict[str, Any], pieces: list[Piece]) -> None:
    """Put the page's title before its content where it stands outside of it."""
    tags = meta.get("tags", {})
    wanted = tags.get("ArticleTitle", "")
    heading = next((n for n in root.iter("h1") if len(text_in(n)) > 4), None)
    if not wanted and heading is not None:
        wanted = " ".join(text_in(heading).split())
    inside = "".join(p.text for p in pieces[:6]).replace(" ", "")
    if wanted and wanted.replace(" ", "") not in inside:
        pieces.insert(0, paragraph(wanted, look=Look(size=22, align="center", bold=True)))
