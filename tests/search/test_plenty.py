"""Very many finds: whatever is looked at first, nothing is lost, nothing comes twice, and the best stand in front."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.corpus import papers
from tests.search.conftest import Shelf
from zwgk.search import asking, engine, plenty, spans, store
from zwgk.search.document import FIRST_YEAR, SearchDoc, marks
from zwgk.search.matching import Filters, lean_set, strict_set
from zwgk.search.planning import plan
from zwgk.search.queries import Order, search

pytestmark = pytest.mark.django_db

QUERIES = (
    "清岚",
    "公示",
    "医保",
    "人民政府",
    "低保 通知",
    "应当向",
    "清岚县 公告",
    "教育",
    "水",
    "义务教育阶段招生入学",
)


@pytest.fixture
def many(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """300 papers that count as very many: more than five are, and sixty make a span."""
    shelf.put(*papers(298, sentences=4))
    shelf.put(SearchDoc("undated", "清岚县公示栏目说明"), SearchDoc("exact", "公示", published_on=date(2016, 2, 1)))
    shelf.index()
    monkeypatch.setattr(engine, "LARGE", 5)
    monkeypatch.setattr(plenty, "LARGE", 5)
    monkeypatch.setattr(plenty, "PAPERS", 10)
    monkeypatch.setattr(plenty.spans, "__defaults__", None)
    monkeypatch.setattr(plenty.spans, "__kwdefaults__", {"until": None, "papers": 60})
    return shelf


def test_the_cheap_set_is_the_full_set(shelf: Shelf) -> None:
    """No synonym and no shorter word left out may cost a paper (召回率 1.0)."""
    shelf.put(*papers(150))
    shelf.index()
    searcher = store.searcher(store.PUBLIC)

    def found_in(result: Any) -> set[str]:
        return {searcher.doc(address).get_first("key") for _, address in result.hits}

    titles = [paper.title for paper in shelf.papers.values()]

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        title = data.draw(st.sampled_from(titles))
        start = data.draw(st.integers(0, len(title) - 2))
        asked = plan(
            title[start : start + data.draw(st.integers(1, 9))] + data.draw(st.sampled_from(["", " 医保", " 低保"]))
        )
        if asked.is_empty:
            return
        full = asking.run(store.PUBLIC, searcher, strict_set(asked), limit=500)
        lean = asking.run(store.PUBLIC, searcher, lean_set(asked), limit=500)
        assert found_in(lean) == found_in(full)

    check()


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("filters", [Filters(), Filters(validity="in_force"), Filters(year="2020")], ids=str)
def test_pages_hold_every_find_once(many: Shelf, query: str, order: Order, filters: Filters) -> None:
    asked = plan(query)
    searcher = store.searcher(store.PUBLIC)
    from zwgk.search.matching import combined, narrowing

    whole = asking.run(store.PUBLIC, searcher, combined([strict_set(asked), *narrowing(filters)], ()), limit=500)
    paged: list[str] = []
    after = ""
    while True:
        page = search(query, order=order, after=after, limit=23, filters=filters)
        assert page.total == whole.count
        paged += [hit.key for hit in page.hits if not hit.is_related]
        after = page.after
        if not after:
            break
    assert len(paged) == len(set(paged)) == whole.count


def test_the_very_title_stands_first_however_old(many: Shelf) -> None:
    assert search("公示").hits[0].key == "exact"


def test_titles_that_carry_it_stand_before_papers_that_only_mention_it(many: Shelf) -> None:
    carried = ["公示" in many.papers[hit.key].title for hit in search("公示", limit=300).hits]
    assert any(carried)
    assert not all(carried)
    assert carried == sorted(carried, reverse=True)


def test_more_than_ten_thousand_are_not_counted_to_the_end(many: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plenty, "EXACT", 40)
    monkeypatch.setattr("zwgk.search.queries.EXACT", 40)
    found = search("清岚")
    assert not found.total_is_exact
    assert 40 < found.total < 299


def test_by_date_the_cursor_crosses_from_the_newest_papers_to_the_older_ones(many: Shelf) -> None:
    days = [many.papers[hit.key].published_on or date.min for hit in search("清岚", order=Order.DATE, limit=300).hits]
    assert days == sorted(days, reverse=True)
    assert len(days) == search("清岚").total


@given(st.dates(date(FIRST_YEAR, 1, 1), date(2060, 1, 1)), st.integers(0, 4000))
def test_a_paper_bears_the_marks_of_every_day_before_its_own(on: date, before: int) -> None:
    """``since`` 2024 stands for all papers from 2024 on, ``2024q3`` for those of 2024 from July on."""
    earlier = max(date(FIRST_YEAR, 1, 1), on - timedelta(days=before))
    assert str(earlier.year) in set(marks(on))
    same_year = {mark for mark in marks(earlier) if "q" in mark}
    assert on.year != earlier.year or same_year <= set(marks(on))
    assert str(on.year + 1) not in set(marks(on))


def test_spans_part_all_papers(many: Shelf) -> None:
    from zwgk.search.matching import combined, query_class

    searcher = store.searcher(store.PUBLIC)
    for until in (None, 2026, 2022, 2019, 2016, 1999):
        numbers = []
        for span in spans.spans(searcher, until=until, papers=60):
            one = combined([query_class().all_query(), *span.required], (), span.forbidden)
            numbers.append(int(asking.run(store.PUBLIC, searcher, one, limit=1).count))
        years = [paper.published_on.year if paper.published_on else 0 for paper in many.papers.values()]
        assert sum(numbers) == sum(until is None or year <= until for year in years)
        if until is None:
            assert len(numbers) >= 2
            assert numbers[0] >= 60
