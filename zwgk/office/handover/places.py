"""Where a line of a hand-over is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zwgk.people.models import HandoverLine


def with_addresses(lines: Sequence[HandoverLine]) -> list[tuple[HandoverLine, str]]:
    """The lines with the address that their room gave; only addresses of this office are followed."""
    return [(line, line.url if line.url.startswith("/") and not line.url.startswith("//") else "") for line in lines]
