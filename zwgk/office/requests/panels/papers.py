"""The papers of the case (文书), at the side."""

from __future__ import annotations

from typing import Any

from zwgk.office.requests.finding import Case
from zwgk.rules.decision_documents import PAPERS


def panel(case: Case) -> dict[str, Any]:
    """Each paper with its number, oldest first."""
    return {"rows": [(paper, PAPERS[paper.key]) for paper in case.file.papers], "base": case.base}
