"""How it came in and which day counts (收到的经过): channel, days, evidence, attempts to reach the applicant."""

from __future__ import annotations

from datetime import date
from typing import Any

from zwgk.deadlines.calendars import calendar_for
from zwgk.office.requests.finding import Case
from zwgk.rules import receipt
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import RECEIPT_RULES, Channel, Event


def panel(case: Case) -> dict[str, Any]:
    """The rule of the channel with this case's days; while it waits, until when to confirm."""
    row = case.request
    channel = Channel(row.channel)
    rule = RECEIPT_RULES[channel]
    days = [(Event(name).label, date.fromisoformat(day)) for name, day in row.events.items()]
    by = None
    if case.stage is Stage.TO_CONFIRM:
        by = receipt.confirm_by(channel, row.filing.arrived_on, calendar_for(row.organ))
    return {
        "base": case.base,
        "row": row,
        "rule": rule,
        "days": days,
        "attempts": case.file.attempts,
        "confirm_by": by,
        "is_late": by is not None and case.today > by,
        "may_open": "open_identity" in case.moves,
    }
