"""What citizens type finds what they mean, measured on a judged collection of our own."""

from __future__ import annotations

import pytest

from tests.search.conftest import Shelf
from tests.search.judged import QUERIES, grades, ndcg, titles
from zwgk.search.document import SearchDoc
from zwgk.search.queries import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def county_titles(shelf: Shelf) -> dict[str, str]:
    found = titles()
    shelf.put(*(SearchDoc(key, title) for key, title in found.items()))
    shelf.index()
    return found


def test_typed_queries_find_what_is_meant(county_titles: dict[str, str]) -> None:
    """Mean nDCG@10 over the judged queries; the judge of this measure has never seen the words of our table."""
    values = {
        query.text: ndcg([county_titles[hit.key] for hit in search(query.text).hits], grades(query))
        for query in QUERIES
    }
    assert len(values) >= 60
    assert len(county_titles) >= 270
    assert sum(values.values()) / len(values) >= 0.88
    assert min(values.values()) > 0.3, sorted(values.items(), key=lambda pair: pair[1])[:5]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("低保怎么申请", "最低生活保障审核确认"),
        ("土地征收补偿标准", "补偿"),
        ("营业执照 网上办", "一网通办"),
        ("公积金提取条件", "住房公积金提取"),
        ("老楼装电梯", "加装电梯"),
        ("退休金什么时候涨", "调整退休人员基本养老金"),
    ],
)
def test_the_answer_stands_among_the_first_three(county_titles: dict[str, str], query: str, first: str) -> None:
    assert any(first in hit.display.title for hit in search(query).hits[:3])


def test_asking_words_are_not_required(county_titles: dict[str, str]) -> None:
    assert {hit.key for hit in search("请问公积金怎么提取").hits} >= {hit.key for hit in search("公积金提取").hits[:1]}


def test_related_papers_come_after_all_that_carry_what_was_asked(county_titles: dict[str, str]) -> None:
    found = search("公租房申请", limit=30)
    marks = [hit.is_related for hit in found.hits]
    assert marks == sorted(marks)
    assert found.total == marks.count(False)
    assert found.related == marks.count(True) > 0
