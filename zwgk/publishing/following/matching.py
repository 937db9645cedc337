"""What a subscription has to tell: publications that are live and public now and came out within a span of time.

Nothing is collected beforehand: each question is asked at the moment of sending, so what was withdrawn, taken down or
hidden meanwhile is not there. A migrated old paper keeps its old day and is no news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from zwgk.publishing import queries
from zwgk.publishing.following.scopes import Scope, filters_of
from zwgk.publishing.models import Listing, Publication, TopicItem
from zwgk.rules.following import MOST_NAMED, FollowKind
from zwgk.search import queries as searches
from zwgk.search.queries import Filters, Order

#: pages of a search that are looked through, 50 finds each, newest first
_MOST_SEARCHED = 4
_PER_SEARCH = 50


@dataclass(frozen=True)
class News:
    """The publications of a span, newest first, at most :data:`MOST_NAMED`; ``more`` where there are others."""

    rows: tuple[Publication, ...]
    more: bool


def news(scope: Scope, *, since: datetime, until: datetime) -> News:
    """What came out in a scope after ``since`` and up to ``until``. Errors: those of a search whose index is away."""
    rows = _rows(scope, since, until)
    found = list(
        rows.filter(published_at__gt=since, published_at__lte=until)
        .select_related("organ", "column")
        .order_by("-published_at", "-pk")[: MOST_NAMED + 1]
    )
    return News(tuple(found[:MOST_NAMED]), len(found) > MOST_NAMED)


def _rows(scope: Scope, since: datetime, until: datetime) -> QuerySet[Publication]:
    live = queries.live()
    if scope.kind is FollowKind.COLUMN:
        span = Listing.objects.filter(column=int(scope.target), published_at__gt=since, published_at__lte=until)
        return live.filter(pk__in=span.values("publication"))
    if scope.kind is FollowKind.ORGAN:
        return live.filter(organ=int(scope.target))
    if scope.kind is FollowKind.TOPIC:
        items = TopicItem.objects.filter(topic=int(scope.target), is_out=False, published_at__gt=since)
        return live.filter(pk__in=items.values("publication"))
    if scope.kind is FollowKind.SUBJECT:
        code = scope.target  # a class of two digits takes those of four below it
        return live.filter(subject_code__startswith=code) if len(code) == 2 else live.filter(subject_code=code)
    return live.filter(pk__in=_searched(scope, since))


def _searched(scope: Scope, since: datetime) -> Sequence[int]:
    """The numbers of the finds of a search since a day, newest first."""
    kept = filters_of(scope.narrowed)
    filters = Filters(
        kind=kept.get("kind", ""),
        validity=kept.get("validity", ""),
        year=kept.get("year", ""),
        organ=kept.get("organ", ""),
        column=kept.get("column", ""),
        day_from=timezone.localdate(since).toordinal(),
    )
    found: list[int] = []
    after = ""
    for _ in range(_MOST_SEARCHED):
        page = searches.search(scope.words, filters=filters, order=Order.DATE, after=after, limit=_PER_SEARCH)
        found += [int(hit.key) for hit in page.hits if not hit.is_related]
        after = page.after
        if not after:
            break
    return found
