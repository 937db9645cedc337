"""Grounds for not publishing: the rows of the law and the marks printed from them."""

from __future__ import annotations

import pytest

from zwgk.rules.errors import BadInput
from zwgk.rules.grounds import GROUNDS, Discretion, document_grounds, ground, mark, marking_grounds

#: 国办公开办函〔2021〕30号 table 3: the eight rows of 不予公开, in their order.
REPORT_ROWS = [
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_three_safety_one_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_special_query",
]


def test_each_ground_counts_in_its_own_row_of_the_annual_report() -> None:
    assert [row.report_row for row in GROUNDS.values()] == REPORT_ROWS


def test_what_must_be_withheld_and_what_only_may() -> None:
    assert [row.code for row in GROUNDS.values() if row.discretion is Discretion.MUST] == [
        "secret",
        "forbidden_by_law",
        "three_safety_one_stability",
    ]
    assert {row.article for row in GROUNDS.values() if row.discretion is Discretion.MAY} == {
        "第十六条第一款",
        "第十六条第二款",
    }


def test_only_refusals_on_articles_14_to_16_go_to_reconsideration_first() -> None:
    """《行政复议法》第二十三条; 法释〔2025〕8号第一条."""
    assert [row.code for row in GROUNDS.values() if not row.reconsideration_first] == ["special_query"]


@pytest.mark.parametrize(
    ("code", "aspect", "printed"),
    [
        ("third_party", "privacy", "〔第十五条·个人隐私〕"),
        ("third_party", "trade_secret", "〔第十五条·商业秘密〕"),
        ("process_info", "draft", "〔第十六条第二款·过程稿〕"),
        ("internal_affairs", None, "〔第十六条第一款·内部事务信息〕"),
    ],
)
def test_a_removed_passage_bears_article_and_case(code: str, aspect: str | None, printed: str) -> None:
    assert mark(code, aspect) == printed


@pytest.mark.parametrize(
    ("code", "aspect"), [("secret", None), ("special_query", None), ("third_party", "draft"), ("whim", None)]
)
def test_no_mark_for_secrets_nor_for_what_the_law_does_not_know(code: str, aspect: str | None) -> None:
    with pytest.raises(BadInput):
        mark(code, aspect)


def test_lists_for_documents_and_for_passages() -> None:
    assert len(document_grounds()) == 7
    assert "secret" not in {row.code for row in marking_grounds()}
    assert all(mark(row.code, aspect.code) for row in marking_grounds() for aspect in row.aspects)


def test_basis_cites_the_regulation() -> None:
    assert ground("third_party").basis == "《中华人民共和国政府信息公开条例》第十五条"
