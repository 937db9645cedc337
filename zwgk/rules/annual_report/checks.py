"""The checks of an annual report: F1 … F8 (勾稽关系), each with the place, what is expected and what stands there.

依据：国办公开办函〔2021〕30号表三、表四的勾稽关系（F1—F4）；F5—F8 是核对人员通行的做法。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from zwgk.rules.annual_report import layout as tables
from zwgk.rules.annual_report.quoted import quoted_in
from zwgk.rules.annual_report.report import REMEDIES, REQUESTS, Cell, Report, Value, cells_of
from zwgk.rules.labelled import Labelled


class Check(Labelled):
    """The eight checks; F6 and F8 only warn."""

    F1 = "F1", "第一项加第二项之和，等于第三项加第四项之和"
    F2 = "F2", "总计等于自然人与各类组织之和"
    F3 = "F3", "办理结果总计等于各项结果之和"
    F4 = "F4", "复议、诉讼的总计等于各项结果之和"
    F5 = "F5", "上年结转等于上一年度报告的结转下年度继续办理"
    F6 = "F6", "现行有效件数等于上年现行有效加制发减废止"
    F7 = "F7", "数量为非负整数，金额为非负数"
    F8 = "F8", "正文引用的数量与表格一致"


WARNINGS: Final = frozenset({Check.F6, Check.F8})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold. ``row`` or ``column`` is "" where the check goes over a whole column or row."""

    check: Check
    table: str
    row: str
    column: str
    expected: Decimal | str
    found: Value

    def as_dict(self) -> dict[str, Any]:
        place = {name: value for name, value in (("row", self.row), ("column", self.column)) if value}
        return {
            "check": str(self.check),
            "table": self.table,
            **place,
            "expected": _shown(self.expected),
            "found": _shown(self.found),
        }

    def sentence(self) -> str:
        """The finding as people read it."""
        place = "，".join(name for name in (_row_label(self.table, self.row), _column_label(self)) if name)
        return f"{self.check} {place}：应为 {_shown(self.expected)}，实为 {_shown(self.found)}（{self.check.label}）"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found: ``failed``, what only warns, blank cells, and what could not be looked at."""

    failed: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    blank: tuple[Cell, ...]
    remarks: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "failed": [finding.as_dict() for finding in self.failed],
            "blank": [cell.as_dict() for cell in self.blank],
            "warnings": [*(finding.as_dict() for finding in self.warnings), *self.remarks],
        }


def check(report: Report) -> Verdict:
    """Check a report. Blank cells count as nothing in sums and are named; a text in a cell takes its sums out."""
    cells = report.cells
    findings = [
        *_first(cells),
        *_second(report),
        *_third(report),
        *_fourth(cells),
        *_fifth(report),
        *_sixth(report),
        *_seventh(report),
        *_eighth(report),
    ]
    blank = tuple(cell for cell in cells_of(report.layout) if cells.get(cell) is None)
    remarks = list(report.remarks)
    if blank:
        remarks.append(f"有 {len(blank)} 格空白；空白不等于零，合计时按零计算，请补填")
    return Verdict(
        tuple(one for one in findings if one.check not in WARNINGS),
        tuple(one for one in findings if one.check in WARNINGS),
        blank,
        tuple(dict.fromkeys(remarks)),
    )


def _sum(cells: Mapping[Cell, Value], which: Iterable[Cell]) -> Decimal | None:
    """The sum, blank as zero; None where one of them is no number."""
    total = Decimal(0)
    for cell in which:
        value = cells.get(cell)
        if isinstance(value, str):
            return None
        total += value or 0
    return total


def _compared(check: Check, place: Cell, expected: Decimal | None, found: Decimal | None) -> Iterator[Finding]:
    if expected is not None and found is not None and expected != found:
        yield Finding(check, place.table, place.row, place.column, expected, found)


def _request(row: str, column: str) -> Cell:
    return Cell(REQUESTS, row, column)


def _first(cells: Mapping[Cell, Value]) -> Iterator[Finding]:
    for column in tables.COLUMNS:
        came = _sum(cells, (_request(tables.NEW, column), _request(tables.CARRIED_OVER, column)))
        went = _sum(cells, (_request(tables.RESULTS_TOTAL, column), _request(tables.CARRIED_FORWARD, column)))
        yield from _compared(Check.F1, _request("", column), came, went)


def _second(report: Report) -> Iterator[Finding]:
    for row in tables.request_rows(report.layout):
        parts = _sum(report.cells, (_request(row.key, column) for column in tables.PERSONS))
        yield from _compared(
            Check.F2, _request(row.key, ""), parts, _sum(report.cells, (_request(row.key, tables.TOTAL),))
        )


def _third(report: Report) -> Iterator[Finding]:
    for column in tables.COLUMNS:
        parts = _sum(report.cells, (_request(row.key, column) for row in tables.results(report.layout)))
        total = _sum(report.cells, (_request(tables.RESULTS_TOTAL, column),))
        yield from _compared(Check.F3, _request("", column), parts, total)


def _fourth(cells: Mapping[Cell, Value]) -> Iterator[Finding]:
    for group in tables.REMEDIES:
        parts = _sum(cells, (Cell(REMEDIES, group, column) for column in tables.ENDS))
        total = _sum(cells, (Cell(REMEDIES, group, tables.TOTAL),))
        yield from _compared(Check.F4, Cell(REMEDIES, group, ""), parts, total)


def _fifth(report: Report) -> Iterator[Finding]:
    for column in tables.COLUMNS:
        before = report.previous.get(_request(tables.CARRIED_FORWARD, column))
        if isinstance(before, Decimal):
            now = _sum(report.cells, (_request(tables.CARRIED_OVER, column),))
            yield from _compared(Check.F5, _request("", column), before, now)


def _sixth(report: Report) -> Iterator[Finding]:
    table = "proactive.art20_1"
    for row in ("rules", "normative_documents"):
        before = report.previous.get(Cell(table, row, "in_force"))
        now = report.cells.get(Cell(table, row, "in_force"))
        if isinstance(before, Decimal) and isinstance(now, Decimal):
            issued = _sum(report.cells, (Cell(table, row, "issued_this_year"),))
            repealed = _sum(report.cells, (Cell(table, row, "repealed_this_year"),))
            if issued is not None and repealed is not None:
                yield from _compared(Check.F6, Cell(table, row, "in_force"), before + issued - repealed, now)


def _seventh(report: Report) -> Iterator[Finding]:
    money = {(f"proactive.{block.key}", column) for block in tables.blocks(report.layout) for column in block.money}
    for cell in cells_of(report.layout):
        value = report.cells.get(cell)
        if value is None:
            continue
        is_money, is_change = (cell.table, cell.column) in money, cell.column in tables.CHANGES
        whole = isinstance(value, Decimal) and (is_money or value == value.to_integral_value())
        if not whole or (isinstance(value, Decimal) and value < 0 and not is_change):
            expected = "非负数（万元）" if is_money else "整数" if is_change else "非负整数"
            yield Finding(Check.F7, cell.table, cell.row, cell.column, expected, value)


def _eighth(report: Report) -> Iterator[Finding]:
    for quote in quoted_in(report.overview):
        stands = [_sum(report.cells, (cell for cell in cells)) for cells in quote.cells]
        known = [value for value in stands if value is not None]
        if known and Decimal(quote.number) not in known:
            place = quote.cells[0][0]
            yield Finding(Check.F8, place.table, place.row, place.column, known[0], Decimal(quote.number))


def _shown(value: Value) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _row_label(table: str, row: str) -> str:
    if table == REMEDIES:
        return tables.REMEDIES.get(row, row)
    if table == REQUESTS:
        rows = (*tables.request_rows(tables.Layout.CURRENT), tables.TRIAL_OTHER)
        return next(
            (f"{line.group}{line.label}" if line.group else line.label for line in rows if line.key == row), row
        )
    return next((block.rows[row] for block in (*tables.BLOCKS, *tables.TRIAL_BLOCKS) if row in block.rows), row)


def _column_label(finding: Finding) -> str:
    names: dict[str, str] = {**tables.COLUMNS, **tables.REMEDY_COLUMNS} if finding.table == REMEDIES else {}
    if finding.table == REQUESTS:
        names = tables.COLUMNS
    for block in (*tables.TRIAL_BLOCKS, *tables.BLOCKS):
        if finding.table == f"proactive.{block.key}":
            names = {**names, **block.columns}
    return names.get(finding.column, finding.column)
