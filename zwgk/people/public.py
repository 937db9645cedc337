"""What the public may know of organisations: profiles, leaders, the site's own particulars."""

from __future__ import annotations

from django.db.models import QuerySet

from zwgk.people.models import SiteSettings, Unit, UnitKind


def organs() -> QuerySet[Unit]:
    """Public organs in the office's order, with what the profile page shows."""
    return Unit.objects.filter(is_public=True).exclude(kind__in=[UnitKind.SECTION, UnitKind.CITY])


def profile(pk: int) -> Unit | None:
    """One public organ with leaders and former names, or None."""
    return organs().filter(pk=pk).prefetch_related("leaders", "former_names").first()


def site() -> SiteSettings | None:
    """The site's particulars; None before ``zwgk init``."""
    return SiteSettings.objects.select_related("government").first()
