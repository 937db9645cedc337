"""One person's requests by keyed hash (同一申请人): how many, and which ask for the same. No name is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from zwgk.inforequests.models import InfoRequest
from zwgk.rules import similar
from zwgk.rules.similar import Frequency, Likeness

#: so many earlier requests are compared, the newest first
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier request of the same person that asks for much the same, for a person to judge (疑似重复)."""

    request: InfoRequest
    likeness: Likeness


def of_person(request: InfoRequest) -> QuerySet[InfoRequest]:
    """The other requests of the same person to the same organ; none where the person is not known (old cases)."""
    person = request.filing.person
    if not person:
        return InfoRequest.objects.none()
    rows = InfoRequest.objects.filter(filing__person=person, organ=request.organ_id).exclude(pk=request.pk)
    return rows.select_related("filing", "matter")


def frequency_of(request: InfoRequest, *, on: date) -> Frequency:
    """How often the person asked this organ, this request included (申请的数量、频次)."""
    since = on - timedelta(days=400)
    days = of_person(request).filter(received_on__gte=since, received_on__lte=on)
    own = [request.received_on] if request.received_on else []
    return similar.frequency([*own, *(d for d in days.values_list("received_on", flat=True) if d)], on)


def earlier_in_month(request: InfoRequest) -> int:
    """How many items the person asked for earlier in the same natural month (按件计收的此前件数)."""
    day = request.received_on
    if day is None:
        return 0
    rows = of_person(request).filter(received_on__gte=day.replace(day=1), received_on__lte=day, pk__lt=request.pk)
    return rows.values("items").count()


def nearest(request: InfoRequest) -> list[Near]:
    """Earlier requests of the same person that look the same, the nearest first."""
    rows = list(of_person(request).order_by("-pk")[:MOST_COMPARED])
    found = similar.nearest(request.filing.description, ((str(r.pk), r.filing.description) for r in rows))
    by_pk = {str(row.pk): row for row in rows}
    return [Near(by_pk[key], likeness) for key, likeness in found]
