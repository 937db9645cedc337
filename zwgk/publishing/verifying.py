"""Do publications, lists, counters and finished pages agree with each other?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Sum

from zwgk.publishing import addresses, queries, shelf
from zwgk.publishing.models import ColumnCount, Listing, Publication, ShelfPage
from zwgk.publishing.open import exports

TITLE = "公开件与静态页"


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each disagreement."""
    for pk in Publication.objects.filter(current=None).values_list("pk", flat=True):
        yield f"公开件{pk}没有现行版本"
    for pk in (
        Publication.objects.exclude(current__publication=F("pk")).exclude(current=None).values_list("pk", flat=True)
    ):
        yield f"公开件{pk}的现行版本属于另一件"
    for pk in queries.live().filter(listings=None).values_list("pk", flat=True):
        yield f"公开件{pk}已公开，但不在任何栏目列表里"
    hidden = Listing.objects.exclude(publication__in=queries.live())
    for pk in hidden.values_list("publication_id", flat=True).distinct():
        yield f"公开件{pk}现在不公开，却还在栏目列表里"
    yield from _counters()
    yield from _pages()
    yield from exports.faults()


def _counters() -> Iterator[str]:
    listed = dict(Listing.objects.values_list("column").annotate(number=Count("pk")))
    counted = dict(ColumnCount.objects.values_list("column").annotate(number=Sum("number")))
    for column in sorted({*listed, *counted}):
        if listed.get(column, 0) != counted.get(column, 0):
            yield f"栏目{column}的计数为{counted.get(column, 0)}，列表里有{listed.get(column, 0)}条"


def _pages() -> Iterator[str]:
    gone = Publication.objects.exclude(pk__in=queries.live().values("pk"))
    for pk in gone.values_list("pk", flat=True).iterator(chunk_size=2000):
        path = addresses.publication(pk)
        if ShelfPage.objects.filter(path=path, stale_since=None).exists() and shelf.file_for(path).exists():
            yield f"公开件{pk}现在不公开，静态页{path}却还在"
