"""What both faces say alike: days, sizes, kinds of files."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zwgk.ui.templatetags import ui


def test_days_are_beijing_s(settings: object) -> None:
    late = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)  # already the 20th in Beijing
    assert ui.day(late) == "2026-11-20"
    assert ui.chinese_day(late) == "2026年11月20日"
    assert ui.moment(late) == "2026-11-20 01:30"
    assert ui.weekday(date(2026, 11, 20)) == "周五"


@pytest.mark.parametrize("filter_", [ui.day, ui.chinese_day, ui.weekday, ui.moment])
def test_nothing_is_shown_as_nothing(filter_: object) -> None:
    assert filter_(None) == ""  # type: ignore[operator]
    assert filter_("") == ""  # type: ignore[operator]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 字节"), (999, "999 字节"), (46_211, "46 kB"), (1_800_000, "1.8 MB"), (None, "0 字节")],
)
def test_sizes_are_for_people(size: int | None, expected: str) -> None:
    assert ui.bytes_size(size) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("申请表.docx", "DOCX"), ("正文.PDF", "PDF"), ("无扩展名", "文件"), ("奇怪.<b>x", "文件"), ("a.b.xlsx", "XLSX")],
)
def test_the_kind_of_a_file_is_read_from_its_name(name: str, expected: str) -> None:
    assert ui.file_kind(name) == expected
