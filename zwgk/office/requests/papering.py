"""The paper that goes with an act (文书): issued in the same go, or told why it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zwgk.inforequests.actions import sending
from zwgk.office.requests.acting import Field
from zwgk.people import today as day
from zwgk.rules.decision_documents import PAPERS
from zwgk.rules.errors import RuleViolation

if TYPE_CHECKING:
    from zwgk.inforequests.models import Consultation
    from zwgk.office.requests.finding import Case


def offer(key: str) -> Field:
    """The box that asks for the paper, ticked at first."""
    return Field("paper", f"同时出具《{PAPERS[key].label}》", kind="tick", first="1", needed=False)


def issued(case: Case, key: str, *, consultation: Consultation | None = None) -> str:
    """Issue the paper and say so; where it cannot be, the act before stands and the reason is told."""
    try:
        paper = sending.issue_paper(
            case.request, key, on=case.today, at=day.now(), actor=case.actor, consultation=consultation
        )
    except RuleViolation as refusal:
        return f"。文书没有出具：{refusal.why}。{refusal.remedy}"
    return f"，已出具《{PAPERS[key].label}》{paper.doc_number}"
