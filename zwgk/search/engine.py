"""A plan becomes a search: which papers, in which order, how many under each heading.

Three sets, one list. *Literal*: every typed word occurs (recall). *Meant*: every thing asked for occurs, in the typed
or another word. Where both together are few, *related* papers follow, which carry the weightier part of what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from zwgk.search import store
from zwgk.search.document import FACETS, schema
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
#: weights of a word in a title (as written, as a word) and in the body
TITLE, TITLE_WORD, BODY, BODY_WORD = 2.4, 1.6, 0.5, 0.7
#: what the shorter words inside a long one count beside it, and what each further spelling adds to the best
PARTED, TIE = 0.6, 0.15
#: what words that only help count
HELPING = 0.35
#: what the exact title and the paper's own number add
EXACT_TITLE, NUMBER = 40.0, 100.0

_SCHEMA: list[Any] = []


@dataclass(frozen=True)
class Filters:
    """What narrows a search: ids and codes as in the documents; ``organ`` and ``column`` take all below them."""

    organ: str = ""
    column: str = ""
    kind: str = ""
    subject: str = ""
    year: str = ""
    validity: str = ""
    attribute: str = ""
    day_from: int | None = None
    day_to: int | None = None

    def without(self, name: str) -> Filters:
        """The same filters less one: a facet counts what choosing another value would give."""
        return Filters(**{**self.__dict__, name: ""})


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


def _query() -> Any:
    import tantivy

    return tantivy.Query


def _fields() -> Any:
    if not _SCHEMA:
        _SCHEMA.append(schema())
    return _SCHEMA[0]


def _must(*queries: Any) -> Any:
    import tantivy

    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any(*queries: Any) -> Any:
    import tantivy

    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def phrase(name: str, squeezed: str) -> Any:
    """A query for ``squeezed`` as part of a text in a field of character pairs; one character by prefix.

    Every second pair is enough: 人民 and, two places on, 政府 are 人民政府.
    """
    query, fields = _query(), _fields()
    if len(squeezed) == 1:
        return query.regex_query(fields, name, squeezed + ".*")
    last = len(squeezed) - 2
    places = sorted({*range(0, last, 2), last})
    pairs = [(place, squeezed[place : place + 2]) for place in places]
    if len(pairs) == 1:
        return query.term_query(fields, name, pairs[0][1], "freq")
    return query.phrase_query(fields, name, pairs)


def _match(node: Node, boost: float = 1.0, *, within: str = "grams") -> Any:
    """Papers that carry the node (anywhere, or ``within`` the title's pairs); how often they do, counts a little."""
    query = _query()
    ways = [query.boost_query(phrase(within, other.word), BODY * boost * other.weight) for other in node.words]
    if node.parts:
        ways.append(_must(*(_match(part, boost * PARTED, within=within) for part in node.parts)))
    return query.disjunction_max_query(ways, TIE) if len(ways) > 1 else ways[0]


def _score(node: Node, boost: float = 1.0) -> Any:
    """What a paper gains by carrying the node in its title, or as a word of its own in title and body."""
    query, fields = _query(), _fields()
    ways = []
    for other in node.words:
        weight = boost * other.weight
        ways.append(
            _any(
                query.boost_query(phrase("title_grams", other.word), weight * TITLE),
                query.boost_query(query.term_query(fields, "title_words", other.word, "freq"), weight * TITLE_WORD),
                query.boost_query(query.term_query(fields, "body_words", other.word, "freq"), weight * BODY_WORD),
            )
        )
    if node.parts:
        ways.append(_any(*(_score(part, boost * PARTED) for part in node.parts)))
    return query.disjunction_max_query(ways, TIE) if len(ways) > 1 else ways[0]


def _carrying(node: Node, boost: float = 1.0) -> Any:
    """Papers that carry the node at all, scored in full."""
    return _any(_match(node, boost), _score(node, boost))


def _strict(plan: Plan) -> Any:
    """The set of finds. A paper in which a typed word stands carries all that the word was taken to mean as well."""
    query, fields = _query(), _fields()
    if plan.numbers:
        own = [query.const_score_query(query.term_query(fields, "number", n, "basic"), NUMBER) for n in plan.numbers]
        quoting = [phrase("grams", word) for word in dict.fromkeys((*plan.typed, *plan.numbers))]
        return _any(*own, *quoting)
    if plan.required:
        return _must(*(_match(node) for node in plan.required))
    return _must(*(phrase("grams", word) for word in plan.typed))


def _ranking(plan: Plan) -> list[Any]:
    query, fields = _query(), _fields()
    scores = [_score(node) if node.required else _carrying(node, HELPING) for node in plan.nodes]
    asked = {node.word for node in plan.nodes}
    for text, boost in ((plan.whole, 1.5), *((word, 0.8) for word in plan.typed)):
        if len(text) > 1 and text not in asked:
            scores.append(query.boost_query(phrase("title_grams", text), boost))
            asked.add(text)
    if plan.whole:
        scores.append(query.const_score_query(query.term_query(fields, "title", plan.whole, "basic"), EXACT_TITLE))
    return scores


def _related(name: str, searcher: Any, plan: Plan, *, broadly: bool = False) -> Any:
    """Papers that carry part of what was asked: a specific word in any spelling, its pieces, or a word of its field.

    ``broadly`` lets words that stand in papers on everything (补贴, 收费 …) count like the others.
    """
    query = _query()
    specific = [node for node in plan.required if broadly or not node.is_generic] or list(plan.required)
    near: list[Any] = []
    for node in specific:
        near.append(_carrying(node, GENERIC_WEIGHT if node.is_generic else 1.0))
        near.extend(_pieces(name, searcher, node))
        told = (*(each.word for each in node.words), *(part.word for part in node.parts))
        kin = dict.fromkeys(other for word in told for other in neighbours(word))
        if kin and not node.is_generic:
            boosted = [query.boost_query(phrase("title_grams", word), KIN) for word in kin]
            near.append(query.disjunction_max_query(boosted, 0.1))
    helping = [_carrying(node, 0.2) for node in plan.nodes if node not in specific]
    return _with([_any(*near)], helping)


def _pieces(name: str, searcher: Any, node: Node) -> list[Any]:
    """Pairs and characters of a word that stands nowhere as typed; rare ones only."""
    query, fields = _query(), _fields()
    if node.word.isascii() or len(node.word) < 2:
        return []
    found = []
    papers = max(searcher.num_docs, 1)
    if len(node.word) > 2 and not node.parts:
        pairs = grams(node.word)[:-1]
        found.append(
            _any(*(query.boost_query(query.term_query(fields, "title_grams", pair, "freq"), 0.4) for pair in pairs))
        )
    if not _run(name, searcher, phrase("grams", node.word), limit=1).count:
        for char in dict.fromkeys(node.word):
            one = phrase("title_grams", char)
            share = _run(name, searcher, one, limit=1).count / papers
            if 0 < share <= RARE:
                found.append(query.const_score_query(one, 1.0))
    return found


def _narrow(filters: Filters) -> list[Any]:
    import tantivy

    query, fields = _query(), _fields()
    chosen = [
        query.const_score_query(query.term_query(fields, name, value, "basic"), 0.0)
        for name in (*FACETS, "attribute")
        if (value := getattr(filters, name))
    ]
    if filters.day_from is not None or filters.day_to is not None:
        span = query.range_query(fields, "day", tantivy.FieldType.Integer, filters.day_from, filters.day_to)
        chosen.append(query.const_score_query(span, 0.0))
    return chosen


def _with(required: Sequence[Any], helping: Sequence[Any], forbidden: Sequence[Any] = ()) -> Any:
    import tantivy

    occur = tantivy.Occur
    clauses = [(occur.Must, query) for query in required]
    clauses += [(occur.Should, query) for query in helping]
    clauses += [(occur.MustNot, query) for query in forbidden]
    return tantivy.Query.boolean_query(clauses)


def by_relevance(
    name: str, plan: Plan, filters: Filters, *, limit: int, offset: int = 0, related: bool = True
) -> Result:
    """Return finds, best first, from ``offset`` on; related ones follow where there are few."""
    searcher = store.searcher(name)
    narrow = _narrow(filters)
    strict = _strict(plan)
    if not plan.numbers and _at_most(name, searcher, plan) > LARGE:
        return _titles_first(name, searcher, plan, narrow, limit, offset)
    wanted = _with([strict, *narrow], _ranking(plan))
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
    strict, ranking = _strict(plan), _ranking(plan)
    titled = _must(*(_match(node, within="title_grams") for node in plan.required))
    counted = _with([_query().const_score_query(strict, 0.0), *narrow], ())
    total = int(_run(name, searcher, counted, limit=1).count)
    first = _run(
        name, searcher, _with([titled, *narrow], ranking), limit=limit, offset=offset, weight_by_field="weight"
    )
    found = list(first.hits)
    if len(found) < limit:
        rest = _with([strict, *narrow], ranking, [titled])
        skipped = max(0, offset - int(first.count))
        left = limit - len(found)
        found += _run(name, searcher, rest, limit=left, offset=skipped, weight_by_field="weight").hits
    return Result(tuple(_raw(name, searcher, address, score) for score, address in found), total)


def _near(name: str, searcher: Any, plan: Plan, strict: Any, narrow: Sequence[Any]) -> list[Raw]:
    found: dict[str, Raw] = {}
    for broadly, most in ((False, RELATED), (True, FEW)):
        if len(found) >= FEW // 2:
            break
        wanted = _with([_related(name, searcher, plan, broadly=broadly), *narrow], (), [strict])
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
    query = _query()
    required = [_strict(plan) if plan else query.const_score_query(query.all_query(), 0.0), *_narrow(filters)]
    total = -1
    if before is not None:
        total = int(_run(name, searcher, _with(required, ()), limit=1).count)
        span = query.range_query(
            _fields(), "recency", tantivy.FieldType.Integer, None, before, include_upper=False, include_lower=True
        )
        required.append(query.const_score_query(span, 0.0))
    found = _run(name, searcher, _with(required, ()), limit=limit, order_by_field="recency")
    hits = tuple(_raw(name, searcher, address, 0.0, recency=int(value)) for value, address in found.hits)
    return Result(hits, int(found.count) if before is None else total)


def facets(name: str, plan: Plan | None, filters: Filters) -> dict[str, tuple[tuple[str, int], ...]]:
    """Count finds by facet value, largest first; a facet that is chosen is counted without its own choice."""
    searcher = store.searcher(name)
    query = _query()
    base = _strict(plan) if plan else query.const_score_query(query.all_query(), 0.0)
    free = [facet for facet in FACETS if not getattr(filters, facet)]
    counted = _aggregate(name, searcher, _with([base, *_narrow(filters)], ()), free)
    for facet in FACETS:
        if getattr(filters, facet):
            counted |= _aggregate(name, searcher, _with([base, *_narrow(filters.without(facet))], ()), [facet])
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
    required = [_query().const_score_query(phrase("grams", word), 0.0), *_narrow(filters or Filters())]
    return int(_run(name, store.searcher(name), _with(required, ()), limit=1).count)


def literal_count(name: str, plan: Plan, filters: Filters) -> int:
    """How many papers carry every word as it was typed, or the number."""
    query, fields = _query(), _fields()
    ways = [_must(*(phrase("grams", word) for word in plan.typed))]
    ways.extend(query.term_query(fields, "number", number, "basic") for number in plan.numbers)
    required = [query.const_score_query(_any(*ways), 0.0), *_narrow(filters)]
    return int(_run(name, store.searcher(name), _with(required, ()), limit=1).count)


def node_count(name: str, node: Node, filters: Filters | None = None) -> int:
    """How many papers carry this node in any of its words."""
    required = [_query().const_score_query(_match(node), 0.0), *_narrow(filters or Filters())]
    return int(_run(name, store.searcher(name), _with(required, ()), limit=1).count)


def keys(name: str) -> Iterator[str]:
    """Walk the keys of all papers that an index holds."""
    searcher = store.searcher(name)
    found = _run(
        name, searcher, _query().all_query(), limit=max(1, searcher.num_docs), count=False, order_by_field="recency"
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
