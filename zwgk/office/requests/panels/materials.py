"""What was searched, found and put to the items, with its second check (检索和材料)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zwgk.office.requests.finding import Case
from zwgk.rules.disclosure import Disclosure

if TYPE_CHECKING:
    from zwgk.inforequests.models import Item, Material, Recheck


@dataclass(frozen=True)
class Line:
    """A material with its newest check; ``fits`` tells whether that was over these very bytes."""

    item: Item
    material: Material
    attribute: str
    check: Recheck | None
    fits: bool

    @property
    def is_open(self) -> bool:
        """Whether it is to be given and no check allows it yet."""
        return self.material.is_given and (self.check is None or not self.fits)


def panel(case: Case) -> dict[str, Any] | None:
    """Searches and materials; nothing while the case is only being taken in."""
    lines = []
    for item in case.file.items:
        for material in item.materials.all():
            checks = sorted(material.rechecks.all(), key=lambda row: row.pk)
            last = checks[-1] if checks else None
            fits = last is not None and last.sha256 == material.file.blob.sha256
            attribute = Disclosure(material.attribute).label if material.attribute else ""
            lines.append(Line(item, material, attribute, last, fits))
    may_add = "record_search" in case.moves
    if not (lines or case.file.searches or may_add):
        return None
    return {
        "base": case.base,
        "searches": case.file.searches,
        "lines": lines,
        "may_add": may_add,
        "may_check": "recheck" in case.moves,
    }
