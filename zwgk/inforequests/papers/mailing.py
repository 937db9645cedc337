"""Envelopes, address labels and receipts (信封、地址签、送达回证) for a batch of replies, a PDF each.

Who receives them is handed in by the caller, who logged each reading; nothing of it is kept.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from zwgk.files.writers.elements import OfficialDocument
from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.rendition import About, Sheet, render_pdf
from zwgk.inforequests.models import InfoRequest
from zwgk.inforequests.papers import sheets
from zwgk.rules.applicants import Applicant
from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled

MOST = 100


class Print(Labelled):
    """What is printed for a batch (批量打印)."""

    ENVELOPES = "envelopes", "信封（DL，220×110毫米）"
    LABELS = "labels", "地址签（A4，每页21个）"
    RECEIPTS = "receipts", "送达回证（A4）"


_TEMPLATES = {
    Print.ENVELOPES: ("inforequests/envelopes.html", "inforequests/envelopes.css"),
    Print.LABELS: ("inforequests/labels.html", "inforequests/labels.css"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: whose case it is and where it goes."""

    request: InfoRequest
    to: Applicant


def pdf(kind: Print, letters: Sequence[Letter], *, on: date) -> bytes:
    """The batch as one PDF, in the given order. Errors: ``BadInput`` for none, too many, or one without address."""
    must_be_some(len(letters))
    if kind is Print.RECEIPTS:
        return _joined([sheets.of(one.request, "service", applicant=one.to.name, on=on) for one in letters])
    unaddressed = [one.request.filing.number for one in letters if not one.to.address.strip()]
    if unaddressed:
        raise BadInput(
            what="没有打印",
            why=f"{'、'.join(unaddressed[:5])}没有填写邮寄地址",
            remedy="请与申请人核对地址，或者改用其他方式送达",
            field="request",
        )
    organ = letters[0].request.organ
    context = {"letters": letters, "organ": organ}
    page, style = _TEMPLATES[kind]
    body, css = render_to_string(page, context), render_to_string(style)
    return render_pdf(Sheet(body, (css,), About(kind.label.partition("（")[0], (organ.name,))))


def must_be_some(number: int) -> None:
    """Refuse an empty or too big a batch, before any name is opened. Errors: :class:`BadInput`."""
    if not 1 <= number <= MOST:
        raise BadInput(
            what="没有打印", why=f"一次打印1至{MOST}件，现为{number}件", remedy="请勾选要打印的答复", field="request"
        )


def _joined(documents: list[OfficialDocument]) -> bytes:
    import pikepdf

    with pikepdf.new() as whole:
        for document in documents:
            with pikepdf.open(io.BytesIO(official_pdf(document))) as one:
                whole.pages.extend(one.pages)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()
