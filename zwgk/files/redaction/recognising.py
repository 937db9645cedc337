"""Pictures read by recognition before they go out (图像检查): a removed text may stand in pixels as well.

What recognition reads is searched; because it misreads, every picture is still named for a human to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zwgk.files import limits
from zwgk.files.readers import picture
from zwgk.files.redaction.found import Blind, Found, Part
from zwgk.files.redaction.layout import DOTS, MOST_PIXELS
from zwgk.rules.errors import RuleViolation

METHOD = "文字识别"


def recognised_picture(file: str, label: str, data: bytes) -> Iterator[Found]:
    """Read a picture, every frame of it; what cannot be read is said."""
    try:
        frames = picture.frames(label or file, data)
    except RuleViolation:
        yield Blind(file, f"{label}图片", "不能打开，图片中的文字没有检查")
        return
    yield from _read(file, f"{label}图片", list(enumerate(frames, start=1)), len(frames) > 1)


def recognised_pages(file: str, label: str, data: bytes) -> Iterator[Found]:
    """Read those pages of a PDF that show pictures."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield Blind(file, f"{label}页面图像", "不能打开，图像中的文字没有检查")
        return
    try:
        numbers = [n for n in range(1, len(document) + 1) if _has_picture(document, n)]
        within = numbers[: limits.MAX_OCR_PAGES]
        yield from _read(file, f"{label}页面图像", ((n, _drawn(document, n)) for n in within), many=True)
        if len(numbers) > len(within):
            yield Blind(file, f"{label}页面图像", f"第{numbers[len(within)]}页起的图像超出识别上限，没有检查")
    finally:
        document.close()


def _read(file: str, name: str, images: Any, many: bool) -> Iterator[Found]:
    texts: list[str] = []
    read: list[int] = []
    unread: list[int] = []
    empty: list[int] = []
    for number, image in images:
        blank = picture.is_blank(image)
        found = picture.recognise(image) if picture.available() and not blank else None
        if blank:
            empty.append(number)
        elif found is None or not found.lines or found.confidence < picture.LEAST_CONFIDENCE:
            unread.append(number)
        else:
            read.append(number)
            texts += [*found.lines, "".join(found.lines)]
    if texts:
        yield Part(file, name, METHOD, tuple(texts))
    if read:
        yield Blind(file, name, f"{_pages(read, many)}图像，已用文字识别检查；识别可能有误，仍须人工看过")
    if empty:
        yield Blind(file, name, f"{_pages(empty, many)}图像，看来没有内容，仍须人工看过")
    if unread:
        yield Blind(file, name, f"{_pages(unread, many)}图像，未能识别文字，须人工看过")


def _pages(numbers: list[int], many: bool) -> str:
    """“第1、3至5页是”, as short as may be."""
    if not many:
        return "是"
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return f"第{'、'.join(str(a) if a == b else f'{a}至{b}' for a, b in spans)}页有"


def _has_picture(document: Any, number: int) -> bool:
    from pypdfium2 import raw

    page = document[number - 1]
    try:
        return any(item.type == raw.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=4))
    finally:
        page.close()


def _drawn(document: Any, number: int) -> Any:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        return page.render(scale=scale).to_pil()
    finally:
        page.close()
