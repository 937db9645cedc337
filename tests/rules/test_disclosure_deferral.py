"""Deferral: no document sleeps without a referral, a follow-up day or an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zwgk.rules.disclosure_deferral import Deferral, DeferralKind, follow_up_due, must_be_complete, publish_on
from zwgk.rules.errors import BadInput

SECRECY = Deferral(
    DeferralKind.SECRECY_UNDECIDED,
    date(2026, 3, 2),
    "附件中的数据是否涉密不能确定",
    referred_to="县国家保密局",
    referred_on=date(2026, 3, 3),
    follow_up_on=date(2026, 3, 17),
)
CAUSE = Deferral(DeferralKind.SPECIAL_CAUSE, date(2026, 3, 2), "案件正在侦办", ends_when="案件侦查终结")


def test_the_two_states_are_named_as_on_the_pages() -> None:
    assert [kind.label for kind in DeferralKind] == ["待定密", "特殊原因"]


def test_a_complete_deferral_passes() -> None:
    must_be_complete(SECRECY)
    must_be_complete(CAUSE)


@pytest.mark.parametrize(
    ("deferral", "field"),
    [
        pytest.param(replace(SECRECY, referred_to=" "), "referred_to", id="没有提请部门"),
        pytest.param(replace(SECRECY, referred_on=None), "referred_to", id="没有提请日期"),
        pytest.param(replace(SECRECY, follow_up_on=None), "follow_up_on", id="没有跟进日期"),
        pytest.param(replace(SECRECY, follow_up_on=date(2026, 3, 3)), "follow_up_on", id="跟进不晚于提请"),
        pytest.param(replace(SECRECY, reason=""), "reason", id="没有原因"),
        pytest.param(replace(CAUSE, ends_when=""), "ends_when", id="没有结束条件"),
    ],
)
def test_an_incomplete_deferral_is_refused(deferral: Deferral, field: str) -> None:
    """S4-16, S4-26; 《条例》第十七条."""
    with pytest.raises(BadInput) as refusal:
        must_be_complete(deferral)
    assert refusal.value.field == field


def test_the_result_is_asked_for_on_the_follow_up_day() -> None:
    assert not follow_up_due(SECRECY, date(2026, 3, 16))
    assert follow_up_due(SECRECY, date(2026, 3, 17))
    assert not follow_up_due(CAUSE, date(2027, 1, 1))


def test_when_the_cause_ends_the_document_goes_out_that_day() -> None:
    """S4-26."""
    assert publish_on(CAUSE, date(2026, 5, 6)) == date(2026, 5, 6)
    with pytest.raises(BadInput):
        publish_on(CAUSE, date(2026, 3, 1))
