"""QR codes on a scan (二维码识别): what a returned sheet says of itself, page by page."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

DPI = 150
MOST_PAGES = 200
"""Pages that are looked at; a code stands on the first ones."""


def codes_of(data: bytes, *, pages: int = MOST_PAGES) -> list[str]:
    """Return the texts of the QR codes on the pages of a PDF or on a picture, in order, each once.

    What is no PDF and no picture has none. Errors: none.
    """
    import zxingcpp

    found: dict[str, None] = {}
    for page in _pages(data, pages):
        for code in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
            if code.text:
                found[code.text] = None
    return list(found)


def _pages(data: bytes, most: int) -> Iterator[Image.Image]:
    if data[:1024].lstrip().startswith(b"%PDF"):
        yield from _of_pdf(data, most)
        return
    try:
        with Image.open(io.BytesIO(data)) as picture:
            yield picture.convert("L")
    except (UnidentifiedImageError, OSError):
        return


def _of_pdf(data: bytes, most: int) -> Iterator[Image.Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for i in range(min(len(document), most)):
            yield document[i].render(scale=DPI / 72, grayscale=True).to_pil()
    finally:
        document.close()
