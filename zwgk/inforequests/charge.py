"""Whose request it is: one place decides who may act on a case and who may see it at all (知悉范围)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from zwgk.inforequests.models import InfoRequest
from zwgk.matters import charge as in_charge
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import IN_REQUESTS


def visible_q(actor: Actor, prefix: str = "matter__") -> Q:
    """The condition under which a request is there for the actor: in charge by duty, involved, or waiting for him."""
    return matters.visible_q(actor, prefix, counted=IN_REQUESTS)


def may(actor: Actor, duties: Iterable[Duty], request: InfoRequest) -> bool:
    """True where one of the duties reaches this very request."""
    return in_charge.may(actor, duties, request.matter, organ=request.organ_id)


def must(actor: Actor, *duties: Duty, request: InfoRequest, to: str) -> None:
    """Refuse unless one of the duties reaches this request. Errors: ``NotAllowed``, naming whose it is."""
    in_charge.must(actor, *duties, matter=request.matter, organ=request.organ_id, to=to, thing="这件申请")
