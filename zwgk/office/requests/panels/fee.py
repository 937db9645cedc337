"""The fee (信息处理费): the sum with its steps, until when, paid or given up."""

from __future__ import annotations

from typing import Any

from zwgk.office.requests.finding import Case


def panel(case: Case) -> dict[str, Any] | None:
    """The one notice; nothing where none was sent."""
    row = case.file.fee
    return {"row": row, "today": case.today} if row is not None else None
