"""Lists and counters after a branch of columns moved: brought right in small batches, and at every batch in step.

依据：栏目调整不得影响已公开信息的查阅（信息的地址不变，只换列表）
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zwgk.jobs.queue import report
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import Column, ColumnCount, ColumnPath, Listing, Publication
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.search import outbox

RELIST = "publishing.relist"
#: publications of one transaction: about 100 ms
BATCH = 200


def of_columns(column_ids: Sequence[int]) -> int:
    """Bring the lists of all publications of these columns right, batch by batch; returns how many were looked at.

    What was merged away moves into the column that took it over. Doing it twice has the effect of once.
    """
    total = Publication.objects.filter(column__in=column_ids).count()
    done = 0
    for ids in _batches(column_ids):
        relist(ids)
        done += len(ids)
        report(done, total)
    with transaction.atomic():
        effects.touched([shelf.key_of_column(pk) for pk in _above(column_ids)], at=timezone.now())
    return done


def _batches(column_ids: Sequence[int]) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = Publication.objects.filter(column__in=column_ids, pk__gt=last).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _above(column_ids: Sequence[int]) -> set[int]:
    return set(ColumnPath.objects.filter(below__in=column_ids).values_list("above_id", flat=True))


def relist(ids: Sequence[int]) -> None:
    """Bring the lists and counters of one batch in step with the tree, in one transaction."""
    with transaction.atomic():
        rows = list(Publication.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        merged = Column.objects.filter(pk__in={row.column_id for row in rows}).exclude(merged_into=None)
        into = {pk: new for pk, new in merged.values_list("pk", "merged_into") if new is not None}
        for old, new in into.items():
            Publication.objects.filter(pk__in=ids, column=old).update(column=new)
        if into:
            effects.mark_changed(ids, at=timezone.now())
        paths: dict[int, set[int]] = {}
        places = {into.get(row.column_id, row.column_id) for row in rows}
        for below, above in ColumnPath.objects.filter(below__in=places).values_list("below", "above"):
            paths.setdefault(below, set()).add(above)
        before = set(Listing.objects.filter(publication__in=ids).values_list("publication_id", "column_id"))
        wanted = {
            (row.pk, column)
            for row in rows
            if row.state == PublicationState.LIVE and row.visibility == Visibility.PUBLIC
            for column in paths.get(into.get(row.column_id, row.column_id), ())
        }
        of = {row.pk: row for row in rows}
        gone, fresh = before - wanted, wanted - before
        for column in {column for _, column in gone}:
            leaving = [pk for pk, at in gone if at == column]
            Listing.objects.filter(column=column, publication__in=leaving).delete()
        Listing.objects.bulk_create(
            [Listing(column_id=c, publication_id=pk, published_at=of[pk].published_at) for pk, c in sorted(fresh)]
        )
        changes: Counter[tuple[int, str]] = Counter()
        for pairs, by in ((fresh, 1), (gone, -1)):
            for pk, column in pairs:
                changes[column, f"{of[pk].published_on:%Y-%m}"] += by
        count(changes)
        outbox.enqueue_many([str(pk) for pk in ids])


def count(changes: Counter[tuple[int, str]]) -> None:
    """Add to the counters of (column, month)."""
    wanted = {key: by for key, by in changes.items() if by}
    ColumnCount.objects.bulk_create(
        [ColumnCount(column_id=column, month=month) for column, month in wanted], ignore_conflicts=True
    )
    for (column, month), by in wanted.items():
        ColumnCount.objects.filter(column=column, month=month).update(number=F("number") + by)
