"""Search as the faces and the command line ask for it."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.labelled import Labelled
from zwgk.search import dictionary, engine, store, suggesting
from zwgk.search.asking import EXACT, Raw, Result
from zwgk.search.matching import Filters
from zwgk.search.planning import Node, Plan, plan
from zwgk.search.snippets import Marked, mark, snippet
from zwgk.search.sources import Display, has_source, source
from zwgk.search.text import fold

log = structlog.get_logger(__name__)

#: most hits of one page
MAX_LIMIT = 1000
#: most pages are looked through when hits fail the check against the database
ROUNDS = 3

__all__ = ["EXACT", "Filters", "Found", "Hit", "Order", "search", "suggest"]


class Order(Labelled):
    """In which order hits come (排序)."""

    RELEVANCE = "relevance", "按相关度"
    DATE = "date", "按时间"


@dataclass(frozen=True)
class Hit:
    """One find: what to show, its score, title and passage with marks; ``is_related``: only related (相关)."""

    key: str
    display: Display
    score: float
    title: Marked
    snippet: Marked
    is_related: bool = False


@dataclass(frozen=True)
class Found:
    """The answer to one query.

    ``total`` papers carry all that was asked, ``related`` more are near. ``total_is_exact`` is false beyond 10 000
    (“超过10000”). ``after`` is the cursor of the next page, empty at the end. ``facets``: counts by facet and value.
    ``suggestion``: another spelling that finds something. ``unmatched_words``: typed words that stand in no paper.
    ``notice``: a sentence for the reader where the answer is less than usual.
    """

    text: str
    total: int
    total_is_exact: bool
    took_ms: float
    hits: tuple[Hit, ...]
    related: int = 0
    after: str = ""
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str = ""
    unmatched_words: tuple[str, ...] = ()
    loosened: tuple[tuple[str, int], ...] = ()
    notice: str = ""


def search(
    text: str,
    *,
    index: str = store.PUBLIC,
    filters: Filters | None = None,
    order: Order = Order.RELEVANCE,
    after: str = "",
    limit: int = 10,
    with_facets: bool = False,
) -> Found:
    """Find papers. Hits are checked against the database: what is no longer public is dropped.

    Units: ``took_ms`` in milliseconds. ``loosened``: for a query that found nothing, the single words with how many
    papers each finds. Errors: :class:`LimitExceeded` (query or page too long), :class:`BadInput` (cursor),
    :class:`IndexUnavailable` where the index is away and the source has no fallback.
    """
    began = time.perf_counter()
    if not 1 <= limit <= MAX_LIMIT:
        raise LimitExceeded(
            what="不能检索",
            why=f"每页条数应在1至{MAX_LIMIT}之间，您填写了{limit}",
            remedy="请改小每页条数",
            field="limit",
        )
    asked, chosen = plan(text), filters or Filters()
    if asked.is_empty:
        return Found(text, 0, True, _since(began), ())
    cursor = _read_cursor(after, order)
    try:
        found = _page(index, asked, chosen, order, cursor, limit)
        counts = engine.facets(index, asked, chosen) if with_facets else {}
        unmatched: tuple[str, ...] = ()
        loosened: tuple[tuple[str, int], ...] = ()
        suggestion = notice = ""
        if found.result.total == 0 and not after:
            unmatched, loosened = _loosened(index, asked, chosen)
        if found.result.total < engine.FEW and not after and not engine.literal_count(index, asked, chosen):
            suggestion = _suggestion(index, text, chosen)
            if suggestion and not found.hits:
                instead = _page(index, plan(suggestion), chosen, order, None, limit)
                found = _Page(
                    Result((), 0, len(instead.hits)), tuple(replace(h, is_related=True) for h in instead.hits), ""
                )
                notice = f"没有找到“{text.strip()}”，以下是“{suggestion}”的结果。"
    except store.IndexUnavailable:
        return _fallback(index, text, asked, limit, began)
    total = found.result.total
    return Found(
        text,
        total,
        total <= EXACT,
        _since(began),
        found.hits,
        found.result.related,
        found.after,
        counts,
        suggestion,
        unmatched,
        loosened,
        notice,
    )


def suggest(prefix: str, *, index: str = store.PUBLIC, limit: int = 8) -> list[str]:
    """Return words that complete what is typed so far (characters or pinyin); empty where the index is away."""
    try:
        return suggesting.completions(prefix, dictionary.of(index), limit)
    except store.IndexUnavailable:
        return []


@dataclass(frozen=True)
class _Page:
    result: Result
    hits: tuple[Hit, ...]
    after: str


def _page(index: str, asked: Plan, filters: Filters, order: Order, cursor: int | None, limit: int) -> _Page:
    hits: list[Hit] = []
    result = Result((), 0)
    for round_ in range(ROUNDS):
        wanted = limit - len(hits)
        if order is Order.DATE:
            result = engine.by_date(index, asked, filters, limit=wanted + 1, before=cursor)
        else:
            result = engine.by_relevance(index, asked, filters, limit=wanted + 1, offset=cursor or 0)
        raws = result.hits[:wanted]
        hits.extend(_checked(index, raws, asked))
        more = len(result.hits) > wanted
        if raws:
            cursor = raws[-1].recency if order is Order.DATE else (cursor or 0) + len(raws)
        if not more or len(hits) >= limit:
            return _Page(result, tuple(hits), _write_cursor(order, cursor) if more else "")
        log.info("search.stale_hits", index=index, round=round_)
    return _Page(result, tuple(hits), _write_cursor(order, cursor))


def _checked(index: str, raws: Sequence[Raw], asked: Plan) -> list[Hit]:
    shown = source(index).display([raw.key for raw in raws]) if raws else {}
    words = marked_words(asked)
    return [
        Hit(raw.key, display, raw.score, mark(display.title, words), snippet(raw.text, words), raw.is_related)
        for raw in raws
        if (display := shown.get(raw.key)) is not None
    ]


def marked_words(asked: Plan) -> list[str]:
    """The words to mark in titles and passages: as typed, as meant, and in their other spellings."""
    words: dict[str, None] = dict.fromkeys(fold(piece) for piece in asked.text.split() if len(piece) <= 40)
    for word in asked.typed:
        words.setdefault(word)

    def walk(node: Node) -> None:
        for other in node.words:
            words.setdefault(other.word)
        for part in node.parts:
            walk(part)

    for node in asked.nodes:
        if node.required or len(node.word) > 1:
            walk(node)
    return list(words)


def _loosened(index: str, asked: Plan, filters: Filters) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    counts = [(node.word, engine.node_count(index, node, filters)) for node in asked.required]
    return tuple(word for word, number in counts if not number), tuple(pair for pair in counts if pair[1])


def _suggestion(index: str, text: str, filters: Filters) -> str:
    def finds(spelling: str) -> bool:
        return bool(engine.by_relevance(index, plan(spelling), filters, limit=1, related=False).total)

    return suggesting.correct(text, dictionary.of(index), finds) or ""


def _fallback(index: str, text: str, asked: Plan, limit: int, began: float) -> Found:
    """Answer from the database alone, and say so. Errors: :class:`IndexUnavailable` where that is not possible."""
    supplier = source(index) if has_source(index) else None
    if supplier is None or supplier.fallback is None:
        raise store.IndexUnavailable(store.state(index))
    keys = list(supplier.fallback(text, limit))
    shown = supplier.display(keys)
    words = marked_words(asked)
    hits = tuple(Hit(key, shown[key], 0.0, mark(shown[key].title, words), Marked(())) for key in keys if key in shown)
    notice = "检索索引正在重建，现在只按标题查找，结果可能不全，请稍后再试。"
    return Found(text, len(hits), len(hits) < limit, _since(began), hits, notice=notice)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)


def _write_cursor(order: Order, place: int | None) -> str:
    return base64.urlsafe_b64encode(f"{order.value}:{place or 0}".encode()).decode().rstrip("=")


def _read_cursor(after: str, order: Order) -> int | None:
    if not after:
        return None
    try:
        kind, _, place = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode().partition(":")
        number = int(place)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        kind, number = "", 0
    if kind != order.value or not 0 <= number < 1 << 63:
        raise BadInput(what="不能翻页", why="翻页位置不正确", remedy="请回到第一页重新检索", field="after")
    return number
