"""复议 and suits with what followed from them: taken up again, made public for everybody."""

from __future__ import annotations

from typing import Any

from zwgk.office.requests.finding import Case
from zwgk.rules.outcomes import OUTCOMES


def panel(case: Case) -> dict[str, Any] | None:
    """Disputes, re-openings and conversions; nothing where there are none."""
    reopened = [(row, OUTCOMES.get(row.outcome_before)) for row in case.file.reopenings]
    if not case.file.disputes and not reopened and not case.file.conversions:
        return None
    return {
        "rows": case.file.disputes,
        "reopened": reopened,
        "conversions": case.file.conversions,
        "today": case.today,
    }
