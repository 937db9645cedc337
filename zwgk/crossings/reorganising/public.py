"""What is public follows a change: publications keep address, number and the organ's name of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from zwgk.crossings.reorganising.rows import Fields, Rows
from zwgk.matters.models import Matter
from zwgk.people.models import MovedRow, Reorganisation
from zwgk.people.reorganising.planning import Moving
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import Column, IssuedAs, Publication
from zwgk.rules.reorganising import ChangeKind
from zwgk.search import outbox

PUBLICATION = "publishing.publication"
#: the shelf's key of pages that list the organs
ORGANS = "organs"


@dataclass(frozen=True)
class Publications(Rows):
    """Publications are led under who goes on; the page goes on naming the organ of then (:class:`IssuedAs`).

    Where an organ only bears another name, nothing moves: its papers are entered in the index anew, and those from
    before the day keep the old name.
    """

    def condition(self, moving: Moving) -> Q:
        if moving.renamed:
            seen = MovedRow.objects.filter(change=moving.change_id, what=self.what, row=OuterRef("pk"))
            return Q(~Exists(seen), self._before_the_change(moving), organ__in=list(moving.renamed))
        found = Q(pk__in=())
        by_section = Matter.objects.filter(section__in=list(moving.sections)).values("pk")
        for section, (_, organ) in moving.sections.items():
            of_it = Matter.objects.filter(section=section).values("pk")
            found |= Q(organ__in=list(moving.formers), matter_id__in=of_it) & ~Q(organ=organ)
        if moving.organs:
            rest = Q(organ__in=list(moving.organs))
            if len({organ for _, organ in moving.sections.values()}) > 1:
                rest &= Q(matter_id=None) | ~Q(matter_id__in=by_section)
            elif moving.sections:
                found = Q(pk__in=())  # everything has one and the same way: no need to ask whose section it was
            found |= rest
        return found

    def _before_the_change(self, moving: Moving) -> Q:
        change = Reorganisation.objects.filter(pk=moving.change_id).first()
        return Q(published_at__lt=change.decided_at) if change else Q()

    def _now(self, pks: Sequence[int]) -> dict[int, tuple[int, int | None]]:
        rows = list(Publication.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "organ", "matter_id"))
        sections = dict(Matter.objects.filter(pk__in=[row[2] for row in rows if row[2]]).values_list("pk", "section"))
        return {pk: (organ or 0, sections.get(matter or 0)) for pk, organ, matter in rows}

    def target(self, moving: Moving, unit: int, section: int | None) -> Fields:
        if unit in moving.renamed:
            return {self.unit: unit}
        if section is not None and section in moving.sections and unit in moving.formers:
            return {self.unit: moving.sections[section][1]}
        return {self.unit: moving.organs[unit]} if unit in moving.organs else {}

    def moved(self, moving: Moving, wanted: Mapping[int, Fields], before: Mapping[int, int], *, at: datetime) -> None:
        kinds = Reorganisation.objects.filter(pk=moving.change_id).values_list("kind", flat=True)
        if list(kinds) not in ([str(ChangeKind.PLATE)], [str(ChangeKind.UNPLATE)]):
            rows = Publication.objects.filter(pk__in=list(wanted), issued_as=None)
            if moving.renamed:
                rows = rows.filter(published_on__lt=moving.on)
            IssuedAs.objects.bulk_create(
                [
                    IssuedAs(
                        publication_id=pk,
                        organ_id=before[pk],
                        name=moving.formers[before[pk]],
                        published_at=published_at,
                    )
                    for pk, published_at in rows.values_list("pk", "published_at")
                    if before[pk] in moving.formers
                ],
                ignore_conflicts=True,
            )
        _follows(list(wanted), {*before.values(), *(fields[self.unit] for fields in wanted.values())}, at=at)

    def returned(self, pks: Sequence[int], change_id: int, *, at: datetime) -> None:
        formers = Reorganisation.objects.filter(pk=change_id).values("lines__unit")
        IssuedAs.objects.filter(publication__in=pks, organ__in=formers).delete()
        organs = Publication.objects.filter(pk__in=pks).values_list("organ", flat=True)
        _follows(pks, {organ for organ in organs if organ}, at=at)


def _follows(pks: Sequence[int], organs: set[int], *, at: datetime) -> None:
    outbox.enqueue_many([str(pk) for pk in pks])
    effects.mark_changed(pks, at=at)
    effects.touched([*map(shelf.key_of_publication, pks), *map(shelf.key_of_organ, sorted(organs))], at=at)


@dataclass(frozen=True)
class Columns(Rows):
    """Columns of an organ's own site go to the site of who goes on; an equal name there says whose it was."""

    def fields(self, moving: Moving, pk: int, fields: Fields) -> Fields:
        if not fields:
            return fields
        row = Column.objects.select_related("organ").get(pk=pk)
        same = Column.objects.filter(organ=fields[self.unit], parent=row.parent_id, name=row.name, merged_into=None)
        if not same.exclude(pk=pk).exists():
            return fields
        former = moving.formers.get(row.organ_id or 0, "")
        return {**fields, "name": f"{row.name}（原{former}）"[:80]}

    def moved(self, moving: Moving, wanted: Mapping[int, Fields], before: Mapping[int, int], *, at: datetime) -> None:
        organs = {*before.values(), *(fields[self.unit] for fields in wanted.values())}
        keys = [*map(shelf.key_of_column, wanted), *map(shelf.key_of_place, wanted), *map(shelf.key_of_organ, organs)]
        effects.touched(keys, at=at)

    def returned(self, pks: Sequence[int], change_id: int, *, at: datetime) -> None:
        effects.touched([*map(shelf.key_of_column, pks), *map(shelf.key_of_place, pks)], at=at)


def touch_organs(unit_ids: Sequence[int], *, at: datetime) -> None:
    """Whatever shows these organs by name is made anew: their own pages, the list of organs, the guide."""
    effects.touched([ORGANS, shelf.DAY, *map(shelf.key_of_organ, unit_ids)], at=at)
