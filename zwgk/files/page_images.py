"""Pages of a file as pictures (分页图片): for browsers that open no files, as that of 微信, and to look without saving.

Only what a viewer of the file would see is drawn; nothing of the file's text, layers or remarks goes into a picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zwgk.files.readers import picture
from zwgk.files.readers.pdf import opened

#: pictures of one file; the rest stands in the file itself
MOST_PAGES = 100
#: of the shorter side of an A4 page at 150 dpi: read on a phone without blur, and small
WIDTH = 1240
_MOST_HEIGHT = 6000
_QUALITY = 82
_SHADES = 16
_COLOURED = 24
SUFFIXES = frozenset({"pdf", "tif", "tiff"})
#: what pictures are written as: half of PNG for print, and every browser of the last years shows it, that of 微信 too
SUFFIX = "webp"


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: number from 1, how many the file has, WebP bytes, size in pixels."""

    number: int
    of: int
    data: bytes
    width: int
    height: int


def has_pages(name: str) -> bool:
    """Whether a file of this name is one of pages that are drawn (PDF, scans of several pages)."""
    return "." in name and name.rpartition(".")[2].lower() in SUFFIXES


def drawn(name: str, data: bytes) -> Iterator[PageImage]:
    """Yield the first :data:`MOST_PAGES` pages. Errors: ``BadInput`` (broken, encrypted), ``LimitExceeded``."""
    if name.lower().endswith(".pdf"):
        yield from _of_pdf(name, data)
        return
    frames = picture.frames(name, data)
    for number, frame in enumerate(frames[:MOST_PAGES], 1):
        yield _packed(number, len(frames), frame)


def _of_pdf(name: str, data: bytes) -> Iterator[PageImage]:
    import pypdfium2

    document = opened(name, data)
    try:
        for number in range(1, min(len(document), MOST_PAGES) + 1):
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:  # a damaged page has no picture; the others have
                continue
            try:
                width, height = page.get_size()
                scale = min(WIDTH / max(width, 1), _MOST_HEIGHT / max(height, 1))
                yield _packed(number, len(document), page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil())
            finally:
                page.close()
    finally:
        document.close()


def _packed(number: int, of: int, image: Any) -> PageImage:
    """New from the pixels alone; print in sixteen greys without loss, anything coloured with a little."""
    from PIL import Image

    page = Image.new("RGB", image.size, "white")
    page.paste(image.convert("RGB"))
    if page.width > WIDTH or page.height > _MOST_HEIGHT:
        page.thumbnail((WIDTH, _MOST_HEIGHT))
    out = io.BytesIO()
    if _is_coloured(page):
        page.save(out, "WEBP", quality=_QUALITY)
    else:
        page.convert("L").quantize(_SHADES).convert("L").save(out, "WEBP", lossless=True, quality=60)
    return PageImage(number, of, out.getvalue(), page.width, page.height)


def _is_coloured(page: Any) -> bool:
    """Whether colour carries anything: looked for in a small copy, a scanner's shimmer is none."""
    small = page.copy()
    small.thumbnail((200, 200))
    saturation = small.convert("HSV").getchannel("S").point(lambda value: value if value > _COLOURED * 2 else 0)
    counted = sum(saturation.histogram()[1:])
    return bool(counted > small.width * small.height * 0.002)
