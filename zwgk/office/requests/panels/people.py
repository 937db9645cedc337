"""Who has the case in hand, and what colleagues said (谁在办、内部留言)."""

from __future__ import annotations

from typing import Any

from zwgk.matters import queries as matters
from zwgk.office.requests.finding import Case
from zwgk.people import queries as people


def panel(case: Case) -> dict[str, Any]:
    """Handler, sections, what waits for whom, remarks."""
    matter = case.request.matter
    return {
        "base": case.base,
        "matter": matter,
        "handler": people.post(matter.handler_id) if matter.handler_id else None,
        "waiting": matter.waiting.select_related("unit", "unit__organ", "post__user").order_by("pk"),
        "remarks": matters.remarks(matter),
        "transfers": case.file.transfers,
    }
