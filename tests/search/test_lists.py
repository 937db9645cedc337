"""Filters, counts, orders and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from benchmarks.corpus import papers
from tests.search.conftest import Shelf
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.search import engine
from zwgk.search.document import SearchDoc
from zwgk.search.queries import Filters, Order, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def corpus(shelf: Shelf) -> Shelf:
    shelf.put(*papers(200, sentences=3))
    shelf.index()
    return shelf


@pytest.mark.parametrize("order", Order)
def test_pages_show_every_hit_once(corpus: Shelf, order: Order) -> None:
    whole = [hit.key for hit in search("清岚", order=order, limit=1000).hits]
    paged: list[str] = []
    after = ""
    while True:
        page = search("清岚", order=order, after=after, limit=17)
        assert page.total == len(whole) == 200
        paged.extend(hit.key for hit in page.hits)
        after = page.after
        if not after:
            break
    assert paged == whole


def test_by_date_the_newest_stands_first(corpus: Shelf) -> None:
    days = [corpus.papers[hit.key].published_on for hit in search("清岚", order=Order.DATE, limit=1000).hits]
    assert days == sorted(days, reverse=True)


def test_a_new_paper_does_not_shift_the_next_page_by_date(corpus: Shelf) -> None:
    first = search("清岚", order=Order.DATE, limit=20)
    corpus.put(SearchDoc("new", "清岚县最新公告", published_on=date(2027, 1, 4)))
    corpus.index()
    second = search("清岚", order=Order.DATE, limit=20, after=first.after)
    assert not {hit.key for hit in first.hits} & {hit.key for hit in second.hits}


@pytest.mark.parametrize("name", ["organ", "column", "kind", "subject", "year", "validity"])
def test_counts_beside_a_filter_are_what_choosing_it_gives(corpus: Shelf, name: str) -> None:
    counts = search("清岚", with_facets=True).facets[name]
    assert counts
    for value, number in counts[:6]:
        assert search("清岚", filters=Filters(**{name: value})).total == number


def test_a_chosen_facet_goes_on_showing_its_other_values(corpus: Shelf) -> None:
    everything = search("清岚", with_facets=True).facets["year"]
    chosen = search("清岚", filters=Filters(year="2020"), with_facets=True).facets
    assert chosen["year"] == everything
    assert sum(number for _, number in chosen["kind"]) == dict(everything)["2020"]


def test_a_span_of_days_narrows(corpus: Shelf) -> None:
    first, last = date(2019, 1, 1), date(2019, 12, 31)
    hits = search("清岚", filters=Filters(day_from=first.toordinal(), day_to=last.toordinal()), limit=1000).hits
    expected = {
        key for key, paper in corpus.papers.items() if paper.published_on and first <= paper.published_on <= last
    }
    assert {hit.key for hit in hits} == expected


def test_the_paper_stands_before_its_reading_and_what_is_in_force_before_what_lapsed(
    indexed: Callable[..., Shelf],
) -> None:
    day = date(2025, 3, 3)
    indexed(
        SearchDoc("lapsed", "清岚县供水管理办法", validity="repealed", published_on=day),
        SearchDoc("reading", "清岚县供水管理办法", is_interpretation=True, published_on=day),
        SearchDoc("paper", "清岚县供水管理办法", validity="in_force", published_on=day),
    )
    assert [hit.key for hit in search("供水管理办法").hits] == ["paper", "reading", "lapsed"]


def test_of_two_like_papers_the_newer_stands_first(indexed: Callable[..., Shelf]) -> None:
    indexed(
        SearchDoc("old", "清岚县供水公告", published_on=date(2017, 3, 3)),
        SearchDoc("new", "清岚县供水公告", published_on=date(2026, 3, 3)),
    )
    assert [hit.key for hit in search("供水公告").hits] == ["new", "old"]


def test_the_exact_title_stands_first(indexed: Callable[..., Shelf]) -> None:
    indexed("供水管理办法实施细则", "供水管理办法", "关于供水管理办法的解读")
    assert search("供水管理办法").hits[0].key == "p2"


def test_an_empty_or_punctuated_query_finds_nothing_and_breaks_nothing(corpus: Shelf) -> None:
    for query in ("", "  ", "？！。", "“”", '"', "\x00", "()"):
        assert search(query).hits == ()


@pytest.mark.parametrize("query", ["AND OR NOT", "title:供水", "供水*", "[a TO b]", "a" * 200, "供水 " * 60])
def test_query_syntax_of_other_systems_is_plain_text(corpus: Shelf, query: str) -> None:
    assert search(query).took_ms >= 0


def test_too_long_a_query_is_refused(corpus: Shelf) -> None:
    with pytest.raises(LimitExceeded, match="200"):
        search("供" * 201)


@pytest.mark.parametrize(
    ("after", "order"), [("!!", Order.DATE), ("cmVsZXZhbmNlOjEw", Order.DATE), ("eA", Order.RELEVANCE)]
)
def test_a_forged_cursor_is_refused(corpus: Shelf, after: str, order: Order) -> None:
    with pytest.raises(BadInput, match="翻页"):
        search("清岚", after=after, order=order)


def test_a_page_of_no_or_too_many_hits_is_refused(corpus: Shelf) -> None:
    for limit in (0, -1, 1001):
        with pytest.raises(LimitExceeded):
            search("清岚", limit=limit)


def test_of_very_many_finds_those_with_the_words_in_the_title_come_first_and_pages_still_show_each_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LARGE", 10)
    shelf.put(*(SearchDoc(f"t{number}", f"供水公告{number}") for number in range(9)))
    shelf.put(*(SearchDoc(f"b{number}", f"公告{number}", body="关于供水。") for number in range(14)))
    shelf.index()
    keys: list[str] = []
    after = ""
    while True:
        page = search("供水", after=after, limit=4)
        assert page.total == 23
        keys.extend(hit.key for hit in page.hits)
        after = page.after
        if not after:
            break
    assert [key[0] for key in keys] == ["t"] * 9 + ["b"] * 14
    assert len(set(keys)) == 23
