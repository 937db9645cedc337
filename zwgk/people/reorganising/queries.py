"""What became of whom: the history of changes, and the way from an organ of then to the organ of today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from zwgk.people.models import FormerName, MadeUnit, MovedRow, Reorganisation, ReorganisationLine, Unit, UnitKind
from zwgk.rules.reorganising import ChangeState, last_of

#: changes that hold
_HOLDING = Q(change__state__in=[str(ChangeState.RUNNING), str(ChangeState.DONE)])


def changes() -> QuerySet[Reorganisation]:
    """All changes, the latest first, with their lines."""
    return Reorganisation.objects.order_by("-pk").prefetch_related("lines", "made__unit")


def change(pk: int) -> Reorganisation | None:
    """One change, or None."""
    return changes().filter(pk=pk).first()


def moved_counts(pk: int) -> dict[str, int]:
    """How many rows of each kind have followed so far."""
    rows = MovedRow.objects.filter(change=pk).order_by().values_list("what").annotate(n=Count("pk"))
    return dict(rows)


def plates(unit: Unit) -> list[FormerName]:
    """The plates that hang beside the unit's own name."""
    return list(FormerName.objects.filter(unit=unit, is_plate=True, until=None).order_by("pk"))


def sections_of(organ_ids: list[int]) -> QuerySet[Unit]:
    """The sections of some organs, for the form."""
    rows = Unit.objects.filter(organ__in=organ_ids, kind=UnitKind.SECTION, valid_to=None)
    return rows.select_related("organ").order_by("organ", "order", "pk")


@dataclass(frozen=True)
class Became:
    """One change as the public reads it of an organ."""

    change: Reorganisation
    #: the organ's name before it
    name: str
    #: (number, name) of who goes on, the organ itself where it only bears another name
    into: tuple[tuple[int, str], ...]
    #: organs that came out of it or went into it besides
    beside: tuple[tuple[int, str], ...]


def story_of(unit_id: int) -> list[Became]:
    """What became of an organ through all changes that hold, the latest first: three questions to the database."""
    mine = ReorganisationLine.objects.filter(_HOLDING).filter(
        Q(unit=unit_id) | Q(organ=unit_id) | Q(change__made__unit=unit_id)
    )
    found = (
        Reorganisation.objects.filter(pk__in=mine.values("change"))
        .only("id", "kind", "on", "basis", "number", "name", "state")
        .order_by("-on", "-pk")[:20]
    )
    ids = [one.pk for one in found]
    lines: dict[int, list[ReorganisationLine]] = {}
    for line in ReorganisationLine.objects.filter(change__in=ids, is_organ=True).order_by("pk"):
        lines.setdefault(line.change_id, []).append(line)
    made: dict[int, list[tuple[int, str]]] = {}
    for change_id, pk, name in MadeUnit.objects.filter(change__in=ids).values_list("change", "unit", "unit__name"):
        made.setdefault(change_id, []).append((pk, name))
    story = []
    for one in found:
        own = next((line for line in lines.get(one.pk, ()) if line.unit_id == unit_id), None)
        into = {(line.organ_id, line.successor_name) for line in lines.get(one.pk, ()) if line.organ_id}
        beside = {(line.unit_id, line.unit_name) for line in lines.get(one.pk, ()) if line.unit_id != unit_id}
        story.append(
            Became(
                one,
                own.unit_name if own else "",
                tuple(sorted({*into, *made.get(one.pk, ())} - {(unit_id, own.successor_name if own else "")})),
                tuple(sorted(beside)),
            )
        )
    return story


def successors(unit_id: int) -> list[int]:
    """Who does today what the organ did; empty where it goes on itself, or where nobody took over."""
    became: dict[int, list[int]] = {}
    rows = ReorganisationLine.objects.filter(_HOLDING, is_organ=True).exclude(organ=None)
    for unit, organ, ended in rows.order_by("pk").values_list("unit", "organ", "unit__valid_to"):
        if ended is not None and organ is not None and organ != unit:
            became.setdefault(unit, []).append(organ)
    return last_of(unit_id, became)
