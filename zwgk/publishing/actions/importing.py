"""A catalogue taken from a table: line by line, bad lines said singly, twice the same as once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Max

from zwgk.audit.acts import act, note, nothing_happened
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.actions.catalogue import MOST_ROWS, Placed, must_be_draft, write_row
from zwgk.publishing.models import CatalogueEdition, CatalogueRow, Column
from zwgk.rules import catalogue_rows
from zwgk.rules.catalogue_rows import RowValues
from zwgk.rules.catalogue_tables import Line
from zwgk.rules.errors import BadInput


@dataclass(frozen=True)
class Reject:
    """A line that was not taken: its row in the sheet, the matter, why in Chinese."""

    number: int
    name: str
    why: str


@dataclass
class Imported:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def summary(self) -> str:
        """One Chinese sentence without a stop."""
        return f"新增{self.added}项，更新{self.changed}项，无变化{self.unchanged}项，未导入{len(self.rejects)}行"


@act("publishing.import_rows")
def import_rows(edition: CatalogueEdition, lines: Sequence[Line], *, actor: Actor) -> Imported:
    """Add or change matters of an open edition from the lines of a table (导入目录).

    A matter that is there under the same group and name is changed; nothing is deleted. A line that cannot stand, or
    that repeats an earlier one, is a reject; the others are taken. Errors: :class:`BadInput` for more than 2 000 rows.
    """
    edition = must_be_draft(edition, actor=actor, to="导入目录")
    organ = edition.catalogue.organ
    there = {(row.group, row.name): row for row in edition.rows.select_related("organ", "section", "column", "post")}
    names = _Names(organ)
    result = Imported()
    seen: set[tuple[str, str]] = set()
    order = edition.rows.aggregate(last=Max("order"))["last"] or 0
    for line in lines:
        values, wrong = catalogue_rows.parsed(line.cells)
        placed, unplaced = names.place(values)
        wrong += unplaced + catalogue_rows.faults(values)
        key = (values.group.strip(), values.name.strip())
        if key in seen:
            wrong.append("与前面的一行重复")
        if wrong:
            result.rejects.append(Reject(line.number, values.name or values.group, "；".join(wrong)))
            continue
        seen.add(key)
        known = there.get(key)
        if known is None:
            if len(there) + result.added >= MOST_ROWS:
                raise BadInput(what="不能导入目录", why=f"一份目录最多{MOST_ROWS}项", remedy="请按领域分成几份目录")
            order += 1
            write_row(edition, placed, order=order)
            result.added += 1
        elif _same(known, placed):
            result.unchanged += 1
        else:
            write_row(edition, replace(placed, post=known.post), order=known.order, row=known)
            result.changed += 1
    if not (result.added or result.changed):
        nothing_happened()
    note(
        edition=edition.pk,
        added=result.added,
        changed=result.changed,
        unchanged=result.unchanged,
        rejected=len(result.rejects),
    )
    return result


class _Names:
    """Organs, sections and columns by the names that a table writes; asked once each."""

    def __init__(self, organ: Unit) -> None:
        self.organ = organ
        self.organs: dict[str, Unit | None] = {"": organ, organ.name: organ, organ.short_name: organ, "本机关": organ}
        self.sections: dict[tuple[int, str], Unit | None] = {}
        self.columns: dict[str, list[Column]] = {}
        for column in Column.objects.filter(organ__in=[organ.pk], merged_into=None) | Column.objects.filter(
            organ=None, merged_into=None
        ):
            self.columns.setdefault(column.name, []).append(column)
            self.columns.setdefault(column.slug, []).append(column)

    def place(self, values: RowValues) -> tuple[Placed, list[str]]:
        wrong = []
        if values.organ not in self.organs:
            self.organs[values.organ] = people.unit_called(values.organ)
        organ = self.organs[values.organ]
        if organ is None:
            wrong.append(f"没有叫“{values.organ}”的机关")
        section = None
        if values.section and organ is not None:
            section = self._section(organ, values.section)
            if section is None:
                wrong.append(f"“{organ}”没有叫“{values.section}”的科室")
        column = None
        if values.column:
            found = self.columns.get(values.column, [])
            column = found[0] if len(found) == 1 else None
            if not found:
                wrong.append(f"没有叫“{values.column}”的栏目")
            elif column is None:
                wrong.append(f"有{len(found)}个栏目叫“{values.column}”，请改写栏目地址")
        return Placed(values, organ or self.organ, section, None, column), wrong

    def _section(self, organ: Unit, name: str) -> Unit | None:
        key = (organ.pk, name)
        if key not in self.sections:
            self.sections[key] = people.sections(organ).filter(name=name).first()
        return self.sections[key]


def _same(row: CatalogueRow, placed: Placed) -> bool:
    values = placed.values
    texts = ("group", "name", "content", "basis", "limit", "audience_note", "dimension", "words")
    return (
        all(getattr(row, name) == getattr(values, name).strip() for name in texts)
        and (row.audience, row.manner, row.frequency)
        == (str(values.audience), str(values.manner), str(values.frequency))
        and row.carriers == [str(one) for one in values.carriers]
        and row.tiers == [str(one) for one in values.tiers]
        and row.every_days == values.every_days
        and row.organ_id == placed.organ.pk
        and row.section_id == (placed.section.pk if placed.section else None)
        and row.column_id == (placed.column.pk if placed.column else None)
    )
