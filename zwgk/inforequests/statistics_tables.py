"""A year's figures as tables: what the page shows line by line, and the xlsx of the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zwgk.files.writers.sheets import Column, SheetData, Value, workbook
from zwgk.inforequests.statistics import DAYS, Figures
from zwgk.rules.annual_report.layout import COLUMNS, REMEDIES, REMEDY_COLUMNS, Layout, request_rows
from zwgk.rules.receipt import Channel


@dataclass(frozen=True)
class Line:
    """A row of table 3: its key and label, the heading that stands above it where it begins a group, its cells."""

    key: str
    label: str
    heading: str
    cells: tuple[tuple[str, int], ...]


def table_three(figures: Figures) -> list[Line]:
    """Table 3 from top to bottom (国办公开办函〔2021〕30号)."""
    made, group = [], ""
    for row in request_rows(Layout.CURRENT):
        heading = row.group if row.group and row.group != group else ""
        group = row.group
        cells = tuple((column, figures.cell(row.key, column)) for column in COLUMNS)
        made.append(Line(row.key, row.label, heading, cells))
    return made


def xlsx(figures: Figures, *, title: str, organ: str) -> bytes:
    """All tables of a year as one workbook."""
    sheets = [
        _sheet("年报第三表", ("项目", *COLUMNS.values()), _third(figures), title),
        _sheet("年报第四表", ("类别", *REMEDY_COLUMNS.values()), _fourth(figures), title),
        _sheet(
            "分单位",
            ("单位", "本年新收", "办结", "予以和部分公开", "不予公开", "超期", "结转下年", "按期率"),
            _units(figures),
            title,
        ),
        _sheet("渠道和月份", ("项目", "件数"), _plain(figures), title),
    ]
    return workbook(sheets, title=title, organ=organ)


def _sheet(name: str, heads: tuple[str, ...], rows: Iterator[list[Value]], title: str) -> SheetData:
    columns = tuple(Column(head, 46 if n == 0 else 14) for n, head in enumerate(heads))
    return SheetData(name, columns, rows, title)


def _third(figures: Figures) -> Iterator[list[Value]]:
    for line in table_three(figures):
        if line.heading:
            yield [line.heading, *[None] * len(line.cells)]
        yield [line.label, *(n for _, n in line.cells)]


def _fourth(figures: Figures) -> Iterator[list[Value]]:
    for kind, label in REMEDIES.items():
        yield [label, *(figures.remedies.get((kind, end), 0) for end in REMEDY_COLUMNS)]


def _units(figures: Figures) -> Iterator[list[Value]]:
    for unit in figures.units:
        share = round(100 * (unit.results - unit.late) / unit.results, 1) if unit.results else None
        yield [unit.name, unit.received, unit.results, unit.granted, unit.denied, unit.late, unit.pending, share]


def _plain(figures: Figures) -> Iterator[list[Value]]:
    for channel in Channel:
        yield [f"渠道：{channel.label}", figures.channels.get(str(channel), 0)]
    for number, n in enumerate(figures.months, 1):
        yield [f"{number}月收到", n]
    for (_, label), n in zip(DAYS, figures.days, strict=True):
        yield [f"收到至办结：{label}", n]
    yield ["收到至办结平均（工作日）", round(figures.mean_days, 1)]
    for label, n in figures.steps.items():
        yield [label, n]
    for key, label in FEES.items():
        yield [label, figures.fees.get(key, 0)]


#: what is said of the fee, by key
FEES = {
    "notices": "信息处理费收费通知（件）",
    "amount": "通知收费金额（元）",
    "reduced": "减免金额（元）",
    "paid_notices": "已缴费（件）",
    "paid": "实收金额（元）",
}
