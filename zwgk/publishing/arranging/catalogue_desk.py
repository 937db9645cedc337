"""The catalogue as staff keep it: editions of the actor's organs, the map of who published what, what is filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from zwgk.people.models import Post, Unit, UnitPath
from zwgk.publishing.arranging import catalogue
from zwgk.publishing.arranging.catalogue import Held
from zwgk.publishing.gathering import rows_in_force, shown
from zwgk.publishing.models import CatalogueEdition, CatalogueFiling, CatalogueRow, Column, Publication
from zwgk.rules.catalogue import NODES, Frequency, Node, OrganLevel, address_of
from zwgk.rules.catalogue_rows import RowValues, doubts
from zwgk.rules.coverage import Standing, row_standing
from zwgk.rules.duties import KEEPERS

if TYPE_CHECKING:
    from zwgk.people.actor import Actor

_LEVELS = {"city": OrganLevel.CITY, "government": OrganLevel.COUNTY, "township": OrganLevel.TOWNSHIP}


def _below(actor: Actor) -> QuerySet[UnitPath]:
    keepers = {str(duty) for duty in KEEPERS}
    tops = {unit for duty, over in actor.duties.items() if duty not in keepers for unit in over}
    return UnitPath.objects.filter(above__in=tops)


def organs_of(actor: Actor) -> QuerySet[Unit]:
    """The organs whose catalogues the actor keeps or sees."""
    rows = Unit.objects.filter(valid_to=None).exclude(kind__in=["section", "city", "village"])
    if not actor.is_system:
        rows = rows.filter(pk__in=_below(actor).values("below"))
    return rows.order_by("order", "pk")


def editions(actor: Actor, *, organ_id: int | None = None) -> QuerySet[CatalogueEdition]:
    """All editions of the actor's organs with how many rows each has, the newest first within a catalogue."""
    rows = CatalogueEdition.objects.select_related("catalogue", "catalogue__organ", "clearance")
    if not actor.is_system:
        rows = rows.filter(catalogue__organ__in=_below(actor).values("below"))
    if organ_id is not None:
        rows = rows.filter(catalogue__organ=organ_id)
    return rows.annotate(number=Count("rows")).order_by("catalogue__organ__order", "catalogue__field", "-no")


def edition(actor: Actor, pk: int) -> CatalogueEdition | None:
    """One edition, or None where it is not for this actor."""
    return editions(actor).filter(pk=pk).first()


def rows(edition_id: int) -> QuerySet[CatalogueRow]:
    """The rows of an edition with all that the office shows."""
    return catalogue.rows_of(edition_id).select_related("organ", "section", "column", "post", "post__user", "item")


def row(edition_id: int, pk: int) -> CatalogueRow | None:
    """One row of an edition."""
    return rows(edition_id).filter(pk=pk).first()


def values_of(found: CatalogueRow) -> RowValues:
    """A row as plain values, for the checks of the rules."""
    from zwgk.rules.catalogue_rows import Audience, Carrier, Manner, Tier

    return RowValues(
        name=found.name,
        content=found.content,
        basis=found.basis,
        limit=found.limit,
        group=found.group,
        organ=found.organ.name,
        carriers=tuple(Carrier(code) for code in found.carriers),
        audience=Audience(found.audience),
        audience_note=found.audience_note,
        manner=Manner(found.manner),
        tiers=tuple(Tier(code) for code in found.tiers),
        dimension=found.dimension,
        frequency=Frequency(found.frequency),
        every_days=found.every_days,
        column=found.column.slug if found.column else "",
        words=found.words,
    )


def doubtful(found: Sequence[CatalogueRow]) -> dict[int, list[str]]:
    """What a reviewer should look at, by row."""
    return {one.pk: said for one in found if (said := doubts(values_of(one)))}


def matter(actor: Actor, pk: int) -> CatalogueRow | None:
    """One row in force of the actor's organs."""
    found = rows_in_force().filter(pk=pk)
    if not actor.is_system:
        found = found.filter(edition__catalogue__organ__in=_below(actor).values("below"))
    return found.select_related(
        "organ", "section", "column", "post__user", "item", "edition", "edition__catalogue"
    ).first()


def in_force_of(edition_: CatalogueEdition) -> CatalogueEdition | None:
    """The edition of the same catalogue that is in force."""
    return edition_.catalogue.editions.filter(state="approved").first()


def filing(found: CatalogueRow, publication_id: int) -> CatalogueFiling | None:
    """What was filed under a row's matter."""
    return CatalogueFiling.objects.filter(item=found.item_id, publication=publication_id).select_related("item").first()


def publication(actor: Actor, number: int | None) -> Publication | None:
    """A publication of the actor's organs by its number."""
    if number is None:
        return None
    found = Publication.objects.filter(pk=number)
    if not actor.is_system:
        found = found.filter(organ__in=_below(actor).values("below"))
    return found.first()


def unfiled(found: CatalogueRow, size: int = 20) -> list[Publication]:
    """What the organ published in the row's column and nobody filed anywhere: offered for filing."""
    if found.column_id is None:
        return []
    filed = CatalogueFiling.objects.filter(is_out=False).values("publication")
    here = shown().filter(organ=found.organ_id, column__paths_up__above=found.column_id).exclude(pk__in=filed)
    return list(here.order_by("-published_at", "-pk")[:size])


def staff_for(organ_id: int) -> QuerySet[Post]:
    """Who may answer for a matter: those who work in the organ now."""
    found = Post.objects.filter(unit__organ=organ_id, valid_to=None, user__is_active=True) | Post.objects.filter(
        unit=organ_id, valid_to=None, user__is_active=True
    )
    return found.select_related("user", "unit", "unit__organ").order_by("unit__order", "pk")


def columns_for(organ_id: int) -> list[Column]:
    """The columns to which a matter may lead: the site's and the organ's own lists."""
    from zwgk.publishing.arranging import places

    return list(places.chargeable(organ_id))


@dataclass(frozen=True)
class Cell:
    """One square of the map: an organ's part of a node."""

    organ: Unit
    node: Node
    held: Held
    standing: Standing | None

    @property
    def css(self) -> str:
        """The class that gives shape and colour; the word stands beside it for those who do not see it."""
        if self.standing is None:
            return "none"
        return {"fresh": "ok", "due": "soon", "late": "late", "empty": "empty", "nothing": "none"}[
            str(self.standing.served)
        ]

    @property
    def says(self) -> str:
        if self.standing is None:
            return "不适用"
        what = self.standing.served.label
        return f"{what}，{self.held.number}件" if self.held.number else what


@dataclass(frozen=True)
class Map:
    """Who published what where (覆盖图): organs across, the law's nodes down. S0-09, S0-10."""

    organs: tuple[Unit, ...]
    lines: tuple[tuple[Node, tuple[Cell, ...]], ...]

    @property
    def gaps(self) -> int:
        """How many squares are red."""
        return sum(bool(cell.standing and cell.standing.served.wrong) for _, cells in self.lines for cell in cells)

    def shares(self) -> list[tuple[Unit, int | None]]:
        """The per cent of an organ's squares that are neither empty nor late."""
        found: list[tuple[Unit, int | None]] = []
        for place, organ in enumerate(self.organs):
            mine = [cells[place].standing for _, cells in self.lines if cells[place].standing is not None]
            right = sum(not one.served.wrong for one in mine if one)
            found.append((organ, round(100 * right / len(mine)) if mine else None))
        return found


def coverage_map(organs: Sequence[Unit], on: date) -> Map:
    """The map of these organs on a day: three queries, whatever their number."""
    held = catalogue.held([organ.pk for organ in organs])
    columns = dict(Column.objects.filter(organ=None).values_list("slug", "pk"))
    lines = []
    for node in NODES.values():
        if node.parent:
            continue
        column = columns.get(address_of(node.code))
        cells = []
        for organ in organs:
            level = _LEVELS.get(organ.kind, OrganLevel.DEPARTMENT)
            mine = held.get((organ.pk, column), Held()) if column else Held()
            standing = None
            if level in node.organs and column is not None:
                days = node.every_months * 31 if node.every_months else None
                standing = row_standing(node.frequency, days, mine.number, mine.last_on, on)
            cells.append(Cell(organ, node, mine, standing))
        lines.append((node, tuple(cells)))
    return Map(tuple(organs), tuple(lines))


def summary(editions_: Sequence[catalogue.InForce], on: date) -> list[tuple[catalogue.InForce, dict[str, int]]]:
    """Each catalogue in force with how its rows stand: the counters of the overview."""
    wanted = {edition_.pk for edition_ in editions_}
    by_edition: dict[int, list[CatalogueRow]] = {}
    for one in CatalogueRow.objects.filter(edition__in=wanted, manner="proactive").select_related("organ", "column"):
        by_edition.setdefault(one.edition_id, []).append(one)
    everything = [one for mine in by_edition.values() for one in mine]
    lines = {line.row.pk: line for line in catalogue.lines(everything, on)}
    found = []
    for edition_ in editions_:
        mine = [lines[one.pk] for one in by_edition.get(edition_.pk, ())]
        found.append((edition_, catalogue.tally(mine)))
    return found
