"""How a case stands towards the archive: filed or not, kept until when, erased or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.inforequests.models import ArchivedCase, Erasure, InfoRequest
from zwgk.rules import retention
from zwgk.rules.archiving import Term as Term
from zwgk.rules.retention import RetentionRow


@dataclass(frozen=True)
class Standing:
    """``file`` None: not filed; ``proposal`` the term proposed; ``may_erase``: the time is over on the day asked."""

    file: ArchivedCase | None
    proposal: RetentionRow
    keep_until: date | None
    erasure: Erasure | None
    may_erase: bool


def standing(request: InfoRequest, *, today: date) -> Standing:
    """Where the file of a case is; the caller has made sure that the reader may see the case."""
    file = ArchivedCase.objects.filter(request=request).first()
    until = request.keep_until
    return Standing(
        file,
        retention.proposed(request.outcome, disputed=request.disputes.exists()),
        until,
        Erasure.objects.filter(request=request).first(),
        file is not None and until is not None and today > until,
    )
