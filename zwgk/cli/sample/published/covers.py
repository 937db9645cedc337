"""Covers of topics, drawn: layers of hills under a low sun, other hills for every topic; postings on boards."""

from __future__ import annotations

import io
import math
from random import Random

from PIL import Image, ImageDraw

from zwgk.cli.sample.charts import font

WIDTH, HEIGHT = 1200, 420
#: sky above, sky below, sun, the farthest and the nearest hill
_LIGHTS = (
    ("#f6ead8", "#fbf6ec", "#e0803a", "#b9c9c4", "#1f4d48"),
    ("#e3edf3", "#f7fafb", "#d9573c", "#b4c6d6", "#1f4160"),
    ("#f4efe0", "#fdfbf4", "#c8892b", "#c3cdb0", "#3c5a2c"),
    ("#ece7f0", "#fbf9fb", "#cf5f5f", "#c2bccd", "#3f3a5c"),
)
ALT = "插画：层叠的青山，山间一轮红日"
_BOARD = ("#7a5230", "#c9b08a", "#fffdf8", "#b5281f", "#2b2b2b")


def cover(seed: str) -> bytes:
    """A cover as PNG, always the same for a topic."""
    random = Random(f"清岚|封面|{seed}")  # noqa: S311 - sample data wants repeating
    above, below, sun, far, near = random.choice(_LIGHTS)
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        draw.line((0, y, WIDTH, y), fill=_between(above, below, y / HEIGHT))
    x, size = random.randint(460, 740), random.randint(38, 54)  # kept where a card cuts the sides off
    draw.ellipse((x - size, 110 - size, x + size, 110 + size), fill=sun)
    layers = 5
    for layer in range(layers):
        base = 190 + layer * 48
        waves = [(random.uniform(0.5, 2.4), random.uniform(0, 6.3), random.uniform(16, 46)) for _ in range(4)]
        line = [
            (x, base + sum(math.sin(x / WIDTH * 6.3 * f + p) * h / 2 for f, p, h in waves))
            for x in range(0, WIDTH + 8, 8)
        ]
        colour = _between(far, near, layer / (layers - 1))
        draw.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
    return _png(image)


def posting(title: str, place: str, *, taken_down: bool = False) -> bytes:
    """A notice board as if photographed: the sheet hangs, or its place is empty again."""
    frame, board, paper, red, ink = _BOARD
    image = Image.new("RGB", (1200, 900), frame)
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 50, 1150, 850), fill=board)
    draw.text((600, 100), f"{place}　公开栏", fill=red, font=font(48), anchor="mm")
    sheets = ((110, 170), (440, 170), (770, 170))
    for number, (left, top) in enumerate(sheets):
        if number == 1 and taken_down:
            draw.rectangle((left, top, left + 300, top + 430), outline=frame, width=2)
            continue
        draw.rectangle((left, top, left + 300, top + 430), fill=paper)
        text = title if number == 1 else ("村务公开", "办事指南")[number // 2]
        for row, start in enumerate(range(0, min(len(text), 36), 12)):
            draw.text((left + 150, top + 50 + row * 34), text[start : start + 12], fill=red, font=font(23), anchor="mm")
        for row in range(9):
            draw.line((left + 30, top + 190 + row * 26, left + 270 - (row % 3) * 30, top + 190 + row * 26), fill=ink)
    draw.text((600, 720), "监督电话 0000-8260002　意见请投入右侧意见箱", fill=ink, font=font(30), anchor="mm")
    return _png(image.rotate(1.2, fillcolor="#8d8f88"))


def _between(first: str, last: str, share: float) -> tuple[int, int, int]:
    a, b = (tuple(int(code[i : i + 2], 16) for i in (1, 3, 5)) for code in (first, last))
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
