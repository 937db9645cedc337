"""Tables that became lines of text (“单元格 |”): put together again (表格复原)."""

from __future__ import annotations

import re

from zwgk.files.readers.result import Cell, Piece, PieceKind, table

_BAR = re.compile(r"[|｜]\s*\Z")
_MOST_COLUMNS = 30
_LEAST_CELLS = 4


def restore(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with runs of lines that end in a bar, and rows written between bars, as real tables."""
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        end = _end_of_run(pieces, i)
        made = _table(["" if p is None else p for p in _lines(pieces[i:end])]) if end > i else None
        if made is None:
            out.append(pieces[i])
            i += 1
        else:
            out.append(made)
            i = end
    return out


def _lines(run: list[Piece]) -> list[str]:
    return [line for piece in run for line in piece.text.split("\n")]


def _end_of_run(pieces: list[Piece], start: int) -> int:
    """A run begins with a line ending in a bar and goes to the last such line before two lines without one."""
    if pieces[start].kind is not PieceKind.TEXT or not _BAR.search(pieces[start].text):
        return start
    end, i = start + 1, start + 1
    while i < len(pieces) and pieces[i].kind is PieceKind.TEXT:
        if _BAR.search(pieces[i].text):
            end = i + 1
        elif i + 1 - end >= 2:
            break
        i += 1
    return end


def _table(lines: list[str]) -> Piece | None:
    many = [line for line in lines if len(re.findall(r"[|｜]", line)) >= 2]
    if len(many) == len(lines) and len(lines) >= 2:
        rows = [_split(line) for line in lines]
        rows = [row for row in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)]
        width = max(len(row) for row in rows)
        return _made([row + [""] * (width - len(row)) for row in rows])
    cells: list[str] = []
    current: list[str] = []
    for line in lines:
        text = _BAR.sub("", line).strip()
        if text:
            current.append(text)
        if _BAR.search(line):
            cells.append("".join(current))
            current = []
    if current:
        return None
    width = _width(cells)
    return _made([cells[i : i + width] for i in range(0, len(cells), width)]) if width else None


def _split(line: str) -> list[str]:
    inner = re.sub(r"\A\s*[|｜]|[|｜]\s*\Z", "", line)
    return [cell.strip() for cell in re.split(r"[|｜]", inner)]


def _width(cells: list[str]) -> int:
    """Columns of a table given cell by cell: the width at which the first column counts 1, 2, 3 …"""
    if len(cells) < _LEAST_CELLS:
        return 0
    best = 0
    for width in range(2, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        if len(cells) % width:
            continue
        first = [cells[i] for i in range(width, len(cells), width)]
        if all(cell == str(n) for n, cell in enumerate(first, 1)):
            return width
        numbered = sum(1 for cell in first if re.fullmatch(r"\d{1,4}|[一二三四五六七八九十]{1,4}", cell))
        if not best and numbered == len(first):
            best = width
    return best


def _made(rows: list[list[str]]) -> Piece:
    head = all(rows[0]) and not any(re.fullmatch(r"\d+", cell) for cell in rows[0]) and len(rows) > 1
    return table([[Cell(text, header=head and i == 0) for text in row] for i, row in enumerate(rows)])
