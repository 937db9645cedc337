"""Does the index hold what the database says may be found, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.search import engine, store
from zwgk.search.models import IndexChange
from zwgk.search.sources import has_source, source

TITLE = "检索索引"


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each paper that only one side knows; waiting changes are no faults."""
    for name in store.NAMES:
        if not has_source(name):
            continue
        state = store.state(name)
        if state is not store.IndexState.READY:
            yield f"索引 {name} {state.label}"
            continue
        waiting = set(IndexChange.objects.filter(index=name).values_list("key", flat=True))
        public, held = set(source(name).keys()), set(engine.keys(name))
        for key in sorted(public - held - waiting):
            yield f"索引 {name} 缺少 {key}"
        for key in sorted(held - public - waiting):
            yield f"索引 {name} 多出 {key}"
