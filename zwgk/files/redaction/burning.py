"""Black bars burnt into a page (涂黑): pixels are overwritten before the picture is written, nothing lies beneath."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zwgk.files.redaction.areas import WHOLE, Area

QUALITY = 85
"""Of JPEG, for pages with photographs and colour."""
_SHADES = 16
_COLOURED = 24
"""Channels that differ by more are colour, not the shimmer of a scanner."""


def burnt(image: Any, areas: Iterable[Area]) -> Any:
    """Return a copy of the page with every area black to the last pixel."""
    from PIL import Image, ImageDraw

    # new from the pixels alone: what else the picture carried (EXIF, comments, a thumbnail) does not come along
    page = Image.new("RGB", image.size)
    page.paste(image.convert("RGB"))
    draw = ImageDraw.Draw(page)
    for area in areas:
        box = area.box
        left, top = box.left * page.width // WHOLE, box.top * page.height // WHOLE
        right, bottom = -(-box.right * page.width // WHOLE), -(-box.bottom * page.height // WHOLE)
        draw.rectangle((left, top, right, bottom), fill=(0, 0, 0))
    return page


@dataclass(frozen=True, slots=True)
class Packed:
    """A page's pixels as a PDF holds them: filter, colour space, bits per component, width, height, bytes."""

    filter: str
    colours: str
    bits: int
    width: int
    height: int
    data: bytes


def packed(page: Any) -> Packed:
    """Pack a page: paper with black print in sixteen greys without loss, anything else as JPEG."""
    if not _is_coloured(page):
        grey = page.convert("L")
        if _is_print(grey):
            return _sixteen_greys(grey)
        return Packed("/DCTDecode", "/DeviceGray", 8, grey.width, grey.height, jpeg(grey))
    return Packed("/DCTDecode", "/DeviceRGB", 8, page.width, page.height, jpeg(page))


def jpeg(page: Any) -> bytes:
    """The page as JPEG without any remark."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def png(page: Any) -> bytes:
    """The page as PNG without any remark."""
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _is_coloured(page: Any) -> bool:
    from PIL import ImageChops

    small = page.reduce(4)
    red, green, blue = small.split()
    differ = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    histogram = differ.histogram()
    return bool(sum(histogram[_COLOURED:]) > 0.0002 * small.width * small.height)


def _is_print(grey: Any) -> bool:
    """Whether nearly all is paper or ink, with little between."""
    histogram = grey.histogram()
    return bool(sum(histogram[64:224]) < 0.08 * grey.width * grey.height)


def _sixteen_greys(grey: Any) -> Packed:
    if grey.width % 2:
        from PIL import Image

        wider = Image.new("L", (grey.width + 1, grey.height), 255)
        wider.paste(grey, (0, 0))
        grey = wider
    raw = grey.tobytes()
    rounded = bytes(min(_SHADES - 1, (shade + 8) // 17) for shade in range(256))
    shades = raw.translate(rounded)
    upper = shades[0::2].translate(bytes((shade * 16) % 256 for shade in range(256)))
    pairs = (int.from_bytes(upper, "big") | int.from_bytes(shades[1::2], "big")).to_bytes(len(upper), "big")
    return Packed("/FlateDecode", "/DeviceGray", 4, grey.width, grey.height, zlib.compress(pairs, 4))
