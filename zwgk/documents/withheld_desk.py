"""What the desk sees of papers in neither list, and of the runs that file them."""

from __future__ import annotations

from django.db.models import QuerySet

from zwgk.documents import charge
from zwgk.documents.actions.withholding import unlisted
from zwgk.documents.models import Document, FilingRun
from zwgk.people.actor import Actor
from zwgk.publishing.withheld import queries
from zwgk.ui.paging import Page, page_of


def in_neither(actor: Actor, cursor: str, *, size: int = 50) -> Page[Document]:
    """One page of papers in the actor's scope that are finally not public and stand in neither list."""
    rows = unlisted().filter(charge.visible_q(actor)).select_related("matter", "organ")
    return page_of(rows, cursor, by=("id", "id"), size=size)


def runs(actor: Actor) -> QuerySet[FilingRun]:
    """The runs over the actor's organs, newest first."""
    below = queries.scope(actor)
    rows = FilingRun.objects.select_related("organ").order_by("-pk")
    return rows if below is None else rows.filter(organ__in=below)


def run(actor: Actor, pk: int) -> FilingRun | None:
    """One run."""
    return runs(actor).filter(pk=pk).first()
