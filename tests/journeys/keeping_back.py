"""Acts of the journey about what is withheld: a paper signed as 不公开 that lies at rest, and due for its review."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys import offices
from zwgk.documents.actions import handing, submitting
from zwgk.people import today as day
from zwgk.publishing.models import WithheldItem
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty

REASON = "谈判还在进行，公开会损害对方和本地的利益"


def withheld(title: str, column: str) -> str:
    """A paper drafted, marked 此件不公开 and sent; returns its number."""
    number = offices.draft(title, "<p>谈判情况如下。</p><p>双方约定签约后可以公开。</p>", column, "report")
    document, drafter = offices.paper(number), offices.who(Duty.DRAFTER)
    submitting.propose(document, Disclosure.WITHHELD, actor=drafter, ground_code="process_info", ground_reason=REASON)
    submitting.precheck(
        document,
        answers=dict.fromkeys(submitting.PRECHECK, True),
        result="",
        on=day.today(),
        at=day.now(),
        actor=drafter,
    )
    submitting.submit(document, chain_code="four", on=day.today(), at=day.now(), actor=drafter)
    return number


def at_rest(number: str) -> str:
    """Signed, numbered and sealed; and as if a year had passed since it was decided."""
    offices.advance(number, str(Stage.NUMBERING))
    office = offices.who(Duty.OFFICE)
    handing.number(offices.paper(number), on=day.today(), actor=office, code="清商报")
    handing.seal(offices.paper(number), copies=2, on=day.today(), at=day.now(), actor=office)
    items = WithheldItem.objects.filter(matter__number=number)
    items.update(review_on=day.today() - timedelta(days=1))
    return offices.paper(number).matter.stage
