"""The decision with its levels (答复和审签), each round of a case that was taken up again."""

from __future__ import annotations

from typing import Any

from zwgk.inforequests.queries import DecisionState
from zwgk.office.requests.finding import Case
from zwgk.office.requests.signing import said
from zwgk.rules.outcomes import OUTCOMES

_LIGHTS = {DecisionState.ISSUED: "ok", DecisionState.IN_REVIEW: "soon", DecisionState.APPROVED: "soon"}


def panel(case: Case) -> dict[str, Any] | None:
    """The decisions, newest first, and the levels of the newest round; nothing before one was drafted."""
    rows = [
        (row, OUTCOMES[row.outcome], _LIGHTS.get(DecisionState(row.state), "pause"))
        for row in reversed(case.file.decisions)
    ]
    if not rows:
        return None
    return {"rows": rows, "said": said(case), "base": case.base}
