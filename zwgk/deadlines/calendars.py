"""The calendar in force for an organ: the built-in official tables, imported ones, and the region's own days."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Max

from zwgk.deadlines.models import CalendarTable, Recount
from zwgk.people.models import Unit, UnitPath
from zwgk.rules.workdays import OFFICIAL, WorkCalendar
from zwgk.rules.yeartables import year_table


def calendar_for(organ: Unit | None) -> WorkCalendar:
    """Return the working-day calendar that counts for an organ (its regions are those of the units above it)."""
    stamp = CalendarTable.objects.aggregate(last=Max("imported_at"))["last"]
    if stamp is None:
        return OFFICIAL
    names: tuple[str, ...] = ()
    if organ is not None:
        names = tuple(UnitPath.objects.filter(below=organ).values_list("above__name", flat=True))
    return _made(str(stamp), CalendarTable.objects.count(), names)


def imported() -> list[CalendarTable]:
    """The tables that were imported here, the latest year first."""
    return list(CalendarTable.objects.order_by("-year", "region"))


def table_of(pk: int) -> CalendarTable | None:
    """One imported table, or None."""
    return CalendarTable.objects.filter(pk=pk).first()


def regions() -> list[str]:
    """The names under which a region's own days may stand (地区): governments, townships, zones."""
    rows = Unit.objects.filter(valid_to=None, kind__in=["city", "government", "township", "zone"])
    return list(rows.order_by("order", "pk").values_list("name", flat=True))


def moved_lately(size: int = 200) -> list[Recount]:
    """The due days that moved with calendars and figures, the latest first."""
    return list(Recount.objects.select_related("clock__matter").order_by("-pk")[:size])


def forget() -> None:
    """Read the tables again at the next question: an import of this process may bear the moment of the last one."""
    _made.cache_clear()


@lru_cache(maxsize=256)
def _made(stamp: str, rows: int, regions: tuple[str, ...]) -> WorkCalendar:
    tables = CalendarTable.objects.filter(region__in=["", *regions]).order_by("year", "region")
    return OFFICIAL.with_tables(*(year_table(row.data) for row in tables))
