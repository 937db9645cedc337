"""What the public sees of what is withheld: the 负面清单 in force, and as much of the catalogue as was let out.

The portal's account may read only the columns named here: never a title that was not cleared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.rules.withheld import EntryState, ItemState
from zwgk.ui.paging import Page, page_of

ENTRY_COLUMNS = (
    *("id", "organ_id", "name", "matters", "ground_code", "law", "scope", "unit_id", "review_on", "reviewed_on"),
    *("state", "valid_from", "ended_on", "why_ended", "replaces_id", "clearance_id"),
)
ITEM_COLUMNS = (
    *("id", "organ_id", "year", "serial", "kind", "state", "is_secret", "ground_code", "decided_on", "review_on"),
    *("public_title", "clearance_id"),
)
#: classes on one page: more are no list that anybody reads
MOST = 1000


@dataclass(frozen=True)
class OrgansList:
    """The classes of one organ."""

    organ_id: int
    organ: str
    entries: Sequence[NegativeEntry]


def negative_list(today: date, *, organ_id: int | None = None) -> list[OrgansList]:
    """The classes in force, organ by organ; those of one organ where it is named."""
    rows = NegativeEntry.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), valid_from__lte=today)
    rows = rows.exclude(state=str(EntryState.DRAFT)).exclude(clearance=None)
    if organ_id is not None:
        rows = rows.filter(organ=organ_id)
    fields = [name.removesuffix("_id") if name.endswith("_id") else name for name in ENTRY_COLUMNS]
    rows = rows.only(*fields, "organ__name", "unit__name").select_related("organ", "unit")
    found: dict[int, list[NegativeEntry]] = {}
    for row in rows.order_by("organ", "pk")[:MOST]:
        found.setdefault(row.organ_id, []).append(row)
    return [OrgansList(pk, entries[0].organ.name, entries) for pk, entries in found.items()]


def ended(today: date, *, most: int = 20) -> list[NegativeEntry]:
    """Classes that hold no longer, the last first: what was amended or taken out, and why (动态调整)."""
    rows = NegativeEntry.objects.filter(ended_on__lte=today).exclude(clearance=None)
    fields = [name.removesuffix("_id") if name.endswith("_id") else name for name in ENTRY_COLUMNS]
    return list(rows.only(*fields, "organ__name").select_related("organ").order_by("-ended_on", "-pk")[:most])


def catalogue(cursor: str, *, organ_id: int | None = None, size: int = 50) -> Page[WithheldItem]:
    """One page of the items that were let out, newest first; nothing of the others is read."""
    rows = WithheldItem.objects.exclude(public_title="").exclude(clearance=None)
    rows = rows.filter(state__in=[str(ItemState.LISTED), str(ItemState.OPENING)])
    if organ_id is not None:
        rows = rows.filter(organ=organ_id)
    fields = [name.removesuffix("_id") if name.endswith("_id") else name for name in ITEM_COLUMNS]
    return page_of(rows.only(*fields, "organ__name").select_related("organ"), cursor, by=("id", "id"), size=size)
