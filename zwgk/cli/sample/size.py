"""How much of the county is laid: the whole of it, or a small part of the same kind for tests (``--scale``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: the day on which the county stands still; the last official calendar ends soon after it
TODAY = date(2026, 11, 20)
#: what is generated ends the day before, so that nothing lies ahead of the visitor's clock
YESTERDAY = date(2026, 11, 19)
#: publications of each year, all live ones together
PER_YEAR = {2024: 1480, 2025: 1720, 2026: 1612}
NORMATIVE = {"in_force": 61, "amended": 7, "repealed": 14, "expired": 4}
ATTACHMENTS = 300
SCANS = 12
#: recent publications that went the whole way of a document, with signatures and reviews
WHOLE_WAY = 30


@dataclass(frozen=True)
class Size:
    """The figures of one county. ``scale`` 1 is the county as described; smaller ones keep every kind of thing."""

    scale: float = 1.0

    def of(self, number: int, least: int = 1) -> int:
        """``number`` at this scale, at least ``least``."""
        return number if self.scale >= 1 else max(least, round(number * self.scale))

    @property
    def whole(self) -> bool:
        """True for the county as described."""
        return self.scale >= 1
