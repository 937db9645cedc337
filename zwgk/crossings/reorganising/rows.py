"""Rows of one table that follow a change of organs: found, shown, moved in small batches, put back.

Whatever is killed in between is done again by the next run: a row that has moved is not found any more, and a batch and
the note of what it moved are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet

from zwgk.jobs.killpoints import killpoint
from zwgk.people.models import MovedRow
from zwgk.people.reorganising.planning import Moving

#: rows of one transaction: well below 200 ms
BATCH = 200
EXAMPLES = 3
Fields = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """A table whose rows belong to an organ.

    ``unit`` is the foreign key that is changed. ``section``: a key of the same row that tells which section has it in
    hand, and is changed along; ``via``: a way to such a section in another table, which only tells. ``show`` names the
    fields by which an example is shown. ``once`` are fields that stand once together with the unit: a row that would
    clash stays where it is.
    """

    what: str
    label: str
    model: type[models.Model]
    unit: str
    section: str = ""
    via: str = ""
    only: Q = field(default_factory=Q)
    show: tuple[str, ...] = ("pk",)
    once: tuple[str, ...] | None = None
    note: str = ""

    @property
    def _all(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.only)

    @property
    def tells(self) -> str:
        """The way to the section that tells whose a row is; "" where none does."""
        return self.section or self.via

    def condition(self, moving: Moving) -> Q:
        """Which rows have yet to follow."""
        found = Q(pk__in=())
        for section, (now, organ) in moving.sections.items():
            if self.section:
                found |= Q(**{self.section: section}) & ~Q(**{self.section: now, self.unit: organ})
                continue
            if self.via:
                found |= Q(**{self.via: section, f"{self.unit}__in": list(moving.formers)}) & ~Q(**{self.unit: organ})
            if now != section:
                found |= Q(**{self.unit: section})
        if moving.organs:
            rest = Q(**{f"{self.unit}__in": list(moving.organs)})
            if self.tells and moving.sections:
                rest &= ~Q(**{f"{self.tells}__in": list(moving.sections)})
            found |= rest
        return found

    def waiting(self, moving: Moving) -> QuerySet[Any]:
        """The rows that have yet to follow."""
        return self._all.filter(self.condition(moving))

    def target(self, moving: Moving, unit: int, section: int | None) -> Fields:
        """The new values of a row; empty where it stays."""
        if self.section and section is not None and section in moving.sections:
            now, organ = moving.sections[section]
            return {self.unit: organ, self.section: now}
        if not self.section and unit in moving.sections:
            return {self.unit: moving.sections[unit][0]}
        if self.via and section is not None and section in moving.sections and unit in moving.formers:
            return {self.unit: moving.sections[section][1]}
        return {self.unit: moving.organs[unit]} if unit in moving.organs else {}

    def examples(self, moving: Moving) -> list[str]:
        """A few of the rows that will follow, as a person knows them."""
        rows = self.waiting(moving).order_by("-pk").values_list(*self.show)[:EXAMPLES]
        return [" ".join(str(part) for part in row if part not in (None, "")) for row in rows]

    # -- forward

    def batches(self, moving: Moving) -> Iterator[list[int]]:
        """The numbers of rows to move, a batch at a time, each looked for afresh."""
        last = 0
        while True:
            rows = self.waiting(moving).filter(pk__gt=last).order_by("pk")
            pks = list(dict.fromkeys(rows.values_list("pk", flat=True)[:BATCH]))
            if not pks:
                return
            yield pks
            last = pks[-1]

    def move(self, moving: Moving, pks: Sequence[int], *, at: datetime) -> int:
        """Move one batch; returns how many rows followed."""
        with transaction.atomic():
            list(self.model._default_manager.select_for_update().filter(pk__in=pks).values_list("pk", flat=True))
            now = self._now(pks)
            wanted: dict[int, Fields] = {}
            for pk, (unit, section) in now.items():
                fields = self.fields(moving, pk, self.target(moving, unit, section))
                if fields and not self._clashes(pk, fields):
                    wanted[pk] = fields
            self._write(moving.change_id, wanted, now)
            self.moved(moving, wanted, {pk: now[pk][0] for pk in wanted}, at=at)
            killpoint(f"crossings.reorganise.{self.what}")
        return len(wanted)

    def _now(self, pks: Sequence[int]) -> dict[int, tuple[int, int | None]]:
        names = ["pk", self.unit, *([self.tells] if self.tells else [])]
        rows = self.model._default_manager.filter(pk__in=pks).order_by("pk").values_list(*names)
        return {row[0]: (row[1], row[2] if self.tells else None) for row in rows}

    def _write(self, change_id: int, wanted: Mapping[int, Fields], now: Mapping[int, tuple[int, int | None]]) -> None:
        groups: dict[tuple[tuple[str, Any], ...], list[int]] = {}
        for pk, fields in wanted.items():
            groups.setdefault(tuple(sorted(fields.items())), []).append(pk)
        before = {row["pk"]: row for row in self._before(wanted)}
        for pairs, pks in groups.items():
            self.model._default_manager.filter(pk__in=pks).update(**dict(pairs))
        MovedRow.objects.bulk_create(
            [
                MovedRow(
                    change_id=change_id,
                    what=self.what,
                    row=pk,
                    before={name: before[pk][name] for name in fields},
                    after=fields,
                )
                for pk, fields in wanted.items()
            ],
            ignore_conflicts=True,
        )

    def _before(self, wanted: Mapping[int, Fields]) -> list[dict[str, Any]]:
        names = sorted({name for fields in wanted.values() for name in fields})
        return list(self.model._default_manager.filter(pk__in=list(wanted)).values("pk", *names)) if names else []

    def _clashes(self, pk: int, fields: Fields) -> bool:
        if self.once is None:
            return False
        row = self.model._default_manager.filter(pk=pk).values(*self.once).get()
        same = self.model._default_manager.exclude(pk=pk).filter(**row, **{self.unit: fields[self.unit]})
        return same.exists()

    def fields(self, moving: Moving, pk: int, fields: Fields) -> Fields:
        """What else changes with it; a table may say more."""
        return fields

    def moved(self, moving: Moving, wanted: Mapping[int, Fields], before: Mapping[int, int], *, at: datetime) -> None:
        """What follows in the same transaction: index, finished pages. ``before``: the unit of each row until now."""

    # -- back

    def put_back(self, change_id: int, *, at: datetime, progress: Callable[[int], None]) -> int:
        """Put every row back as it was, a batch at a time; returns how many."""
        done = 0
        while True:
            with transaction.atomic():
                rows = list(MovedRow.objects.filter(change=change_id, what=self.what).order_by("-pk")[:BATCH])
                if not rows:
                    return done
                groups: dict[str, tuple[Fields, list[int]]] = {}
                for row in rows:
                    groups.setdefault(repr(sorted(row.before.items())), (row.before, []))[1].append(row.row)
                for fields, pks in groups.values():
                    if fields:
                        self.model._default_manager.filter(pk__in=pks).update(**fields)
                self.returned([row.row for row in rows], change_id, at=at)
                MovedRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
            done += len(rows)
            progress(len(rows))

    def returned(self, pks: Sequence[int], change_id: int, *, at: datetime) -> None:
        """What follows when rows went back."""
