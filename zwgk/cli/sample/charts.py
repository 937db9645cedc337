"""Pictures for the texts: bar and line charts as PNG, and pages of type as if they came from a scanner."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from zwgk.cli.sample import tables

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
_INK, _MUTED, _LINE, _BAR, _ACCENT = "#1f2933", "#5b6770", "#d5dbe1", "#1f4e79", "#b5441f"
WIDTH, HEIGHT = 960, 480


@lru_cache(maxsize=8)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A typeface with Chinese characters, or Pillow's own where the machine has none."""
    for path in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


def chart(key: str) -> bytes:
    """The chart of ``charts.txt`` with that key, as PNG. Errors: ``KeyError``."""
    row = next((row for row in tables.rows("charts.txt") if row[0] == key), None)
    if row is None:
        raise KeyError(key)
    _, kind, title, unit, labels, values = row
    figures = [float(value) for value in values.split()]
    return _drawn(kind, title, unit, labels.split(), figures)


def _drawn(kind: str, title: str, unit: str, labels: Sequence[str], values: Sequence[float]) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.text((40, 22), title, fill=_INK, font=font(26))
    draw.text((40, 62), f"单位：{unit}", fill=_MUTED, font=font(16))
    left, top, right, bottom = 90, 110, WIDTH - 40, HEIGHT - 70
    most = max(values) * 1.12
    for step in range(5):
        y = bottom - (bottom - top) * step / 4
        draw.line((left, y, right, y), fill=_LINE)
        draw.text((left - 12, y), f"{most * step / 4:.0f}", fill=_MUTED, font=font(15), anchor="rm")
    width = (right - left) / len(values)
    points = []
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        middle = left + width * (place + 0.5)
        y = bottom - (bottom - top) * value / most
        points.append((middle, y))
        if kind == "bar":
            draw.rectangle((middle - width * 0.28, y, middle + width * 0.28, bottom), fill=_BAR)
        draw.text((middle, y - 8), f"{value:g}", fill=_INK, font=font(16), anchor="mb")
        draw.text((middle, bottom + 14), label, fill=_INK, font=font(16), anchor="mt")
    if kind == "line":
        draw.line(points, fill=_ACCENT, width=4)
        for x, y in points:
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=_ACCENT)
    draw.line((left, bottom, right, bottom), fill=_INK, width=2)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def scanned(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page that is a picture only, as a scanner makes it: no text can be taken from it."""
    page = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(page)
    y = 160
    for line in _broken(title, 22):
        draw.text((620, y), line, fill=25, font=font(44), anchor="mt")
        y += 66
    y += 40
    for text in lines:
        for line in _broken(text, 34):
            draw.text((150, y), line, fill=45, font=font(27))
            y += 48
        y += 8
        if y > 1560:
            break
    draw.ellipse((820, 1390, 1080, 1650), outline=120, width=7)
    draw.text((950, 1520), "清岚县（演示）", fill=120, font=font(28), anchor="mm")
    out = io.BytesIO()
    page.rotate(0.7, fillcolor=250).save(out, "PDF", resolution=150)
    return out.getvalue()


def _broken(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]
