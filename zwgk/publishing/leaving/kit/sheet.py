"""The sheet for a notice board (公开栏张贴件) on A4 or A3, with a QR code that leads to the page."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import mark_safe

from zwgk.files.writers.flow import Para, flow
from zwgk.files.writers.official import chinese_date
from zwgk.files.writers.paper import printed
from zwgk.files.writers.qr import qr_address
from zwgk.files.writers.rendition import About, Sheet, render_pdf, style
from zwgk.publishing import printing
from zwgk.publishing.leaving.kit.source import Kit
from zwgk.rules.channels import Form

STYLES = {Form.SHEET_A4: "posting-a4.css", Form.SHEET_A3: "posting-a3.css"}
_LEFT_OUT = frozenset({"red-head", "doc-number", "title"})


def posting(kit: Kit, form: Form, *, phone: str = "", until: date | None = None) -> bytes:
    """The sheet as PDF. ``until``: the day to which it is to hang, left blank for the pen where it is not known."""
    elements = [e for e in flow(kit.body_html) if not (isinstance(e, Para) and e.role in _LEFT_OUT)]
    html = printing.filled(
        "posting.html",
        {
            "kit": kit,
            "body": mark_safe(printed(elements)),
            "qr": qr_address(kit.address),
            "published_on": chinese_date(kit.published_on),
            "until": chinese_date(until) if until else "　　　年　　月　　日",
            "phone": phone,
        },
    )
    size = printing.css(STYLES[form])
    about = About(kit.title, (kit.organ,), kit.published_on.isoformat())
    return render_pdf(Sheet(html, (style("paper.css"), printing.css("posting.css"), size), about, kit.pictures))
