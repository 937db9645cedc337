"""Tables that leave the house as xlsx or csv (导出表格): written row by row, and never with a formula in them.

A cell that begins with ``=`` is a text somebody typed, perhaps to have it run on the reader's machine. In xlsx it is
stored as text; in csv, where a program must guess, it is preceded by an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from zwgk.rules.errors import BadInput, LimitExceeded

Value = str | int | float | Decimal | bool | date | datetime | None

MAX_ROWS = 1_048_575
"""Rows of a sheet below its header."""
MAX_TEXT = 32_767
"""Characters of a cell."""
SAFE_INTEGER = 10**15
"""Larger whole numbers lose digits in a spreadsheet and are written as text (身份证号, 银行卡号)."""
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_LEADING = re.compile(r"\A[\s\x00-\x20\u200b-\u200f\u2060\ufeff]+")
_FORBIDDEN = str.maketrans("", "", "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in characters (a Chinese one counts two)."""

    heading: str
    width: float = 16.0


@dataclass(frozen=True, slots=True)
class SheetData:
    """A sheet: its name (up to 31 characters), columns, rows (read once), and a title line above the header or ""."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str = ""


def workbook(sheets: Sequence[SheetData], *, title: str, organ: str = "", made_on: date | None = None) -> bytes:
    """Return an xlsx file. Memory does not grow with the rows; texts are texts whatever they begin with.

    Dates are written as dates (``yyyy-mm-dd``), whole numbers of more than 15 digits as text, ``None`` as an empty
    cell.
    Errors: ``BadInput`` (a sheet without columns, a row of another length, two sheets of one name), ``LimitExceeded``
    (more than 1 048 575 rows, a text of more than 32 767 characters).
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(out, options)
    created = (
        datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC) if made_on else datetime(2000, 1, 1, tzinfo=UTC)
    )
    book.set_properties({"title": title, "author": organ, "created": created.replace(tzinfo=None)})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}),
        "head": book.add_format(
            {
                "bold": True,
                "bg_color": "#E8EEF5",
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"border": 1, "valign": "top", "num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"border": 1, "valign": "top", "num_format": "yyyy-mm-dd hh:mm"}),
    }
    names: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(sheet.name)
        if name.casefold() in names:
            raise BadInput(what="不能导出表格", why=f"有两张表都叫“{name}”", remedy="请给每张表取不同的名称")
        names.add(name.casefold())
        _sheet(book.add_worksheet(name), sheet, styles)
    book.close()
    return out.getvalue()


def _sheet_name(name: str) -> str:
    clean = "".join("－" if char in "[]:*?/\\" else char for char in name).strip("'")[:31]
    if not clean:
        raise BadInput(what="不能导出表格", why="表名为空", remedy="请填写表名")
    return clean


def _sheet(target: Any, sheet: SheetData, styles: dict[str, Any]) -> None:
    if not sheet.columns:
        raise BadInput(what="不能导出表格", why=f"表“{sheet.name}”没有列", remedy="请至少选择一列")
    write = target.write_string
    top = 0
    if sheet.title:
        target.merge_range(0, 0, 0, max(len(sheet.columns) - 1, 1), "", styles["title"])
        write(0, 0, _text(sheet.title), styles["title"])
        top = 1
    for c, column in enumerate(sheet.columns):
        target.set_column(c, c, column.width)
        write(top, c, _text(column.heading), styles["head"])
    target.freeze_panes(top + 1, 0)
    target.repeat_rows(0, top)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    for r, row in enumerate(_checked(sheet), start=top + 1):
        for c, value in enumerate(row):
            _cell(target, r, c, value, styles)


def _checked(sheet: SheetData) -> Iterator[Sequence[Value]]:
    for count, row in enumerate(sheet.rows, start=1):
        if count > MAX_ROWS:
            raise LimitExceeded(what="不能导出表格", why=f"一张表不得超过{MAX_ROWS}行", remedy="请缩小范围分次导出")
        if len(row) != len(sheet.columns):
            raise BadInput(
                what="不能导出表格",
                why=f"表“{sheet.name}”第{count}行有{len(row)}格，应有{len(sheet.columns)}格",
                remedy="请核对导出的列设置",
            )
        yield row


def _cell(sheet: Any, r: int, c: int, value: Value, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        sheet.write_blank(r, c, None, styles["cell"])
    elif isinstance(value, bool):
        sheet.write_string(r, c, "是" if value else "否", styles["cell"])
    elif isinstance(value, datetime):
        naive = value.replace(tzinfo=None)
        sheet.write_datetime(r, c, naive, styles["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(r, c, value, styles["date"])
    elif not isinstance(value, str) and -SAFE_INTEGER < value < SAFE_INTEGER:
        sheet.write_number(r, c, float(value) if isinstance(value, Decimal) else value, styles["cell"])
    else:
        sheet.write_string(r, c, _text(str(value)), styles["cell"])


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise LimitExceeded(
            what="不能导出表格",
            why=f"一格不得超过{MAX_TEXT}字，现为{len(value)}字",
            remedy="请将长文字另作附件，或者导出为JSON格式",
        )
    return value.translate(_FORBIDDEN)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield a csv file line by line in UTF-8 with a byte order mark (so that Excel reads Chinese), guarded by
    :func:`guarded`.

    Errors: ``BadInput`` for a row of another length than the header.
    """
    sheet = SheetData("csv", tuple(Column(name) for name in columns), rows)
    yield b"\xef\xbb\xbf" + _line(columns)
    for row in _checked(sheet):
        yield _line([_spoken(value) for value in row])


def _spoken(value: Value) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _line(values: Sequence[str | int | float | Decimal]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        [guarded(value) if isinstance(value, str) else value for value in values]
    )
    return out.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula: ``'`` before what begins like one.

    White space and invisible characters at the beginning are looked through, because programs do so too.
    """
    start = _LEADING.sub("", text)
    return "'" + text if start.startswith(_DANGEROUS) or text[:1] in ("\t", "\r", "\n") else text
