"""What reading a file yields (读取结果): pieces in reading order, and an honest account of what was not read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from zwgk.rules.labelled import Labelled


class FileKind(Labelled):
    """Kinds of files that can be read (文件类型)."""

    TXT = "txt", "纯文本"
    HTML = "html", "网页"
    DOCX = "docx", "Word文档"
    DOC = "doc", "旧版Word/WPS文档"
    RTF = "rtf", "RTF文档"
    XLSX = "xlsx", "Excel表格"
    XLS = "xls", "旧版Excel表格"
    PDF = "pdf", "PDF"
    OFD = "ofd", "OFD版式文件"
    IMAGE = "image", "图片"


class PageState(Labelled):
    """How a page of a PDF or an image was read (页面读取情形)."""

    TEXT = "text", "有文字"
    OCR = "ocr", "识别所得"
    UNREADABLE = "unreadable", "未能读取"


class PieceKind(Labelled):
    """What a piece of a file is."""

    TEXT = "text", "段落"
    TABLE = "table", "表格"
    IMAGE = "image", "图片"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks (版式): ``size`` in points, ``colour`` six hex digits, ``level`` of a heading style or 0.

    ``align`` is "left", "center", "right" or "" where the file does not say.
    """

    size: float | None = None
    align: str = ""
    bold: bool = False
    colour: str = ""
    font: str = ""
    level: int = 0


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Cell:
    """A written cell; spans count columns and rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in reading order: a paragraph (``text``, inline ``html``), a table (``rows``), an image (``html``)."""

    kind: PieceKind
    text: str = ""
    html: str = ""
    look: Look = PLAIN
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """An image found in a file: address as in the body, bytes, and the alternative text (替代文字), perhaps empty."""

    name: str
    data: bytes
    alt: str = ""

    def __iter__(self) -> Any:
        return iter((self.name, self.data, self.alt))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Text that stands outside the body (页眉, 批注, 隐藏文字, 已删修订 …): not published, but looked through."""

    place: str
    text: str


@dataclass(frozen=True)
class ReadFile:
    """A file as read.

    ``text`` is the plain text, a line a paragraph; ``tables`` full grids with merged cells repeated; ``unread`` Chinese
    sentences on what was not read; ``pages`` a state a page for PDF and images; ``elsewhere`` text outside the body;
    ``meta`` what else the file says of itself.
    """

    kind: FileKind
    text: str
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    images: tuple[Image, ...] = ()
    unread: tuple[str, ...] = ()
    pages: tuple[PageState, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @cached_property
    def body_html(self) -> str:
        """The file as a sanitised body v1, made when asked for: an attachment may be longer than any body.

        Errors: ``LimitExceeded`` where the body would be too long.
        """
        from zwgk.files.body.sanitising import sanitise

        return sanitise("\n".join(piece_html(p, _tag(p)) for p in self.pieces))

    @property
    def everything(self) -> str:
        """Every word that was read, wherever it stands: what secrecy and privacy checks look through."""
        return "\n".join([self.text, *(e.text for e in self.elsewhere)]).strip()

    @property
    def complete(self) -> bool:
        """True where nothing was left unread; otherwise somebody's own eyes are needed (须人工复看)."""
        return not self.unread


def paragraph(text: str, html: str | None = None, look: Look = PLAIN) -> Piece:
    """Return a paragraph; a line feed in ``text`` is a line break."""
    return Piece(PieceKind.TEXT, text, escape(text).replace("\n", "<br>") if html is None else html, look)


def table(rows: list[list[Cell]] | tuple[tuple[Cell, ...], ...]) -> Piece:
    """Return a table piece whose text parts cells by tabs and rows by line feeds."""
    kept = _without_empty_rows([list(row) for row in rows])
    text = "\n".join("\t".join(cell.text.replace("\n", " ") for cell in row) for row in kept)
    return Piece(PieceKind.TABLE, text, rows=kept)


def _without_empty_rows(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Drop rows that have no cell of their own and shorten the spans that reach over them."""
    while any(not row for row in rows):
        gone = next(i for i, row in enumerate(rows) if not row)
        for r in range(gone):
            rows[r] = [Cell(c.text, c.colspan, c.rowspan - 1, c.header) if r + c.rowspan > gone else c for c in rows[r]]
        del rows[gone]
    return tuple(tuple(row) for row in rows)


def figure(image: Image) -> Piece:
    """Return the piece that shows an image."""
    return Piece(PieceKind.IMAGE, "", f'<figure><img src="{image.name}" alt="{escape(image.alt)}"></figure>')


def address(data: bytes, extension: str) -> str:
    """Return the address under which an image is kept and shown: ``/files/<sha256>.<ext>``."""
    return f"/files/{hashlib.sha256(data).hexdigest()}.{extension}"


def piece_html(piece: Piece, tag: str = "p", cls: str = "") -> str:
    """Write one piece as HTML; the result still goes through ``body.sanitise``."""
    if piece.kind is PieceKind.IMAGE:
        return piece.html
    if piece.kind is PieceKind.TABLE:
        return _table_html(piece.rows)
    return f'<{tag} class="{cls}">{piece.html}</{tag}>' if cls else f"<{tag}>{piece.html}</{tag}>"


def _table_html(rows: tuple[tuple[Cell, ...], ...]) -> str:
    out = []
    for row in rows:
        cells = []
        for cell in row:
            tag = "th" if cell.header else "td"
            spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            cells.append(f"<{tag}{spans}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(out)}</table>"


def grid_of(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return a table as a full grid, merged cells repeated over all they cover."""
    filled: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in filled:
                c += 1
            for dr in range(min(cell.rowspan, len(rows) - r)):
                for dc in range(cell.colspan):
                    filled.setdefault((r + dr, c + dc), cell.text)
            c += cell.colspan
    width = 1 + max((c for _, c in filled), default=-1)
    return tuple(tuple(filled.get((r, c), "") for c in range(width)) for r in range(len(rows)))


def finished(
    kind: FileKind,
    pieces: list[Piece],
    *,
    images: tuple[Image, ...] = (),
    unread: list[str] | tuple[str, ...] = (),
    pages: tuple[PageState, ...] = (),
    meta: dict[str, Any] | None = None,
    elsewhere: list[Elsewhere] | tuple[Elsewhere, ...] = (),
) -> ReadFile:
    """Put pieces together into a :class:`ReadFile`; paragraphs without words are left out."""
    kept = tuple(p for p in pieces if p.kind is not PieceKind.TEXT or p.text.strip())
    return ReadFile(
        kind=kind,
        text="\n".join(_clean(p.text) for p in kept if p.text.strip()),
        tables=tuple(grid_of(p.rows) for p in kept if p.kind is PieceKind.TABLE),
        images=images,
        unread=tuple(dict.fromkeys(unread)),
        pages=pages,
        meta=meta or {},
        pieces=kept,
        elsewhere=tuple(e for e in elsewhere if e.text.strip()),
    )


def _tag(piece: Piece) -> str:
    return f"h{min(piece.look.level + 1, 4)}" if 0 < piece.look.level <= 6 else "p"


def _clean(text: str) -> str:
    """Drop indentation and trailing space of every line; tabs between cells stay."""
    return "\n".join(re.sub(r"[ \u3000\u00a0]+$", "", line).lstrip(" \u3000\u00a0") for line in text.split("\n"))
