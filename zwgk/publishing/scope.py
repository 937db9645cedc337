"""Whose the whole site is: what belongs to no single organ is kept by those who answer for the government."""

from __future__ import annotations

from zwgk.people.models import SiteSettings


def whole_site() -> int | None:
    """The id of the government whose site this is; None before the site is set up, when a duty anywhere suffices.

    To be asked as ``over`` where a thing has no organ: a bureau's own publisher or leader does not hold it.
    """
    return SiteSettings.objects.values_list("government", flat=True).first()
