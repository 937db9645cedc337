"""What was asked for, each item with its outcome (申请事项)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.office.requests.finding import Case
from zwgk.rules.outcomes import OUTCOMES

if TYPE_CHECKING:
    from zwgk.inforequests.models import Item
    from zwgk.rules.outcomes import Outcome


@dataclass(frozen=True)
class Line:
    """An item with the row of its outcome, None while it is undecided."""

    item: Item
    outcome: Outcome | None


def panel(case: Case) -> dict[str, Any]:
    """The items in their order; how the request is counted as one (一件只计一种情形)."""
    return {
        "lines": [Line(item, OUTCOMES.get(item.outcome)) for item in case.file.items],
        "counted": OUTCOMES.get(case.request.outcome),
    }
