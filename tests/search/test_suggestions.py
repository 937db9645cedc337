"""A mistyped query is answered with the spelling that was meant; typing is completed."""

from __future__ import annotations

import pytest

from tests.search.conftest import Shelf
from tests.search.judged import titles
from tests.search.misspelt import MISSPELT
from zwgk.search.document import SearchDoc
from zwgk.search.queries import search, suggest
from zwgk.search.text import squeeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def county_titles(shelf: Shelf) -> Shelf:
    shelf.put(*(SearchDoc(key, title) for key, title in titles().items()))
    shelf.index()
    return shelf


def test_mistyped_queries_get_the_spelling_that_was_meant(county_titles: Shelf) -> None:
    """At least nine of ten of our own misspelt queries."""
    wrong = [
        (typed, found, meant)
        for typed, meant in MISSPELT
        if squeeze(found := search(typed).suggestion) != squeeze(meant)
    ]
    assert len(MISSPELT) >= 50
    assert len(wrong) <= len(MISSPELT) // 10, wrong


@pytest.mark.parametrize("query", ["低保", "公积金提取", "不动产登记", "G318"])
def test_a_query_that_finds_something_is_not_corrected(county_titles: Shelf, query: str) -> None:
    assert search(query).suggestion == ""


@pytest.mark.parametrize("query", ["量子引力", "asdfghjkl", "！？。", "𠮷野家"])
def test_nonsense_is_not_bent_into_something(county_titles: Shelf, query: str) -> None:
    assert search(query).suggestion == ""


def test_a_query_that_finds_nothing_says_which_word_is_to_blame(county_titles: Shelf) -> None:
    found = search("公积金 量子引力")
    assert found.total == 0
    assert "公积金" not in found.unmatched_words
    assert found.unmatched_words
    assert dict(found.loosened)["公积金"] >= 3


@pytest.mark.parametrize(
    ("prefix", "word"), [("公积", "公积金"), ("gongji", "公积金"), ("最低", "最低生活保障"), ("yingye", "营业执照")]
)
def test_typing_is_completed_from_characters_and_from_pinyin(county_titles: Shelf, prefix: str, word: str) -> None:
    assert word in suggest(prefix)


def test_nothing_typed_completes_to_nothing(county_titles: Shelf) -> None:
    assert suggest("  ") == []
