"""How the reply went out and arrived (送达), and until when the applicant may turn to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.inforequests import queries
from zwgk.office.requests.finding import Case
from zwgk.rules import serving
from zwgk.rules.applicants import Way

if TYPE_CHECKING:
    from zwgk.inforequests.models import Delivery


@dataclass(frozen=True)
class Line:
    """One delivery: by which way, what is still wanted as evidence."""

    row: Delivery
    way: Way

    @property
    def evidence(self) -> str:
        return serving.EVIDENCE[self.way]


def panel(case: Case) -> dict[str, Any] | None:
    """The deliveries; nothing before the first."""
    rows = [Line(row, Way(row.way)) for row in case.file.deliveries]
    if not rows:
        return None
    opened = [opening for opening in case.file.openings if opening.what == "reply"]
    return {
        "rows": rows,
        "first_opened": opened[0].at if opened else None,
        "last_days": queries.last_days(case.request),
        "base": case.base,
    }
