"""Local figures (本地数值) as rows, read for the rules: an organ's own and those of the units above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zwgk.people.models import LocalRule, SiteSettings, Unit, UnitKind, UnitPath
from zwgk.rules import limits, rule_packs
from zwgk.rules.limits import InForce, Level, LocalFigure

_LEVELS = {UnitKind.CITY: Level.CITY, UnitKind.GOVERNMENT: Level.COUNTY}


@dataclass(frozen=True)
class Figures:
    """What bears on one organ, read once for many questions."""

    local: tuple[LocalFigure, ...]
    settings: dict[str, str]

    def figure(self, key: str, *, on: date) -> InForce:
        """The figure in force on a day: the strictest of national and local (``rules.limits``)."""
        return limits.in_force(key, on, self.local, self.settings)


def figures_of(organ: Unit | None) -> Figures:
    """Read the local figures and choices of an organ: three questions to the database."""
    site = SiteSettings.objects.first()
    figures = list(rule_packs.rule_pack(site.rule_pack).figures) if site else []
    distance = dict(UnitPath.objects.filter(below=organ).values_list("above", "depth")) if organ else {}
    rows = LocalRule.objects.filter(Q(unit__in=list(distance)) | Q(unit=None)).order_by("pk")
    known = {setting.key for setting in limits.SETTINGS}
    chosen: dict[str, str] = {}
    # the nearest unit's choice counts: the site's first, then from the top down
    far = len(distance) + 1
    for row in sorted(
        rows.values_list("key", "value", "basis", "valid_from", "valid_to", "unit", "unit__kind"),
        key=lambda row: -distance.get(row[5] or 0, far),
    ):
        key, value, basis, first, last, unit, kind = row
        if key in known:
            chosen[key] = str(value)
            continue
        level = _LEVELS.get(UnitKind(kind), Level.ORGAN) if unit else Level.COUNTY
        figures.append(LocalFigure(key, value, basis, first, last, level))
    return Figures(tuple(figures), chosen)


def settings_of(organ: Unit | None) -> dict[str, str]:
    """The organ's choices where a local rule leaves something open (待明确事项); keys of ``limits.SETTINGS``."""
    return figures_of(organ).settings


def figure(key: str, *, on: date, organ: Unit | None) -> InForce:
    """The figure in force for an organ on a day: the strictest of national and local (``rules.limits``)."""
    return figures_of(organ).figure(key, on=on)
