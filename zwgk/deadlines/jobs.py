"""What the queue does with clocks."""

from __future__ import annotations

from datetime import datetime

from zwgk.deadlines import counting
from zwgk.jobs.queue import handler

RECOUNT = "deadlines.recount"


@handler(RECOUNT)
def recount(cause: str, at: str) -> None:
    """Count open clocks again after a calendar came or went, in small batches."""
    counting.recount_in_batches(cause=cause, at=datetime.fromisoformat(at))
