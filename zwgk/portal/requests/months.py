"""The days of a time limit as months on a page (期限日历): each day says what it was and why; never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

#: class of the cell and its word, by the kind that the clock gave the day
_KINDS = {
    "counted": ("count", ""),
    "makeup": ("count makeup", "班"),
    "rest": ("rest", "休"),
    "holiday": ("feast", "放假"),
    "paused": ("hold", "暂停"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its number or month and day, the class, the number of the working day, a word, why."""

    on: date
    label: str
    css: str
    n: int
    word: str
    why: str


def weeks(days: Mapping[str, Any], today: date) -> list[list[Cell]]:
    """Whole weeks from Monday, from the day of receipt to the last day; none where no clock runs."""
    if not days:
        return []
    first, last = date.fromisoformat(days["from"]), date.fromisoformat(days["to"])
    known = {row[0]: row for row in days["days"]}
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    cells = [
        _cell(start + timedelta(days=n), known, first, last, today) for n in range(min((end - start).days + 1, 420))
    ]
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


def _cell(day: date, known: Mapping[str, Any], first: date, last: date, today: date) -> Cell:
    row = known.get(day.isoformat())
    label = (
        f"{day.month}月{day.day}日" if day.day == 1 or day == first - timedelta(days=first.weekday()) else f"{day.day}"
    )
    css, n, word, why = "outside", 0, "", ""
    if day == first:
        css, word, why = "start", "收到", "收到当天不算，从次日起数"
    elif row is not None:
        _, kind, n, why = row
        css, word = _KINDS.get(kind, ("rest", "不计"))
    if day == last and row is not None:
        css, word = f"{css} due", "期满"
    if day == today:
        css, word = f"{css} today", word or "今天"
    return Cell(day, label, css, n, word, why)
