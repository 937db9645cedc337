"""Sealed decisions that wait to be sent (待送达), for those who send them."""

from __future__ import annotations

from zwgk.inforequests import queries
from zwgk.inforequests.models import InfoRequest
from zwgk.people.actor import Actor
from zwgk.rules.inforequest import Stage

#: how many stand on one page
MOST = 100


def waiting(actor: Actor) -> list[InfoRequest]:
    """The sealed decisions of the actor's scope that wait, the most urgent first; :data:`MOST` at a time."""
    rows = queries.visible_to(actor).filter(matter__stage=str(Stage.DELIVERING))
    return list(rows.order_by("matter__next_due", "pk")[:MOST])
