"""Repeat and excess are shown as figures, and a person judges (S4-51;条例第三十五条、第三十六条第（六）项)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.similar import essence, frequency, likeness, nearest

ROADS = "申请公开清岚县2025年度农村公路养护资金分配情况"
TEXT = st.text(alphabet="农村公路养护资金分配情况学校食堂招标合同二零年县镇", max_size=40)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("请贵局向本人提供清岚县2025年度农村公路养护资金的分配情况。谢谢！", id="换了说法"),
        pytest.param("清岚县２０２５年度农村公路养护资金分配情况（纸质）", id="全角数字"),
        pytest.param(
            f"{ROADS}，以及各乡镇2024年度农村公路建设的招标文件、中标通知书和施工合同全文", id="包含在更长的申请里"
        ),
    ],
)
def test_the_same_wish_in_other_words_is_near(other: str) -> None:
    assert likeness(ROADS, other).is_near


@pytest.mark.parametrize(
    "other", ["清岚县2025年度农村教师招聘录用名单", "请公开县城老旧小区改造工程的中标合同", "养老院消防检查记录", ""]
)
def test_another_wish_is_not_near(other: str) -> None:
    assert not likeness(ROADS, other).is_near


@given(TEXT, TEXT)
def test_likeness_is_the_same_both_ways_and_between_none_and_all(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert 0 <= found.overall <= found.within <= 1


@given(TEXT.filter(lambda text: len(essence(text)) > 1))
def test_a_text_is_like_itself(text: str) -> None:
    assert likeness(text, text).overall == 1
    assert likeness(text, text).in_words == "内容相同"


def test_the_nearest_come_first_and_the_strange_not_at_all() -> None:
    others = [("a", "教师招聘录用名单"), ("b", "农村公路养护资金分配"), ("c", ROADS)]
    assert [key for key, _ in nearest(ROADS, others)] == ["c", "b"]


def test_frequency_counts_month_year_and_day() -> None:
    days = [date(2026, 3, 2)] * 3 + [date(2026, 2, 27), date(2025, 3, 1), date(2026, 4, 1)]
    found = frequency(days, date(2026, 3, 31))
    assert (found.in_month, found.in_year, found.on_one_day) == (3, 4, 3)
    assert found.in_words == "本月3件，近12个月4件，单日最多3件"
    assert not found.is_much
    assert frequency([date(2028, 2, 29)] * 11, date(2028, 2, 29)).is_much
    assert frequency([], date(2026, 3, 31)).on_one_day == 0
