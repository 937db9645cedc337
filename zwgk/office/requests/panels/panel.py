"""One part of a case's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from zwgk.office.requests.finding import Case


@dataclass(frozen=True)
class Panel:
    """A panel: its template, the column where it stands, and what it shows (None: nothing)."""

    template: str
    place: Literal["main", "side"]
    of: Callable[[Case], dict[str, Any] | None]
