"""Covered pages as text (文字版): for the search index, and for those who cannot see the pictures of the pages.

Bars are read as “（已删减：依据）”; pages that nobody could read say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from zwgk.files.readers.pdf_lines import Line, Page, paragraphs_of
from zwgk.files.readers.result import PageState
from zwgk.files.redaction.areas import WHOLE, Area, PageLayout, bar, covered, grown

_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:1rem/1.8 serif}"
    "h1{font-size:1.4rem}h2{font-size:1rem;color:#555}mark{background:#000;color:#fff}"
)


def paragraphs(layout: PageLayout, areas: Sequence[Area]) -> list[str]:
    """The page's paragraphs with bars."""
    lines = []
    for left in covered(layout, grown(areas, layout)):
        box = left.line.box
        top, bottom = (layout.height * (WHOLE - edge) / WHOLE for edge in (box.top, box.bottom))
        x1, x2 = (layout.width * edge / WHOLE for edge in (box.left, box.right))
        lines.append(Line(left.text.strip(), x1, x2, top, bottom, top - bottom))
    page = Page(layout.number, layout.width, layout.height, lines, scanned=layout.state is PageState.OCR)
    return [line.text for line in paragraphs_of([page]) if line.text.strip()]


def spoken_text(layouts: Sequence[PageLayout], areas: Sequence[Area]) -> str:
    """All pages as plain text, a line a paragraph."""
    return "\n".join(text for layout in layouts for text in paragraphs(layout, areas))


def spoken_page(layouts: Sequence[PageLayout], areas: Sequence[Area], *, title: str) -> str:
    """The pages as one web page that stands by itself: no script, no picture, nothing fetched."""
    out = [
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}（文字版）</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(title)}（文字版）</h1><p>供检索和读屏使用。黑条处已删减，并写明依据；版面以同名文件为准。</p>"
    ]
    bars = {escape(bar(area.ground_label)) for area in areas}
    for layout in layouts:
        out.append(f'<section aria-label="第{layout.number}页"><h2>第{layout.number}页</h2>')
        if layout.state is PageState.OCR:
            out.append("<p><small>本页文字由程序识别，可能有误。</small></p>")
        found = paragraphs(layout, areas)
        if layout.state is PageState.UNREADABLE:
            out.append("<p>本页是图像，未能识别文字。需要帮助的，请与公开机关联系。</p>")
        for text in found:
            html = escape(text)
            for one in bars:
                html = html.replace(one, f"<mark>{one}</mark>")
            out.append(f"<p>{html}</p>")
        out.append("</section>")
    return "".join(out) + "</body></html>\n"
