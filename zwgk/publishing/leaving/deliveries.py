"""What archives and libraries have and have not (移送), and the reading points (查阅点)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from zwgk.people.actor import Actor
from zwgk.people.models import Unit, UnitPath
from zwgk.publishing.models import Delivery, DeliveryItem, Publication, ReadingPoint
from zwgk.rules import reading_points
from zwgk.rules.duties import KEEPERS
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.rules.reading_points import DELIVERED_TO, PointKind
from zwgk.ui.paging import Page, page_of

PACK = "publishing.pack_delivery"
#: papers of one list
MOST = 2000


def waiting(point: ReadingPoint, organ: Unit, *, first: date, last: date) -> QuerySet[Publication]:
    """What an organ with all below it made public in a period and this place does not have in its present wording."""
    below = UnitPath.objects.filter(above=organ).values("below")
    had = DeliveryItem.objects.filter(point=point, stands=True).values("version")
    return (
        Publication.objects.filter(
            organ__in=below,
            published_on__range=(first, last),
            state=str(PublicationState.LIVE),
            visibility=str(Visibility.PUBLIC),
            current__isnull=False,
        )
        .exclude(current__in=had)
        .order_by("published_at", "pk")
    )


def gone_since(delivery: Delivery) -> QuerySet[Publication]:
    """What was handed over and is no longer public (须通知接收单位撤除)."""
    rows = Publication.objects.filter(deliveries__delivery=delivery)
    return rows.exclude(state=str(PublicationState.LIVE), visibility=str(Visibility.PUBLIC)).order_by("pk")


def visible_to(actor: Actor) -> QuerySet[Delivery]:
    """The lists of the organs in the actor's scope."""
    rows = Delivery.objects.select_related("point", "organ")
    if actor.is_system:
        return rows
    keepers = {str(duty) for duty in KEEPERS}
    units = {unit for duty, over in actor.duties.items() if duty not in keepers for unit in over}
    return rows.filter(organ__in=UnitPath.objects.filter(above__in=units).values("below"))


def listed(actor: Actor, cursor: str, *, size: int = 30) -> Page[Delivery]:
    """One page of lists, newest first."""
    return page_of(visible_to(actor), cursor, by=("made_at", "id"), size=size)


def find(actor: Actor, pk: int) -> Delivery | None:
    """One list with its package and receipt."""
    return visible_to(actor).filter(pk=pk).select_related("package__blob", "receipt__blob").first()


def items(delivery: Delivery) -> QuerySet[DeliveryItem]:
    """The papers of a list in order."""
    return delivery.items.select_related("publication__organ", "version")


def organs_of(actor: Actor) -> list[Unit]:
    """The organs for which the actor may make lists."""
    units = {unit for over in actor.duties.values() for unit in over}
    rows = Unit.objects.filter(paths_up__above__in=units, valid_to=None).exclude(kind="section")
    return list(rows.distinct().order_by("order", "pk")[:200])


def points(*, open_only: bool = False) -> QuerySet[ReadingPoint]:
    """The reading points in the office's order."""
    rows = ReadingPoint.objects.select_related("host")
    return rows.filter(is_open=True) if open_only else rows


def receivers() -> QuerySet[ReadingPoint]:
    """The places that get deliveries, each with the last period it has signed for."""
    last = Delivery.objects.filter(point=OuterRef("pk"), cancelled_at=None).order_by("-last").values("last")[:1]
    kinds = [str(kind) for kind in DELIVERED_TO]
    return points(open_only=True).filter(kind__in=kinds).annotate(until=Subquery(last))


def missing_kinds() -> list[PointKind]:
    """The kinds of place that article 25 asks for and that are not there."""
    return reading_points.missing(PointKind(kind) for kind in points(open_only=True).values_list("kind", flat=True))


def numbers_waiting(organ: Unit, *, since: date, today: date) -> dict[int, int]:
    """How many papers of an organ each receiving place still lacks, of a period."""
    return {
        point.pk: waiting(point, organ, first=since, last=today).aggregate(number=Count("pk"))["number"]
        for point in receivers()
    }


def outdated(delivery: Delivery) -> QuerySet[DeliveryItem]:
    """Papers of a list that were corrected since (须移送新版)."""
    return delivery.items.exclude(version=F("publication__current")).filter(
        publication__state=str(PublicationState.LIVE)
    )
