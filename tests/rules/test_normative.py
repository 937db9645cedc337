"""What a record of the steps before signing must say (国办发〔2018〕37号; 国办发〔2018〕115号; 公平竞争审查条例)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.normative import REVIEWS, Review, Told, must_be_done, must_be_told

TODAY = date(2026, 11, 20)
ASKED = Told(link="https://a.example/1", first_on=date(2026, 10, 10), last_on=date(2026, 11, 8))
SAID = Told(opinion="内容合法", by="政策法规科 白鹿鸣", on=TODAY, meeting="局长办公会")


def told(review: Review, fields: Told) -> None:
    must_be_told(review, fields, shortest_days=30, today=TODAY)


def test_a_whole_record_passes() -> None:
    told(Review.CONSULTATION, ASKED)
    told(Review.CONSULTATION, Told(why_not="内容依法需要保密，不公开征求"))
    told(Review.CONSULTATION, replace(ASKED, first_on=date(2026, 11, 1), why_not="防汛应急，须在汛前施行"))
    for review in (Review.FAIR_COMPETITION, Review.LEGALITY, Review.MEETING):
        told(review, SAID)


@pytest.mark.parametrize(
    ("review", "change", "field"),
    [
        pytest.param(Review.CONSULTATION, {"link": ""}, "why_not", id="没有网址也没有理由"),
        pytest.param(Review.CONSULTATION, {"link": "", "why_not": "不必"}, "why_not", id="理由太短"),
        pytest.param(Review.CONSULTATION, {"last_on": None}, "last_on", id="没有截止日期"),
        pytest.param(Review.CONSULTATION, {"last_on": date(2026, 10, 1)}, "last_on", id="截止早于开始"),
        pytest.param(Review.CONSULTATION, {"last_on": date(2026, 12, 1)}, "last_on", id="还没有结束"),
        pytest.param(Review.CONSULTATION, {"first_on": date(2026, 10, 11)}, "why_not", id="二十九日不说明理由"),
        pytest.param(Review.LEGALITY, {"opinion": " "}, "opinion", id="没有意见"),
        pytest.param(Review.LEGALITY, {"by": ""}, "by", id="没有审核人"),
        pytest.param(Review.LEGALITY, {"on": None}, "on", id="没有日期"),
        pytest.param(Review.LEGALITY, {"on": date(2026, 11, 21)}, "on", id="日期在将来"),
        pytest.param(Review.MEETING, {"meeting": ""}, "meeting", id="没有会议名称"),
        pytest.param(Review.FAIR_COMPETITION, {"opinion": ""}, "opinion", id="没有审查结论"),
    ],
)
def test_what_is_left_out_is_named_at_its_field(review: Review, change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        told(review, replace(ASKED if review is Review.CONSULTATION else SAID, **change))
    assert refusal.value.field == field


def test_thirty_days_count_both_ends() -> None:
    told(Review.CONSULTATION, replace(ASKED, first_on=date(2026, 10, 10), last_on=date(2026, 11, 8)))


def test_what_is_open_is_named_in_the_order_of_the_procedure() -> None:
    must_be_done([], to="签发")
    with pytest.raises(GateClosed, match="不能签发") as refusal:
        must_be_done([Review.MEETING, Review.LEGALITY], to="签发")
    assert "合法性审核、集体讨论" in refusal.value.why


def test_every_step_has_one_rule() -> None:
    assert [rule.review for rule in REVIEWS] == list(Review)
