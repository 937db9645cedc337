"""What staff see of publications: of their own organs, in every state, with removals, channels and footing."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from zwgk.people.actor import Actor
from zwgk.people.models import Unit, UnitKind, UnitPath
from zwgk.publishing import leaks
from zwgk.publishing.models import ChannelRecord, Clearance, Column, Publication, Removal, Version
from zwgk.rules.duties import KEEPERS
from zwgk.rules.publication import ClearanceKind, ColumnKind, PublicationState
from zwgk.ui.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[Publication]:
    """What the organs in the actor's scope made public, in whatever state; keepers (三员) see none of it."""
    rows = Publication.objects.select_related("organ", "column")
    if actor.is_system:
        return rows
    keepers = {str(duty) for duty in KEEPERS}
    units = {unit for duty, over in actor.duties.items() if duty not in keepers for unit in over}
    return rows.filter(organ__in=UnitPath.objects.filter(above__in=units).values("below"))


def find(actor: Actor, number: int) -> Publication | None:
    """One publication with what its page shows, or None where it is not for this actor."""
    return (
        visible_to(actor)
        .filter(pk=number)
        .select_related("organ", "column", "current", "current__clearance")
        .prefetch_related(
            Prefetch(
                "versions",
                Version.objects.order_by("-no").select_related("clearance", "hiding").prefetch_related("files"),
            ),
            Prefetch("removals", Removal.objects.order_by("-pk")),
            Prefetch("channels", ChannelRecord.objects.order_by("pk")),
        )
        .first()
    )


def listed(
    actor: Actor,
    cursor: str,
    *,
    state: str = "",
    text: str = "",
    column: int | None = None,
    organ: int | None = None,
    size: int = 30,
) -> Page[Publication]:
    """One page, newest first; of one column or organ where these are given."""
    rows = visible_to(actor)
    if column is not None:
        rows = rows.filter(column=column)
    if organ is not None:
        rows = rows.filter(organ=organ)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(title__contains=text) | Q(doc_number=text) | Q(index_no=text))
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def channel(publication: Publication, pk: int) -> ChannelRecord | None:
    """One channel record of a publication."""
    return publication.channels.filter(pk=pk).first()


def version(publication: Publication, no: int) -> Version | None:
    """One wording of a publication, hidden ones too, with its files and the reason of its hiding."""
    return publication.versions.filter(no=no).select_related("clearance", "hiding").prefetch_related("files").first()


def suspected(publication: Publication) -> list[leaks.Suspicion]:
    """Earlier wordings that should perhaps be hidden."""
    return leaks.suspected(publication)


def unexplained(actor: Actor) -> QuerySet[Publication]:
    """What was taken down in an emergency and still lacks its reason."""
    waiting = Removal.objects.filter(is_emergency=True, explained_at=None, restored_at=None).values("publication")
    return visible_to(actor).filter(pk__in=waiting, state=str(PublicationState.TAKEN_DOWN))


def column_ever(pk: int) -> Column | None:
    """A column, also one that was merged into another; None where it was deleted."""
    return Column.objects.filter(pk=pk).select_related("merged_into").first()


def organs_for(actor: Actor) -> QuerySet[Unit]:
    """The organs in the actor's scope that exist, for a list's choice."""
    units = {unit for over in actor.duties.values() for unit in over}
    below = UnitPath.objects.filter(above__in=units).values("below")
    return Unit.objects.filter(pk__in=below, valid_to=None).exclude(kind=UnitKind.SECTION).order_by("order", "pk")


def columns_for(organ_id: int | None) -> QuerySet[Column]:
    """The columns that an organ may publish into, those of the site before its own."""
    rows = Column.objects.filter(Q(organ=None) | Q(organ=organ_id), kind=str(ColumnKind.LIST), merged_into=None)
    return rows.select_related("parent").order_by("organ_id", "parent__order", "order", "pk")


def all_columns() -> QuerySet[Column]:
    """Every column, for the page that keeps the tree."""
    return Column.objects.select_related("organ").order_by("order", "pk")


def column(pk: int | None) -> Column | None:
    """One column."""
    if pk is None:
        return None
    return Column.objects.filter(pk=pk).select_related("organ", "parent").first()


def below(found: Column) -> set[int]:
    """A column and all below it, by id."""
    return set(found.paths_down.values_list("below_id", flat=True))


def standing_clearances() -> QuerySet[Clearance]:
    """The standing clearances, newest first."""
    return Clearance.objects.filter(kind=str(ClearanceKind.STANDING)).select_related("organ").order_by("-pk")


def clearance(pk: int | None) -> Clearance | None:
    """One standing clearance."""
    if pk is None:
        return None
    return standing_clearances().filter(pk=pk).first()


def published_on(actor: Actor, day: date) -> int:
    """How many were made public on a day."""
    return visible_to(actor).filter(published_on=day).count()
