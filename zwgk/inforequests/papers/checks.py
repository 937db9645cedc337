"""Is a paper genuine? (验真): a code on each numbered paper leads to a page that says what it is; nobody is named."""

from __future__ import annotations

import secrets
from datetime import date

from zwgk.files.models import File
from zwgk.inforequests.models import InfoRequest, IssuedPaper, PaperCheck
from zwgk.publishing import addresses
from zwgk.rules.decision_documents import PAPERS

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LETTERS = 20
ROOT = "/yanzheng/"


def begin(paper: IssuedPaper, request: InfoRequest) -> PaperCheck:
    """Give a numbered paper its code."""
    return PaperCheck.objects.create(
        code="".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)),
        paper=paper,
        organ=request.organ,
        label=PAPERS[paper.key].label.partition("（")[0],
        doc_number=paper.doc_number,
        issued_on=paper.issued_on,
    )


def sealed(paper: IssuedPaper, scan: File, *, on: date) -> None:
    """Keep the digest of the sealed scan: the very file that was delivered can be compared with it."""
    PaperCheck.objects.filter(paper=paper).update(sha256=scan.blob.sha256, pages=len(scan.pages) or None, sealed_on=on)


def replaced(request: InfoRequest, *, by: IssuedPaper, on: date) -> None:
    """Say of earlier decisions of a case that a later one stands in their place (重新答复)."""
    rows = PaperCheck.objects.filter(paper__request=request, paper__decision__isnull=False, replaced_on=None)
    rows.exclude(paper=by).update(replaced_on=on)


def address(paper: IssuedPaper) -> str:
    """The address that the QR code bears; "" for a paper without number."""
    row = PaperCheck.objects.filter(paper=paper).first()
    return addresses.absolute(f"{ROOT}{row.code}/") if row else ""


def find(code: str) -> PaperCheck | None:
    """What a code leads to, for the portal's page; None for an unknown one."""
    typed = "".join(code.upper().split()).replace("-", "")[:24]
    return PaperCheck.objects.select_related("organ").filter(code=typed).first() if typed else None
