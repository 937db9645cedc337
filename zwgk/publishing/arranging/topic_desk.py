"""Topics as staff keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from zwgk.people.models import UnitPath
from zwgk.publishing.models import Booklet, Topic, TopicItem
from zwgk.ui.paging import Page, page_of

if TYPE_CHECKING:
    from zwgk.people.actor import Actor


def topics(actor: Actor) -> QuerySet[Topic]:
    """The topics of the actor's organs, and those of the whole site, with how many stand in each."""
    rows = Topic.objects.select_related("organ").annotate(number=Count("items", filter=Q(items__is_out=False)))
    if not actor.is_system:
        below = UnitPath.objects.filter(above__in=actor.scope()).values("below")
        rows = rows.filter(Q(organ=None) | Q(organ__in=below))
    return rows.order_by("order", "-pk")


def topic(actor: Actor, pk: int) -> Topic | None:
    """One of them."""
    return topics(actor).filter(pk=pk).first()


def items(found: Topic, cursor: str, *, out: bool = False, size: int = 30) -> Page[TopicItem]:
    """One page of what stands in a topic (or was taken out), newest first."""
    rows = found.items.filter(is_out=out).select_related("publication", "publication__organ")
    return page_of(rows, cursor, by=("published_at", "publication_id"), size=size)


def item(found: Topic, pk: int) -> TopicItem | None:
    """One item of a topic."""
    return found.items.filter(pk=pk).select_related("topic", "topic__organ").first()


def booklets(found: Topic) -> QuerySet[Booklet]:
    """What was made of a topic."""
    return found.booklets.order_by("-form")


def differs(found: Topic) -> bool:
    """True where what is written differs from what the public reads."""
    return any(found.shown.get(name) != getattr(found, name) for name in ("title", "intro", "cover", "cover_alt"))
