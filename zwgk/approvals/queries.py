"""Chains as the settings page shows them."""

from __future__ import annotations

from django.db.models import QuerySet

from zwgk.approvals.models import Chain


def own_chains() -> QuerySet[Chain]:
    """The chains in force that offices set themselves, the site's before those of single organs."""
    return Chain.objects.filter(is_active=True).select_related("organ").order_by("code", "organ__order", "pk")


def own_chain(pk: int | None) -> Chain | None:
    """One of them, or None."""
    return Chain.objects.filter(pk=pk or 0, is_active=True).select_related("organ").first()
