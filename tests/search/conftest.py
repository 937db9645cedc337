"""A scratch index folder for every test, and papers in memory instead of a room's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from zwgk.search import rebuilding, sources, store
from zwgk.search.document import SearchDoc
from zwgk.search.sources import Display, Source


class Shelf:
    """Papers in memory that play the database."""

    def __init__(self) -> None:
        self.papers: dict[str, SearchDoc] = {}

    def put(self, *papers: SearchDoc) -> None:
        """Add or replace papers."""
        self.papers |= {paper.key: paper for paper in papers}

    def load(self, keys: Sequence[str]) -> list[SearchDoc]:
        """The papers that are there."""
        return [self.papers[key] for key in keys if key in self.papers]

    def display(self, keys: Sequence[str]) -> dict[str, Display]:
        """What a hit shows."""
        return {
            key: Display(key, paper.title, paper.doc_number, "清岚县人民政府", f"/p/{key}")
            for key in keys
            if (paper := self.papers.get(key)) is not None
        }

    def index(self) -> int:
        """Build the public index from what is there."""
        return rebuilding.rebuild(store.PUBLIC)


@pytest.fixture
def shelf(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """An empty county whose public index is supplied from memory."""
    settings.VAR = tmp_path
    monkeypatch.setattr(sources, "_SOURCES", {})
    held = Shelf()
    sources.register_source(store.PUBLIC, Source(held.load, lambda: list(held.papers), held.display))
    yield held
    store.forget(store.PUBLIC)


@pytest.fixture
def indexed(shelf: Shelf) -> Callable[..., Shelf]:
    """``indexed("标题", …)`` or ``indexed(SearchDoc(…), …)``: papers put in and indexed, keys p1, p2 …"""

    def make(*papers: str | SearchDoc) -> Shelf:
        for number, paper in enumerate(papers, 1):
            shelf.put(paper if isinstance(paper, SearchDoc) else SearchDoc(f"p{number}", paper))
        shelf.index()
        return shelf

    return make
