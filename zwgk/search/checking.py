"""What ``zwgk check`` says of the search indexes."""

from __future__ import annotations

from collections.abc import Iterator

from zwgk.search import outbox, store
from zwgk.search.sources import has_source

#: what the indexes are called on a line that people read
_CALLED = {store.PUBLIC: "门户检索索引", store.OFFICE: "办公检索索引"}


def lines() -> Iterator[tuple[bool, str, str]]:
    """One line an index that somebody supplies: right or not, what, how to mend it."""
    for name in store.NAMES:
        if not has_source(name):
            continue
        state = store.state(name)
        if state is store.IndexState.READY:
            held = int(store.searcher(name).num_docs)
            yield True, f"{_CALLED[name]}可用（{held} 件，{outbox.waiting(name)} 项变更待写入）", ""
        else:
            yield False, f"{_CALLED[name]}{state.label}", "请运行 zwgk reindex，或启动 zwgk serve 等它自动重建"
