"""What stands where on a page of a PDF, in millimetres from the upper left corner."""

from __future__ import annotations

import pypdfium2
from PIL import ImageChops

MM = 72 / 25.4
Box = tuple[float, float, float, float]
RED, BLACK = "red", "black"


def texts(data: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def place_of(data: bytes, wanted: str, page: int = 0) -> Box:
    """Left, top, right and bottom of what is printed of ``wanted`` where it stands first."""
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[page]
        text, high = sheet.get_textpage(), sheet.get_height()
        at = text.get_text_range().index(wanted)
        boxes = [text.get_charbox(i) for i in range(at, at + len(wanted))]
    finally:
        document.close()
    boxes = [box for box in boxes if box[2] > box[0]]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
    return left / MM, (high - top) / MM, right / MM, (high - bottom) / MM


def ink(data: bytes, within: Box, colour: str = BLACK, page: int = 0, dpi: int = 200) -> Box | None:
    """The box of everything in a colour within a part of a page, as a scanner would find it."""
    document = pypdfium2.PdfDocument(data)
    try:
        picture = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    scale = dpi / 25.4
    corner = [int(value * scale) for value in within]
    red, green, _ = picture.crop((corner[0], corner[1], corner[2], corner[3])).split()
    if colour == RED:
        found = ImageChops.multiply(
            red.point(lambda v: 255 if v > 150 else 0), green.point(lambda v: 255 if v < 120 else 0)
        )
    else:
        found = red.point(lambda v: 255 if v < 100 else 0)
    box = found.getbbox()
    if box is None:
        return None
    return tuple((value + corner[i % 2]) / scale for i, value in enumerate(box))  # type: ignore[return-value]
