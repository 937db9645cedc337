"""An annual report read from the tables and the text of a file (从 Word、网页、Excel 读取年度报告)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Final

from zwgk.rules.annual_report import layout as tables
from zwgk.rules.annual_report.layout import Layout
from zwgk.rules.annual_report.report import (
    REMEDIES,
    REQUESTS,
    Cell,
    Report,
    Value,
    cells_of,
    refuse_trial_layout,
    value_of,
)
from zwgk.rules.errors import BadInput
from zwgk.rules.privacy.plain import plain

Grid = Sequence[Sequence[str]]

_TITLE: Final = re.compile(
    r"(?P<organ>[^\n，。：:《》“”\s]{0,40}?)\s*(?P<year>20\d{2}|２０[０-９]{2}|二[〇○零0O]{1}[一二三四五六七八九〇○零]{2})\s*年?度?\s*"
    r"(?P<organ2>[^\n，。：:《》“”]{0,30}?)政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?报告"
)
_PERIOD: Final = re.compile(r"(20\d{2})\s*年\s*1\s*月\s*1\s*日")
_OVERVIEW: Final = re.compile(
    r"(?:^|\n)\s*一\s*[、.．]\s*总体情况(?P<text>.*?)(?=\n\s*二\s*[、.．]\s*主动公开|\Z)", re.DOTALL
)
_CHINESE: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MARKS: Final = re.compile(r"[\s“”\"'‘’、，,。.．:：;；/／\-—()（）]+")
_LEAD: Final = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]+[）)]?|[（(]?\d{1,2}[）)]?)\s*[、.．]?\s*(?=\D)")


def _bare(text: str) -> str:
    """A label without its number, its brackets and its marks."""
    text = re.sub(r"[（(](?:区分|本列|单位|万元)[^）)]*[）)]", "", plain(text))
    return _MARKS.sub("", _LEAD.sub("", text.strip()))


_ROWS: Final[dict[str, str]] = {
    _bare(row.label): row.key for row in (*tables.request_rows(Layout.CURRENT), tables.TRIAL_OTHER)
}
_PERSONS: Final[dict[str, str]] = {_bare(label): key for key, label in tables.COLUMNS.items()} | {
    "合计": tables.TOTAL,
    "公民": "natural_person",
}
_ENDS: Final[dict[str, str]] = {label: key for key, label in tables.REMEDY_COLUMNS.items()} | {"合计": tables.TOTAL}
_PROACTIVE_ROWS: Final[dict[str, str]] = {
    label: row for block in (*tables.BLOCKS, *tables.TRIAL_BLOCKS) for row, label in block.rows.items()
}
_HEADINGS: Final = frozenset(
    _bare(text) for text in ("三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理")
)


def from_tables(grids: Iterable[Grid], text: str, *, name: str = "", year: int | None = None) -> Report:
    """Read a report from the tables of a file (merged cells repeated or left blank) and its text.

    ``year`` wins over what the text says. Errors: ``BadInput`` where no year is said, where no table of a report is
    found, or where a report for 2021 or later is filled in by the trial format.
    """
    said, organ = _said(text, name)
    report = Report(_must(year or said), organ, overview=_overview(text))
    found: dict[Cell, Value] = {}
    for grid in grids:
        rows = [[cell.strip() for cell in row] for row in grid]
        _requests(rows, found)
        _remedies(rows, found)
        _proactive(rows, found)
    if not found:
        raise BadInput(
            what="没有核对",
            why="没有找到年度报告的表格",
            remedy="请检查文件中是否有“收到和处理政府信息公开申请情况”等表格（图片中的表格读不出）",
        )
    known = set(cells_of(report.layout))
    report.cells = {cell: value for cell, value in found.items() if cell in known}
    for table, title in ((REQUESTS, "申请情况表"), (REMEDIES, "复议诉讼情况表"), ("proactive", "主动公开情况表")):
        if not any(cell.table.startswith(table) for cell in report.cells):
            report.remarks.append(f"没有找到{title}")
    refuse_trial_layout(report, found)
    return report


def _must(year: int | None) -> int:
    if year is None:
        raise BadInput(
            what="没有核对",
            why="没有找到报告年度",
            remedy="请在标题中写明年度，例如“2025年政府信息公开工作年度报告”",
            field="year",
        )
    return year


def _said(text: str, name: str) -> tuple[int | None, str]:
    for source in (text[:3000], name):
        title = _TITLE.search(source)
        if title is not None:
            organ = (title["organ"] or title["organ2"]).strip()
            return int(plain(title["year"]).translate(_CHINESE)), organ
    period = _PERIOD.search(text[:3000])
    return (int(period[1]) if period else None), ""


def _overview(text: str) -> str:
    found = _OVERVIEW.search(text)
    return found["text"] if found else ""


# The table of requests --------------------------------------------------------------------------------------------


def _requests(rows: list[list[str]], found: dict[Cell, Value]) -> None:
    columns: dict[int, str] = {}
    width = 0
    for place, row in enumerate(rows):
        header = _person_columns(rows[max(0, place - 2) : place + 1])
        if header:
            columns, width = header, len(row)
            continue
        if not columns:
            continue
        shift = len(row) - width  # a ragged table keeps its numbers at the right
        first = min(columns) + shift
        label = next((cell for cell in reversed(row[: max(first, 0)]) if cell), "")
        key = _row_key(label)
        if key is None:
            continue
        for at, column in columns.items():
            if 0 <= at + shift < len(row):
                found.setdefault(Cell(REQUESTS, key, column), value_of(row[at + shift]))


def _person_columns(block: list[list[str]]) -> dict[int, str]:
    """Columns by who asks, where the last row of ``block`` is the lowest of the header."""
    lowest = [_bare(cell) for cell in block[-1]]
    if sum(name in lowest for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构")) < 3:
        return {}
    found: dict[int, str] = {}
    for at, name in enumerate(lowest):
        stack = [name, *(_bare(row[at]) for row in reversed(block[:-1]) if at < len(row))]
        key = next((_PERSONS[one] for one in stack if one in _PERSONS), None)
        if key is not None and key not in found.values():
            found[at] = key
    places = {key: at for at, key in found.items()}
    if "natural_person" not in places and "org_commercial" in places:
        found[places["org_commercial"] - 1] = "natural_person"
    if tables.TOTAL not in places and "org_other" in places:
        found[places["org_other"] + 1] = tables.TOTAL
    return found


def _row_key(label: str) -> str | None:
    bare = _bare(label)
    if not bare or bare in _HEADINGS:
        return None
    if bare in _ROWS:
        return _ROWS[bare]
    if bare == "合计":
        return tables.RESULTS_TOTAL
    whole = re.sub(r"[（(][^）)]*[）)]", "", label)
    if _bare(whole) in _ROWS:
        return _ROWS[_bare(whole)]
    for known, key in _ROWS.items():
        if min(len(known), len(bare)) >= 4 and (known.startswith(bare) or bare.startswith(known)):
            return key
    near = difflib.get_close_matches(bare, _ROWS, n=1, cutoff=0.75)
    return _ROWS[near[0]] if near and len(bare) >= 5 else None


# The table of remedies --------------------------------------------------------------------------------------------


def _remedies(rows: list[list[str]], found: dict[Cell, Value]) -> None:
    start = next((n for n, row in enumerate(rows) if "行政复议" in map(_bare, row)), None)
    if start is None or not any("复议后起诉" in _bare(cell) for row in rows[start:] for cell in row):
        return
    stack: list[list[str]] = []
    for row in rows[start:]:
        numeric = [cell for cell in row if cell and not isinstance(value_of(cell), str)]
        worded = [cell for cell in row if isinstance(value_of(cell), str)]
        if numeric and len(worded) <= len(numeric):
            _remedy_row(stack, row, found)
            return
        stack.append([_bare(cell) for cell in row])


def _remedy_row(stack: list[list[str]], row: list[str], found: dict[Cell, Value]) -> None:
    places: dict[int, tuple[str, str]] = {}
    for at in range(len(row)):
        names = [line[at] for line in stack if at < len(line)]
        end = next((_ENDS[name] for name in names if name in _ENDS), None)
        if end is None:
            continue
        said = "".join(names)
        group = (
            "litigation_after_reconsideration"
            if "复议后" in said
            else "litigation_direct"
            if "未经复议" in said or "直接起诉" in said
            else "reconsideration"
        )
        places[at] = group, end
    if len(set(places.values())) < 15 and len(row) == 15:
        places = {
            at: (group, end)
            for at, (group, end) in enumerate((g, e) for g in tables.REMEDIES for e in tables.REMEDY_COLUMNS)
        }
    for at, (group, end) in places.items():
        found.setdefault(Cell(REMEDIES, group, end), value_of(row[at]))


# The table of what was made public --------------------------------------------------------------------------------


def _proactive(rows: list[list[str]], found: dict[Cell, Value]) -> None:
    columns: dict[int, str] = {}
    for row in rows:
        header = _proactive_columns(row)
        if header:
            columns = header
            continue
        label = next((cell for cell in row if cell), "")
        key = _PROACTIVE_ROWS.get(re.sub(r"\s", "", label))
        if not columns or key is None:
            continue
        for at, column in columns.items():
            block = next(
                (
                    block.key
                    for block in (*tables.BLOCKS, *tables.TRIAL_BLOCKS)
                    if key in block.rows and column in block.columns
                ),
                None,
            )
            if block and at < len(row):
                found.setdefault(Cell(f"proactive.{block}", key, column), value_of(row[at]))


#: the words of a column's heading that tell it, the more exact first
_PROACTIVE_COLUMNS: Final = (
    ("新制作", "made_this_year"),
    ("新公开", "disclosed_this_year"),
    ("公开总", "disclosed_in_all"),
    ("制发", "issued_this_year"),
    ("废止", "repealed_this_year"),
    ("现行有效", "in_force"),
    ("处理决定", "decisions_this_year"),
    ("上一年", "items_last_year"),
    ("增减", "change_this_year"),
    ("采购项目", "projects"),
    ("采购总", "amount"),
    ("收费金额", "amount_this_year"),
)


def _proactive_columns(row: list[str]) -> dict[int, str]:
    if not any(_bare(cell) == "信息内容" for cell in row):
        return {}
    found: dict[int, str] = {}
    for at, cell in enumerate(row):
        column = next((key for words, key in _PROACTIVE_COLUMNS if words in _bare(cell)), None)
        if column is not None and column not in found.values():
            found[at] = column
    return found
