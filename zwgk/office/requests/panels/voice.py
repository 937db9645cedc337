"""What the applicant did online and says of it all (网上办理、评价、投诉), in the applicant's words."""

from __future__ import annotations

from typing import Any

from zwgk.office.requests.finding import Case


def panel(case: Case) -> dict[str, Any] | None:
    """The things done online, oldest first; nothing where there are none."""
    return {"rows": case.file.online} if case.file.online else None
