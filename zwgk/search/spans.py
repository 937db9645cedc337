"""Very many finds are looked through from the newest papers on, and no further than the page needs (分段检索).

A common word stands in a third of a million papers. Nobody reads them; what is wanted is the first page and "more than
10 000". So the newest papers are asked first, back to a year or a quarter that leaves a fair number of them, and the
older ones only where those do not fill the page. Each paper bears, in the field ``since``, every year up to its own and
every quarter of its year up to its own: one term stands for all papers from a day on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from zwgk.search.document import FIRST_YEAR
from zwgk.search.matching import fields_of_index, query_class

#: the newest papers are taken together until there are so many of them
PAPERS = 10_000
#: each further span reaches so many times as far
WIDER = 4


@dataclass(frozen=True)
class Span:
    """A stretch of time as clauses of a query: papers must match ``required`` and not ``forbidden``."""

    required: tuple[Any, ...] = ()
    forbidden: tuple[Any, ...] = ()


#: all times at once
WHOLE = Span()


def spans(searcher: Any, *, until: int | None = None, papers: int = PAPERS) -> tuple[Span, ...]:
    """The newest papers, some more, then everything else; everything at once where the index is small.

    ``until``: the year in which to begin; later ones are in none of the spans. A paper without a day is in the last.
    """
    years = sorted((int(year), int(number)) for year, number in searcher.terms_with_prefix("year", "", limit=500))
    last = max((year for year, _ in years), default=0) if until is None else until
    # papers of later years bear an earlier year's mark too (not its quarters'): they are not looked for
    later = sum(number for year, number in years if year > last)
    dated = sum(number for _, number in years)
    after = () if until is None else (_since(str(last + 1)),)
    found: list[Span] = []
    before: tuple[Any, ...] = ()
    wanted = papers
    for mark in _back_from(last):
        number = int(searcher.doc_freq("since", mark)) - (0 if "q" in mark else later)
        if number * 2 >= dated - later:
            break
        if number >= wanted:
            here = _since(mark)
            found.append(Span((query_class().const_score_query(here, 0.0),), (*before, *after)))
            before, wanted = (here,), number * WIDER
    return *found, Span(forbidden=(*before, *after))


def year_of(recency: int) -> int:
    """The year of a date cursor (:func:`~zwgk.search.document.recency`); the first one for a paper without a day."""
    return date.fromordinal(max(1, min(recency >> 42, date.max.toordinal()))).year


def _back_from(year: int) -> Iterator[str]:
    yield from (f"{year}q{quarter}" for quarter in (4, 3, 2))
    yield from (str(earlier) for earlier in range(year, FIRST_YEAR - 1, -1))


def _since(mark: str) -> Any:
    return query_class().term_query(fields_of_index(), "since", mark, "basic")
