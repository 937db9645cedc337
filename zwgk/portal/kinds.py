"""Rows told apart by their kind, on pages that list organs or places."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol, TypeVar


class OfAKind(Protocol):
    """A row with a closed choice ``kind``."""

    kind: str

    def get_kind_display(self) -> str: ...


Row = TypeVar("Row", bound=OfAKind)


def by_kind(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """(the kind's word, its rows), kinds in the order in which they first come, rows in theirs."""
    listed = list(rows)
    order: dict[str, int] = {}
    for row in listed:
        order.setdefault(row.kind, len(order))
    listed.sort(key=lambda row: order[row.kind])  # stable: the office's order stays within a kind
    return [(label, list(members)) for label, members in groupby(listed, key=lambda row: row.get_kind_display())]
