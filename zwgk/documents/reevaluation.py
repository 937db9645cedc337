"""Rounds of re-evaluation (定期评估) as acts and pages ask for them: who sees which, how far each is, its result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from zwgk.documents.models import Document, ReviewItem, ReviewRound
from zwgk.documents.shares import Share, shares
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.models import WithheldItem
from zwgk.rules.withheld import ItemState, Tally, may_confirm, tally
from zwgk.ui.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[ReviewRound]:
    """The rounds of the actor's scope, and those in which its unit takes part."""
    return ReviewRound.objects.filter(matters.visible_q(actor)).select_related("matter", "organ")


def find(actor: Actor, number: str) -> ReviewRound | None:
    """One round by the number of its matter (评2026-00001)."""
    return visible_to(actor).filter(matter__number=number).first()


def listed(actor: Actor, cursor: str, *, size: int = 30) -> Page[ReviewRound]:
    """One page of rounds, latest touched first."""
    return page_of(visible_to(actor), cursor, by=("matter__touched_at", "id"), size=size)


def due(organ: Unit, *, by: date) -> QuerySet[WithheldItem]:
    """The items of an organ and all below it whose review is due by a day and that no open round has in hand."""
    in_hand = ReviewItem.objects.filter(round__matter__closed_on=None).values("item")
    return (
        WithheldItem.objects.filter(
            organ__in=organ.paths_down.values("below"), state=str(ItemState.LISTED), review_on__lte=by
        )
        .exclude(pk__in=in_hand)
        .select_related("organ", "unit")
        .order_by("review_on", "pk")
    )


def items(
    found: ReviewRound,
    cursor: str,
    *,
    unit_id: int | None = None,
    verdict: str = "",
    unanswered: bool = False,
    unconfirmed: bool = False,
    size: int = 50,
) -> Page[ReviewItem]:
    """One page of a round's items, in the order in which they were taken in, last first."""
    rows = found.items.select_related("item__entry", "item__organ", "item__matter", "unit", "document__matter")
    if unit_id:
        rows = rows.filter(unit=unit_id)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if unanswered:
        rows = rows.filter(proposal="", verdict="")
    if unconfirmed:
        rows = rows.filter(verdict="").exclude(proposal="")
    return page_of(rows, cursor, by=("id", "id"), size=size)


def chosen(found: ReviewRound, pks: Sequence[int]) -> list[ReviewItem]:
    """Items of a round by their numbers."""
    return list(found.items.filter(pk__in=list(pks)[:500]).select_related("round__matter", "item").order_by("pk"))


def progress(found: ReviewRound) -> list[Share]:
    """How far each unit is, who has most left first; one question."""
    return shares(found.items.all(), answered=~Q(proposal="") | ~Q(verdict=""))


def result(found: ReviewRound) -> Tally:
    """How the round stands."""
    return tally(list(found.items.values_list("verdict", flat=True)))


def levels(item: WithheldItem) -> str:
    """In Chinese, at which level an item is confirmed."""
    return "、".join(duty.label for duty in may_confirm(item.level.split(",")))


def may_be_confirmed_by(actor: Actor, item: WithheldItem) -> bool:
    """Whether the actor confirms a re-evaluation of this item."""
    return any(actor.may(duty, over=item.organ_id) for duty in may_confirm(item.level.split(",")))


def document_of(item: WithheldItem) -> Document | None:
    """The paper in the system that an item stands for."""
    if item.matter_id is None:
        return None
    return Document.objects.filter(matter=item.matter_id).select_related("matter", "organ", "drafter").first()


def history(item: WithheldItem) -> QuerySet[ReviewItem]:
    """What earlier rounds said of an item, newest first."""
    return ReviewItem.objects.filter(item=item).exclude(verdict="").select_related("round__matter").order_by("-pk")
