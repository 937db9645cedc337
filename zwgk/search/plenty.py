"""Very many finds: which come first, and how many there are, without looking at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zwgk.search.asking import EXACT, Result, damaged, raw, run
from zwgk.search.document import FACETS
from zwgk.search.matching import (
    Filters,
    brief_ranking,
    combined,
    fields_of_index,
    helped,
    lean_set,
    narrowing,
    query_class,
)
from zwgk.search.planning import Node, Plan
from zwgk.search.spans import PAPERS, WHOLE, Span, spans
from zwgk.search.text import grams

#: of more finds than this those with everything in the title come first
LARGE = 5_000


def at_most(name: str, searcher: Any, plan: Plan, filters: Filters, within: str = "grams") -> int:
    """No more papers than this are found; told from how common the pairs of characters are, without a search."""

    def of(word: str) -> int:
        pairs = grams(word)[:-1]
        return min((int(searcher.doc_freq(within, pair)) for pair in pairs), default=0)

    def of_node(node: Node) -> int:
        found = sum(of(other.word) for other in node.words)
        return found + min((of_node(part) for part in node.parts), default=0)

    try:
        return min((*map(of_node, plan.required), _let_through(searcher, filters)), default=0)
    except (ValueError, OSError) as error:
        raise damaged(name) from error


def _let_through(searcher: Any, filters: Filters) -> int:
    """No more papers than this pass the filters."""
    chosen = ((field, getattr(filters, field)) for field in FACETS)
    passing = (int(searcher.doc_freq(field, value)) for field, value in chosen if value)
    return min(passing, default=int(searcher.num_docs))


def stretches_of(searcher: Any, filters: Filters, *, until: int | None = None) -> tuple[Span, ...]:
    """The newest papers and the older ones, within the chosen year; all at once where the filters leave few."""
    if _let_through(searcher, filters) <= 4 * PAPERS:
        return (WHOLE,)
    chosen = int(filters.year) if filters.year.isdigit() else None
    return spans(searcher, until=min((year for year in (until, chosen) if year is not None), default=None))


def titles_first(name: str, searcher: Any, plan: Plan, filters: Filters, limit: int, offset: int) -> Result:
    """Of very many finds: the very title, then what carries everything in the title, then the others.

    Each time the newest papers before the older ones; what the page does not reach is neither scored nor counted.
    """
    narrow, ranking = narrowing(filters), brief_ranking(plan)
    named = query_class().term_query(fields_of_index(), "title", plan.whole, "basic")
    titled = lean_set(plan, within="title_grams")
    few_titles = at_most(name, searcher, plan, filters, "title_grams") <= LARGE
    stretches = stretches_of(searcher, filters)
    found: list[Any] = []
    left = offset

    def reach(within: str, span: Span, before: Sequence[Any]) -> bool:
        """Look through one stretch; true where the page is full."""
        nonlocal left
        wanted = helped(lean_set(plan, within=within, among=[*narrow, *span.required]), ranking)
        step = run(
            name,
            searcher,
            combined([wanted], (), [*before, *span.forbidden]),
            limit=limit - len(found),
            offset=left,
            weight_by_field="weight",
        )
        left = max(0, left - int(step.count))
        found.extend(step.hits)
        return len(found) >= limit

    exact = run(name, searcher, combined([named, *narrow], ()), limit=limit, offset=offset, weight_by_field="weight")
    found += exact.hits
    left = max(0, left - int(exact.count))
    full = len(found) >= limit
    for span in (WHOLE,) if few_titles else stretches:
        full = full or reach("title_grams", span, [named])
    for span in stretches:
        full = full or reach("grams", span, [named, titled])
    total = counted(name, searcher, plan, filters, stretches)
    return Result(tuple(raw(name, searcher, address, score) for score, address in found), total)


def counted(name: str, searcher: Any, plan: Plan | None, filters: Filters, stretches: Sequence[Span]) -> int:
    """How many papers match; beyond :data:`~zwgk.search.asking.EXACT` it is enough to know that there are more."""
    narrow = narrowing(filters)
    if not narrow and plan is not None and (known := _at_least(name, searcher, plan)) > EXACT:
        return known
    if plan is not None and not plan.numbers and at_most(name, searcher, plan, filters) <= 20 * PAPERS:
        stretches = (WHOLE,)  # counting few by pieces takes longer than all at once
    total = 0
    for span in stretches:
        among = [*narrow, *span.required]
        total += int(run(name, searcher, combined([silent(plan, among)], (), span.forbidden), limit=1).count)
        if total > EXACT:
            break
    return total


def silent(plan: Plan | None, among: Sequence[Any] = ()) -> Any:
    """The papers of a plan (None: all) among those that match ``among``; nothing is scored."""
    query = query_class()
    found = lean_set(plan, among=among) if plan else combined([query.all_query(), *among], ())
    return query.const_score_query(found, 0.0)


def _at_least(name: str, searcher: Any, plan: Plan) -> int:
    """So many papers are found for certain, or 0; told from how common a pair of characters is.

    What has been deleted and not yet cleared away counts there too: at most a half, so a half is left out.
    """
    if plan.numbers or len(plan.required) != 1:
        return 0
    pairs = [other.word for other in plan.required[0].words if len(other.word) == 2]
    try:
        return max((int(searcher.doc_freq("grams", pair)) for pair in pairs), default=0) // 2
    except (ValueError, OSError) as error:
        raise damaged(name) from error
