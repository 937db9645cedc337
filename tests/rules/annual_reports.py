"""Annual reports to check: fictitious figures that hold, as JSON and as the tables that people write."""

from __future__ import annotations

import random
from copy import deepcopy
from html import escape
from typing import Any

from zwgk.rules.annual_report import layout as tables
from zwgk.rules.annual_report.layout import Layout

YEAR = 2025
ORGAN = "清岚县人民政府"


def report(year: int = YEAR, seed: int = 7) -> dict[str, Any]:
    """A report whose formulas all hold, without a blank cell."""
    dice = random.Random(seed)
    form = tables.layout_of(year)
    requests: dict[str, dict[str, int]] = {}
    for row in tables.results(form):
        requests[row.key] = {person: dice.choice((0, 0, 1, 2, 11)) for person in tables.PERSONS}
    total = {person: sum(requests[row.key][person] for row in tables.results(form)) for person in tables.PERSONS}
    forward = {person: dice.randint(0, 4) for person in tables.PERSONS}
    over = {person: min(dice.randint(0, 3), total[person] + forward[person]) for person in tables.PERSONS}
    new = {person: total[person] + forward[person] - over[person] for person in tables.PERSONS}
    requests |= {"new_received": new, "carried_over": over, "results_total": total, "carried_forward": forward}
    for figures in requests.values():
        figures["total"] = sum(figures.values())
    remedies = {group: {end: dice.randint(0, 5) for end in tables.ENDS} for group in tables.REMEDIES}
    for ends in remedies.values():
        ends["total"] = sum(ends.values())
    proactive: dict[str, Any] = {
        block.key: {row: {column: dice.randint(0, 90) for column in block.columns} for row in block.rows}
        for block in tables.blocks(form)
    }
    previous: dict[str, Any] = {"requests": {"carried_forward": dict(requests["carried_over"])}}
    if form is Layout.CURRENT:
        proactive["art20_8"]["administrative_fees"]["amount_this_year"] = 316.45
        documents = proactive["art20_1"]
        before = {row: {"in_force": 40} for row in documents}
        for name, counted in documents.items():
            counted["repealed_this_year"] = min(counted["repealed_this_year"], counted["issued_this_year"])
            counted["in_force"] = before[name]["in_force"] + counted["issued_this_year"] - counted["repealed_this_year"]
        previous["proactive"] = {"art20_1": before}
    return {
        "id": "r",
        "year": year,
        "organ": ORGAN,
        "requests": requests,
        "remedies": remedies,
        "proactive": proactive,
        "previous": previous,
        "overview": f"全年共收到政府信息公开申请{requests['new_received']['total']}件，"
        f"上年结转{requests['carried_over']['total']}件。",
    }


def changed(data: dict[str, Any], table: str, row: str, column: str, by: Any) -> dict[str, Any]:
    """A copy in which one figure is greater by ``by``, or is ``by`` itself where that is no number."""
    copy = deepcopy(data)
    part = copy
    for name in [*table.split("."), row]:
        part = part[name]
    part[column] = part[column] + by if isinstance(by, int | float) and not isinstance(by, bool) else by
    return copy


Span = tuple[str, int, int]
Table = list[list[Span]]


def written(data: dict[str, Any]) -> list[Table]:
    """The three tables in the official layout: rows of (text, columns, rows covered)."""
    form = tables.layout_of(data["year"])
    return [_proactive(data, form), _requests(data, form), _remedies(data)]


def _proactive(data: dict[str, Any], form: Layout) -> Table:
    out: Table = []
    for block in tables.blocks(form):
        out.append([(block.heading, 4, 1)])
        wide = 3 // len(block.columns)
        spans = [wide] * (len(block.columns) - 1) + [3 - wide * (len(block.columns) - 1)]
        out.append(
            [("信息内容", 1, 1), *((label, n, 1) for label, n in zip(block.columns.values(), spans, strict=True))]
        )
        for row, label in block.rows.items():
            figures = data["proactive"][block.key][row]
            out.append(
                [
                    (label, 1, 1),
                    *((_text(figures[column]), n, 1) for column, n in zip(block.columns, spans, strict=True)),
                ]
            )
    return out


def _requests(data: dict[str, Any], form: Layout) -> Table:
    out: Table = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 7, 1)],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [(label, 1, 1) for key, label in tables.PERSONS.items() if key != "natural_person"],
    ]
    rows = tables.request_rows(form)
    groups = [row.group for row in rows]
    for place, row in enumerate(rows):
        figures: list[Span] = [(_text(data["requests"][row.key][column]), 1, 1) for column in tables.COLUMNS]
        head: list[Span] = []
        if row.key == "granted":
            head.append(("三、本年度办理结果", 1, len(rows) - 3))
        if not row.group:
            inside = 2 <= place < len(rows) - 1
            head.append((row.label, 2 if inside else 3, 1))
        else:
            if groups[place - 1] != row.group:
                head.append((row.group, 1, groups.count(row.group)))
            head.append((row.label, 1, 1))
        out.append([*head, *figures])
    return out


def _remedies(data: dict[str, Any]) -> Table:
    ends = [(label, 1, 1) for label in tables.REMEDY_COLUMNS.values()]
    return [
        [("行政复议", 5, 2), ("行政诉讼", 10, 1)],
        [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [*ends, *ends, *ends],
        [(_text(data["remedies"][group][end]), 1, 1) for group in tables.REMEDIES for end in tables.REMEDY_COLUMNS],
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def as_html(data: dict[str, Any]) -> str:
    """The report as a web page of an office."""
    bodies = []
    for table in written(data):
        rows = "".join(
            "<tr>" + "".join(f'<td colspan="{c}" rowspan="{r}"><p>{escape(t)}</p></td>' for t, c, r in row) + "</tr>"
            for row in table
        )
        bodies.append(f"<table>{rows}</table>")
    title = f"{data['organ']}{data['year']}年政府信息公开工作年度报告"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><div>"
        f"<h1>{title}</h1><p>一、总体情况</p><p>{data['overview']}</p><p>二、主动公开政府信息情况</p>{bodies[0]}"
        f"<p>三、收到和处理政府信息公开申请情况</p>{bodies[1]}<p>四、政府信息公开行政复议、行政诉讼情况</p>{bodies[2]}"
        "<p>五、存在的主要问题及改进情况</p><p>公开的及时性还要加强。</p><p>六、其他需要报告的事项</p><p>没有。</p>"
        "</div></body></html>"
    )


def grids(data: dict[str, Any], *, repeated: bool = True) -> list[list[list[str]]]:
    """The tables as full grids: merged cells repeated, or (as some programs write them) only the first one filled."""
    out = []
    for table in written(data):
        filled: dict[tuple[int, int], str] = {}
        for r, row in enumerate(table):
            c = 0
            for text, wide, high in row:
                while (r, c) in filled:
                    c += 1
                for dr in range(high):
                    for dc in range(wide):
                        filled[r + dr, c + dc] = text if repeated or not (dr or dc) else ""
                c += wide
        width = 1 + max(c for _, c in filled)
        out.append([[filled.get((r, c), "") for c in range(width)] for r in range(len(table))])
    return out
