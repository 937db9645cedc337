"""Dates as people and other systems write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zwgk.rules.dates import read_date
from zwgk.rules.errors import BadInput


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 1, 5),
        datetime(2026, 1, 5, 23, 59),  # noqa: DTZ001 (a moment without an offset is local)
        "2026-01-05",
        " 2026-1-5 ",
        "2026/1/5",
        "2026年1月5日",
        "20260105",
        "2026-01-05T09:30",
        "2026-01-05 09:30:15",
        "2026-01-05T23:59:59+08:00",
        "2026-01-04T16:00:00Z",
    ],
)
def test_reads_a_day_of_china(written):
    assert read_date(written, "收到日") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "written",
    [None, "", "2026-02-30", "2026-13-01", "26-1-5", "2026-01", "tomorrow", "2026-1/5", 20260105, 1.5, True, [], {},
     "2026-01-05T25:00", "２０２６-01-05", "2026-01-05x", "1026-01-05", "9999-01-01", "0000-01-01", "x" * 500],
)  # fmt: skip
def test_anything_else_is_refused_by_name(written):
    with pytest.raises(BadInput) as refusal:
        read_date(written, "收到日", "received")
    assert refusal.value.what.startswith("收到日")
    assert refusal.value.field == "received"
    assert len(refusal.value.why) < 80
