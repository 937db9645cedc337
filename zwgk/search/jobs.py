"""What time does: each second what changed goes into the indexes; a missing or damaged index is built again."""

from __future__ import annotations

from zwgk.jobs.queue import enqueue
from zwgk.jobs.registry import every, handler
from zwgk.search import outbox, rebuilding, store
from zwgk.search.sources import has_source

REBUILD = "search.rebuild"


@every(seconds=1, name="search.drain")
def drain() -> None:
    """Take in what waits. A rebuild is long work and goes to the slow queue."""
    for name in store.NAMES:
        if not has_source(name):
            continue
        if store.state(name) is store.IndexState.READY:
            outbox.drain(name, heal=False)
        elif not store.is_held(name, rebuilding.LOCK):
            enqueue(REBUILD, key=name, args={"index": name}, queue="slow")


@handler(REBUILD)
def rebuild(index: str) -> None:
    """Build one index anew; nothing to do where another process is at it, or it has been mended meanwhile."""
    if store.state(index) is not store.IndexState.READY:
        outbox.drain(index)
