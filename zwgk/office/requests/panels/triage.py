"""What to look at first (审看): whether it is a request at all, whether it was asked before. A person decides."""

from __future__ import annotations

from typing import Any

from zwgk.inforequests import persons
from zwgk.office.requests.finding import Case
from zwgk.rules import triage
from zwgk.rules.inforequest import OPEN


def panel(case: Case) -> dict[str, Any] | None:
    """Hints from the words and from the same person's history; nothing once the case has ended."""
    if case.stage not in OPEN:
        return None
    return {
        "base": case.base,
        "hints": triage.hints(case.request.filing.description),
        "near": persons.nearest(case.request),
        "frequency": persons.frequency_of(case.request, on=case.today),
        "needs_help": case.request.filing.needs_help,
    }
