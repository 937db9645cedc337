"""The decision as it would be printed (预览): before sign-off from the file, from then on as it was sent for sign-off.

The name of the applicant stays masked: a preview opens no identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zwgk.files.writers.elements import OfficialDocument
from zwgk.inforequests.models import Decision, InfoRequest
from zwgk.inforequests.models.deciding import DecisionState
from zwgk.inforequests.papers import facts, rendering
from zwgk.rules import outcomes
from zwgk.rules.errors import GateClosed

_NUMBER = "（审定后编号）"
_STANDS = {str(DecisionState.IN_REVIEW), str(DecisionState.APPROVED), str(DecisionState.ISSUED)}


@dataclass(frozen=True)
class Preview:
    """A decision on the screen: its paper, its paragraphs, and what the notice of remedies still lacks ("" nothing)."""

    outcome: outcomes.Outcome
    document: OfficialDocument
    paragraphs: list[str]
    lacks: str = ""


def of(request: InfoRequest, *, on: date) -> Preview | None:
    """The preview; None as long as no item has an outcome."""
    decision = Decision.objects.filter(request=request).select_related("paper").order_by("-round").first()
    if decision is not None and decision.state in _STANDS:
        number = decision.paper.doc_number if decision.paper else _NUMBER
        day = decision.paper.issued_on if decision.paper else on
        return _made(request, decision.outcome, decision.facts, number=number, on=day)
    items = [item for item in request.items.order_by("no") if item.outcome]
    if not items:
        return None
    elements = facts.common(request, on=on)
    lacks = ""
    try:
        elements["remedy"] = facts.remedy(request, items, on=on)
    except GateClosed as refusal:
        elements["remedy"], lacks = f"（{refusal.why}）", refusal.why
    content = {"elements": elements, "items": [facts.told_of(request, item) for item in items]}
    counted = outcomes.counted_as([item.outcome for item in items])
    return _made(request, counted, content, number=_NUMBER, on=on, lacks=lacks)


def _made(
    request: InfoRequest, outcome: str, content: dict[str, Any], *, number: str, on: date, lacks: str = ""
) -> Preview:
    row = outcomes.outcome(outcome)
    elements = {name: str(text) for name, text in content["elements"].items()}
    document = rendering.official(
        row.document,
        content,
        organ=request.organ.name,
        doc_number=number,
        issued_on=on,
        applicant=request.filing.masked_name,
    )
    return Preview(row, document, rendering.paragraphs(row.document, elements, content["items"]), lacks)
