"""Changes of organs as the office lists them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from zwgk.people.models import FormerName, MovedRow, Reorganisation, Unit, UnitKind


def changes() -> QuerySet[Reorganisation]:
    """All changes, the latest first, with their lines."""
    return Reorganisation.objects.order_by("-on", "-pk").prefetch_related("lines", "made__unit")


def change(pk: int) -> Reorganisation | None:
    """One change, or None."""
    return changes().filter(pk=pk).first()


def moved_counts(pk: int) -> dict[str, int]:
    """How many rows of each kind have followed so far."""
    rows = MovedRow.objects.filter(change=pk).order_by().values_list("what").annotate(n=Count("pk"))
    return dict(rows)


def plates_of(unit: Unit) -> list[FormerName]:
    """The plates that hang beside an organ's own name."""
    return list(FormerName.objects.filter(unit=unit, is_plate=True, until=None).order_by("pk"))


def sections_of(organ_ids: list[int]) -> QuerySet[Unit]:
    """The sections of some organs, for the form."""
    rows = Unit.objects.filter(organ__in=organ_ids, kind=UnitKind.SECTION, valid_to=None)
    return rows.select_related("organ").order_by("organ", "order", "pk")
