"""Every event of the case on one line (经过): day, day of the clock, what, who, article, paper."""

from __future__ import annotations

from typing import Any

from zwgk.inforequests import chronicle
from zwgk.office.requests.finding import Case


def panel(case: Case) -> dict[str, Any]:
    """The story."""
    return {"base": case.base, "events": chronicle.story(case.file)}
