"""The article for a WeChat account (公众号图文): inline styles only, no script, pictures as files beside it."""

from __future__ import annotations

import base64
import io
import mimetypes
from collections.abc import Iterable, Mapping
from html import escape

from zwgk.files.writers.flow import Element, Item, Listing, PaperCell, Para, Picture, Piece, Rule, Table, flow
from zwgk.files.writers.qr import qr_png
from zwgk.files.writers.rendition import About, Sheet, render_pdf
from zwgk.publishing import printing
from zwgk.publishing.leaving.kit.source import Kit

COVER = (900, 383)
"""Pixels of the cover picture (封面): 2.35 to 1, as the platform shows it in lists."""
QR = "原文二维码.png"
_TEXT = "margin:0 0 16px;font-size:16px;line-height:1.75;color:#222;text-align:justify;"
_STYLES = {
    "h2": "margin:24px 0 12px;font-size:18px;line-height:1.6;color:#1b4b7a;font-weight:bold;",
    "h3": "margin:20px 0 10px;font-size:17px;line-height:1.6;color:#222;font-weight:bold;",
    "h4": "margin:16px 0 8px;font-size:16px;line-height:1.6;color:#222;font-weight:bold;",
    "chapter": "margin:24px 0 12px;font-size:18px;line-height:1.6;color:#1b4b7a;font-weight:bold;text-align:center;",
    "caption": "margin:0 0 16px;font-size:14px;line-height:1.6;color:#666;text-align:center;",
    "quote": "margin:0 0 16px;padding:8px 12px;font-size:15px;line-height:1.75;color:#444;border-left:3px solid #ccc;",
    "signature": "margin:0 0 4px;font-size:16px;line-height:1.75;color:#222;text-align:right;",
    "date": "margin:0 0 16px;font-size:16px;line-height:1.75;color:#222;text-align:right;",
    "center": "margin:0 0 16px;font-size:16px;line-height:1.75;color:#222;text-align:center;",
    "addressee": "margin:0 0 16px;font-size:16px;line-height:1.75;color:#222;",
}
#: the page has these in its head already, the platform has its own title
_LEFT_OUT = frozenset({"red-head", "doc-number", "title"})
_CELL = "border:1px solid #999;padding:6px 8px;font-size:14px;line-height:1.5;vertical-align:middle;"
_NOTE = "margin:24px 0 0;padding-top:12px;border-top:1px solid #ddd;font-size:14px;line-height:1.7;color:#666;"


def names_of(kit: Kit) -> dict[str, str]:
    """The pictures' names beside the article, by their address in the body: ``图1.png`` …"""
    return {address: f"图{n}.{address.rpartition('.')[2]}" for n, address in enumerate(kit.pictures, 1)}


def article(kit: Kit, sources: Mapping[str, str] | None = None) -> str:
    """The article as HTML. ``sources`` leads from a picture's address in the body to where it lies; default: beside.

    It is composed anew from what the page's body holds; no class, script, style sheet or foreign address is in it.
    """
    where = dict(names_of(kit)) if sources is None else dict(sources)
    parts = []
    if kit.doc_number:
        parts.append(f'<p style="{_STYLES["center"]}color:#666;">{escape(kit.doc_number)}</p>')
    parts += [_element(element, where) for element in flow(kit.body_html)]
    if kit.attachments:
        listed = "<br>".join(f"{n}. {escape(name)}" for n, name in enumerate(kit.attachments, 1))
        parts.append(f'<p style="{_NOTE}">附件（请到原文页面下载）：<br>{listed}</p>')
    parts.append(
        f'<p style="{_NOTE}">来源：{escape(kit.organ)}<br>公开日期：{kit.published_on:%Y-%m-%d}<br>'
        f"原文：{escape(kit.address)}</p>"
    )
    qr = where.get(QR, QR)
    parts.append(
        '<p style="margin:12px 0 0;text-align:center;">'
        f'<img src="{escape(qr)}" alt="原文二维码" style="width:140px;"></p>'
    )
    return f'<section style="max-width:677px;margin:0 auto;">{"".join(parts)}</section>'


def page(kit: Kit) -> str:
    """The article as a page of its own for looking and copying, pictures within it."""
    sources = {address: _data(data, address) for address, data in kit.pictures.items()}
    sources[QR] = _data(qr_png(kit.address, 6), "x.png")
    return _page(kit, article(kit, sources))


def page_beside(kit: Kit) -> str:
    """The article as a page of its own, pictures as files beside it."""
    return _page(kit, article(kit))


def _page(kit: Kit, inner: str) -> str:
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(kit.title)}</title></head>'
        f'<body style="margin:0;padding:16px;background:#fff;overflow-wrap:anywhere;">{inner}</body></html>'
    )


def _data(data: bytes, name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def cover(kit: Kit) -> bytes:
    """The cover picture as PNG: the organ's name and the title in one colour, no photograph that might be another's."""
    import pypdfium2

    wide, high = COVER
    html = printing.filled("cover.html", {"kit": kit})
    pdf = render_pdf(Sheet(html, (printing.css("cover.css"),), About(kit.title, (kit.organ,))))
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[0].render(scale=wide / document[0].get_width())
        image = bitmap.to_pil().convert("RGB").resize((wide, high))
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _element(element: Element, where: Mapping[str, str]) -> str:
    match element:
        case Para(pieces, role):
            if role in _LEFT_OUT:
                return ""
            return f'<p style="{_STYLES.get(role, _TEXT)}">{_inline(pieces)}</p>'
        case Table():
            return _table(element)
        case Listing(items):
            return "".join(_item(item) for item in items)
        case Picture(src, alt):
            if src not in where:
                return ""
            shown = escape(where[src])
            return (
                f'<p style="margin:0 0 16px;text-align:center;"><img src="{shown}" alt="{escape(alt) or "图片"}" '
                'style="max-width:100%;height:auto;"></p>'
            )
        case Rule():
            return '<p style="margin:16px 0;border-top:1px solid #ccc;"></p>'


def _inline(pieces: Iterable[Piece]) -> str:
    said = []
    for piece in pieces:
        if piece.text == "\n":
            said.append("<br>")
            continue
        text = escape(piece.text)
        if piece.voice == "hei" or "strong" in piece.marks:
            text = f"<strong>{text}</strong>"
        for mark in sorted(piece.marks & {"sub", "sup", "u"}):
            text = f"<{mark}>{text}</{mark}>"
        said.append(text)
    return "".join(said)


def _item(item: Item) -> str:
    lead = f"{item.number}. " if item.number else "· "
    return f'<p style="{_TEXT}padding-left:{item.depth + 1}em;text-indent:-1em;">{lead}{_inline(item.pieces)}</p>'


def _table(table: Table) -> str:
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    caption = f'<p style="{_STYLES["caption"]}margin:0 0 8px;">{_inline(table.caption)}</p>' if table.caption else ""
    return (
        f'{caption}<section style="overflow-x:auto;margin:0 0 16px;">'
        f'<table style="border-collapse:collapse;width:100%;"><tbody>{rows}</tbody></table></section>'
    )


def _cell(cell: PaperCell) -> str:
    tag = "th" if cell.header else "td"
    style = _CELL + ("background:#f2f5f8;font-weight:bold;text-align:center;" if cell.header else "")
    spans = "".join(f' {n}="{c}"' for n, c in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if c > 1)
    return f'<{tag} style="{style}"{spans}>{_inline(cell.pieces)}</{tag}>'
