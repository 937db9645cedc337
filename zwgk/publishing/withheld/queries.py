"""The two lists as acts and pages ask them: what supports a refusal, and what the desk sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from zwgk.people import local
from zwgk.people.actor import Actor
from zwgk.people.models import Unit, UnitPath
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.rules.duties import KEEPERS
from zwgk.rules.withheld import EntryState, ItemState, fits
from zwgk.ui.paging import Page, page_of

CYCLE = "disclosure.review_cycle"
OPEN_STATES = tuple(str(state) for state in ItemState if state.is_open)


def cycle(organ: Unit, *, on: date) -> int:
    """How often an organ looks again at what it withholds. Units: years."""
    return local.figure(CYCLE, on=on, organ=organ).number


def in_force(organ_id: int, *, on: date) -> QuerySet[NegativeEntry]:
    """The classes of the 负面清单 that hold for an organ on a day: its own and those of the organs above it."""
    above = UnitPath.objects.filter(below=organ_id).values("above")
    return (
        NegativeEntry.objects.filter(organ__in=above, valid_from__lte=on)
        .filter(Q(ended_on=None) | Q(ended_on__gt=on))
        .exclude(state=str(EntryState.DRAFT))
        .select_related("organ", "unit")
        .order_by("organ", "pk")
    )


@dataclass(frozen=True)
class Support:
    """What supports withholding something (不公开的清单依据): the classes that fit, and the item that lists it.

    ``has_list``: whether a 负面清单 is in force for the organ at all; where none is, the statutory ground stands alone.
    """

    has_list: bool
    entries: tuple[NegativeEntry, ...]
    item: WithheldItem | None

    @property
    def only(self) -> NegativeEntry | None:
        """The class, where just one fits."""
        return self.entries[0] if len(self.entries) == 1 else None


def ground_for(organ_id: int, *, ground_code: str, on: date, title: str = "", matter_id: int | None = None) -> Support:
    """Which row of either list supports refusing something of an organ on this ground.

    ``title`` narrows to classes whose words are in it; ``matter_id`` finds the item of the paper itself, else an item
    of the organ with this very title. Errors: none.
    """
    rows = list(in_force(organ_id, on=on))
    entries = tuple(
        row
        for row in rows
        if fits(ground_code=row.ground_code, words=row.words, wanted_ground=ground_code, title=title)
    )
    items = WithheldItem.objects.filter(state__in=OPEN_STATES).select_related("entry")
    item = items.filter(matter=matter_id).first() if matter_id is not None else None
    if item is None and matter_id is None and title:
        item = items.filter(organ=organ_id, title=title, ground_code=ground_code).order_by("pk").first()
    return Support(bool(rows), entries, item)


def item_of(matter_id: int) -> WithheldItem | None:
    """The open item of a matter."""
    return WithheldItem.objects.filter(matter=matter_id, state__in=OPEN_STATES).select_related("entry").first()


def scope(actor: Actor) -> QuerySet[UnitPath, Any] | None:
    """The units whose lists the actor sees; None for all. Keepers (三员) see none."""
    if actor.is_system:
        return None
    keepers = {str(duty) for duty in KEEPERS}
    units = {unit for duty, over in actor.duties.items() if duty not in keepers for unit in over}
    return UnitPath.objects.filter(above__in=units).values("below")


def entries_for(actor: Actor) -> QuerySet[NegativeEntry]:
    """The classes of the actor's organs, and of the organs above them, which hold there too."""
    rows = NegativeEntry.objects.select_related("organ", "unit", "replaces")
    below = scope(actor)
    if below is None:
        return rows
    above = UnitPath.objects.filter(below__in=below).values("above")
    return rows.filter(Q(organ__in=below) | Q(organ__in=above) & ~Q(state=str(EntryState.DRAFT)))


def items_for(actor: Actor) -> QuerySet[WithheldItem]:
    """The items of the actor's organs."""
    rows = WithheldItem.objects.select_related("organ", "unit", "entry", "matter")
    below = scope(actor)
    return rows if below is None else rows.filter(organ__in=below)


def entry(actor: Actor, pk: int) -> NegativeEntry | None:
    """One class, with the clearance it went out under."""
    return entries_for(actor).select_related("clearance").filter(pk=pk).first()


def item(actor: Actor, pk: int) -> WithheldItem | None:
    """One item."""
    return items_for(actor).filter(pk=pk).first()


def entries(actor: Actor, cursor: str, *, state: str = "", text: str = "", size: int = 50) -> Page[NegativeEntry]:
    """One page of classes, newest first."""
    rows = entries_for(actor)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(matters__contains=text))
    return page_of(rows, cursor, by=("id", "id"), size=size)


@dataclass(frozen=True)
class Filter:
    """What the catalogue is narrowed to; empty fields narrow nothing. ``due_on``: whose review is due by a day."""

    state: str = ""
    kind: str = ""
    ground: str = ""
    text: str = ""
    due_on: date | None = None
    outside: bool = False
    entry_id: int | None = None


def narrowed(rows: QuerySet[WithheldItem], wanted: Filter) -> QuerySet[WithheldItem]:
    """The rows that a filter leaves."""
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.ground:
        rows = rows.filter(ground_code=wanted.ground)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(doc_number=wanted.text))
    if wanted.due_on:
        rows = rows.filter(state=str(ItemState.LISTED), review_on__lte=wanted.due_on)
    if wanted.outside:
        rows = rows.filter(state=str(ItemState.LISTED), kind="withheld", entry=None)
    if wanted.entry_id:
        rows = rows.filter(entry=wanted.entry_id)
    return rows


def items(actor: Actor, wanted: Filter, cursor: str, *, size: int = 50) -> Page[WithheldItem]:
    """One page of the catalogue, newest first."""
    return page_of(narrowed(items_for(actor), wanted), cursor, by=("id", "id"), size=size)


def chosen(actor: Actor, pks: Sequence[int]) -> list[WithheldItem]:
    """The items ticked in a list, those of them that the actor may see."""
    rows = items_for(actor).in_bulk(list(pks)[:500])
    return [rows[pk] for pk in dict.fromkeys(pks) if pk in rows]


@dataclass(frozen=True)
class Numbers:
    """How the catalogue of the actor's organs stands."""

    listed: int
    due: int
    outside: int
    secret: int


def numbers(actor: Actor, *, today: date) -> Numbers:
    """Four figures in one question."""
    listed = Q(state=str(ItemState.LISTED))
    found = (
        items_for(actor)
        .order_by()
        .aggregate(
            listed=Count("pk", filter=listed),
            due=Count("pk", filter=listed & Q(review_on__lte=today)),
            outside=Count("pk", filter=listed & Q(kind="withheld", entry=None)),
            secret=Count("pk", filter=listed & Q(is_secret=True)),
        )
    )
    return Numbers(**found)


def resting_on(entry: NegativeEntry) -> int:
    """How many items that are not public rest on a class."""
    return entry.items.filter(state__in=OPEN_STATES).count()


def superseded(item: WithheldItem, *, on: date) -> bool:
    """Whether the class on which an item rests holds no longer."""
    found = item.entry
    return found is not None and found.ended_on is not None and found.ended_on <= on


def exported(actor: Actor, wanted: Filter, *, most: int) -> list[WithheldItem]:
    """The rows of an export, by number."""
    rows = narrowed(items_for(actor), wanted).order_by(F("organ").asc(), "year", "serial")
    return list(rows[: most + 1])
