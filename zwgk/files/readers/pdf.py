"""PDF: text page by page; scanned pages are recognised or marked unreadable, never taken for empty."""

from __future__ import annotations

import contextlib
import itertools
from typing import Any

from zwgk.files import limits
from zwgk.files.readers import picture, refusals
from zwgk.files.readers.pdf_lines import Line, Page, paragraphs_of, without_running_lines
from zwgk.files.readers.plain import looks_garbled
from zwgk.files.readers.result import Elsewhere, FileKind, PageState, Piece, ReadFile, finished, paragraph

SCANNED_BELOW = 12
"""Fewer readable characters than this, and something else drawn on the page: it is a scan."""
BIG_IMAGE = 0.08
"""Share of the page from which an image on a page of text is worth a sentence."""
WHOLE_PAGE = 0.85
_OCR_SCALE = 200 / 72
_MOST_PIXELS = 40_000_000


def read(name: str, data: bytes, kind: FileKind = FileKind.PDF) -> ReadFile:
    """Read a PDF. Errors: ``BadInput`` (broken, password), ``LimitExceeded`` (pages)."""
    document = opened(name, data)
    try:
        return _Reading(name, document).read()
    finally:
        document.close()


def opened(name: str, data: bytes) -> Any:
    """Open a PDF. Errors: as :func:`read`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.encrypted(name, "PDF") from error
        raise refusals.broken(name, "PDF") from error
    if pages == 0:
        raise refusals.broken(name, "PDF")
    if pages > limits.MAX_PDF_PAGES:
        document.close()
        raise refusals.too_large(name, f"有{pages}页，不得超过{limits.MAX_PDF_PAGES}页", "请拆分后重新上传")
    return document


class _Reading:
    def __init__(self, name: str, document: Any) -> None:
        self.name, self.document = name, document
        self.unread: list[str] = []
        self.states: list[PageState] = []
        self.recognised = 0
        self.elsewhere: list[Elsewhere] = []

    def read(self) -> ReadFile:
        pages = [self._page(number) for number in range(1, len(self.document) + 1)]
        pages, dropped = without_running_lines(pages)
        pieces: list[Piece] = []
        for line in paragraphs_of(pages):
            pieces.append(paragraph(line.text, look=line.look()))
        self.elsewhere += [Elsewhere("页眉页脚", text) for text in dropped]
        with contextlib.suppress(ValueError, RuntimeError):
            count = self.document.count_attachments()
            if count:
                self.unread.append(f"PDF内嵌了{count}个附件，未能读取")
        meta = {k: v for k, v in self.document.get_metadata_dict(skip_empty=True).items() if k in ("Title", "Author")}
        return finished(
            FileKind.PDF,
            pieces,
            unread=self.unread,
            pages=tuple(self.states),
            meta={**meta, "page_count": len(self.states)},
            elsewhere=self.elsewhere,
        )

    def _page(self, number: int) -> Page:
        import pypdfium2

        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError:
            self.states.append(PageState.UNREADABLE)
            self.unread.append(f"第{number}页已损坏，未能读取")
            return Page(number, 1, 1, [])
        try:
            return self._contents(number, page)
        finally:
            page.close()

    def _contents(self, number: int, page: Any) -> Page:
        from pypdfium2 import raw

        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            lines = _lines(text_page)
        finally:
            text_page.close()
        readable = sum(1 for line in lines for c in line.text if not c.isspace())
        objects = list(page.get_objects(max_depth=3))
        share = max((_share(o, width, height) for o in objects if o.type == raw.FPDF_PAGEOBJ_IMAGE), default=0.0)
        self._annotations(number, page)
        if looks_garbled("".join(line.text for line in lines)):
            return self._recognise(number, page, f"第{number}页的字体没有文字编码，无法提取文字")
        if readable < SCANNED_BELOW and objects and (share > 0.2 or readable == 0):
            found = self._recognise(number, page, f"第{number}页是扫描图片")
            return found if found.lines or not lines else Page(number, width, height, lines)
        if share > WHOLE_PAGE:  # a scan whose letters some other program recognised and laid invisibly over the image
            self.states.append(PageState.OCR)
            return Page(number, width, height, lines)
        self.states.append(PageState.TEXT)
        if share > BIG_IMAGE:
            self.unread.append(f"第{number}页有图片，图片中的文字未能读取")
        return Page(number, width, height, lines)

    def _recognise(self, number: int, page: Any, subject: str) -> Page:
        if self.recognised >= limits.MAX_OCR_PAGES:
            self.states.append(PageState.UNREADABLE)
            self.unread.append(f"{subject}，超过每个文件识别{limits.MAX_OCR_PAGES}页的上限，未识别，须人工查看")
            return Page(number, 1, 1, [])
        self.recognised += 1
        width, height = page.get_size()
        scale = min(_OCR_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image = page.render(scale=scale).to_pil()
        state, texts, sentence = picture.read_scan(image, subject)
        self.states.append(state)
        if sentence:
            self.unread.append(sentence)
        return Page(number, width, height, [Line(text, 0, width, 0, 0, 0) for text in texts], scanned=True)

    def _annotations(self, number: int, page: Any) -> None:
        """Comments and filled fields are not on the page itself but travel with the file."""
        from pypdfium2 import raw

        count = raw.FPDFPage_GetAnnotCount(page)
        texts = []
        for index in range(min(count, 500)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK:
                texts += [_annotation_text(annotation, key) for key in (b"Contents", b"V")]
            raw.FPDFPage_CloseAnnot(annotation)
        found = [text for text in texts if text.strip()]
        if found:
            self.elsewhere += [Elsewhere("批注", text) for text in found]
            self.unread.append(f"第{number}页带有{len(found)}条批注或表单内容，未收入正文，公开前请核对")


def _annotation_text(annotation: Any, key: bytes) -> str:
    import ctypes

    from pypdfium2 import raw

    needed = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if needed <= 2:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), needed)
    return buffer.raw[: needed - 2].decode("utf-16-le", "replace")


def _share(item: Any, width: float, height: float) -> float:
    left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
    seen = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    return float(seen / max(width * height, 1.0))


def _lines(text_page: Any) -> list[Line]:
    """Gather the page's rectangles of text into lines, from top to bottom and left to right."""
    boxes = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = text_page.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", "")
        if text.strip():
            middle = (bottom + top) / 2
            size = _letter_height(text_page, left, middle) or top - bottom
            low, high = min(bottom, middle - size * 0.3), max(top, middle + size * 0.3)
            boxes.append(Line(text.replace("\u0002", "").replace("\ufffe", ""), left, right, high, low, size))
    boxes.sort(key=lambda b: (-(b.top + b.bottom) / 2, b.left))
    rows: list[list[Line]] = []
    for box in boxes:
        middle = (box.top + box.bottom) / 2
        if rows and any(other.bottom < middle < other.top for other in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_joined(sorted(row, key=lambda b: b.left)) for row in rows]


def _letter_height(text_page: Any, left: float, middle: float) -> float:
    """Height of the font's letters at a place; the ink of “一” says nothing about its size."""
    index = text_page.get_index(left + 0.5, middle, 2, 6)
    if index is None:
        return 0.0
    _, bottom, _, top = text_page.get_charbox(index, loose=True)
    return round(float(top - bottom), 1)


def _joined(row: list[Line]) -> Line:
    text = row[0].text
    for before, after in itertools.pairwise(row):
        gap = after.left - before.right
        wide = gap > max(before.size, after.size) * 1.2
        text += ("  " if wide else "") + after.text
    largest = max(row, key=lambda b: len(b.text))
    return Line(
        text.strip(),
        row[0].left,
        max(b.right for b in row),
        max(b.top for b in row),
        min(b.bottom for b in row),
        largest.size,
    )
