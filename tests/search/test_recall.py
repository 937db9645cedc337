"""Whatever is typed, every paper in which each typed word stands is found (召回率 1.0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.corpus import papers
from tests.search.conftest import Shelf
from zwgk.search.document import SearchDoc
from zwgk.search.queries import Order, search
from zwgk.search.text import normalise, squeeze

pytestmark = pytest.mark.django_db


def expected(shelf: Shelf, query: str) -> set[str]:
    """By brute force: every typed word is a substring of title, body or an attachment's text."""
    words = normalise(query).split()
    found = set()
    for key, paper in shelf.papers.items():
        texts = [normalise(text) for text in (paper.title, paper.body, *paper.attachments)]
        if all(any(word in text for text in texts) for word in words):
            found.add(key)
    return found


def test_every_substring_of_a_paper_finds_it(shelf: Shelf) -> None:
    shelf.put(*papers(150))
    shelf.index()
    everything = [text for paper in shelf.papers.values() for text in (paper.title, paper.body, *paper.attachments)]

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = []
        for _ in range(data.draw(st.integers(1, 2))):
            text = data.draw(st.sampled_from(everything))
            start = data.draw(st.integers(0, max(0, len(text) - 2)))
            words.append(text[start : start + data.draw(st.integers(1, 7))])
        query = " ".join(word for word in words if squeeze(word)).replace("“", "").replace('"', "")
        if not squeeze(query):
            return
        order = data.draw(st.sampled_from(Order))
        found = {hit.key for hit in search(query, limit=1000, order=order).hits}
        assert found >= expected(shelf, query), query

    check()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("国道G318清岚段封闭施工", "g318"),
        ("国道Ｇ３１８清岚段封闭施工", "G318"),
        ("咨询电话：0552-7654321", "7654321"),
        ("咨询电话：0552-7654321", "0552-7654"),
        ("增长12.5%，其中", "12.5"),
        ("部分 条款 已 废止", "条款"),
        ("“三公”经费决算公开", "三公经费"),
        ("《清岚县烟花爆竹管理办法》（试行）", "管理办法(试行)"),
        ("第七次人口普查", "七"),
        ("水", "水"),
        ("open Government Data 平台", "government"),
    ],
)
def test_spelling_does_not_hide_a_paper(indexed: Callable[..., Shelf], text: str, query: str) -> None:
    """Full-width forms, capitals, quotation marks, brackets and single characters."""
    indexed(
        SearchDoc("body", "无关标题", body=text),
        SearchDoc("title", text),
        SearchDoc("file", "另一标题", attachments=(text,)),
    )
    assert {hit.key for hit in search(query).hits if not hit.is_related} == {"body", "title", "file"}


def test_two_numbers_side_by_side_are_not_one(indexed: Callable[..., Shelf]) -> None:
    indexed(SearchDoc("a", "表", body="12 345"), SearchDoc("b", "表", body="12345"))
    assert [hit.key for hit in search("12345").hits] == ["b"]


def test_words_of_one_query_may_stand_in_title_body_and_attachment(indexed: Callable[..., Shelf]) -> None:
    indexed(SearchDoc("p", "供水管理办法", body="阶梯计价", attachments=("抄表到户",)))
    assert [hit.key for hit in search("供水 阶梯 抄表").hits] == ["p"]


@pytest.mark.parametrize(
    "typed",
    [
        "清政办〔2026〕3号",
        "清政办[2026]3号",
        "清政办（2026）03号",
        "清政办2026年第3号",
        "清政办字〔2026〕3号",
        "清政办 【2026】 ３号",
    ],
)
def test_a_document_number_is_found_however_it_is_typed(indexed: Callable[..., Shelf], typed: str) -> None:
    """S2-27:按文号检索。"""
    indexed(
        SearchDoc("right", "关于甲的通知", doc_number="清政办〔2026〕3号"),
        SearchDoc("next", "关于乙的通知", doc_number="清政办〔2026〕13号"),
        SearchDoc("other", "关于丙的通知", doc_number="清政〔2026〕3号"),
    )
    found = search(typed)
    assert [hit.key for hit in found.hits] == ["right"]
    assert found.total == 1


def test_year_and_number_alone_find_all_papers_so_numbered(indexed: Callable[..., Shelf]) -> None:
    indexed(
        SearchDoc("a", "甲", doc_number="清政办〔2026〕3号"),
        SearchDoc("b", "乙", doc_number="清政〔2026〕3号"),
        SearchDoc("c", "丙", doc_number="清政〔2026〕33号"),
    )
    assert {hit.key for hit in search("2026年3号").hits} == {"a", "b"}


def test_an_index_number_is_found_in_small_letters(indexed: Callable[..., Shelf]) -> None:
    indexed(
        SearchDoc("a", "甲", index_no="QLX001-0202-2026-0001"),
        SearchDoc("b", "乙", index_no="QLX001-0202-2026-0011"),
    )
    assert [hit.key for hit in search("qlx001-0202-2026-0001").hits] == ["a"]


def test_a_quoted_phrase_must_stand_as_written(indexed: Callable[..., Shelf]) -> None:
    indexed("关于最低生活保障的通知", "关于低保的通知", "生活最低保障")
    found = search("“最低生活保障”")
    assert [hit.key for hit in found.hits if not hit.is_related] == ["p1"]


def test_the_organ_s_former_name_finds_its_papers(indexed: Callable[..., Shelf]) -> None:
    indexed(
        SearchDoc(
            "p",
            "年度工作要点",
            organ_names=("清岚县市场监督管理局", "清岚县工商行政管理局"),
            published_on=date(2026, 1, 5),
        )
    )
    assert [hit.key for hit in search("工商行政管理局 要点").hits] == ["p"]
