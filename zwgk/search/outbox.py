"""From the database into the index: acts queue a change in their own transaction, the worker takes it in.

At least once and idempotent: a paper is deleted by key and added again; the rows go only after the index's commit, so a
killed worker repeats and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from django.db.models import Max
from django.utils import timezone

from zwgk.search import dictionary, store
from zwgk.search.document import VERSION, SearchDoc
from zwgk.search.models import ChangeOp, IndexChange
from zwgk.search.rebuilding import rebuild
from zwgk.search.sources import has_source, source
from zwgk.search.taking import apply, note_changed

log = structlog.get_logger(__name__)

#: changes taken in with one commit
BATCH = 500


def enqueue(key: str, *, index: str = store.PUBLIC, op: ChangeOp = ChangeOp.UPSERT) -> None:
    """Queue a change, inside the transaction of the act. What the paper looks like is read when it is taken in."""
    IndexChange.objects.create(index=index, key=key, op=str(op), at=timezone.now())


def enqueue_many(keys: Iterable[str], *, index: str = store.PUBLIC, op: ChangeOp = ChangeOp.UPSERT) -> int:
    """Queue many changes; returns how many."""
    now = timezone.now()
    rows = [IndexChange(index=index, key=key, op=str(op), at=now) for key in keys]
    IndexChange.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def waiting(index: str) -> int:
    """How many changes wait."""
    return IndexChange.objects.filter(index=index).count()


def drain(index: str = store.PUBLIC, *, limit: int | None = None, heal: bool = True) -> int:
    """Take waiting changes in; returns how many rows were done. 0 also where another process is already at it.

    With ``heal`` the index is built from the database where it is missing, of an older version or damaged; without,
    the changes go on waiting. Errors: :class:`BadInput` where nobody supplies the index.
    """
    state = store.state(index)
    if state is store.IndexState.READY:
        if not IndexChange.objects.filter(index=index).exists():
            return 0
        try:
            with store.locked(index):
                return _drain(index, limit)
        except store.WriterBusy:
            return 0
        except store.IndexUnavailable as refusal:
            state = refusal.state
            store.forget(index)
    if state is not store.IndexState.MISSING:  # a new installation has none yet
        log.warning("search.index_unavailable", index=index, state=str(state))
    if not heal:
        return 0
    top = IndexChange.objects.filter(index=index).aggregate(top=Max("pk"))["top"] or 0
    try:
        rebuild(index)  # the one place where a rebuild begins by itself
    except store.WriterBusy:
        return 0
    return _done(index, IndexChange.objects.filter(index=index, pk__lte=top).values_list("pk", flat=True))


def _drain(index: str, limit: int | None) -> int:
    generation = store.current(index)
    if generation is None:
        raise store.IndexUnavailable(store.IndexState.MISSING)
    if store.version_of(generation) != VERSION:
        raise store.IndexUnavailable(store.IndexState.OUTDATED)
    done = 0
    opened: Any = None
    while limit is None or done < limit:
        size = BATCH if limit is None else min(BATCH, limit - done)
        rows = list(IndexChange.objects.filter(index=index).order_by("pk").values_list("pk", "key", "op")[:size])
        if not rows:
            break
        if opened is None:
            opened = store.writer(store.open_index(generation))
        keys = list(dict.fromkeys(key for _, key, _ in rows))
        note_changed(index, keys)
        apply(opened, keys, _load(index, keys))
        done += _done(index, [pk for pk, _, _ in rows])
    if opened is not None:
        opened.wait_merging_threads()
        dictionary.refresh(index, generation)
    return done


def _done(index: str, pks: Iterable[int]) -> int:
    return int(IndexChange.objects.filter(index=index, pk__in=list(pks)).delete()[0])


def _load(index: str, keys: Sequence[str]) -> list[SearchDoc]:
    return list(source(index).load(keys))


def drain_all() -> int:
    """Take in what waits for every index that somebody supplies."""
    return sum(drain(name) for name in store.NAMES if has_source(name))
