"""Every way for a request to end is one row: report, paper, remedy (条例第三十六条;国办公开办函〔2021〕30号)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import outcomes
from zwgk.rules.decision_documents import PAPERS, Element, Remedies
from zwgk.rules.errors import BadInput
from zwgk.rules.grounds import GROUNDS
from zwgk.rules.outcomes import OUTCOMES, Group, counted_as, table_three

#: rows of the third table that are filled by outcomes, in its order
REPORT_ROWS = [
    "granted",
    "partially_granted",
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_three_safety_one_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_special_query",
    "unable_not_held",
    "unable_needs_creation",
    "unable_still_unclear",
    "not_processed_petition",
    "not_processed_repeat",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reissue",
    "other_not_corrected",
    "other_fee_unpaid",
    "other_other",
]


def test_every_row_of_the_report_is_reached_and_in_its_order() -> None:
    assert list(dict.fromkeys(row.report_row for row in OUTCOMES.values())) == REPORT_ROWS


@pytest.mark.parametrize("code", OUTCOMES)
def test_every_outcome_has_its_paper_and_every_need_can_be_named(code: str) -> None:
    row = OUTCOMES[code]
    paper = PAPERS[row.document]
    assert paper.is_reply or code == "withdrawn"
    assert {Element(need) for need in row.needs} <= {*paper.elements, Element.EVIDENCE, Element.THIRD_PARTY_HISTORY}
    assert (paper.remedies is Remedies.FULL) is (code != "withdrawn")
    assert row.basis or row.report_row == "other_other"


def test_only_refusals_under_articles_14_to_16_go_to_reconsideration_first() -> None:
    first = {row.code for row in OUTCOMES.values() if row.reconsideration_first}
    assert first == {f"refuse_{code}" for code in GROUNDS if code != "special_query"}


def test_no_own_need_is_asked_of_anybody() -> None:
    """S4-53: 与本人生产、生活、科研无关 is no ground since 2019 (条例第二十七条)."""
    assert not any("生产" in f"{row.label}{row.article}" for row in OUTCOMES.values())
    with pytest.raises(BadInput, match="没有这种答复结果"):
        outcomes.outcome("refuse_unrelated")


def test_what_an_act_of_the_file_makes_is_not_chosen_from_a_list() -> None:
    offered = {row.code for rows in outcomes.choices().values() for row in rows}
    assert set(OUTCOMES) - offered == {"closed_not_corrected", "closed_not_paid", "withdrawn"}
    assert list(outcomes.choices()) == list(Group)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param(["reply_granted"], "reply_granted", id="单项"),
        pytest.param(["reply_granted", "reply_published"], "reply_published", id="都公开的计予以公开"),
        pytest.param(["reply_granted", "refuse_process_info"], "reply_partial", id="区分处理只计部分公开"),
        pytest.param(["reply_granted", "reply_not_exist"], "reply_partial", id="有的公开有的没有"),
        pytest.param(["reply_not_exist", "refuse_third_party"], "refuse_third_party", id="都没有给的按报告次序"),
        pytest.param(["reply_not_ours"] * 3, "reply_not_ours", id="三项同一结果"),
    ],
)
def test_a_request_of_several_items_is_counted_once(codes: list[str], expected: str) -> None:
    """S4-52; 年报第三表：一件只计一种情形."""
    assert counted_as(codes) == expected


@given(st.lists(st.sampled_from(sorted(OUTCOMES)), min_size=1, max_size=8))
def test_the_count_does_not_depend_on_the_order_of_items_and_is_a_row(codes: list[str]) -> None:
    assert counted_as(codes) == counted_as(codes[::-1])
    assert table_three([counted_as(codes)]).total() == 1


def test_a_request_without_a_result_is_not_counted() -> None:
    with pytest.raises(BadInput, match="还没有一项有结果"):
        counted_as([])
