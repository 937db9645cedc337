"""A task table as a grid of cells: which column says what, and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zwgk.rules.errors import BadInput
from zwgk.rules.task_tables import roles
from zwgk.rules.task_tables.roles import Role

Grid = Sequence[Sequence[str]]


class NoTaskTable(BadInput):
    """Nothing in the text or table looks like a task table (未找到任务分工表)."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task (任务): its number as an ``int`` where Arabic, else as printed; leads and participants in order."""

    number: int | str
    task: str
    lead: tuple[str, ...]
    participants: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return ``{"number", "task", "lead": […], "participants": […]}``."""
        return {
            "number": self.number,
            "task": self.task,
            "lead": list(self.lead),
            "participants": list(self.participants),
        }


def from_grid(rows: Grid) -> list[TaskRow]:
    """Return the tasks of one table (任务分工表) given as rows of cells, merged cells repeated.

    The header may have two or three rows and may come again on later pages; rows that only bear a group's title are
    left
    out. Without a column 序号 the tasks are counted from 1.
    Errors: :class:`NoTaskTable` where no header names a task and a unit, or no row follows it.
    """
    return from_grids([rows])


def from_grids(tables: Iterable[Grid]) -> list[TaskRow]:
    """Return the tasks of all task tables among ``tables``; a table without a header continues the one before it."""
    found: list[TaskRow] = []
    columns: tuple[Role, ...] | None = None
    for table in tables:
        rows = [[tidy(cell, keep_breaks=True) for cell in row] for row in table]
        header = roles.find_header(rows)
        if header is not None:
            columns = header.columns
            found.extend(_tasks(rows[header.end :], columns, found if header.continued else []))
        elif columns is not None and rows and len(rows[0]) == len(columns) and _continues(rows[0], columns):
            found.extend(_tasks(rows, columns, found))
        else:
            columns = None
    if not found:
        raise NoTaskTable(
            what="没有读到任务分工表",
            why="没有找到同时写明“工作任务”和“牵头单位”（或“责任单位”）的表头及其下的任务行",
            remedy="请检查文件中是否有任务分工表，或将表头改为“序号、工作任务、牵头单位、参加单位”后重试",
        )
    return found


def number_of(text: str) -> int | str | None:
    """Read the number of a row (序号): ``1``, ``1.``, ``（1）`` give 1; ``（一）``, ``一、``, ``1.2`` stay as
    printed."""
    bare = re.sub(r"\s+", "", text).translate(_FULLWIDTH)
    arabic = re.fullmatch(r"[(（]?第?(\d{1,4})[)）]?[.．、:：]?(?:\.0)?(?:[项条号])?", bare)
    if arabic:
        return int(arabic[1])
    if re.fullmatch(
        r"\d+(?:[.．\-－]\d+)+[.．、]?|[(（]?[一二三四五六七八九十百]+[)）]?[、.．]?|[①-⑳]|[(（]?[A-Za-z][)）]?[.．]?",
        bare,
    ):
        return re.sub(r"\s+", "", text)
    return None


_FULLWIDTH = {ord("０") + n: str(n) for n in range(10)}
_CJK = r"\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef〔〕"


def tidy(text: str, *, keep_breaks: bool = False) -> str:
    """Normalise the spaces of a cell: none between Chinese characters, one elsewhere; line breaks joined."""
    text = re.sub(r"<br\s*/?>", "\n", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "")
    if keep_breaks:
        return text.strip()
    text = re.sub(rf"(?<=[{_CJK}])[^\S\n]*\n\s*|[^\S\n]*\n\s*(?=[{_CJK}])", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(rf"(?<=[{_CJK}]) (?=[{_CJK}])", "", text)


def _continues(row: Sequence[str], columns: Sequence[Role]) -> bool:
    at = _index(columns, Role.NUMBER)
    return at is not None and number_of(row[at]) is not None


def _index(columns: Sequence[Role], role: Role) -> int | None:
    return columns.index(role) if role in columns else None


def _tasks(rows: Grid, columns: Sequence[Role], before: Sequence[TaskRow]) -> list[TaskRow]:
    at_number, at_task = _index(columns, Role.NUMBER), _index(columns, Role.TASK)
    tasks: list[TaskRow] = []
    for cells in rows:
        row = [*cells, *[""] * (len(columns) - len(cells))]
        if roles.is_header(row) or _is_separator(row) or _is_title(row, columns):
            continue
        task = tidy(row[at_task]) if at_task is not None else ""
        last = tasks[-1] if tasks else (before[-1] if before else None)
        lead, participants = roles.units_of(row, columns)
        number: int | str | None
        if at_number is None:
            number = len(before) + len(tasks) + 1
        else:
            number = number_of(row[at_number])
            if number is None and row[at_number].strip():
                number = tidy(row[at_number])
            if number is None and not (task or lead or participants):
                continue
            if number is None and tasks and _is_rest(task, lead, participants):
                tasks[-1] = _extended(tasks[-1], task, lead, participants)
                continue
            if number is None:
                number = last.number if last else len(tasks) + 1
        if not task and not lead and not participants:
            continue
        tasks.append(TaskRow(number, task, tuple(lead), tuple(participants)))
    return tasks


def _is_rest(task: str, lead: list[str], participants: list[str]) -> bool:
    """Whether a row without number is only what did not fit on the page above."""
    return not task or not lead


def _extended(row: TaskRow, task: str, lead: list[str], participants: list[str]) -> TaskRow:
    return TaskRow(
        row.number,
        tidy(row.task + "\n" + task),
        tuple(dict.fromkeys([*row.lead, *lead])),
        tuple(dict.fromkeys([*row.participants, *participants])),
    )


def _is_separator(row: Sequence[str]) -> bool:
    written = [cell.strip() for cell in row if cell.strip()]
    return not written or all(re.fullmatch(r"[:：]?[-－—=]{2,}[:：]?", cell) for cell in written)


def _is_title(row: Sequence[str], columns: Sequence[Role]) -> bool:
    """Whether the row only bears a group's title: one text merged over all columns, or alone in the first."""
    written = [tidy(cell) for cell in row if cell.strip()]
    if len(set(written)) != 1:
        return False
    if len(written) == len(row) and len(row) > 1:
        return True
    # alone in the column of the task it may be a task without any unit, and carry its own number elsewhere
    return len(written) == 1 and bool(row[0].strip()) and columns[0] is not Role.TASK
