"""Local figures (本地数值) as rows of people, read for the rules: an organ's own and those of the units above it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zwgk.people.models import LocalRule, SiteSettings, Unit, UnitKind, UnitPath
from zwgk.rules import limits, rule_packs
from zwgk.rules.limits import InForce, Level, LocalFigure

_LEVELS = {UnitKind.CITY: Level.CITY, UnitKind.GOVERNMENT: Level.COUNTY}


def local_figures(organ: Unit | None) -> list[LocalFigure]:
    """All local figures that bear on an organ: the chosen rule pack's, then rows of the units above it and its own."""
    site = SiteSettings.objects.first()
    figures = list(rule_packs.rule_pack(site.rule_pack).figures) if site else []
    above = UnitPath.objects.filter(below=organ).values("above")
    for row in LocalRule.objects.filter(Q(unit__in=above) | Q(unit=None)).select_related("unit"):
        level = _LEVELS.get(UnitKind(row.unit.kind), Level.ORGAN) if row.unit else Level.COUNTY
        figures.append(LocalFigure(row.key, row.value, row.basis, row.valid_from, row.valid_to, level))
    return figures


def settings_of(organ: Unit | None) -> dict[str, str]:
    """The organ's choices where a local rule leaves something open (待明确事项); rows with keys of
    ``limits.SETTINGS``.
    """
    known = {setting.key for setting in limits.SETTINGS}
    above = UnitPath.objects.filter(below=organ).order_by("-depth") if organ else UnitPath.objects.none()
    chosen: dict[str, str] = {}
    for row in LocalRule.objects.filter(unit=None, key__in=known):
        chosen[row.key] = str(row.value)
    for path in above:
        for row in LocalRule.objects.filter(unit=path.above_id, key__in=known):
            chosen[row.key] = str(row.value)
    return chosen


def figure(key: str, *, on: date, organ: Unit | None) -> InForce:
    """The figure in force for an organ on a day: the strictest of national and local (``rules.limits``)."""
    figures = [row for row in local_figures(organ) if row.key == key]
    return limits.in_force(key, on, figures, settings_of(organ))
