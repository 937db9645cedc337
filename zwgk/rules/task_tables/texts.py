"""A task table inside plain text: bars, tabs, one cell a line, or aligned columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence

from zwgk.rules.task_tables import roles
from zwgk.rules.task_tables.grids import NoTaskTable, TaskRow, from_grids, number_of

Grid = list[list[str]]

_BARS = str.maketrans({"｜": "|", "│": "|", "┃": "|", "║": "|"})
_RULER = re.compile(r"^[\s+\-|:=─━┄┌┐└┘├┤┬┴┼╋┏┓┗┛┣┫┳┻═╔╗╚╝╠╣╦╩╬]+$")


def from_text(text: str) -> list[TaskRow]:
    """Return the tasks of the task table in a text (任务分工表).

    Layouts: one cell a line, each ended by ``|`` (also cells of several lines and empty cells); rows with ``|`` between
    cells, as in Markdown; tabs or commas; columns set apart by two or more spaces; one cell a line without any mark.
    Errors: :class:`NoTaskTable`.
    """
    lines = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").translate(_BARS).split("\n")
    refusal: NoTaskTable | None = None
    for layout in (_bar_rows, _bar_cells, _tab_rows, _comma_rows, _spaced_rows, _cell_lines):
        grids = list(layout(lines))
        if not grids:
            continue
        try:
            return from_grids(grids)
        except NoTaskTable as error:
            refusal = error
    if refusal is not None:
        raise refusal
    return from_grids([])  # refuses, and says why


def _bar_rows(lines: Sequence[str]) -> Iterator[Grid]:
    """Rows with all cells on one line: ``| 1 | 任务 | 甲局 | 乙局 |``; a row may go on in lines without a closing
    bar."""
    for start in _headers(lines, _bar_row):
        width = len(_bar_row(lines[start]))
        grid: Grid = []
        pending = ""
        for line in lines[start:]:
            if _RULER.match(line) or (not line.strip() and not pending):
                continue
            if "|" not in line and not pending and len(grid) > 1:
                break
            pending = f"{pending}\n{line}" if pending else line
            if pending.count("|") >= _bars(lines[start]):
                grid.append(_bar_row(pending))
                pending = ""
        yield _realigned([row for row in grid if len(row) <= width + 1])


_ITEM = re.compile(r"[(（]?\d{1,4}[)）.．、]\s*\D")


def _realigned(grid: Grid) -> Grid:
    """Put rows back into their columns that slid to the left, because a cell before them spans several rows.

    Known by what is numbered: where the second column bears 「5.…」 in the full rows, a shorter row that begins with
    「6.…」 belongs there too.
    """
    full = [row for row in grid[1:] if row and row[-1]]
    for column in range(1, len(grid[0])) if full else ():
        if all(len(row) > column and _ITEM.match(row[column]) and not _ITEM.match(row[0]) for row in full):
            break
    else:
        return grid
    above = grid[0]
    whole = [above]
    for row in grid[1:]:
        if row and not row[-1] and _ITEM.match(row[0]) and not any(row[len(row) - column :]):
            row = [*above[:column], *row[: len(row) - column]]
        whole.append(row)
        above = row
    return whole


def _bars(line: str) -> int:
    return line.count("|")


def _bar_row(line: str) -> list[str]:
    if "|" not in line:
        return []
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") else inner
    return [cell.strip() for cell in inner.split("|")]


def _bar_cells(lines: Sequence[str]) -> Iterator[Grid]:
    """Cells one after the other, each ended by a bar on its own or the next line; a cell may be empty or have lines."""
    cells = [cell.strip() for cell in "\n".join(lines).split("|")]
    starts = [(at, names) for at in range(len(cells)) if (names := _stream_header(cells, at))]
    starts = [one for n, one in enumerate(starts) if n == 0 or one[0] >= starts[n - 1][0] + len(starts[n - 1][1])]
    ends = [at for at, _ in starts[1:]] + [len(cells) - 1]  # behind the last bar there is no cell
    for (at, names), stop in zip(starts, ends, strict=False):
        stream = cells[at + len(names) : stop]
        numbered = roles.role_of(names[0]) is roles.Role.NUMBER
        yield _by_running_numbers(names, stream) or [names, *_chunks(stream, len(names), numbered=numbered)]


def _stream_header(cells: Sequence[str], at: int) -> list[str]:
    """The names of columns that follow each other from ``at`` on; text may stand before the first."""
    names: list[str] = []
    for cell in cells[at : at + 12]:
        name = cell if names else cell.rsplit("\n", 1)[-1].strip()
        if not name or number_of(name) is not None or not _named(name):
            break
        names.append(name)
    return names if roles.find_header([names]) else []


def _named(name: str) -> bool:
    return roles.is_header(["序号", "工作任务", name])


def _by_running_numbers(names: list[str], cells: list[str]) -> Grid:
    """Rows found by their running numbers where a group's title stands once for several rows before the numbers.

    The column of numbers may have no name: the title of the column of groups then stands over both. Empty where the
    numbers do not part the cells evenly.
    """
    roles_named = [roles.role_of(name) for name in names]
    column = roles_named.index(roles.Role.NUMBER) if roles.Role.NUMBER in roles_named else 0
    if column == 0 and roles_named[0] is roles.Role.NUMBER:
        return []
    behind = names[column + 1 :]
    at = [n for n, cell in enumerate(cells) if re.fullmatch(r"\d{1,4}", cell)]
    if [int(cells[n]) for n in at] != list(range(1, len(at) + 1)) or len(at) < 2:
        return []
    groups = column or 1
    spans = [after - here - 1 - len(behind) for here, after in zip(at, [*at[1:], len(cells)], strict=True)]
    if any(span not in {0, groups} for span in spans[:-1]) or spans[-1] < 0 or at[0] > groups:
        return []
    return [["序号", *behind], *([cells[n], *cells[n + 1 : n + 1 + len(behind)]] for n in at)]


def _chunks(cells: list[str], width: int, *, numbered: bool) -> Iterator[list[str]]:
    """Cut a stream of cells into rows; a group's title (one cell over the whole width) is left out."""
    at = 0
    while at + 1 <= len(cells):
        if numbered and number_of(cells[at]) is None and at + 1 < len(cells) and cells[at]:
            if number_of(cells[at + 1]) is not None:
                at += 1
                continue
            if at and width > 2:
                return  # the table is over: what follows is something else
        row = cells[at : at + width]
        yield row
        at += width


def _tab_rows(lines: Sequence[str]) -> Iterator[Grid]:
    yield from _delimited(lines, "\t")


def _comma_rows(lines: Sequence[str]) -> Iterator[Grid]:
    yield from _delimited(lines, ",")


def _delimited(lines: Sequence[str], mark: str) -> Iterator[Grid]:
    def cells(line: str) -> list[str]:
        return line.split(mark) if mark in line else []

    for start in _headers(lines, cells):
        width = len(cells(lines[start]))
        grid: Grid = []
        for row in csv.reader(lines[start:], delimiter=mark):
            if len(row) > 1:
                grid.append([*row[: width - 1], mark.join(row[width - 1 :])] if len(row) > width else row)
            elif row and row[0].strip() and len(grid) > 1:
                if len(grid[-1]) < width:  # the row goes on below: its last cell had several lines
                    grid[-1][-1] += "\n" + row[0]
                else:
                    break
        yield grid


def _spaced_rows(lines: Sequence[str]) -> Iterator[Grid]:
    """Columns set apart by two or more spaces."""

    def cells(line: str) -> list[str]:
        found = [cell for cell in re.split(r"\s{2,}|\u3000+", line.strip()) if cell]
        return found if len(found) > 1 else []

    for start in _headers(lines, cells):
        width = len(cells(lines[start]))
        grid = [cells(lines[start])]
        for line in lines[start + 1 :]:
            row = cells(line) or ([line.strip()] if line.strip() else [])
            if row and number_of(row[0]) is not None:
                grid.append(row[:width])
            elif row and len(grid) > 1 and len(row) == 1 and len(grid[-1]) < width:
                grid[-1][-1] += "\n" + row[0]
            elif row and len(grid) > 1 and len(row) == 1:
                break
            elif row:
                grid.append(row)
        yield grid


def _cell_lines(lines: Sequence[str]) -> Iterator[Grid]:
    """One cell a line without any mark: the running numbers part the rows, what is too much belongs to the task."""
    written = [line.strip() for line in lines]
    for start in range(len(written)):
        names = _plain_header(written, start)
        if not names or roles.role_of(names[0]) is not roles.Role.NUMBER:
            continue
        rows: Grid = [names]
        expected: int | str = 1
        for line in written[start + len(names) :]:
            if number_of(line) == expected and re.fullmatch(r"\D?\d+\D?", line):
                rows.append([line])
                expected = int(expected) + 1
            elif len(rows) > 1:
                rows[-1].append(line)
        yield [names, *(_fitted(row, len(names)) for row in rows[1:])]
        return


def _plain_header(lines: Sequence[str], start: int) -> list[str]:
    names: list[str] = []
    for line in lines[start : start + 10]:
        if not line or not _named(line):
            break
        names.append(line)
    if roles.is_header(names) and roles.find_header([names]):
        return names
    return []


def _fitted(row: list[str], width: int) -> list[str]:
    while len(row) > width and not row[-1]:
        row = row[:-1]
    surplus = len(row) - width
    if surplus > 0:
        row = [row[0], "\n".join(row[1 : 2 + surplus]), *row[2 + surplus :]]
    return row


def _headers(lines: Sequence[str], cells: Callable[[str], list[str]]) -> Iterator[int]:
    last: list[str] = []
    for number, line in enumerate(lines):
        row = cells(line)
        if len(row) > 1 and roles.find_header([row]) and row != last:
            last = row
            yield number
