"""A plan becomes a search: which papers, in which order, how many under each heading.

Three sets, one list. *Literal*: every typed word occurs (recall). *Meant*: every thing asked for occurs, in the typed
or another word. Where both together are few, *related* papers follow, which carry the weightier part of what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zwgk.search import store
from zwgk.search.asking import Raw, Result, damaged, raw, run
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
from zwgk.search.plenty import LARGE, at_most, counted, silent, stretches_of, titles_first
from zwgk.search.spans import year_of
from zwgk.search.text import grams
from zwgk.search.themes import neighbours

#: related papers follow where fewer than this were found
FEW = 10
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
    if not run(name, searcher, phrase("grams", node.word), limit=1).count:
        for char in dict.fromkeys(node.word):
            one = phrase("title_grams", char)
            share = run(name, searcher, one, limit=1).count / papers
            if 0 < share <= RARE:
                found.append(query.const_score_query(one, 1.0))
    return found


def by_relevance(
    name: str, plan: Plan, filters: Filters, *, limit: int, offset: int = 0, related: bool = True
) -> Result:
    """Return finds, best first, from ``offset`` on; related ones follow where there are few."""
    searcher = store.searcher(name)
    narrow = narrowing(filters)
    if not plan.numbers and at_most(name, searcher, plan, filters) > LARGE:
        return titles_first(name, searcher, plan, filters, limit, offset)
    strict = strict_set(plan)
    wanted = combined([strict, *narrow], ranking_of(plan))
    found = run(name, searcher, wanted, limit=max(limit, 1), offset=offset, weight_by_field="weight")
    total = int(found.count)
    hits = [raw(name, searcher, address, score) for score, address in found.hits[:limit]]
    extra: list[Raw] = []
    if related and total < FEW and plan.required and not plan.numbers:
        extra = _near(name, searcher, plan, strict, narrow)
    page = [*hits, *extra[max(0, offset - total) :]][:limit] if len(hits) < limit else hits
    return Result(tuple(page), total, len(extra))


def _near(name: str, searcher: Any, plan: Plan, strict: Any, narrow: Sequence[Any]) -> list[Raw]:
    found: dict[str, Raw] = {}
    for broadly, most in ((False, RELATED), (True, FEW)):
        if len(found) >= FEW // 2:
            break
        wanted = combined([_related(name, searcher, plan, broadly=broadly), *narrow], (), [strict])
        near = run(name, searcher, wanted, limit=most, weight_by_field="weight").hits
        floor = max((score for score, _ in near), default=0.0) * RELATED_FLOOR
        for score, address in near:
            if score >= floor and len(found) < RELATED:
                one = raw(name, searcher, address, score, is_related=True)
                found.setdefault(one.key, one)
    return list(found.values())


def by_date(name: str, plan: Plan | None, filters: Filters, *, limit: int, before: int | None = None) -> Result:
    """Return finds, newest first, older than the cursor ``before``; ``plan`` None: every paper."""
    searcher = store.searcher(name)
    narrow = narrowing(filters)
    stretches = stretches_of(searcher, filters)
    total = counted(name, searcher, plan, filters, stretches)
    if before is not None:
        narrow = [*narrow, query_class().const_score_query(_older_than(before), 0.0)]
        stretches = stretches_of(searcher, filters, until=year_of(before))
    found: list[Any] = []
    for span in stretches:
        one = combined([silent(plan, [*narrow, *span.required])], (), span.forbidden)
        left = limit - len(found)
        found += run(name, searcher, one, limit=left, count=False, order_by_field="recency").hits
        if len(found) >= limit:
            break
    return Result(
        tuple(raw(name, searcher, address, 0.0, recency=int(value)) for value, address in found),
        total,
    )


def _older_than(recency: int) -> Any:
    import tantivy

    integer = tantivy.FieldType.Integer
    fields = fields_of_index()
    return query_class().range_query(fields, "recency", integer, None, recency, include_upper=False, include_lower=True)


def facets(name: str, plan: Plan | None, filters: Filters) -> dict[str, tuple[tuple[str, int], ...]]:
    """Count finds by facet value, largest first; a facet that is chosen is counted without its own choice."""
    searcher = store.searcher(name)
    base = silent(plan)
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
        raise damaged(name) from error
    return {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"])
        for name in asked
    }


def count(name: str, word: str, filters: Filters | None = None) -> int:
    """How many papers carry this squeezed word."""
    required = [query_class().const_score_query(phrase("grams", word), 0.0), *narrowing(filters or Filters())]
    return int(run(name, store.searcher(name), combined(required, ()), limit=1).count)


def literal_count(name: str, plan: Plan, filters: Filters) -> int:
    """How many papers carry every word as it was typed, or the number."""
    query, fields = query_class(), fields_of_index()
    ways = [must(*(phrase("grams", word) for word in plan.typed))]
    ways.extend(query.term_query(fields, "number", number, "basic") for number in plan.numbers)
    required = [query.const_score_query(either(*ways), 0.0), *narrowing(filters)]
    return int(run(name, store.searcher(name), combined(required, ()), limit=1).count)


def node_count(name: str, node: Node, filters: Filters | None = None) -> int:
    """How many papers carry this node in any of its words."""
    required = [query_class().const_score_query(match(node), 0.0), *narrowing(filters or Filters())]
    return int(run(name, store.searcher(name), combined(required, ()), limit=1).count)


def keys(name: str) -> Iterator[str]:
    """Walk the keys of all papers that an index holds."""
    searcher = store.searcher(name)
    found = run(
        name,
        searcher,
        query_class().all_query(),
        limit=max(1, searcher.num_docs),
        count=False,
        order_by_field="recency",
    )
    for _, address in found.hits:
        yield str(searcher.doc(address).get_first("key"))
