"""The annual report's checks F1 … F8: a report that holds passes, and whatever is changed in it is found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules import annual_reports as sample
from zwgk.rules.annual_report import Layout, cells_of, check, from_json, from_tables, value_of
from zwgk.rules.errors import BadInput

CELLS = [cell for cell in cells_of(Layout.CURRENT) if cell.table in {"requests", "remedies"}]


def found(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    verdict = check(from_json(data))
    return [(str(one.check), one.row, one.column) for one in verdict.failed]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_a_report_that_holds_has_nothing_to_find(year: int) -> None:
    verdict = check(from_json(sample.report(year)))
    assert verdict.as_dict() == {"failed": [], "blank": [], "warnings": []}


@given(cell=st.sampled_from(CELLS), by=st.integers(1, 5), seed=st.integers(0, 200))
def test_any_changed_figure_is_found_where_it_stands(cell: Any, by: int, seed: int) -> None:
    """S4-30; 国办公开办函〔2021〕30号."""
    wrong = found(sample.changed(sample.report(seed=seed), cell.table, cell.row, cell.column, by))
    assert wrong, f"改了 {cell} 没有发现"
    assert all(cell.row in (row, "") or row == "" for _, row, _ in wrong if _ != "F1")
    if cell.table == "remedies":
        assert wrong == [("F4", cell.row, "")]
    else:
        assert ("F2", cell.row, "") in wrong


def test_each_formula_says_what_is_expected_and_what_stands_there() -> None:
    data = sample.report()
    came = data["requests"]["new_received"]["natural_person"] + data["requests"]["carried_over"]["natural_person"]
    verdict = check(from_json(sample.changed(data, "requests", "new_received", "natural_person", 3)))
    first, second = verdict.failed
    assert first.as_dict() == {
        "check": "F1",
        "table": "requests",
        "column": "natural_person",
        "expected": came + 3,
        "found": came,
    }
    total = data["requests"]["new_received"]["total"]
    assert second.as_dict() == {
        "check": "F2",
        "table": "requests",
        "row": "new_received",
        "expected": total + 3,
        "found": total,
    }
    assert "自然人" in first.sentence()
    assert "一、本年新收政府信息公开申请数量" in second.sentence()


def test_blank_is_not_zero_and_is_named() -> None:
    verdict = check(from_json(sample.changed(sample.report(), "requests", "granted", "org_research", None)))
    assert [cell.as_dict() for cell in verdict.blank] == [
        {"table": "requests", "row": "granted", "column": "org_research"}
    ]
    assert "空白不等于零" in verdict.remarks[0]


@pytest.mark.parametrize("written", ["约12", "-3", -3, 2.5, True, "12件"])
def test_a_cell_holds_a_whole_number_or_is_named(written: Any) -> None:
    data = sample.report()
    data["requests"]["granted"]["org_other"] = written
    assert ("F7", "granted", "org_other") in found(data)


def test_money_may_have_decimals_but_is_never_below_zero() -> None:
    assert found(sample.report()) == []
    wrong = sample.changed(sample.report(), "proactive.art20_8", "administrative_fees", "amount_this_year", "-1.5")
    assert found(wrong) == [("F7", "administrative_fees", "amount_this_year")]


def test_what_was_carried_forward_last_year_is_carried_over_this_year() -> None:
    data = sample.report()
    data["previous"]["requests"]["carried_forward"]["total"] += 2
    assert found(data) == [("F5", "", "total")]


def test_documents_in_force_and_numbers_in_the_text_only_warn() -> None:
    data = sample.changed(sample.report(), "proactive.art20_1", "rules", "in_force", 1)
    data["overview"] = "全年新收政府信息公开申请3件，比上年增加2件；行政复议一百二十件。"
    verdict = check(from_json(data))
    assert verdict.failed == ()
    assert [str(one.check) for one in verdict.warnings] == ["F6", "F8", "F8"]
    assert [int(one.found) for one in verdict.warnings[1:]] == [3, 120]  # type: ignore[arg-type]


def test_the_trial_layout_is_refused_from_2021_on() -> None:
    old = sample.report(2020) | {"year": 2022}
    with pytest.raises(BadInput, match="试行格式"):
        from_json(old)
    with pytest.raises(BadInput, match="试行格式"):
        from_tables(sample.grids(sample.report(2020)), "清岚县2022年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"requests": {}}, "没有写明年度"),
        ({"year": "今年", "requests": {}}, "不是四位数"),
        ({"year": 2012, "requests": {}}, "2019"),
        ({"year": 2025}, "任何一张表"),
    ],
)
def test_what_is_no_report_is_refused(data: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        from_json(data)


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("year", [2020, 2025])
def test_tables_with_merged_cells_are_read_like_the_figures(year: int, repeated: bool) -> None:
    data = sample.report(year)
    read = from_tables(sample.grids(data, repeated=repeated), f"{sample.ORGAN}{year}年政府信息公开工作年度报告")
    assert (read.year, read.organ) == (year, sample.ORGAN)
    assert read.cells == from_json(data).cells


def test_a_page_in_other_words_is_read_all_the_same() -> None:
    """Full-width digits, thousands, marks and blanks within labels, the year in words, a table without its spans."""
    data = sample.report()
    data["requests"]["granted"]["natural_person"] += 12000
    grids = [
        [
            [
                cell.replace("商业企业", "商 业\n企 业")
                .replace("1.", "1．")
                .replace("（三）", "(三)")
                .replace("12011", "１２，０１１")
                for cell in row
            ]
            for row in grid
        ]
        for grid in sample.grids(data)
    ]
    read = from_tables(
        grids, "清岚县人民政府二〇二五年政府信息公开工作年度报告\n一、总体情况\n收到申请三件。\n二、主动公开\n"
    )
    assert read.year == 2025
    assert read.cells == from_json(data).cells
    assert "三件" in read.overview


def test_a_file_without_the_tables_or_the_year_is_refused() -> None:
    with pytest.raises(BadInput, match="没有找到年度报告的表格"):
        from_tables([[["姓名", "电话"]]], "清岚县2025年政府信息公开工作年度报告")
    with pytest.raises(BadInput, match="没有找到报告年度"):
        from_tables(sample.grids(sample.report()), "工作总结")


@pytest.mark.parametrize(
    ("written", "value"),
    [(" 1,204 ", "1204"), ("０", "0"), ("—", "None"), ("", "None"), (None, "None"), ("12.50", "12.50"), ("3人", "3人")],
)
def test_a_cell_is_read_as_people_write_it(written: Any, value: str) -> None:
    assert str(value_of(written)) == value
