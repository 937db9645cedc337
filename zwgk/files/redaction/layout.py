"""The pages of a PDF or a picture: how many, what they look like, and which characters stand where (版面).

The picture of a page that a clerk marks and the picture that goes out are drawn by the same lines, so that what was
seen is what is covered.
"""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Any, Protocol

from zwgk.files import limits
from zwgk.files.readers import kinds, picture, refusals
from zwgk.files.readers.plain import looks_garbled
from zwgk.files.readers.result import FileKind, PageState
from zwgk.files.redaction.areas import WHOLE, Box, Glyph, PageLayout, PageLine
from zwgk.rules.errors import BadInput

DOTS = 200
"""Dots per inch of a page that is drawn anew."""
MOST_PIXELS = 40_000_000
PAGED = frozenset({FileKind.PDF, FileKind.IMAGE})
"""Kinds whose pages are covered by areas; all others are covered by passages of their text."""
_PICTURE_DOTS = 144
"""A picture says nothing reliable of its size on paper; its longer side is taken for A4 where that is more."""
_A4_POINTS = 842.0


class Pages(Protocol):
    """Pages that can be drawn and read; close them after use."""

    kind: FileKind
    count: int

    def size(self, number: int) -> tuple[float, float]: ...
    def image(self, number: int, dots: int = DOTS) -> Any: ...
    def layout(self, number: int, *, recognise: bool = False) -> PageLayout: ...
    def close(self) -> None: ...
    def __enter__(self) -> Pages: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...  # noqa: E501  # fmt: skip


def pages_of(name: str, data: bytes) -> Pages:
    """Open a PDF or a picture by its content.

    Errors: ``BadInput`` (another kind, broken, password), ``LimitExceeded``.
    """
    kind = kinds.sniff(name, data)
    if kind is FileKind.PDF:
        return PdfPages(name, data)
    if kind is FileKind.IMAGE:
        return PicturePages(name, data)
    raise BadInput(
        what=f"不能逐页遮盖“{name}”", why=f"{kind.label}没有固定的页面", remedy="请在该文件的文字中标注要删去的内容"
    )


class _Closing:
    def close(self) -> None:
        """Let go of what is held."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PdfPages(_Closing):
    """Pages of a PDF. Turned and cropped pages are seen as a reader sees them."""

    kind = FileKind.PDF

    def __init__(self, name: str, data: bytes) -> None:
        from zwgk.files.readers.pdf import opened

        self.document = opened(name, data)
        self.document.init_forms()
        self.name = name
        self.count: int = len(self.document)

    def __enter__(self) -> PdfPages:
        return self

    def close(self) -> None:
        """Close the document."""
        self.document.close()

    def page(self, number: int) -> Any:
        """The page as pdfium holds it; the caller closes it. Errors: ``BadInput`` where it is broken."""
        import pypdfium2

        try:
            return self.document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise refusals.broken(self.name, f"PDF第{number}页") from error

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, as seen."""
        page = self.page(number)
        try:
            width, height = page.get_size()
            return float(width), float(height)
        finally:
            page.close()

    def image(self, number: int, dots: int = DOTS) -> Any:
        """The page drawn, with what fields, stamps and markings show of themselves; not the icons of remarks."""
        page = self.page(number)
        try:
            width, height = page.get_size()
            scale = min(dots / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            _without_notes(page)
            return page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        finally:
            page.close()

    def layout(self, number: int, *, recognise: bool = False) -> PageLayout:
        """The page's characters; of a scan only with ``recognise``, which takes seconds."""
        page = self.page(number)
        try:
            width, height = page.get_size()
            lines = _text_lines(page)
        finally:
            page.close()
        text = "".join(line.text for line in lines)
        if len(text.strip()) >= 3 and not looks_garbled(text):
            return PageLayout(number, float(width), float(height), tuple(lines), PageState.TEXT)
        if not recognise:
            return PageLayout(number, float(width), float(height), (), PageState.UNREADABLE)
        return recognised(number, float(width), float(height), self.image(number))


class PicturePages(_Closing):
    """A picture is one page; a TIFF may have several."""

    kind = FileKind.IMAGE

    def __init__(self, name: str, data: bytes) -> None:
        self.frames = picture.frames(name, data)
        self.count = len(self.frames)

    def __enter__(self) -> PicturePages:
        return self

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, were it printed."""
        frame = self.frames[number - 1]
        scale = min(72 / _PICTURE_DOTS, _A4_POINTS / max(frame.size))
        return frame.width * scale, frame.height * scale

    def image(self, number: int, dots: int = DOTS) -> Any:
        """The picture itself, its own pixels whatever ``dots`` says."""
        return self.frames[number - 1].copy()

    def layout(self, number: int, *, recognise: bool = False) -> PageLayout:
        """The words of the picture; only with ``recognise``."""
        width, height = self.size(number)
        if not recognise:
            return PageLayout(number, width, height, (), PageState.UNREADABLE)
        return recognised(number, width, height, self.frames[number - 1])


def _without_notes(page: Any) -> None:
    """Take remarks (便签批注) off the page in memory: nobody but an editor sees what they say."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation) if annotation else None
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_POPUP):
            raw.FPDFPage_RemoveAnnot(page, index)


def recognised(number: int, width: float, height: float, image: Any) -> PageLayout:
    """What recognition reads on a page; a blank page is *text* without words, one it cannot read is *unreadable*."""
    if picture.is_blank(image):
        return PageLayout(number, width, height, (), PageState.TEXT)
    found = picture.recognise(image) if picture.available() else None
    if found is None or not found.words or found.confidence < picture.LEAST_CONFIDENCE:
        return PageLayout(number, width, height, (), PageState.UNREADABLE)
    lines = tuple(
        PageLine(tuple(Glyph(w.text, _share(w, image.width, image.height)) for w in words), recognised=True)
        for words in found.words
    )
    return PageLayout(number, width, height, lines, PageState.OCR)


def _share(word: picture.Word, width: int, height: int) -> Box:
    return Box(
        word.left * WHOLE // width,
        word.top * WHOLE // height,
        -(-word.right * WHOLE // width),
        -(-word.bottom * WHOLE // height),
    )


def _text_lines(page: Any) -> list[PageLine]:
    """The characters of the text layer, line by line, in the order in which they are read."""
    text_page = page.get_textpage()
    try:
        return [line for line in _gathered(page, text_page) if line.text.strip()]
    finally:
        text_page.close()


def _gathered(page: Any, text_page: Any) -> list[PageLine]:
    from pypdfium2 import raw

    lines: list[PageLine] = []
    glyphs: list[Glyph] = []
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    high = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0, 2, 0xFFFE, 0xFFFF):
            continue
        if code in (10, 13):
            lines.append(PageLine(tuple(glyphs)))
            glyphs = []
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a rare character
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        box = Box(0, 0, 0, 0)
        if raw.FPDFText_GetCharBox(text_page, index, *edges) and edges[1].value > edges[0].value:
            corners = []
            for across, up in ((edges[0], edges[3]), (edges[1], edges[2])):
                raw.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, across.value, up.value, x, y)
                corners.append((x.value, y.value))
            (x1, y1), (x2, y2) = corners
            box = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        glyphs.append(Glyph(chr(code), box))
    lines.append(PageLine(tuple(glyphs)))
    return lines


def page_limit(pages: Pages, name: str) -> None:
    """Refuse a file with more pages than are drawn anew at one go. Errors: ``LimitExceeded``."""
    if pages.count > limits.MAX_OCR_PAGES:
        raise refusals.too_large(
            name, f"有{pages.count}页，逐页遮盖不得超过{limits.MAX_OCR_PAGES}页", "请拆分后重新上传"
        )
