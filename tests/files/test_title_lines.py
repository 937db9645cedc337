"""Titles broken by sense (GB/T 9704—2012 7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk.files.writers.title_lines import MOST, title_lines, width_of


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("公告", ("公告",), id="短标题不分行"),
        pytest.param(
            "青禾县人民政府办公室关于印发2026年政务公开工作要点的通知",
            ("青禾县人民政府办公室关于印发", "2026年政务公开工作要点的通知"),
            id="在“关于印发”之后回行",
        ),
        pytest.param(
            "青禾县人民政府关于废止和修改部分行政规范性文件的决定",
            ("青禾县人民政府关于废止和修改", "部分行政规范性文件的决定"),
            id="不拆“行政规范性文件”",
        ),
        pytest.param(
            "关于召开2026年全县政务公开工作会议的通知",
            ("关于召开2026年全县", "政务公开工作会议的通知"),
            id="不拆年份，不拆“政务公开”",
        ),
        pytest.param("第一行\n第二行", ("第一行", "第二行"), id="人工断好的行不动"),
    ],
)
def test_a_title_is_broken_where_a_reader_would_breathe(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_the_names_of_two_offices_stand_in_two_lines_and_a_county_is_not_torn_from_its_government() -> None:
    lines = title_lines(
        "中共青禾县委办公室　青禾县人民政府办公室关于印发《青禾县贯彻落实〈优化营商环境条例〉实施方案》的通知"
    )
    assert lines[:2] == ("中共青禾县委办公室", "青禾县人民政府办公室关于印发")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("青禾县人民政府关于印发的通知《》、（）2026年工作方案 　"), min_size=1, max_size=90))
def test_nothing_of_a_title_is_lost_and_every_line_fits(title: str) -> None:
    lines = title_lines(title)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(0 < width_of(line) <= MOST for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("青禾县人民政府办公室关于做好年度工作的实施意见通知"), min_size=20, max_size=60))
def test_no_line_begins_with_what_belongs_to_the_line_above(title: str) -> None:
    assert not any(line.startswith(("，", "》", "）", "、")) for line in title_lines(title)[1:])
