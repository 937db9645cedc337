"""What ``zwgk check`` says of the search indexes."""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.search import outbox, store
from zwgk.search.sources import has_source


def lines() -> Iterator[tuple[bool, str, str]]:
    """One line an index that somebody supplies: right or not, what, how to mend it."""
    for name in store.NAMES:
        if not has_source(name):
            continue
        state = store.state(name)
        if state is store.IndexState.READY:
            held = int(store.searcher(name).num_docs)
            yield True, f"检索索引 {name} 可用（{held} 件，{outbox.waiting(name)} 项变更待写入）", ""
        else:
            yield False, f"检索索引 {name} {state.label}", "请运行 zwgk reindex，或启动 zwgk serve 等它自动重建"
