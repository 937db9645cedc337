"""Where decisions can be taken (复议机关、管辖法院), organ by organ, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from zwgk.inforequests.models import RemedyBody
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.inforequest import HEAD
from zwgk.rules.remedies import Bodies
from zwgk.ui.paging import Page, page_of

_MISSING = Q(remedy_body=None) | Q(code="")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    only_missing: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What is set for an organ, with who set it."""

    row: RemedyBody

    @property
    def bodies(self) -> Bodies:
        return Bodies(self.row.reconsideration, self.row.court, self.row.online)


def listed(actor: Actor, wanted: Filter, cursor: str, *, size: int = 50) -> Page[Unit]:
    """One page of the organs in the actor's charge, newest first."""
    rows = _organs(actor)
    if wanted.text:
        rows = rows.filter(Q(name__contains=wanted.text) | Q(short_name__contains=wanted.text))
    if wanted.only_missing:
        rows = rows.filter(_MISSING)
    return page_of(rows, cursor, by=("order", "id"), size=size)


def missing(actor: Actor, *, most: int = 1000) -> int:
    """How many of them lack a body or the word of their numbers, counted up to ``most``."""
    return _organs(actor).filter(_MISSING).order_by()[:most].count()


def organ(actor: Actor, pk: int) -> Unit | None:
    """One organ, or None where it is not in the actor's charge."""
    return _organs(actor).filter(pk=pk).first()


def of(organ: Unit) -> Kept | None:
    """What is set for an organ, or None."""
    row = RemedyBody.objects.filter(organ=organ).first()
    return Kept(row) if row else None


def _organs(actor: Actor) -> QuerySet[Unit]:
    tops = {unit for duty in HEAD for unit in actor.duties.get(str(duty), ())}
    return people.organs().filter(pk__in=people.below(tops)).select_related("remedy_body")
