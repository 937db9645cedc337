"""The information-processing fee (S4-54;国办函〔2020〕109号)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import fees
from zwgk.rules.clock import due
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.fees import by_item, by_volume, must_be_chargeable, pay_by
from zwgk.rules.workdays import OFFICIAL


@pytest.mark.parametrize(
    ("items", "yuan"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (35, 3000), (40, 4000), (41, 4300), (52, 7800)],
)
def test_items_of_a_month_cost_more_the_more_they_are(items: int, yuan: int) -> None:
    assert by_item(0, items).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)]
)
def test_pages_of_a_request_cost_by_steps(pages: int, yuan: int) -> None:
    assert by_volume(pages).amount == yuan


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_month_adds_up_however_the_requests_came(earlier: int, number: int) -> None:
    assert by_item(0, earlier).amount + by_item(earlier, number).amount == by_item(0, earlier + number).amount


@given(st.integers(0, 2000))
def test_the_steps_cover_every_unit_once(number: int) -> None:
    for fee in (by_item(0, number), by_volume(number)):
        assert [unit for line in fee.lines for unit in range(line.first, line.last + 1)] == list(range(1, number + 1))


def test_the_sum_explains_itself() -> None:
    assert by_item(0, 35).in_words() == (
        "第11件至第30件共20件，每件100元，计2000元；第31件至第35件共5件，每件200元，计1000元；合计3000元"
    )
    assert by_volume(31).in_words() == "第31页至第31页共1页，每页10元，计10元；合计10元"


def test_payment_within_thirty_days_and_the_clock_anew_after_it() -> None:
    """Notice received 2026-03-10, paid 2026-03-27."""
    assert pay_by(date(2026, 3, 10), OFFICIAL).on == date(2026, 4, 9)
    assert due(date(2026, 3, 2), 20, OFFICIAL, fee_paid_on=date(2026, 3, 27)).on == date(2026, 4, 27)


def test_nothing_is_charged_for_what_is_free_or_older_than_the_rule() -> None:
    with pytest.raises(BadInput, match="没有超过10件"):
        must_be_chargeable(by_item(3, 2), received_on=date(2026, 3, 2))
    with pytest.raises(BadInput, match="没有超过30页"):
        must_be_chargeable(by_volume(30), received_on=date(2026, 3, 2))
    with pytest.raises(BadInput, match="自2021-01-01起施行"):
        must_be_chargeable(by_item(30, 2), received_on=date(2020, 12, 31))
    must_be_chargeable(by_item(30, 2), received_on=date(2021, 1, 1))


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(BadInput, match="不能是负数"):
        by_item(-1, 2)
    with pytest.raises(LimitExceeded, match="最多"):
        by_volume(fees.MOST + 1)
