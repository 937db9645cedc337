"""An old site's list as a table (xlsx): each row becomes the line that an export as JSON would have had."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zwgk.files.readers.packed import Packed
from zwgk.publishing.import_lines import KNOWN
from zwgk.rules.errors import BadInput, LimitExceeded

#: what a column may be called, beside the names of the export itself
NAMES = {
    **{name: name for name in KNOWN - {"attachments"}},
    **dict.fromkeys(("编号", "主键", "信息编号", "ID", "id"), "key"),
    **dict.fromkeys(("标题", "信息标题", "文件名称", "名称"), "title"),
    **dict.fromkeys(("文号", "发文字号"), "doc_number"),
    "索引号": "index_no",
    **dict.fromkeys(("机关", "发布机构", "发文机关", "发布单位", "公开机关"), "organ"),
    **dict.fromkeys(("栏目", "所属栏目", "栏目名称"), "column"),
    **dict.fromkeys(("来源", "信息来源"), "source"),
    **dict.fromkeys(("成文日期", "发文日期"), "date_written"),
    **dict.fromkeys(("发布日期", "发布时间", "公开日期"), "published_on"),
    **dict.fromkeys(("正文", "内容", "信息内容"), "body_html"),
    **dict.fromkeys(("原网址", "旧网址", "原地址", "链接", "网址"), "old_url"),
}
#: cells between the first and the last used one; each costs memory even when empty
LARGEST = 5_000_000


def lines(path: Path) -> Iterator[str]:
    """Yield the first sheet's rows as lines, numbered as the sheet numbers them (the head and rows above it are empty).

    Merged cells count for every row that they cover. Errors: :class:`BadInput`, :class:`LimitExceeded`.
    """
    rows = _rows(path)
    head = next((n for n, row in enumerate(rows[:20]) if "title" in map(_name, row)), None)
    if head is None:
        raise BadInput(
            what=f"不能导入“{path.name}”",
            why="前20行里没有写着“标题”的表头",
            remedy="请把第一行写成表头：标题、文号、机关等",
        )
    names = [_name(cell) or str(cell).strip() for cell in rows[head]]
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise BadInput(
            what=f"不能导入“{path.name}”", why=f"表头里有两列都是{'、'.join(sorted(twice))}", remedy="请只留一列"
        )
    for _ in range(head + 1):
        yield ""
    for row in rows[head + 1 :]:
        found = {name: _text(cell) for name, cell in zip(names, row, strict=False) if name and _text(cell)}
        yield json.dumps(found, ensure_ascii=False) if found else ""


def _rows(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    data = path.read_bytes()
    Packed(path.name, data, "Excel")  # broken, encrypted, a bomb
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        if height * width > LARGEST:
            raise LimitExceeded(
                what=f"不能导入“{path.name}”",
                why=f"工作表占了{height}行×{width}列",
                remedy="请删除表外远处的单元格，或拆成几个文件",
            )
        rows = sheet.to_python(skip_empty_area=False)
        merged = list(sheet.merged_cell_ranges or ())
    except CalamineError as error:
        raise BadInput(what=f"不能导入“{path.name}”", why="文件打不开", remedy="请另存为 xlsx 后重新导入") from error
    for (top, left), (bottom, _) in merged:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            rows[row][left] = rows[top][left]
    return rows


def _name(cell: Any) -> str:
    return NAMES.get(str(cell).strip().strip("*＊ "), "")


def _text(cell: Any) -> str:
    """A cell as the export would have written it."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell).strip()
