"""A workbook written from the blocks of a body (表格重写): no formula, no remark, no hidden sheet comes along."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from zwgk.files.body import Block, BlockKind
from zwgk.files.writers.sheets import MAX_TEXT
from zwgk.rules.errors import BadInput


def workbook_of(found: Sequence[Block], title: str) -> bytes:
    """Return an xlsx: a sheet for each heading with what stands below it; texts stay texts, merged cells merged.

    Errors: ``BadInput`` where there is nothing to write.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no day of making
    book.set_calc_mode("manual")
    look = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    names: set[str] = set()
    sheet, row, heading = None, 0, ""
    for block in found:
        if block.kind is BlockKind.HEADING:
            sheet, row, heading = None, 0, block.text
            continue
        if sheet is None:
            sheet = book.add_worksheet(_sheet_name(heading, names))
            sheet.set_column(0, 60, 16)
        if block.kind is not BlockKind.TABLE:
            sheet.write_string(row, 0, block.text[:MAX_TEXT])
            row += 1
            continue
        row = _table(sheet, block, row, look)
    if not names:
        raise BadInput(
            what="不能制作公开文本", why=f"“{title}”删去后没有内容", remedy="请改为这个附件不公开，或减少删减范围"
        )
    book.close()
    return out.getvalue()


def _sheet_name(heading: str, names: set[str]) -> str:
    base = "".join("－" if char in "[]:*?/\\" else char for char in heading).strip("' ")[:24] or "表"
    name, turn = base, 1
    while name.casefold() in names:
        turn += 1
        name = f"{base}{turn}"
    names.add(name.casefold())
    return name


def _table(sheet: Any, block: Block, top: int, look: Any) -> int:
    """Write a table from row ``top`` on, merged cells merged; returns the row after it."""
    taken: set[tuple[int, int]] = set()
    last = top
    for r, cells in enumerate(block.rows, start=top):
        c = 0
        for cell in cells:
            while (r, c) in taken:
                c += 1
            bottom, right = r + cell.rowspan - 1, c + cell.colspan - 1
            taken |= {(y, x) for y in range(r, bottom + 1) for x in range(c, right + 1)}
            if (bottom, right) != (r, c):
                sheet.merge_range(r, c, bottom, right, "", look)
            sheet.write_string(r, c, cell.text[:MAX_TEXT], look)
            last = max(last, bottom)
            c = right + 1
    return last + 1
