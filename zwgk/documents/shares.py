"""How far each unit is with what a batch asked it (反馈进度): clean-ups, re-evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet


@dataclass(frozen=True)
class Share:
    """How far one unit is: what it was asked, what it answered, what is settled by a verdict."""

    unit_id: int
    name: str
    total: int
    answered: int
    settled: int

    @property
    def open(self) -> int:
        """How many the unit has not answered."""
        return self.total - self.answered


def shares(items: QuerySet[Any], *, answered: Q) -> list[Share]:
    """How far each unit is with the items of a batch, who has most left first; one question.

    ``items`` bear ``unit`` and ``verdict``; ``answered`` tells which of them their unit answered.
    """
    rows = (
        items.order_by()
        .values("unit", "unit__name")
        .annotate(total=Count("pk"), answered=Count("pk", filter=answered), settled=Count("pk", filter=~Q(verdict="")))
    )
    found = [Share(r["unit"], r["unit__name"], r["total"], r["answered"], r["settled"]) for r in rows]
    return sorted(found, key=lambda share: (-share.open, share.name))
