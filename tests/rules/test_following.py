"""Subscriptions: addresses are taken as people type them, digests go out on work days only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.errors import BadInput
from zwgk.rules.following import Cadence, is_digest_day, mail_address, same_address
from zwgk.rules.workdays import OFFICIAL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Wang.Min@Example.CN ", "Wang.Min@example.cn"),
        ("wangmin＠example。cn", "wangmin@example.cn"),
        ("a+b@mail.example.com.cn", "a+b@mail.example.com.cn"),
    ],
)
def test_an_address_is_kept_as_its_owner_means_it(typed: str, kept: str) -> None:
    assert mail_address(typed) == kept
    assert same_address(kept) == kept.lower()


@pytest.mark.parametrize(
    "typed",
    [
        *("", "wangmin", "@example.cn", "a@b", "a b@example.cn", "a..b@example.cn", ".a@example.cn", "a@-x.cn"),
        *("a@example.cn\nBcc: x@example.cn", "<a@example.cn>", "a@example.cn,b@example.cn", "x" * 65 + "@example.cn"),
        *("王敏@example.cn", "a@example.cn" + "n" * 200),
    ],
)
def test_what_is_no_single_address_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as refusal:
        mail_address(typed)
    assert refusal.value.field == "address"


@given(st.text(max_size=80))
def test_whatever_is_typed_a_kept_address_is_one_line_with_one_at(typed: str) -> None:
    try:
        kept = mail_address(typed)
    except BadInput:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert kept.count("@") == 1
    assert mail_address(kept) == kept


@pytest.mark.parametrize(
    ("cadence", "on", "sent"),
    [
        pytest.param(Cadence.DAILY, date(2026, 11, 20), True, id="星期五"),
        pytest.param(Cadence.DAILY, date(2026, 11, 21), False, id="星期六"),
        pytest.param(Cadence.DAILY, date(2026, 10, 1), False, id="国庆节"),
        pytest.param(Cadence.DAILY, date(2026, 10, 10), True, id="调休上班的星期六"),
        pytest.param(Cadence.WEEKLY, date(2026, 11, 16), True, id="星期一"),
        pytest.param(Cadence.WEEKLY, date(2026, 11, 17), False, id="星期二不重发"),
        pytest.param(Cadence.WEEKLY, date(2026, 10, 5), False, id="星期一放假"),
        pytest.param(Cadence.WEEKLY, date(2026, 10, 8), True, id="顺延到节后第一个工作日"),
        pytest.param(Cadence.WEEKLY, date(2026, 10, 9), False, id="顺延之后不再发"),
    ],
)
def test_digests_go_out_on_work_days(cadence: Cadence, on: date, sent: bool) -> None:
    assert is_digest_day(cadence, on, weekday=1, works=OFFICIAL.counts) is sent


@given(st.dates(date(2015, 1, 1), date(2026, 12, 20)), st.integers(1, 5))
def test_a_week_has_at_most_one_weekly_digest_and_none_on_a_day_off(on: date, weekday: int) -> None:
    monday = on - timedelta(days=on.isoweekday() - 1)
    days = [monday + timedelta(days=n) for n in range(7)]
    sent = [day for day in days if is_digest_day(Cadence.WEEKLY, day, weekday=weekday, works=OFFICIAL.counts)]
    assert len(sent) <= 1
    assert all(OFFICIAL.counts(day) for day in sent)
    assert bool(sent) == any(OFFICIAL.counts(day) for day in days[weekday - 1 :])
