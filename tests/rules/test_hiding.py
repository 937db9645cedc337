"""When a correction gives reason to think of hiding the earlier wording."""

from __future__ import annotations

import pytest

from zwgk.rules import hiding


@pytest.mark.parametrize(
    ("note", "expected"),
    [("误传附件，已更换", True), ("删去身份证号", True), ("更正会议时间", False), ("", False)],
)
def test_words_that_tell_of_a_leak(note: str, expected: bool) -> None:
    assert hiding.speaks_of_a_leak(note) is expected


def test_only_what_the_new_wording_no_longer_holds_counts() -> None:
    before = "联系人手机13912340421，另一人手机13800138000。"
    assert [f.text for f in hiding.vanished(before, "手机138 0013 8000。")] == ["13912340421"]
    assert hiding.vanished(before, before) == []


def test_an_offices_own_lines_are_meant_to_be_public() -> None:
    assert hiding.vanished("咨询电话：0990-1234567", "") == []
