"""Keyset paging: a page begins after a row, never at a count, so that page 1 and page 100 000 cost the same."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, and the cursors that lead to its neighbours ("" where there is none)."""

    rows: Sequence[Row]
    older: str
    newer: str

    def __bool__(self) -> bool:
        return bool(self.rows)


def page_of(
    rows: QuerySet[Row], cursor: str, *, by: tuple[str, str], size: int = 20, rising: bool = False
) -> Page[Row]:
    """Return the page of ``rows`` that ``cursor`` names, by the two fields ``by`` (the second unique).

    Descending, the newest first; ``rising`` turns it round (the nearest due first): ``older`` is then what comes later.

    A cursor that cannot be read gives the first page: it is a reader's old bookmark, not an error.
    """
    first, second = by
    direction, place = _read(cursor)
    forward = direction != "<"
    if place is not None:
        a, b = place
        sign = "lt" if forward is not rising else "gt"
        # the first condition says nothing new: it lets a database begin in its index where the page begins
        rows = rows.filter(Q(**{f"{first}__{sign}e": a}), Q(**{f"{first}__{sign}": a}) | Q(**{f"{second}__{sign}": b}))
    order = (f"-{first}", f"-{second}") if forward is not rising else (first, second)
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if not forward:
        found.reverse()
    if not found:
        return Page([], "", "")
    has_older = more if forward else True
    has_newer = (place is not None) if forward else more
    return Page(
        found,
        _cursor(">", found[-1], by) if has_older else "",
        _cursor("<", found[0], by) if has_newer else "",
    )


def cursor_at(moment: datetime | date, beyond: int = 2**62) -> str:
    """A cursor that begins right at a moment (jump to a month)."""
    return _encoded(">", [moment.isoformat(), beyond])


def _cursor(direction: str, row: Model, by: tuple[str, str]) -> str:
    values = [_value(row, name) for name in by]
    return _encoded(direction, [v.isoformat() if hasattr(v, "isoformat") else v for v in values])


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = (
            getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") and "__" not in path else getattr(row, name)
        )
    return row


def _encoded(direction: str, values: list[Any]) -> str:
    text = json.dumps([direction, *values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, tuple[Any, Any] | None]:
    if not cursor or len(cursor) > 200:
        return ">", None
    try:
        direction, a, b = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, TypeError):
        return ">", None
    if direction not in {"<", ">"} or not isinstance(b, int) or isinstance(b, bool) or not 0 <= b < 2**63:
        return ">", None
    place = _parsed(a)
    return (direction, (place, b)) if place is not None else (">", None)


def _parsed(value: Any) -> date | datetime | int | None:
    """What the first field was: a moment, a day or a number; ``None`` for anything that no cursor of ours holds."""
    if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63:
        return value
    if not isinstance(value, str):
        return None
    for read in _READERS:
        try:
            return read(value)
        except ValueError:
            continue
    return None


_READERS: tuple[Callable[[str], date | datetime], ...] = (datetime.fromisoformat, date.fromisoformat)
