"""Catalogue tables as offices keep them (xlsx): the header found, ticks read as words, blank groups carried down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zwgk.rules.catalogue_rows import HEADINGS, LABELS, REQUIRED
from zwgk.rules.errors import BadInput

#: columns that are ticked in the standard tables: heading → field, word
TICKED = {
    "全社会": ("audience", "全社会"),
    "特定群众": ("audience", "特定群众"),
    "主动": ("manner", "主动公开"),
    "依申请": ("manner", "依申请公开"),
    "依申请公开": ("manner", "依申请公开"),
    "主动公开": ("manner", "主动公开"),
    "县级": ("tiers", "县级"),
    "区级": ("tiers", "县级"),
    "乡级": ("tiers", "乡级"),
    "乡镇级": ("tiers", "乡级"),
}
_TICK = re.compile(r"\A[√✓✔☑■●▲是yY1]+\Z")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
#: header rows stand within the first so many rows
HEADER_WITHIN = 12
MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its row number in the sheet (from 1), field → text."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet holds: its lines, and headings that nobody knows and that were left out."""

    lines: tuple[Line, ...]
    unknown: tuple[str, ...]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _known(text: str) -> tuple[str, str]:
    """Field and ticked word ("" where the cell itself is the value) of a heading; ("", "") for an unknown one."""
    plain = _plain(text)
    bare = _BRACKETS.sub("", plain)
    if plain in TICKED or bare in TICKED:
        return TICKED.get(plain) or TICKED[bare]
    for name, headings in HEADINGS.items():
        if plain in headings or bare in headings:
            return name, ""
    return "", ""


def read(grid: Sequence[Sequence[str]], *, what: str = "不能导入目录") -> Table:
    """Read a full grid (merged cells repeated). Two header rows are one: the row that knows more headings counts.

    Errors: :class:`BadInput` where no header with the needed headings is found, or the table is too long.
    """
    if len(grid) > MOST_LINES:
        raise BadInput(what=what, why=f"表格有{len(grid)}行，最多{MOST_LINES}行", remedy="请分成几份导入")
    best, header = -1, -1
    for number, row in enumerate(grid[:HEADER_WITHIN]):
        score = len({_known(cell) for cell in row} - {("", "")})
        if score >= max(best, 2):
            best, header = score, number
    if header < 0:
        raise BadInput(
            what=what,
            why=f"没有找到表头（前{HEADER_WITHIN}行里应有“{'”“'.join(LABELS[name] for name in REQUIRED)}”等列名）",
            remedy="请下载空白模板对照列名",
        )
    heads = [_known(cell) for cell in grid[header]]
    given = {name for name, _ in heads if name}
    lacking = [LABELS[name] for name in REQUIRED if name not in given and not (name == "name" and "group" in given)]
    if lacking:
        raise BadInput(what=what, why=f"缺少“{'”“'.join(lacking)}”列", remedy="请补上这些列，或下载空白模板对照")
    unknown = tuple(
        dict.fromkeys(
            cell.strip()
            for cell, (name, _) in zip(grid[header], heads, strict=True)
            if cell.strip() and not name and _plain(cell) not in {"序号", "备注"}
        )
    )
    lines: list[Line] = []
    group = ""
    for number, row in enumerate(grid[header + 1 :], header + 2):
        cells = _cells(row, heads)
        if not any(cells.values()):
            continue
        if "group" in given:
            group = cells.get("group") or group
            cells["group"] = group
        lines.append(Line(number, cells))
    return Table(tuple(lines), unknown)


def _cells(row: Sequence[str], heads: Sequence[tuple[str, str]]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for text, (name, word) in zip(row, heads, strict=False):
        value = text.strip()
        if not name or not value:
            continue
        if word:
            note = "" if _TICK.match(value) else f"：{value}"
            value = word + (note if word == "特定群众" else "") if note == "" or word == "特定群众" else value
            cells[name] = f"{cells[name]}、{value}" if name in cells else value
        elif name not in cells:
            cells[name] = value
    return cells
