"""Rows of a catalogue: read from what offices write, sound or refused, doubtful where the law is stricter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import catalogue_rows, catalogue_tables
from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import TRIAL_FIELDS, Audience, Carrier, Manner, RowValues, Tier, TrialField, parsed
from zwgk.rules.errors import BadInput
from zwgk.rules.standard_rows import STARTERS
from zwgk.rules.subjects import FiveOpen

SOUND = {"name": "低保标准", "content": "标准", "basis": "《社会救助暂行办法》", "limit": "20个工作日"}


def test_there_are_twenty_six_fields_each_with_a_draft() -> None:
    """国办发〔2019〕54号"""
    assert len(TRIAL_FIELDS) == 26
    assert set(STARTERS) == set(TRIAL_FIELDS)
    assert TrialField.BASIC not in TRIAL_FIELDS
    for rows in STARTERS.values():
        assert len({row.name for row in rows}) == len(rows) >= 2
        for row in rows:
            assert row.dimension in {str(one) for one in FiveOpen}
            values = RowValues(row.name, row.content, row.basis, "20个工作日", row.group,
                               frequency=row.frequency, every_days=row.every_days, words=row.words)  # fmt: skip
            assert catalogue_rows.faults(values) == [], row.name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("政府网站、公示栏", (Carrier.SITE, Carrier.BOARD), id="顿号"),
        pytest.param(
            "■政府网站 ■两微一端\n■社区、村公示栏（电子屏）",
            (Carrier.SITE, Carrier.NEW_MEDIA, Carrier.BOARD),
            id="方框",
        ),
        pytest.param("微信，报纸", (Carrier.NEW_MEDIA, Carrier.PAPER), id="俗称"),
        pytest.param("", (Carrier.SITE,), id="空"),
    ],
)
def test_channels_are_read_as_tables_write_them(written: str, expected: tuple[Carrier, ...]) -> None:
    row, wrong = parsed({**SOUND, "carriers": written})
    assert (row.carriers, wrong) == (expected, [])


def test_words_of_the_other_columns_are_read_too() -> None:
    row, wrong = parsed(
        {
            **SOUND,
            "tiers": "县级、乡镇",
            "audience": "特定群众（申请人）",
            "manner": "依申请",
            "dimension": "结果",
            "every_days": "31天",
        }
    )
    assert wrong == []
    assert (row.tiers, row.audience, row.audience_note) == ((Tier.COUNTY, Tier.TOWNSHIP), Audience.SOME, "申请人")
    assert (row.manner, row.dimension, row.frequency, row.every_days) == (
        Manner.ON_REQUEST,
        "result",
        Frequency.PERIODIC,
        31,
    )


def test_what_cannot_be_understood_is_said_and_not_guessed() -> None:
    _, wrong = parsed({**SOUND, "carriers": "飞鸽传书", "tiers": "省级", "frequency": "偶尔", "every_days": "每月"})
    assert len(wrong) == 4
    assert all("“" in sentence for sentence in wrong)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": " "}, "二级事项"),
        ({"basis": ""}, "公开依据"),
        ({"name": "长" * 201}, "最多200字"),
        ({"frequency": Frequency.PERIODIC}, "更新周期"),
        ({"every_days": 0}, "1至3660天"),
        ({"carriers": ()}, "公开渠道"),
        ({"tiers": ()}, "公开层级"),
    ],
)
def test_a_row_that_cannot_stand_says_why(changes: dict[str, object], why: str) -> None:
    row = RowValues(**{**SOUND, **changes})  # type: ignore[arg-type]
    assert any(why in sentence for sentence in catalogue_rows.faults(row))


@pytest.mark.parametrize(
    ("limit", "days"),
    [("信息形成之日起20个工作日内", 20), ("7个工作日", 7), ("30日内", None), ("及时", None), ("3工作日", 3)],
)
def test_the_days_of_a_limit_are_working_days_only(limit: str, days: int | None) -> None:
    assert catalogue_rows.limit_days(limit) == days


def test_a_limit_looser_than_the_law_is_doubtful() -> None:
    """《条例》第二十六条"""
    said = catalogue_rows.doubts(RowValues(**{**SOUND, "limit": "30个工作日", "column": "a"}))
    assert len(said) == 1
    assert "第二十六条" in said[0]
    assert catalogue_rows.doubts(RowValues(**{**SOUND, "column": "a"})) == []


@given(st.dictionaries(st.sampled_from(list(catalogue_rows.HEADINGS)), st.text(max_size=60)))
def test_no_line_of_a_table_breaks_the_reader(cells: dict[str, str]) -> None:
    row, wrong = parsed(cells)
    assert all(sentence and not sentence.endswith("。") for sentence in [*wrong, *catalogue_rows.faults(row)])


def test_two_header_rows_and_ticks_are_read() -> None:
    grid = [
        ["清岚县标准目录"] * 9,
        ["序号", "公开事项", "公开事项", "公开内容（要素）", "公开依据", "公开时限", "公开对象", "公开对象", "备注"],
        ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "全社会", "特定群众（自行填写）", "备注"],
        ["1", "低保", "标准", "标准", "办法", "20个工作日", "√", "", ""],
        ["2", "", "名单", "名单", "办法", "20个工作日", "", "本村村民", "x"],
        ["", "", "", "", "", "", "", "", ""],
    ]
    table = catalogue_tables.read(grid)
    assert table.unknown == ()
    assert [line.number for line in table.lines] == [4, 5]
    assert table.lines[1].cells["group"] == "低保"
    assert (table.lines[0].cells["audience"], table.lines[1].cells["audience"]) == ("全社会", "特定群众：本村村民")


def test_a_table_without_its_headings_is_refused() -> None:
    with pytest.raises(BadInput, match="没有找到表头"):
        catalogue_tables.read([["a", "b"], ["c", "d"]])
    with pytest.raises(BadInput, match="缺少“公开依据”"):
        catalogue_tables.read([["二级事项", "公开内容", "公开时限"], ["a", "b", "c"]])
    with pytest.raises(BadInput, match="最多50000行"):
        catalogue_tables.read([["二级事项"]] * 50_001)
