"""What requests hand over: those one handles (经办的申请)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zwgk.audit.acts import note
from zwgk.inforequests.opening_cases import KIND
from zwgk.matters import handover as matters
from zwgk.matters.models import Matter
from zwgk.people.actor import Actor
from zwgk.people.handing_over import OpenItem, OpenKind, register
from zwgk.people.models import Post
from zwgk.rules.inforequest import Stage

matters.CLAIMED.add(KIND)


def _cases(post: Post) -> list[OpenItem]:
    return [_item(matter) for matter in matters.handled(post, {KIND})]


def _item(matter: Matter) -> OpenItem:
    stage = Stage(matter.stage).label
    return OpenItem(matter.number, matters.title_of(matter), stage, matter.next_due, f"/requests/{matter.number}/")


def _hand_cases(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    """The taker handles them from now on, with what waits for the giver."""
    pks = list(Matter.objects.filter(number__in=refs, kind=KIND).values_list("pk", flat=True))
    matters.take_over(pks, giver=giver, taker=taker, at=at, actor=actor)
    note(requests=pks)


register(OpenKind("inforequests.cases", "承办的申请", _cases, _hand_cases))
