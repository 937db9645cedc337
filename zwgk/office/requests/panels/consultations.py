"""Whose opinion was asked for, until when, and what came of it (征求意见)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.inforequests.actions.consulting import SILENCE, ConsultationKind
from zwgk.office.requests.finding import Case

if TYPE_CHECKING:
    from zwgk.inforequests.models import Consultation, ConsultationAnswer


@dataclass(frozen=True)
class Line:
    """One opinion asked for, what silence means there, and what was answered through the link and not entered yet."""

    row: Consultation
    silence: str
    online: ConsultationAnswer | None
    is_over: bool


def panel(case: Case) -> dict[str, Any] | None:
    """All of them; nothing where nobody was asked."""
    if not case.file.consultations:
        return None
    lines = []
    for row in case.file.consultations:
        is_over = row.ended_on is None and row.answer_by is not None and case.today > row.answer_by
        lines.append(Line(row, SILENCE[ConsultationKind(row.kind)], getattr(row, "online_answer", None), is_over))
    return {"base": case.base, "lines": lines, "may_end": "end_consultation" in case.moves}
