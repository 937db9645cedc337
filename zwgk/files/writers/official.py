"""An official document as PDF in the layout of GB/T 9704-2012 (公文版式).

依据:《党政机关公文格式》(GB/T 9704—2012)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe

from zwgk.files.writers import official_layout as layout
from zwgk.files.writers.elements import Form as Form
from zwgk.files.writers.elements import OfficialDocument as OfficialDocument
from zwgk.files.writers.elements import about, must_be_printable
from zwgk.files.writers.elements import chinese_date as chinese_date
from zwgk.files.writers.paper import printed
from zwgk.files.writers.qr import qr_address
from zwgk.files.writers.rendition import Sheet, filled, pages_of, render_pdf, style, text_of_last_page

STYLES = {
    Form.DOCUMENT: "official_document.css",
    Form.LETTER: "official_letter.css",
    Form.ORDER: "official_order.css",
    Form.MINUTES: "official_minutes.css",
}
"""What a form adds to the style sheet that all share."""


def official_pdf(document: OfficialDocument) -> bytes:
    """Return the document as PDF in the layout of GB/T 9704 (A4, 22 lines of 28 characters).

    Errors: ``BadInput`` without title or body, or where a picture of the body was not handed in.
    """
    must_be_printable(document)
    sheets = (style("paper.css"), style("official.css"), style(STYLES[document.form]))

    def printed_so(place: str = "") -> bytes:
        html = filled("official.html", _values(document) | {"imprint_place": place})
        return render_pdf(Sheet(html, sheets, about(document), document.files))

    data, imprint = printed_so(), layout.imprint(document)
    if not document.double_sided or imprint is None or pages_of(data) % 2 == 0:
        return data
    return printed_so("on-back after-blank" if _stands_alone(data, imprint) else "on-back")


def _stands_alone(data: bytes, imprint: layout.Imprint) -> bool:
    """True where the last page bears nothing but the imprint and the number: turned over, it follows a blank page."""
    rows = "".join(label + names for label, names in imprint.rows)
    said = len("".join(f"{rows}{imprint.printed_by}{imprint.printed_on}".split()))
    return len("".join(text_of_last_page(data).split())) <= said + len("—99—")


def _values(document: OfficialDocument) -> dict[str, Any]:
    arranged, made = layout.arranged(document), layout.imprint(document)
    return {
        "document": document,
        "form": document.form.value,
        "qr": qr_address(document.code) if document.code else "",
        "marks": layout.marks(document),
        "masthead_points": str(layout.masthead_points(document)),
        "names": layout.spread(document),
        "names_width": f"{max(map(layout.width_of, document.issuers), default=0) + 0.02:.2f}",
        "suffix": document.suffix,
        "joint": len(document.issuers) > 1 and document.form is not Form.LETTER,
        "number_lines": [_boxes(line) for line in layout.number_lines(document)],
        "title_lines": layout.lines_of_title(document),
        "addressees": "" if layout.addressees_below(document) else layout.addressees(document),
        "body": mark_safe(printed(arranged.main)),
        "attachments": () if "attachment" in arranged.roles else layout.numbered(document.attachments),
        "attendance": document.attendance,
        "signature": [
            (f"{line.before * layout.LINE_MM:.3f}", _boxes(line.placed))
            for line in layout.signature_of(document, arranged)
        ],
        "note": "" if "note" in arranged.roles else layout.bracketed(document.note),
        "enclosures": [mark_safe(printed(part)) for part in arranged.enclosures],
        "imprint": made,
        "imprint_mm": str(made.height_mm) if made else "",
    }


def _boxes(line: Sequence[layout.Placed]) -> list[tuple[str, str, str]]:
    """A line of placed texts as boxes side by side: (style, voice, text) each.

    A text that is aligned within its box needs no position of its own, and so is read where it stands.
    """
    placed = sorted(line, key=lambda each: each.at)
    made, edge = [], 0.0
    for i, each in enumerate(placed):
        limit = layout.extent(placed[i + 1])[0] if i + 1 < len(placed) else float(layout.WIDTH)
        start, end = {
            "left": (each.at, max(limit, each.at)),
            "right": (min(edge, each.at), each.at),
            "centre": _around(each.at, edge, limit),
        }[each.anchor]
        align = {"left": "left", "right": "right", "centre": "center"}[each.anchor]
        gap, width = (start - edge) * layout.CHARACTER_PT, (end - start) * layout.CHARACTER_PT
        made.append((f"margin-left:{gap:.2f}pt;width:{width:.2f}pt;text-align:{align}", each.voice, each.text))
        edge = end
    return made


def _around(at: float, edge: float, limit: float) -> tuple[float, float]:
    half = max(0.5, min(at - edge, limit - at))
    return at - half, at + half
