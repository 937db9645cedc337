"""A plan's words as the index understands them: which papers match, and what each match counts.

Only queries are made here, nothing is asked. Two sets and one order: *literal*, every typed word occurs; *meant*, every
thing asked for occurs in the typed or another word; ranking adds what the titles and the words of their own say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zwgk.search.document import FACETS, schema
from zwgk.search.planning import Node, Plan

#: weights of a word in a title (as written, as a word) and in the body
TITLE, TITLE_WORD, BODY, BODY_WORD = 2.4, 1.6, 0.5, 0.7
#: what the shorter words inside a long one count beside it, and what each further spelling adds to the best
PARTED, TIE = 0.6, 0.15
#: what words that only help count
HELPING = 0.35
#: what the exact title and the paper's own number add
EXACT_TITLE, NUMBER = 40.0, 100.0
#: the most organs that one search is narrowed to
MOST_ORGANS = 20

_SCHEMA: list[Any] = []


@dataclass(frozen=True)
class Filters:
    """What narrows a search: ids and codes as in the documents; ``organ`` and ``column`` take all below them.

    ``organ`` may be several ids with commas between: papers of any of them.
    """

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


def query_class() -> Any:
    """The engine's makers of queries; loaded when first asked for."""
    import tantivy

    return tantivy.Query


def fields_of_index() -> Any:
    """The fields of our indexes."""
    if not _SCHEMA:
        _SCHEMA.append(schema())
    return _SCHEMA[0]


def must(*queries: Any) -> Any:
    """Papers that match all of ``queries``."""
    import tantivy

    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def either(*queries: Any) -> Any:
    """Papers that match any of ``queries``; the scores add up."""
    import tantivy

    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def phrase(name: str, squeezed: str) -> Any:
    """A query for ``squeezed`` as part of a text in a field of character pairs; one character by prefix.

    Every second pair is enough: 人民 and, two places on, 政府 are 人民政府.
    """
    query, fields = query_class(), fields_of_index()
    if len(squeezed) == 1:
        return query.regex_query(fields, name, squeezed + ".*")
    last = len(squeezed) - 2
    places = sorted({*range(0, last, 2), last})
    pairs = [(place, squeezed[place : place + 2]) for place in places]
    if len(pairs) == 1:
        return query.term_query(fields, name, pairs[0][1], "freq")
    return query.phrase_query(fields, name, pairs)


def match(node: Node, boost: float = 1.0, *, within: str = "grams") -> Any:
    """Papers that carry the node (anywhere, or ``within`` the title's pairs); how often they do, counts a little."""
    query = query_class()
    ways = [query.boost_query(phrase(within, other.word), BODY * boost * other.weight) for other in node.words]
    if node.parts:
        ways.append(must(*(match(part, boost * PARTED, within=within) for part in node.parts)))
    return query.disjunction_max_query(ways, TIE) if len(ways) > 1 else ways[0]


def lean(node: Node, *, within: str = "grams", among: Sequence[Any] = ()) -> Any:
    """The same papers as :func:`match` finds, with no more words than it takes; ``among``: only these papers.

    Where 公示 stands, 公示公告 need not be looked for; where 人民 and 政府 stand, 人民政府 need not. What narrows is
    asked of each word by itself: a union of many papers is never made.
    """
    words = [other.word for other in node.words if not (node.parts and other is node.words[0])]
    fewest = [word for word in words if not any(other != word and other in word for other in words)]
    ways = [must(query_class().boost_query(phrase(within, word), BODY), *among) for word in fewest]
    if node.parts:
        ways.append(must(*(lean(part, within=within, among=among) for part in node.parts)))
    return ways[0] if len(ways) == 1 else query_class().disjunction_max_query(ways, TIE)


def lean_set(plan: Plan, *, within: str = "grams", among: Sequence[Any] = ()) -> Any:
    """The same papers as :func:`strict_set` finds, asked for as cheaply as can be."""
    if plan.numbers or not plan.required:
        return must(strict_set(plan), *among)
    return must(*(lean(node, within=within, among=among) for node in plan.required))


def helped(required: Any, helping: Sequence[Any]) -> Any:
    """Papers that match ``required``; each of ``helping`` is asked of those papers alone.

    One inside the other: several helpers side by side would be united first, over all papers that carry any of them.
    """
    for query in helping:
        required = combined([required], [query])
    return required


def brief_ranking(plan: Plan) -> list[Any]:
    """What tells a great many finds apart well enough: words of their own in title and body, and what stands together.

    Every query is of one word, so that it can be asked of each find by itself (:func:`helped`).
    """
    query, fields = query_class(), fields_of_index()
    scores = []
    for node in plan.required:
        for name, weight in (("title_words", TITLE_WORD), ("body_words", BODY_WORD)):
            scores.append(query.boost_query(query.term_query(fields, name, node.word, "freq"), weight))
        if node.parts:
            scores.append(query.boost_query(phrase("title_grams", node.word), TITLE))
    if len(plan.whole) > 1 and plan.whole not in {node.word for node in plan.required}:
        scores.append(query.boost_query(phrase("title_grams", plan.whole), 1.5))
    return scores


def score(node: Node, boost: float = 1.0) -> Any:
    """What a paper gains by carrying the node in its title, or as a word of its own in title and body."""
    query, fields = query_class(), fields_of_index()
    ways = []
    for other in node.words:
        weight = boost * other.weight
        ways.append(
            either(
                query.boost_query(phrase("title_grams", other.word), weight * TITLE),
                query.boost_query(query.term_query(fields, "title_words", other.word, "freq"), weight * TITLE_WORD),
                query.boost_query(query.term_query(fields, "body_words", other.word, "freq"), weight * BODY_WORD),
            )
        )
    if node.parts:
        ways.append(either(*(score(part, boost * PARTED) for part in node.parts)))
    return query.disjunction_max_query(ways, TIE) if len(ways) > 1 else ways[0]


def carrying(node: Node, boost: float = 1.0) -> Any:
    """Papers that carry the node at all, scored in full."""
    return either(match(node, boost), score(node, boost))


def strict_set(plan: Plan) -> Any:
    """The set of finds. A paper in which a typed word stands carries all that the word was taken to mean as well."""
    query, fields = query_class(), fields_of_index()
    if plan.numbers:
        own = [query.const_score_query(query.term_query(fields, "number", n, "basic"), NUMBER) for n in plan.numbers]
        quoting = [phrase("grams", word) for word in dict.fromkeys((*plan.typed, *plan.numbers))]
        return either(*own, *quoting)
    if plan.required:
        return must(*(match(node) for node in plan.required))
    return must(*(phrase("grams", word) for word in plan.typed))


def ranking_of(plan: Plan) -> list[Any]:
    """What a find gains by how and where it carries the words asked for."""
    query, fields = query_class(), fields_of_index()
    scores = [score(node) if node.required else carrying(node, HELPING) for node in plan.nodes]
    asked = {node.word for node in plan.nodes}
    for text, boost in ((plan.whole, 1.5), *((word, 0.8) for word in plan.typed)):
        if len(text) > 1 and text not in asked:
            scores.append(query.boost_query(phrase("title_grams", text), boost))
            asked.add(text)
    if plan.whole:
        scores.append(query.const_score_query(query.term_query(fields, "title", plan.whole, "basic"), EXACT_TITLE))
    return scores


def narrowing(filters: Filters) -> list[Any]:
    """The filters as queries that let papers through and count nothing."""
    import tantivy

    query, fields = query_class(), fields_of_index()
    wanted = {name: [value] for name in (*FACETS, "attribute") if (value := getattr(filters, name))}
    if filters.organ:
        wanted["organ"] = sorted({*filters.organ.split(",")[:MOST_ORGANS]})
    chosen = [
        query.const_score_query(either(*(query.term_query(fields, name, one, "basic") for one in values)), 0.0)
        for name, values in wanted.items()
    ]
    if filters.day_from is not None or filters.day_to is not None:
        span = query.range_query(fields, "day", tantivy.FieldType.Integer, filters.day_from, filters.day_to)
        chosen.append(query.const_score_query(span, 0.0))
    return chosen


def combined(required: Sequence[Any], helping: Sequence[Any], forbidden: Sequence[Any] = ()) -> Any:
    """Papers that match what is required and nothing forbidden; what helps only counts."""
    import tantivy

    occur = tantivy.Occur
    clauses = [(occur.Must, query) for query in required]
    clauses += [(occur.Should, query) for query in helping]
    clauses += [(occur.MustNot, query) for query in forbidden]
    return tantivy.Query.boolean_query(clauses)
