"""An annual report as figures: cells by table, row and column, and the text of its first chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from zwgk.rules.annual_report import layout as tables
from zwgk.rules.annual_report.layout import Layout
from zwgk.rules.errors import BadInput
from zwgk.rules.privacy.plain import plain

REQUESTS, REMEDIES = "requests", "remedies"

#: a number, nothing (blank), or what was written where a number belongs
Value = Decimal | None | str
_BLANK: Final = re.compile(r"[\s\-—–－/／\\＼无·.。…]*")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands: ``proactive.art20_1``, ``requests`` or ``remedies``; row (or group) and column."""

    table: str
    row: str
    column: str

    def as_dict(self) -> dict[str, str]:
        return {"table": self.table, "row": self.row, "column": self.column}


@dataclass
class Report:
    """A report of one organ for one year. ``previous`` holds last year's figures, as far as they are known."""

    year: int
    organ: str = ""
    cells: dict[Cell, Value] = field(default_factory=dict)
    previous: dict[Cell, Value] = field(default_factory=dict)
    overview: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        """The format in force for the year."""
        return tables.layout_of(self.year)


def cells_of(layout: Layout) -> Iterator[Cell]:
    """All cells of a format, in reading order."""
    for block in tables.blocks(layout):
        for row in block.rows:
            for column in block.columns:
                yield Cell(f"proactive.{block.key}", row, column)
    for line in tables.request_rows(layout):
        for column in tables.COLUMNS:
            yield Cell(REQUESTS, line.key, column)
    for group in tables.REMEDIES:
        for column in tables.REMEDY_COLUMNS:
            yield Cell(REMEDIES, group, column)


def value_of(written: Any) -> Value:
    """Read what stands in a cell: full-width digits, thousands' commas and blanks are understood.

    None is a blank cell (also ``—``, ``/``, 无); a text comes back where it is no number.
    """
    if written is None:
        return None
    if isinstance(written, bool):
        return str(written)
    if isinstance(written, int | float):
        return Decimal(str(written)) if written == written and abs(written) != float("inf") else str(written)
    text = plain(str(written))
    if _BLANK.fullmatch(text):
        return None
    bare = re.sub(r"\s+", "", text)
    if not _NUMBER.fullmatch(bare):
        return str(written).strip()
    try:
        return Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return str(written).strip()


def from_json(data: Mapping[str, Any]) -> Report:
    """Read a report in our JSON form. Errors: ``BadInput`` (no year, no tables, the trial layout after 2020)."""
    report = Report(_year(data.get("year")), str(data.get("organ") or ""))
    report.overview = str(data.get("overview") or data.get("text") or "")
    if not any(isinstance(data.get(name), Mapping) for name in ("proactive", REQUESTS, REMEDIES)):
        raise BadInput(
            what="没有核对",
            why="没有 proactive、requests、remedies 中的任何一张表",
            remedy="请按年度报告的三张表写明数据",
        )
    known = set(cells_of(report.layout))
    report.cells = _cells(data, known, report.remarks)
    if isinstance(data.get("previous"), Mapping):
        report.previous = _cells(data["previous"], set(cells_of(tables.layout_of(report.year - 1))), [])
    refuse_trial_layout(report, _cells(data, set(cells_of(Layout.TRIAL)), []))
    return report


def refuse_trial_layout(report: Report, as_trial: Mapping[Cell, Value]) -> None:
    """Refuse a report of 2021 or later that is filled in by the trial format. Errors: ``BadInput``."""
    if report.layout is Layout.TRIAL:
        return
    present = set(cells_of(Layout.CURRENT))
    only_then = sorted({cell.table for cell, value in as_trial.items() if cell not in present and value is not None})
    parts = [row.key for row in tables.RESULTS if row.group == tables.TRIAL_OTHER.label]
    has_parts = any(
        report.cells.get(Cell(REQUESTS, key, column)) is not None for key in parts for column in tables.COLUMNS
    )
    if has_parts and REQUESTS in only_then:
        only_then.remove(REQUESTS)  # a subtotal beside its parts
    if only_then:
        where = "、".join(sorted({_NAMES.get(name.split(".")[0], name) for name in only_then}))
        raise BadInput(
            what=f"没有核对{report.year}年度的报告",
            why=f"{where}用的是 2019、2020 年度的试行格式（{tables.TRIAL_BASIS}），"
            f"2021 年度起应当使用新格式（{tables.FORMAT_BASIS}）",
            remedy="请改用新格式填报：第二十条第（一）项填制发、废止、现行有效件数，“（六）其他处理”分三种情形填写",
        )


_NAMES: Final = {"proactive": "主动公开情况表", REQUESTS: "申请情况表", REMEDIES: "复议诉讼情况表"}


def _year(written: Any) -> int:
    text = plain(str(written)).strip()
    found = re.fullmatch(r"(20\d{2})(?:年度?|\.0)?", text) if written is not None else None
    if found is None:
        why = "没有写明年度" if written is None else f"年度“{written}”不是四位数的年份"
        raise BadInput(what="没有核对", why=why, remedy="请写明报告年度，例如 2025", field="year")
    year = int(found[1])
    if year < tables.TRIAL_YEARS[0]:
        raise BadInput(
            what=f"没有核对{year}年度的报告",
            why=f"统一格式自 2019 年度起施行（{tables.TRIAL_BASIS}）",
            remedy="更早的年度报告没有统一的表格，请人工核对",
            field="year",
        )
    return year


def _cells(data: Mapping[str, Any], known: set[Cell], remarks: list[str]) -> dict[Cell, Value]:
    found: dict[Cell, Value] = {}
    for table, row, columns in _rows(data):
        if not isinstance(columns, Mapping):
            if columns is not None:
                remarks.append(f"{table}.{row} 不是一行数据，没有核对")
            continue
        for column, written in columns.items():
            cell = Cell(table, str(row), str(column))
            if cell in known:
                found[cell] = value_of(written)
            else:
                remarks.append(f"{table}.{row}.{column} 不在格式之内，没有核对")
    return found


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for table in (REQUESTS, REMEDIES):
        part = data.get(table)
        for row, columns in part.items() if isinstance(part, Mapping) else ():
            yield table, str(row), columns
    proactive = data.get("proactive")
    for block, rows in proactive.items() if isinstance(proactive, Mapping) else ():
        for row, columns in rows.items() if isinstance(rows, Mapping) else ():
            yield f"proactive.{block}", str(row), columns
