"""Records as lines of a file: jsonl with everything, csv and xlsx with what fits into cells. Memory stays flat."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

#: heading, field of the record, width in characters
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("编号", "number", 8),
    ("索引号", "indexNo", 30),
    ("标题", "title", 48),
    ("发文字号", "docNumber", 20),
    ("发文机关", "issuers", 24),
    ("公开机关", "publisher", 22),
    ("公开时的机关名称", "publisherThen", 22),
    ("栏目", "column", 18),
    ("文种", "kindName", 12),
    ("主题分类", "subjectName", 22),
    ("成文日期", "writtenOn", 12),
    ("发布时间", "publishedAt", 22),
    ("施行日期", "effectiveOn", 12),
    ("有效期至", "expiresOn", 12),
    ("有效性", "validityName", 10),
    ("五公开", "dimensionName", 10),
    ("关键词", "keywords", 18),
    ("信息来源", "source", 18),
    ("版次", "version", 6),
    ("内容摘要值（SHA-256）", "digest", 30),
    ("附件", "files", 40),
    ("永久网址", "identifier", 36),
)
#: lines of one sheet; a workbook cannot hold more
SHEET_ROWS = 1_000_000
Records = Iterable[list[dict[str, Any]]]


def cells(told: dict[str, Any]) -> list[str | int]:
    """One record in the order of the columns."""
    return [_cell(told[field]) for _, field, _ in COLUMNS]


def _cell(value: Any) -> str | int:
    if isinstance(value, list):
        return "；".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
    return value if isinstance(value, int) else str(value or "")


def jsonl(batches: Records, out: IO[bytes]) -> Iterator[int]:
    """A record a line; yields how many are written after each batch."""
    number = 0
    for batch in batches:
        for told in batch:
            out.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        number += len(batch)
        yield number


def as_csv(batches: Records, out: IO[bytes]) -> Iterator[int]:
    """A table that spreadsheets open with Chinese as it is; nothing in it is taken for a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    table = csv.writer(text)
    table.writerow([heading for heading, _, _ in COLUMNS])
    number = 0
    for batch in batches:
        table.writerows([_harmless(cell) for cell in cells(told)] for told in batch)
        number += len(batch)
        yield number
    text.flush()
    text.detach()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def xlsx(batches: Records, out: IO[bytes]) -> Iterator[int]:
    """A workbook written as it goes; a further sheet where one is full."""
    import xlsxwriter  # only where asked for

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#E8F0F7", "border": 1})
    sheet: Any = None
    number = row = 0
    for batch in batches:
        for told in batch:
            if sheet is None or row > SHEET_ROWS:
                sheet, row = _sheet(book, bold), 1
            for place, cell in enumerate(cells(told)):
                sheet.write(row, place, cell)
            row += 1
        number += len(batch)
        yield number
    if sheet is None:
        _sheet(book, bold)
    book.close()


def _sheet(book: Any, bold: Any) -> Any:
    sheet = book.add_worksheet(f"公开信息{len(book.worksheets()) + 1}")
    for place, (heading, _, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 0)
    return sheet


WRITERS = {"jsonl": jsonl, "csv": as_csv, "xlsx": xlsx}


def form_of(name: str) -> str | None:
    """The form that a file's name asks for; None for any other."""
    suffix = Path(name).suffix.lower().lstrip(".")
    return suffix if suffix in WRITERS else None
