"""Asking an index: what comes back, and what is done about an index that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zwgk.search import store

#: counts up to here are exact; beyond, headings say "more than"
EXACT = 10_000


@dataclass(frozen=True)
class Raw:
    """One find: the paper's key, its score or date cursor, its stored text, and whether it is only related (相关)."""

    key: str
    score: float
    text: str
    recency: int
    is_related: bool = False


@dataclass(frozen=True)
class Result:
    """Finds in order, how many there are in all, and counts by facet."""

    hits: tuple[Raw, ...]
    total: int
    related: int = 0
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


def raw(name: str, searcher: Any, address: Any, score: float, *, recency: int = 0, is_related: bool = False) -> Raw:
    try:
        stored = searcher.doc(address)
    except (ValueError, OSError) as error:
        raise damaged(name) from error
    text = stored.get_first("text") or ""
    return Raw(str(stored.get_first("key")), float(score), str(text), recency, is_related)


def run(name: str, searcher: Any, query: Any, **how: Any) -> Any:
    try:
        return searcher.search(query, **how)
    except (ValueError, OSError) as error:
        raise damaged(name) from error


def damaged(name: str) -> store.IndexUnavailable:
    store.mark_damaged(name)
    return store.IndexUnavailable(store.IndexState.CORRUPT)
