"""The day of receipt depends on the channel (《条例》第三十一条)."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.receipt import RECEIPT_RULES, Channel, Event, confirm_by, received_on
from zwgk.rules.workdays import OFFICIAL

MONDAY, TUESDAY, SATURDAY = date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 12)


@pytest.mark.parametrize(
    ("channel", "events", "expected"),
    [
        (Channel.IN_PERSON, {Event.SUBMITTED: MONDAY}, MONDAY),
        (Channel.REGISTERED_MAIL, {Event.SIGNED_FOR: TUESDAY, Event.SUBMITTED: MONDAY}, TUESDAY),
        (Channel.ORDINARY_MAIL, {Event.ARRIVED: MONDAY, Event.CONFIRMED: TUESDAY}, TUESDAY),
        (Channel.MISDIRECTED, {Event.ARRIVED: MONDAY, Event.CONFIRMED: TUESDAY}, TUESDAY),
        (Channel.ONLINE, {Event.SUBMITTED: MONDAY, Event.CONFIRMED: SATURDAY}, SATURDAY),
        (Channel.EMAIL, {Event.ARRIVED: MONDAY, Event.CONFIRMED: TUESDAY}, TUESDAY),
        (Channel.FAX, {Event.ARRIVED: MONDAY, Event.CONFIRMED: MONDAY}, MONDAY),
        (Channel.ORAL, {Event.FORM_SIGNED: MONDAY}, MONDAY),
    ],
)
def test_the_deciding_day_of_each_channel(channel, events, expected):
    assert received_on(channel, events) == expected


def test_every_channel_has_a_rule_with_evidence_and_basis():
    assert set(RECEIPT_RULES) == set(Channel)
    assert all(rule.evidence and rule.basis for rule in RECEIPT_RULES.values())


def test_an_unconfirmed_web_request_has_not_been_received():
    with pytest.raises(GateClosed) as refusal:
        received_on(Channel.ONLINE, {Event.SUBMITTED: MONDAY})
    assert "与申请人确认之日" in refusal.value.why
    assert "双方确认的信息" in refusal.value.remedy


@pytest.mark.parametrize("earlier", [Event.SUBMITTED, Event.ARRIVED])
def test_nothing_is_received_before_it_came(earlier):
    with pytest.raises(BadInput, match="早于"):
        received_on(Channel.EMAIL, {earlier: TUESDAY, Event.CONFIRMED: MONDAY})


@pytest.mark.parametrize(
    ("channel", "arrived", "expected"),
    [
        pytest.param(Channel.ORDINARY_MAIL, MONDAY, MONDAY, id="平信当日确认"),
        pytest.param(Channel.ORDINARY_MAIL, SATURDAY, date(2026, 9, 14), id="周六到的平信"),
        pytest.param(Channel.ONLINE, MONDAY, TUESDAY, id="网上一个工作日"),
        pytest.param(Channel.EMAIL, date(2026, 9, 30), date(2026, 10, 8), id="节前的邮件"),
        pytest.param(Channel.IN_PERSON, MONDAY, None, id="当面不需确认"),
    ],
)
def test_says_until_when_to_confirm(channel, arrived, expected):
    assert confirm_by(channel, arrived, OFFICIAL) == expected
