"""Many papers bound as one PDF (合订): cover and table of contents before, every page numbered, bookmarks by title.

What is no PDF is bound as a page: a picture as it is, any other file by its name, digests and the text that was read.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from zwgk.files.names import mime_of
from zwgk.files.writers.rendition import About, Sheet, pages_of, render_pdf
from zwgk.files.writers.tables import PrintedColumn, PrintedTable, tables_pdf

_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp"})
_COLUMNS = (
    PrintedColumn("序号", 0.6, centred=True),
    PrintedColumn("题名", 3.6),
    PrintedColumn("文号", 1.8),
    PrintedColumn("日期", 1.3, centred=True),
    PrintedColumn("页号", 0.8, centred=True),
)
_PICTURE_CSS = (
    "@page { size: A4; margin: 15mm; } img { display: block; max-width: 180mm; max-height: 262mm; margin: auto; }"
)
#: of the running number: size in points, distance from the right and upper edge
_SIZE, _RIGHT, _TOP = 10, 34, 28


@dataclass(frozen=True, slots=True)
class Bindable:
    """One paper to be bound; ``name`` tells by its ending what it is."""

    title: str
    name: str
    data: bytes
    doc_number: str = ""
    on: str = ""


def bound(cover: bytes, papers: Sequence[Bindable], *, title: str, organ: str) -> bytes:
    """Return cover, table of contents and papers as one PDF; pages are numbered from the first paper on.

    The last page of ``cover`` is the closing note (备考表) and comes last.
    A PDF that cannot be read (damaged, with a password) is bound as its name and digests. Equal papers give equal bytes
    on one machine. Errors: ``BadInput`` as the writers give them.
    """
    import pikepdf

    parts = [_as_pdf(paper, organ) for paper in papers]
    counts = [pages_of(part) for part in parts]
    contents = _contents(papers, counts, title=title, organ=organ)
    front = pages_of(cover) - 1 + pages_of(contents)
    out = io.BytesIO()
    with pikepdf.new() as book, pikepdf.open(io.BytesIO(cover)) as outside:
        book.pages.extend(list(outside.pages)[:-1])
        for part in (contents, *parts):
            with pikepdf.open(io.BytesIO(part)) as one:
                book.pages.extend(one.pages)
        book.pages.append(outside.pages[-1])
        _number(book, front, sum(counts))
        with book.open_outline() as outline:
            at = front
            for paper, count in zip(papers, counts, strict=True):
                outline.root.append(pikepdf.OutlineItem(paper.title, at))
                at += count
        book.docinfo["/Title"] = title
        book.docinfo["/Author"] = organ
        book.Root.Lang = pikepdf.String("zh-CN")
        book.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        book.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _contents(papers: Sequence[Bindable], counts: Sequence[int], *, title: str, organ: str) -> bytes:
    rows, at = [], 1
    for n, (paper, count) in enumerate(zip(papers, counts, strict=True), 1):
        rows.append(
            (str(n), paper.title, paper.doc_number, paper.on, f"{at}—{at + count - 1}" if count > 1 else str(at))
        )
        at += count
    below = (f"共{len(papers)}件，{sum(counts)}页",)
    return tables_pdf([PrintedTable("卷内文件目录", _COLUMNS, rows, (title,), below, sideways=False)], organ=organ)


def _as_pdf(paper: Bindable, organ: str) -> bytes:
    ending = paper.name.rpartition(".")[2].lower()
    if ending == "pdf" and _is_readable(paper.data):
        return paper.data
    if ending in _PICTURES and _is_picture(paper.data):
        about = About(paper.title, (organ,))
        body = f'<h1 hidden>{escape(paper.title)}</h1><img src="page" alt="{escape(paper.title)}">'
        return render_pdf(Sheet(body, (_PICTURE_CSS,), about, {"page": paper.data}))
    rows = [
        ("题名", paper.title),
        ("文件名", paper.name),
        ("类型", mime_of(paper.name)),
        ("字节数", str(len(paper.data))),
        ("SHA-256", hashlib.sha256(paper.data).hexdigest()),
        ("SM3", hashlib.new("sm3", paper.data).hexdigest()),
        ("说明", "电子文件，不能按页装订，原件随案卷的归档包保存"),
    ]
    columns = (PrintedColumn("项目", 1), PrintedColumn("内容", 4))
    return tables_pdf([PrintedTable("电子文件", columns, rows, sideways=False)], organ=organ)


def _is_readable(data: bytes) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages) > 0
    except pikepdf.PdfError:  # a password is one of them
        return False


def _is_picture(data: bytes) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return True


def _number(book: Any, front: int, count: int) -> None:
    """Stamp the running number at the upper right of every page after the front."""
    import pikepdf

    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for n in range(count):
        page = book.pages[front + n]
        left, low, right, high = (float(edge) for edge in page.mediabox)
        width, height = right - left, high - low
        x, y = width - _RIGHT - _SIZE * 0.5 * len(str(n + 1)), height - _TOP
        text = f"q BT /Number {_SIZE} Tf {x:.1f} {y:.1f} Td ({n + 1}) Tj ET Q".encode()
        stamp = book.make_stream(
            text,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, width, height],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(Number=font)),
        )
        page.add_overlay(stamp, pikepdf.Rectangle(left, low, right, high))
