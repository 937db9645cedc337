"""What a person keeps on the own desk: saved filters of lists, one's own and those of the unit (常用筛选)."""

from __future__ import annotations

from django.db.models import Q

from zwgk.people.actor import Actor
from zwgk.people.models import SavedFilter, Unit


def filters(actor: Actor, page: str = "") -> list[SavedFilter]:
    """The filters that the actor may use: the own ones first, then those shared with the own section or organ."""
    shared = Q(shared_with__in=[unit for unit in (actor.unit_id, actor.organ_id) if unit])
    rows = SavedFilter.objects.filter(Q(user=actor.user_id) | shared).select_related("user", "shared_with")
    if page:
        rows = rows.filter(page=page)
    return sorted(rows.order_by("page", "name", "pk"), key=lambda row: row.user_id != actor.user_id)


def own_filter(actor: Actor, pk: int | None) -> SavedFilter | None:
    """One of the actor's own, or None."""
    return SavedFilter.objects.filter(pk=pk or 0, user=actor.user_id).first()


def unit_of(actor: Actor) -> Unit | None:
    """The unit with which the actor may share: the own section, or the organ."""
    return Unit.objects.filter(pk=actor.unit_id or 0).first()
