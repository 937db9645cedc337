"""What is set about the whole site shows on its pages: each setting, and the pages that must be made anew with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zwgk.people import actions as people
from zwgk.people.actor import Actor
from zwgk.people.models import LocalRule, SiteSettings, Unit
from zwgk.publishing import effects, shelf


def set_site(site: SiteSettings, *, at: datetime, actor: Actor, **fields: str) -> SiteSettings:
    """Change the site's particulars (``people.set_site``); every page shows some of them."""
    with transaction.atomic():
        site = people.set_site(site, actor=actor, **fields)
        effects.touched([shelf.SITE], at=at)
    return site


def arrange_metadata(
    site: SiteSettings, chosen: Sequence[Mapping[str, Any]], *, at: datetime, actor: Actor
) -> SiteSettings:
    """Arrange the lines above every paper (``people.arrange_metadata``)."""
    with transaction.atomic():
        site = people.arrange_metadata(site, chosen, actor=actor)
        effects.touched([shelf.SITE], at=at)
    return site


def set_local_rule(
    key: str,
    value: object,
    *,
    basis: str,
    at: datetime,
    actor: Actor,
    unit: Unit | None = None,
    valid_from: date | None = None,
) -> LocalRule:
    """Record a local figure (``people.set_local_rule``); the guide and other pages tell the figures in force."""
    with transaction.atomic():
        rule = people.set_local_rule(key, value, basis=basis, actor=actor, unit=unit, valid_from=valid_from)
        effects.touched([shelf.DAY], at=at)
    return rule
