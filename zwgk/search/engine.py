"""A plan becomes a search: which papers, in which order, how many under each heading.

Three sets, one list. *Literal*: every typed word occurs (recall). *Meant*: every thing asked for occurs, in the typed
or another word. Where both together are few, *related* papers follow, which carry the weightier part of what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from zwgk.search import store
from zwgk.search.document import FACETS
from zwgk.search.matching import (
    Filters,
    carrying,
    combined,
    either,
    fields_of_index,
    match,
    must,
    narrowing,
    phrase,
    query_class,
    ranking_of,
    strict_set,
)
from zwgk.search.planning import Node, Plan
from zwgk.search.text import grams
from zwgk.search.themes import neighbours

#: counts up to here are exact; beyond, headings say "more than"
EXACT = 10_000
#: related papers follow where fewer than this were found
FEW = 10
#: of more finds than this those with everything in the title come first
LARGE = 5_000
#: at most so many related papers
RELATED = 30
#: a related paper must reach this part of the best related one's score
RELATED_FLOOR = 0.02
#: weight of a word of the same field beside 1 of the typed word
KIN = 0.4
#: weight of a word that stands in papers on everything, where nothing better is found
GENERIC_WEIGHT = 0.4
#: a single character tells something where at most this share of the titles carries it
RARE = 0.04
#: at most so many values of one facet
FACET_VALUES = 60


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


def _related(name: str, searcher: Any, plan: Plan, *, broadly: bool = False) -> Any:
    """Papers that carry part of what was asked: a specific word in any spelling, its pieces, or a word of its field.

    ``broadly`` lets words that stand in papers on everything (补贴, 收费 …) count like the others.
    """
    query = query_class()
    specific = [node for node in plan.required if broadly or not node.is_generic] or list(plan.required)
    near: list[Any] = []
    for node in specific:
        near.append(carrying(node, GENERIC_WEIGHT if node.is_generic else 1.0))
        near.extend(_pieces(name, searcher, node))
        told = (*(each.word for each in node.words), *(part.word for part in node.parts))
        kin = dict.fromkeys(other for word in told for other in neighbours(word))
        if kin and not node.is_generic:
            boosted = [query.boost_query(phrase("title_grams", word), KIN) for word in kin]
            near.append(query.disjunction_max_query(boosted, 0.1))
    helping = [carrying(node, 0.2) for node in plan.nodes if node not in specific]
    return combined([either(*near)], helping)


def _pieces(name: str, searcher: Any, node: Node) -> list[Any]:
    """Pairs and characters of a word that stands nowhere as typed; rare ones only."""
    query, fields = query_class(), fields_of_index()
    if node.word.isascii() or len(node.word) < 2:
        return []
    found = []
    papers = max(searcher.num_docs, 1)
    if len(node.word) > 2 and not node.parts:
        pairs = grams(node.word)[:-1]
        found.append(
            either(*(query.boost_query(query.term_query(fields, "title_grams", pair, "freq"), 0.4) for pair in pairs))
        )
    if not _run(name, searcher, phrase("grams", node.word), limit=1).count:
        for char in dict.fromkeys(node.word):
            one = phrase("title_grams", char)
            share = _run(name, searcher, one, limit=1).count / papers
            if 0 < share <= RARE:
                found.append(query.const_score_query(one, 1.0))
    return found


def by_relevance(
    name: str, plan: Plan, filters: Filters, *, limit: int, offset: int = 0, related: bool = True
) -> Result:
    """Return finds, best first, from ``offset`` on; related ones follow where there are few."""
    searcher = store.searcher(name)
    narrow = narrowing(filters)
    strict = strict_set(plan)
    if not plan.numbers and _at_most(name, searcher, plan) > LARGE:
        return _titles_first(name, searcher, plan, narrow, limit, offset)
    wanted = combined([strict, *narrow], ranking_of(plan))
    found = _run(name, searcher, wanted, limit=max(limit, 1), offset=offset, weight_by_field="weight")
    total = int(found.count)
    hits = [_raw(name, searcher, address, score) for score, address in found.hits[:limit]]
    extra: list[Raw] = []
    if related and total < FEW and plan.required and not plan.numbers:
        extra = _near(name, searcher, plan, strict, narrow)
    page = [*hits, *extra[max(0, offset - total) :]][:limit] if len(hits) < limit else hits
    return Result(tuple(page), total, len(extra))


def _at_most(name: str, searcher: Any, plan: Plan) -> int:
    """No more papers than this are found; told from how common the pairs of characters are, without a search."""

    def of(word: str) -> int:
        pairs = grams(word)[:-1]
        return min((int(searcher.doc_freq("grams", pair)) for pair in pairs), default=0)

    def within(node: Node) -> int:
        found = sum(of(other.word) for other in node.words)
        return found + min((within(part) for part in node.parts), default=0)

    try:
        return min((within(node) for node in plan.required), default=0)
    except (ValueError, OSError) as error:
        raise _damaged(name) from error


def _titles_first(name: str, searcher: Any, plan: Plan, narrow: Sequence[Any], limit: int, offset: int) -> Result:
    """Of very many finds those that carry everything in the title come first; others are scored only when reached."""
    strict, ranking = strict_set(plan), ranking_of(plan)
    titled = must(*(match(node, within="title_grams") for node in plan.required))
    counted = combined([query_class().const_score_query(strict, 0.0), *narrow], ())
    total = int(_run(name, searcher, counted, limit=1).count)
    first = _run(
        name, searcher, combined([titled, *narrow], ranking), limit=limit, offset=offset, weight_by_field="weight"
    )
    found = list(first.hits)
    if len(found) < limit:
        rest = combined([strict, *narrow], ranking, [titled])
        skipped = max(0, offset - int(first.count))
        left = limit - len(found)
        found += _run(name, searcher, rest, limit=left, offset=skipped, weight_by_field="weight").hits
    return Result(tuple(_raw(name, searcher, address, score) for score, address in found), total)


def _near(name: str, searcher: Any, plan: Plan, strict: Any, narrow: Sequence[Any]) -> list[Raw]:
    found: dict[str, Raw] = {}
    for broadly, most in ((False, RELATED), (True, FEW)):
        if len(found) >= FEW // 2:
            break
        wanted = combined([_related(name, searcher, plan, broadly=broadly), *narrow], (), [strict])
        near = _run(name, searcher, wanted, limit=most, weight_by_field="weight").hits
        floor = max((score for score, _ in near), default=0.0) * RELATED_FLOOR
        for score, address in near:
            if score >= floor and len(found) < RELATED:
                raw = _raw(name, searcher, address, score, is_related=True)
                found.setdefault(raw.key, raw)
    return list(found.values())


def by_date(name: str, plan: Plan | None, filters: Filters, *, limit: int, before: int | None = None) -> Result:
    """Return finds, newest first, older than the cursor ``before``; ``plan`` None: every paper."""
    import tantivy

    searcher = store.searcher(name)
    query = query_class()
    required = [strict_set(plan) if plan else query.const_score_query(query.all_query(), 0.0), *narrowing(filters)]
    total = -1
    if before is not None:
        total = int(_run(name, searcher, combined(required, ()), limit=1).count)
        span = query.range_query(
            fields_of_index(),
            "recency",
            tantivy.FieldType.Integer,
            None,
            before,
            include_upper=False,
            include_lower=True,
        )
        required.append(query.const_score_query(span, 0.0))
    found = _run(name, searcher, combined(required, ()), limit=limit, order_by_field="recency")
    hits = tuple(_raw(name, searcher, address, 0.0, recency=int(value)) for value, address in found.hits)
    return Result(hits, int(found.count) if before is None else total)


def facets(name: str, plan: Plan | None, filters: Filters) -> dict[str, tuple[tuple[str, int], ...]]:
    """Count finds by facet value, largest first; a facet that is chosen is counted without its own choice."""
    searcher = store.searcher(name)
    query = query_class()
    base = strict_set(plan) if plan else query.const_score_query(query.all_query(), 0.0)
    free = [facet for facet in FACETS if not getattr(filters, facet)]
    counted = _aggregate(name, searcher, combined([base, *narrowing(filters)], ()), free)
    for facet in FACETS:
        if getattr(filters, facet):
            counted |= _aggregate(name, searcher, combined([base, *narrowing(filters.without(facet))], ()), [facet])
    return {facet: counted[facet] for facet in FACETS}


def _aggregate(name: str, searcher: Any, wanted: Any, names: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    asked = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in names}
    if not asked:
        return {}
    try:
        answer = searcher.aggregate(wanted, asked)
    except (ValueError, OSError) as error:
        raise _damaged(name) from error
    return {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"])
        for name in asked
    }


def count(name: str, word: str, filters: Filters | None = None) -> int:
    """How many papers carry this squeezed word."""
    required = [query_class().const_score_query(phrase("grams", word), 0.0), *narrowing(filters or Filters())]
    return int(_run(name, store.searcher(name), combined(required, ()), limit=1).count)


def literal_count(name: str, plan: Plan, filters: Filters) -> int:
    """How many papers carry every word as it was typed, or the number."""
    query, fields = query_class(), fields_of_index()
    ways = [must(*(phrase("grams", word) for word in plan.typed))]
    ways.extend(query.term_query(fields, "number", number, "basic") for number in plan.numbers)
    required = [query.const_score_query(either(*ways), 0.0), *narrowing(filters)]
    return int(_run(name, store.searcher(name), combined(required, ()), limit=1).count)


def node_count(name: str, node: Node, filters: Filters | None = None) -> int:
    """How many papers carry this node in any of its words."""
    required = [query_class().const_score_query(match(node), 0.0), *narrowing(filters or Filters())]
    return int(_run(name, store.searcher(name), combined(required, ()), limit=1).count)


def keys(name: str) -> Iterator[str]:
    """Walk the keys of all papers that an index holds."""
    searcher = store.searcher(name)
    found = _run(
        name,
        searcher,
        query_class().all_query(),
        limit=max(1, searcher.num_docs),
        count=False,
        order_by_field="recency",
    )
    for _, address in found.hits:
        yield str(searcher.doc(address).get_first("key"))


def _raw(name: str, searcher: Any, address: Any, score: float, *, recency: int = 0, is_related: bool = False) -> Raw:
    try:
        stored = searcher.doc(address)
    except (ValueError, OSError) as error:
        raise _damaged(name) from error
    text = stored.get_first("text") or ""
    return Raw(str(stored.get_first("key")), float(score), str(text), recency, is_related)


def _run(name: str, searcher: Any, query: Any, **how: Any) -> Any:
    try:
        return searcher.search(query, **how)
    except (ValueError, OSError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> store.IndexUnavailable:
    store.mark_damaged(name)
    return store.IndexUnavailable(store.IndexState.CORRUPT)
