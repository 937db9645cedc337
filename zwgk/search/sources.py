"""Where the papers of an index come from: a room plugs its loader in, the index never reads a room's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zwgk.rules.errors import BadInput
from zwgk.search.document import SearchDoc


@dataclass(frozen=True)
class Display:
    """What a hit shows beside its snippet; ``key`` is what the command line gives back (the key of an import)."""

    key: str
    title: str
    doc_number: str = ""
    organ: str = ""
    url: str = ""
    published_on: str = ""
    validity: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Source:
    """One index's supplier.

    ``load(keys)`` gives the papers that are there and may be found; a key it leaves out is deleted from the index.
    ``keys()`` walks all of them, for a rebuild. ``display(keys)`` gives what a hit shows, read from the database at the
    moment of the search: a key it leaves out is dropped from the answer. ``fallback(text, limit)`` finds keys without
    an index, by the database alone.
    """

    load: Callable[[Sequence[str]], Iterable[SearchDoc]]
    keys: Callable[[], Iterable[str]]
    display: Callable[[Sequence[str]], Mapping[str, Display]]
    fallback: Callable[[str, int], Sequence[str]] | None = None


_SOURCES: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Plug in the supplier of an index; called from the room's ``apps.ready``. The last one counts."""
    _SOURCES[name] = source


def source(name: str) -> Source:
    """The supplier of an index. Errors: :class:`BadInput` where nobody supplies it."""
    try:
        return _SOURCES[name]
    except KeyError:
        raise BadInput(
            what=f"不能使用检索索引“{name}”",
            why="没有任何模块为它提供内容",
            remedy="请检查索引名称，应为 public 或 office",
        ) from None


def has_source(name: str) -> bool:
    """True where somebody supplies that index."""
    return name in _SOURCES
