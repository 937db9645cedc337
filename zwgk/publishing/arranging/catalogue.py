"""The catalogue as read: editions in force, their rows, what is public under each, where there are gaps.

The public's account reads these tables only as far as it may (``config/roles.py``): no name of who drafted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from zwgk.people.models import Unit
from zwgk.publishing.gathering import rows_in_force, shown
from zwgk.publishing.models import CatalogueEdition, CatalogueFiling, CatalogueRow, ColumnPath, Publication
from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import Carrier, EditionState, Tier, TrialField
from zwgk.rules.coverage import Served, Standing, row_standing
from zwgk.rules.subjects import FiveOpen
from zwgk.ui.paging import Page, page_of

PER_PAGE = 20


@dataclass(frozen=True)
class InForce:
    """An edition in force as lists name it."""

    pk: int
    catalogue: int
    organ: int
    organ_name: str
    field: TrialField
    no: int
    on: date | None
    note: str
    rows: int

    @property
    def title(self) -> str:
        """``清岚县民政局主动公开基本目录``, ``清岚县民政局社会救助领域标准目录``"""
        if self.field is TrialField.BASIC:
            return f"{self.organ_name}{self.field.label}"
        return f"{self.organ_name}{self.field.label}领域基层政务公开标准目录"


def in_force(*, organ_id: int | None = None, field: str | None = None, pk: int | None = None) -> list[InForce]:
    """The editions in force whose clearance stands, the basic ones first, by organ."""
    editions = CatalogueEdition.objects.filter(state=str(EditionState.APPROVED), clearance__revoked_at=None)
    if organ_id is not None:
        editions = editions.filter(catalogue__organ=organ_id)
    if field is not None:
        editions = editions.filter(catalogue__field=field)
    if pk is not None:
        editions = editions.filter(catalogue=pk)
    rows = editions.annotate(number=Count("rows")).order_by("catalogue__field", "catalogue__organ__order", "pk")
    names = ("pk", "catalogue", "catalogue__organ", "catalogue__organ__name", "catalogue__field")
    found = rows.values_list(*names, "no", "in_force_on", "note", "number")
    return [InForce(a, b, c or 0, d, TrialField(e), f, g, h, i) for a, b, c, d, e, f, g, h, i in found]


@dataclass(frozen=True)
class Under:
    """What is public under a row: how many, the newest, and how that stands against its own period."""

    number: int
    last_on: date | None
    standing: Standing


@dataclass(frozen=True)
class Line:
    """A row with what is under it."""

    row: CatalogueRow
    under: Under

    @property
    def carriers(self) -> str:
        return "、".join(Carrier(code).label for code in self.row.carriers)

    @property
    def tiers(self) -> str:
        return "、".join(Tier(code).label for code in self.row.tiers)

    @property
    def dimension(self) -> str:
        return FiveOpen(self.row.dimension).label if self.row.dimension else ""

    @property
    def audience(self) -> str:
        label = str(self.row.get_audience_display())
        return f"{label}（{self.row.audience_note}）" if self.row.audience_note else label

    @property
    def has_nobody(self) -> bool:
        """True where no person answers for the row."""
        return self.row.post_id is None


def rows_of(edition_id: int) -> QuerySet[CatalogueRow]:
    """The rows of an edition in order, with the names that they show."""
    return (
        CatalogueRow.objects.filter(edition=edition_id)
        .select_related("organ", "section", "column")
        .order_by("order", "pk")
    )


def row_in_force(pk: int) -> CatalogueRow | None:
    """One row of an edition in force."""
    return rows_in_force().filter(pk=pk).select_related("organ", "section", "column").first()


@dataclass(frozen=True)
class Held:
    """What an organ made public in a column and below it."""

    number: int = 0
    last_on: date | None = None

    def __add__(self, other: Held) -> Held:
        days = [day for day in (self.last_on, other.last_on) if day]
        return Held(self.number + other.number, max(days) if days else None)


def held(organ_ids: Iterable[int] | None = None) -> dict[tuple[int, int], Held]:
    """(organ, column) → what is public there, with everything below the column: two queries, no table read whole."""
    rows = shown()
    if organ_ids is not None:
        rows = rows.filter(organ__in=list(organ_ids))
    exact = rows.order_by().values_list("organ", "column").annotate(n=Count("pk"), last=Max("published_at"))
    above: dict[int, list[int]] = {}
    for below, top in ColumnPath.objects.values_list("below", "above"):
        above.setdefault(below, []).append(top)
    found: dict[tuple[int, int], Held] = {}
    for organ, column, number, last in exact:
        mine = Held(number, timezone.localdate(last) if last else None)
        for top in above.get(column, ()):
            found[organ, top] = found.get((organ, top), Held()) + mine
    return found


def lines(rows: Sequence[CatalogueRow], on: date) -> list[Line]:
    """The rows with what is public under each on a day: four queries, however many rows."""
    organs = {row.organ_id for row in rows}
    places = held(organs) if organs else {}
    alone = _alone(rows)
    filings = _filed(rows)
    found = []
    for row in rows:
        under = filings.get(row.item_id, Held())
        if row.column_id and (row.organ_id, row.column_id) in alone:
            under = places.get((row.organ_id, row.column_id), Held()) + under
        standing = row_standing(Frequency(row.frequency), row.every_days, under.number, under.last_on, on)
        found.append(Line(row, Under(under.number, under.last_on, standing)))
    return found


def _alone(rows: Sequence[CatalogueRow]) -> set[tuple[int, int]]:
    """The places (organ, column) that belong to one matter alone: what is there is under it without filing."""
    mine: dict[tuple[int, int], set[int]] = {}
    places = {(row.organ_id, row.column_id) for row in rows if row.column_id}
    others = rows_in_force().filter(
        column__in={column for _, column in places}, organ__in={organ for organ, _ in places}
    )
    for organ, column, item in others.values_list("organ", "column", "item"):
        mine.setdefault((organ or 0, column or 0), set()).add(item)
    for row in rows:
        if row.column_id:
            mine.setdefault((row.organ_id, row.column_id), set()).add(row.item_id)
    return {place for place, items in mine.items() if len(items) == 1}


def _filed(rows: Sequence[CatalogueRow]) -> dict[int, Held]:
    """What was filed by hand or by words under each matter, less what the row's own place counts already."""
    of = {row.item_id: row for row in rows}
    groups = (
        CatalogueFiling.objects.filter(item__in=of, is_out=False, publication__in=shown())
        .order_by()
        .values_list("item", "publication__organ", "publication__column")
        .annotate(n=Count("pk"), last=Max("publication__published_on"))
    )
    alone = _alone(rows)
    below: dict[int, set[int]] = {}
    wanted = {row.column_id for row in rows if row.column_id}
    for top, column in ColumnPath.objects.filter(above__in=wanted).values_list("above", "below"):
        below.setdefault(top, set()).add(column)
    found: dict[int, Held] = {}
    for item, organ, column, number, last in groups:
        row = of[item]
        place = (row.organ_id, row.column_id or 0)
        if place in alone and organ == row.organ_id and column in below.get(row.column_id or 0, ()):
            continue
        found[item] = found.get(item, Held()) + Held(number, last)
    return found


def under(row: CatalogueRow, cursor: str, *, size: int = PER_PAGE) -> Page[Publication]:
    """One page of what is public under a row, newest first."""
    filed = CatalogueFiling.objects.filter(item=row.item_id, is_out=False).values("publication")
    where = Q(pk__in=filed)
    if row.column_id and (row.organ_id, row.column_id) in _alone([row]):
        below = list(ColumnPath.objects.filter(above=row.column_id).values_list("below", flat=True))
        where |= Q(organ=row.organ_id, column__in=below)
    rows = shown().filter(where).select_related("organ", "column")
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def filings(row: CatalogueRow) -> QuerySet[CatalogueFiling]:
    """What is filed under a row's matter, the newest first."""
    rows = CatalogueFiling.objects.filter(item=row.item_id, is_out=False)
    return rows.select_related("publication", "publication__organ").order_by("-publication__published_at", "-pk")


def tally(found: Iterable[Line]) -> dict[str, int]:
    """How many rows stand how, and how many nobody answers for: counters of the coverage map."""
    counts = {str(served): 0 for served in Served} | {"nobody": 0, "total": 0}
    for line in found:
        counts[str(line.under.standing.served)] += 1
        counts["nobody"] += line.has_nobody
        counts["total"] += 1
    return counts


def organs_with(editions: Sequence[InForce]) -> list[tuple[int, str]]:
    """The organs that have a catalogue, for a filter."""
    return list(dict.fromkeys((edition.organ, edition.organ_name) for edition in editions))


def subject_organs() -> QuerySet[Unit]:
    """All organs that must have a catalogue: those that publish in their own name."""
    kinds = ("government", "department", "township", "vertical", "zone")
    return Unit.objects.filter(valid_to=None, is_public=True, kind__in=kinds).order_by("order", "pk")
