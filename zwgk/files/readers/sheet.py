"""Spreadsheets (xlsx, xls): every visible sheet is a table, merged cells kept, figures as a person would write them."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from zwgk.files import limits
from zwgk.files.readers import refusals
from zwgk.files.readers.packed import Packed
from zwgk.files.readers.result import Cell, Elsewhere, FileKind, Look, Piece, ReadFile, finished, paragraph, table

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
LARGEST_EXTENT = 5_000_000
"""Most cells between the first and the last used one of a sheet; each costs memory even when empty."""
Span = tuple[tuple[int, int], tuple[int, int]]


def read(name: str, data: bytes, kind: FileKind = FileKind.XLSX) -> ReadFile:
    """Read a workbook. Errors: ``BadInput`` (broken, encrypted), ``LimitExceeded`` (extent, zip bomb)."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    packed = Packed(name, data, "Excel") if kind is FileKind.XLSX else None
    if packed is not None:
        _must_be_of_moderate_extent(name, packed)
    unread: list[str] = []
    pieces: list[Piece] = []
    sheets = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        for meta in shown:
            if meta.visible != SheetVisibleEnum.Visible:
                unread.append(f"工作表“{meta.name}”处于隐藏状态，未收入正文，公开前请删除")
                continue
            sheet = book.get_sheet_by_name(meta.name)
            height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 1)
            most = max(limits.MAX_TABLE_CELLS // width, 1)
            rows = sheet.to_python(skip_empty_area=False, nrows=most)
            if height > most:
                unread.append(f"工作表“{meta.name}”有{height}行，只读取了前{most}行，其余未读取，须人工查看")
            found = _table(rows, list(sheet.merged_cell_ranges or ()))
            if found is not None:
                sheets += 1
                pieces += [paragraph(meta.name, look=Look(level=1)), found]
    except PasswordError as error:
        raise refusals.encrypted(name, "Excel") from error
    except CalamineError as error:
        raise refusals.broken(name, "Excel", "请用WPS或Excel打开，另存为xlsx后重新上传") from error
    if sheets == 1:
        pieces = pieces[1:]
    elsewhere: list[Elsewhere] = []
    if packed is not None:
        elsewhere = _comments(packed)
        if elsewhere:
            unread.append(f"表格带有{len(elsewhere)}条批注，未收入正文，公开前请删除")
        if packed.like("xl/media/", ""):
            unread.append("表格中有图片，其中的文字未能读取")
        if packed.like("xl/charts/"):
            unread.append("表格中有图表，未能读取")
    return finished(kind, pieces, unread=unread, elsewhere=elsewhere, meta={"sheets": [s.name for s in shown]})


def grid(name: str, data: bytes) -> list[list[str]]:
    """Return the first visible sheet as it lies, every cell at its place (row 0 is row 1 of the sheet), as texts.

    A merged cell counts for every cell that it covers. For imports that name the cell of a fault.
    Errors: ``BadInput`` (broken, encrypted, no sheet), ``LimitExceeded`` (extent, zip bomb).
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _must_be_of_moderate_extent(name, Packed(name, data, "Excel"))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown_ones = [
            s
            for s in book.sheets_metadata
            if s.typ == SheetTypeEnum.WorkSheet and s.visible == SheetVisibleEnum.Visible
        ]
        if not shown_ones:
            raise refusals.broken(name, "Excel", "请把数据放在第一张工作表")
        sheet = book.get_sheet_by_name(shown_ones[0].name)
        rows = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = list(sheet.merged_cell_ranges or ())
    except CalamineError as error:
        raise refusals.broken(name, "Excel", "请用WPS或Excel打开，另存为xlsx后重新上传") from error
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left]
    return rows


def address(row: int, column: int) -> str:
    """Return how a sheet calls a cell (both counted from 0).

    >>> address(4, 27)
    'AB5'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _must_be_of_moderate_extent(name: str, packed: Packed) -> None:
    """Refuse a sheet with a cell far out before the library lays out every cell between in memory."""
    for part in packed.like("xl/worksheets/"):
        rows = columns = 1
        for match in _REFERENCE.finditer(packed.part(part) or b""):
            column = 0
            for letter in match.group(1):
                column = column * 26 + letter - 64
            columns, rows = max(columns, column), max(rows, int(match.group(2)))
        if rows * columns > LARGEST_EXTENT:
            raise refusals.too_large(
                name, f"有工作表占了{rows}行×{columns}列", "请删除表外远处的单元格（多为误填的空格或格式）后重新上传"
            )


def _table(rows: list[list[Any]], merged: list[Span]) -> Piece | None:
    """Turn a sheet's values into a table; empty rows and columns at the edges are cut off."""
    texts = [[shown(value) for value in row] for row in rows]
    used_rows = [r for r, row in enumerate(texts) if any(row)]
    used_columns = [
        c for c in range(max((len(r) for r in texts), default=0)) if any(len(r) > c and r[c] for r in texts)
    ]
    if not used_rows:
        return None
    top, bottom = used_rows[0], used_rows[-1]
    left, right = used_columns[0], used_columns[-1]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (r1, c1), (r2, c2) in merged:
        r2, c2 = min(r2, bottom), min(c2, right)
        if r1 < top or c1 < left or r2 < r1 or c2 < c1:
            continue
        spans[r1, c1] = (r2 - r1 + 1, c2 - c1 + 1)
        covered |= {(r, c) for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)} - {(r1, c1)}
    out: list[list[Cell]] = []
    for r in range(top, bottom + 1):
        row = []
        for c in range(left, right + 1):
            if (r, c) in covered:
                continue
            tall, wide = spans.get((r, c), (1, 1))
            text = texts[r][c] if c < len(texts[r]) else ""
            row.append(Cell(text, wide, tall))
        out.append(row)
    return table(out)


def shown(value: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, dates as 2026-03-01, truth as 是/否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, dt.datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).strip()


def _comments(packed: Packed) -> list[Elsewhere]:
    found = []
    for part in [*packed.like("xl/comments"), *packed.like("xl/threadedComments/")]:
        root = packed.xml(part)
        if root is not None:
            for node in root.iter(f"{_MAIN}comment"):
                found.append(Elsewhere("批注", "".join(t.text or "" for t in node.iter(f"{_MAIN}t"))))
    return found
