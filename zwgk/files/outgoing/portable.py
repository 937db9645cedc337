"""A PDF without what stands beside its pages: author, programs, remarks, hidden files."""

from __future__ import annotations

import io
from typing import Any

from zwgk.files.readers import refusals

#: what a reader of the page uses; every other annotation is somebody's remark
_USED = frozenset({"/Link", "/Widget"})
#: what names a program or a moment, nobody
_HARMLESS = frozenset({"/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_CATALOGUE = ("/Metadata", "/PieceInfo", "/Collection", "/AF")


def cleaned_pdf(name: str, data: bytes) -> bytes:
    """The pages as they are, the rest taken out; the very bytes where nothing had to go.

    A signed file stays as it is: its signature would no longer hold. Errors: ``BadInput`` where it cannot be opened.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if _is_signed(pdf) or not _clean(pdf):
                return data
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise refusals.encrypted(name, "PDF") from error
    except pikepdf.PdfError as error:
        raise refusals.broken(name, "PDF") from error


def _is_signed(pdf: Any) -> bool:
    form = pdf.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & 1)


def _clean(pdf: Any) -> bool:
    """Take out what has to go; False where there was nothing."""
    import pikepdf

    found = False
    title = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
    if "/Info" in pdf.trailer and set(pdf.docinfo.keys()) - _HARMLESS:
        found = True
        del pdf.trailer["/Info"]
        if title:
            pdf.docinfo["/Title"] = title
    for key in _CATALOGUE:
        if key in pdf.Root and not (key == "/Metadata" and _declares_archive(pdf)):
            found = True
            del pdf.Root[key]
    names = pdf.Root.get("/Names")
    if names is not None and "/EmbeddedFiles" in names:
        found = True
        del names["/EmbeddedFiles"]
    for page in pdf.pages:
        for key in ("/PieceInfo", "/Metadata"):
            if key in page:
                found = True
                del page[key]
        notes = page.get("/Annots")
        kept = [note for note in notes or () if str(note.get("/Subtype", "")) in _USED]
        if notes is not None and len(kept) < len(notes):
            found = True
            page.Annots = pikepdf.Array(kept)
    return found


def _declares_archive(pdf: Any) -> bool:
    """True for a PDF/A of ours or of a program that names nobody: without its metadata it would be none any more."""
    said = bytes(pdf.Root.Metadata.read_bytes())
    return b"pdfaid" in said and b"dc:creator" not in said and b"photoshop" not in said
