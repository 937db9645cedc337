"""Standing in: for which days, counted by the working-day calendar; which acts are kept back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.standing_in import ACTS_OF, NEVER, Reserved, days_off, reservation_of, reserved_acts, span
from zwgk.rules.workdays import OFFICIAL

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 20))


@pytest.mark.parametrize(
    ("first", "last", "expected", "days"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 25), (date(2026, 11, 23), date(2026, 11, 25)), 3, id="周中"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 27), (date(2026, 11, 23), date(2026, 11, 29)), 5, id="到周末"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), (date(2026, 11, 23), date(2026, 11, 23)), 1, id="自周六"),
        pytest.param(date(2026, 9, 28), date(2026, 9, 30), (date(2026, 9, 28), date(2026, 10, 7)), 3, id="接国庆"),
        pytest.param(date(2026, 10, 9), date(2026, 10, 10), (date(2026, 10, 9), date(2026, 10, 11)), 2, id="调休上班"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 22), None, 0, id="只有周末"),
    ],
)
def test_a_stand_in_is_proposed_until_the_absent_is_back_at_work(
    first: date, last: date, expected: tuple[date, date] | None, days: int
) -> None:
    assert span(first, last, OFFICIAL) == expected
    assert days_off(first, last, OFFICIAL) == days


@given(DAYS, st.integers(0, 9))
def test_the_proposal_covers_every_working_day_of_the_leave_and_ends_before_one(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = span(first, last, OFFICIAL)
    worked = [d for d in (first + timedelta(days=n) for n in range(length + 1)) if OFFICIAL.counts(d)]
    if not worked:
        assert found is None
        return
    assert found is not None
    assert found[0] == worked[0]
    assert found[1] >= last
    assert OFFICIAL.counts(found[1] + timedelta(days=1))


def test_who_stands_in_never_hands_on_whatever_is_reserved() -> None:
    assert reserved_acts(()) == NEVER
    assert reserved_acts(Reserved) == NEVER.union(*ACTS_OF.values())
    assert reservation_of("documents.seal") is Reserved.SEAL
    assert reservation_of("documents.take_down") is None, "the emergency brake is never kept back"
