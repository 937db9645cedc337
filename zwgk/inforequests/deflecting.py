"""Found before asking (已公开、不用再申请): a number a day, nothing of anybody."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from zwgk.inforequests.models import Deflection
from zwgk.rules.labelled import Labelled


class Where(Labelled):
    """Where the person went instead (去向)."""

    PUBLISHED = "published", "已公开，不用再申请"
    ARCHIVE = "archive", "查自己的档案"
    COMPLAINT = "complaint", "投诉举报"
    ADVICE = "advice", "咨询"


def count(where: Where, *, on: date) -> None:
    """Count one."""
    rows = Deflection.objects.filter(on=on, kind=str(where))
    if rows.update(number=F("number") + 1):
        return
    try:
        with transaction.atomic():
            Deflection.objects.create(on=on, kind=str(where), number=1)
    except IntegrityError:  # another began the day in the same moment
        rows.update(number=F("number") + 1)


def between(first: date, last: date) -> dict[str, int]:
    """How many in these days, by where they went."""
    rows = Deflection.objects.filter(on__gte=first, on__lte=last).values_list("kind")
    return dict(rows.annotate(n=Sum("number")).order_by("kind"))
