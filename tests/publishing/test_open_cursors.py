"""Cursors: given out by us they lead on, whatever else is typed there is refused and breaks nothing."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.publishing.open import cursors
from zwgk.rules.errors import BadInput

MOMENTS = st.integers(-2_000_000_000, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENTS, st.integers(0, cursors.NUMBERS))
def test_a_cursor_leads_back_to_its_place(moment: datetime, number: int) -> None:
    assert cursors.read(cursors.written(moment, number)) == (moment, number)


@given(st.one_of(st.text(), st.text("WyI-IiwiMjAyNi0xMS0xOVQw_-=", max_size=90)))
def test_whatever_is_typed_is_a_place_or_refused(text: str) -> None:
    try:
        moment, number = cursors.read(text)
    except BadInput:
        return
    assert moment.tzinfo is not None
    assert 0 <= number <= cursors.NUMBERS


@pytest.mark.parametrize(
    "raw",
    [
        '["<","2026-01-01T00:00:00+00:00",1]',
        '[">","2026-01-01T00:00:00",1]',
        '[">","0001-01-01T00:00:00+14:00",1]',
        '[">","9999-12-31T23:59:59-14:00",1]',
        '[">","2026-01-01T00:00:00+00:00",-1]',
        '[">","2026-01-01T00:00:00+00:00",true]',
        '[">",5,1]',
        "[[[[",
        "{}",
        "null",
    ],
)
def test_what_looks_like_one_of_ours_and_is_not_is_refused(raw: str) -> None:
    with pytest.raises(BadInput, match="不是本接口给出的"):
        cursors.read(base64.urlsafe_b64encode(raw.encode()).decode().rstrip("="))
