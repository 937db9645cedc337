"""Who does it: the county's editor and the deputy head who approves, and the organs by their short names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from zwgk.cli.sample import tables
from zwgk.cli.sample.signins import COUNTY_OFFICE, GOVERNMENT
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.rules.duties import Duty

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.people.models import Unit


def editor(on: date) -> Actor:
    """The head of the county's 政务公开科, who keeps what belongs to the whole site."""
    return acting(unit_at(COUNTY_OFFICE), Duty.DISCLOSURE_OFFICE, on=on)


def approver(on: date) -> Actor:
    """The deputy head of the county in charge of 政务公开: another person than the editor."""
    return acting(unit_at(COUNTY_OFFICE), Duty.DEPUTY, on=on)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row[2]: row[0] for row in tables.rows("organs.txt")} | {"县政府": GOVERNMENT}


def organ(short: str) -> Unit:
    """The organ that the material calls so. Errors: ``LookupError``."""
    return unit_at(_names().get(short, short))


def somebody(unit: Unit, *duties: Duty, on: date) -> Actor | None:
    """Whoever of the organ has one of the duties, the first that anybody has."""
    for duty in duties:
        try:
            return acting(unit, duty, on=on)
        except LookupError:
            continue
    return None
