"""What an applicant takes along (回执图片、日历提醒): a picture for the album, a line for the calendar."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

from zwgk.files.writers import fonts
from zwgk.files.writers.qr import qr_png

_WIDTH, _MARGIN, _INK, _SOFT, _BLUE = 720, 48, (27, 31, 36), (90, 98, 110), (22, 68, 122)


def possible() -> bool:
    """Whether this machine has a typeface with Chinese characters to draw with."""
    return fonts.picture_font() is not None


def receipt(lines: Sequence[tuple[str, str]], address: str) -> bytes:
    """The receipt as PNG: two heads, rows of label and value, and the QR code of the page where one looks."""
    from PIL import Image, ImageDraw, ImageFont

    path, index = fonts.picture_font() or ("", 0)
    image = Image.new("RGB", (_WIDTH, 760), "white")
    draw = ImageDraw.Draw(image)
    small, middle, large = (ImageFont.truetype(path, size, index=index) for size in (24, 32, 40))
    draw.rectangle((0, 0, _WIDTH, 10), fill=_BLUE)
    y = 44
    for n, (label, value) in enumerate(lines):
        if not label:
            draw.text((_MARGIN, y), value, font=small if n == 0 else large, fill=_SOFT if n == 0 else _BLUE)
            y += 46 if n == 0 else 76
            continue
        draw.text((_MARGIN, y), label, font=small, fill=_SOFT)
        draw.text((_MARGIN + 130, y - 6), value[:17], font=middle, fill=_INK)
        y += 62
    code = Image.open(io.BytesIO(qr_png(address, 5)))
    image.paste(code, (_MARGIN - 20, y + 10))
    for n, text in enumerate(("凭编号和查询码查进度", address, "查询码请勿告诉他人")):
        draw.text((_MARGIN + code.width, y + 50 + n * 40), text[:30], font=small, fill=_SOFT)
    out = io.BytesIO()
    image.crop((0, 0, _WIDTH, y + code.height + 30)).save(out, "PNG", optimize=True)
    return out.getvalue()


def reminder(*, uid: str, on: date, title: str, text: str, url: str, at: datetime) -> bytes:
    """A day in the calendar (iCalendar, RFC 5545), with a reminder at nine in the morning."""
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zwgk//portal//ZH", "BEGIN:VEVENT"),
        f"UID:{uid}",
        f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(text)}",
        f"URL:{url}",
        *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(title)}", "TRIGGER:PT9H", "END:VALARM"),
        *("END:VEVENT", "END:VCALENDAR"),
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 bytes, a character never cut."""
    found, now = [], ""
    for char in line:
        if len((now + char).encode()) > 73:
            found.append(now)
            now = " "
        now += char
    return [*found, now]
