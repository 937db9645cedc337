"""Who stands in for whom today, for the strip above the inbox and the home of one's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zwgk.matters import queries as matters
from zwgk.people import standing
from zwgk.people import today as day
from zwgk.people.actor import Actor, actor_standing_in, current_delegations

if TYPE_CHECKING:
    from zwgk.people.models import Delegation


@dataclass(frozen=True)
class Standing:
    """``by``: who stands in for the acting post; ``for_whom``: for whom this person does, and how much waits there."""

    by: Delegation | None
    for_whom: list[tuple[Delegation, int]]


def standing_of(actor: Actor) -> Standing:
    """What the strip says: one question for each person stood in for, few as they are."""
    today = day.today()
    if actor.stands_in is not None:
        return Standing(None, [])
    delegations = current_delegations(actor.user_id or 0, today=today)
    waiting = [(d, matters.inbox(actor_standing_in(d)).order_by().count()) for d in delegations]
    return Standing(standing.in_force(actor.post_id, on=today), waiting)
