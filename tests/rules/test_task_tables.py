"""Task tables in every layout they come in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.task_tables import NoTaskTable, Responsibility, clauses, from_grid, from_grids, from_text

HEADER = ["序号", "工作任务", "牵头单位", "参加单位"]
ROWS = [
    ["1", "推进决策公开。", "市政府办、市司法局", "各有关部门"],
    ["2", "推进执行公开。", "市审计局等部门按职责分工分别负责", ""],
    ["3", "推进结果公开。", "市政府办", "市教育局、市财政局"],
]
EXPECTED: list[dict[str, Any]] = [
    {"number": 1, "task": "推进决策公开。", "lead": ["市政府办", "市司法局"], "participants": ["各有关部门"]},
    {"number": 2, "task": "推进执行公开。", "lead": ["市审计局"], "participants": []},
    {"number": 3, "task": "推进结果公开。", "lead": ["市政府办"], "participants": ["市教育局", "市财政局"]},
]


def read(text: str) -> list[dict[str, Any]]:
    return [row.as_dict() for row in from_text(text)]


def laid_out(start: str, between: str, end: str) -> str:
    return "\n".join(start + between.join(row) + end for row in [HEADER, *ROWS])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("附件\n任务分工表\n" + laid_out("", " |\n", " |"), id="一格一行竖线结尾"),
        pytest.param("任务分工表\n\n" + laid_out("| ", " | ", " |") + "\n\n后记。", id="竖线分列"),
        pytest.param(laid_out("", "|", ""), id="竖线分列无边框"),
        pytest.param(laid_out("｜", "｜", "｜"), id="全角竖线"),
        pytest.param(laid_out("", "\t", ""), id="制表符"),
        pytest.param(laid_out("", ",", ""), id="逗号"),
        pytest.param(
            "\n".join(["| 序号 | 工作任务 | 牵头单位 | 参加单位 |", "|---|:---:|---|---|"])
            + "\n"
            + "\n".join("| " + " | ".join(row) + " |" for row in ROWS),
            id="markdown",
        ),
        pytest.param("\n".join("\n".join(row) for row in [HEADER, *ROWS]), id="一格一行无标记"),
    ],
)
def test_reads_the_same_rows_from_every_layout(text: str) -> None:
    assert read(text) == EXPECTED
    assert read(text.replace("\n", "\r\n")) == EXPECTED


def test_a_cell_may_have_several_lines_and_be_empty() -> None:
    text = "序号 |\n工作任务 |\n牵头单位 |\n参加单位 |\n1 |\n推进\n决策公开。\n|\n市政府办、\n市司法局 |\n|\n"
    assert read(text) == [{"number": 1, "task": "推进决策公开。", "lead": ["市政府办", "市司法局"], "participants": []}]


@pytest.mark.parametrize(
    ("number", "task", "lead", "participants"),
    [
        ("序号", "主要任务", "责任单位", "配合单位"),
        ("编号", "工作内容", "牵头部门", "参与单位"),
        ("序 号", "任务内容", "牵 头 单 位", "协办单位"),
        ("序号", "重点任务", "主办单位", "协同单位"),
        ("项次", "工作事项", "责任科室", "配合科室"),
        ("序号", "具体任务", "牵头责任单位", "配合责任单位"),
        ("序号", "任务分解", "责任单位（牵头）", "参加部门"),
        ("NO.", "目标任务", "承办单位", "协助单位"),
    ],
)
def test_knows_the_columns_by_their_other_names(number: str, task: str, lead: str, participants: str) -> None:
    if "（" in lead:
        lead = "责任单位"
    assert [row.as_dict() for row in from_grid([[number, task, lead, participants], *ROWS])] == EXPECTED


def test_columns_may_stand_in_any_order_among_others() -> None:
    grid = [["完成时限", "参加单位", "牵头单位", "工作任务", "序号", "备注"]]
    grid += [["年底", row[3], row[2], row[1], row[0], ""] for row in ROWS]
    assert [row.as_dict() for row in from_grid(grid)] == EXPECTED


def test_merged_cells_titles_and_repeated_headers_do_not_disturb() -> None:
    grid = [
        ["全面推进政务公开工作任务分工表"] * 4,
        ["序号", "工作任务", "责任分工", "责任分工"],
        ["序号", "工作任务", "牵头单位", "参加单位"],
        ["一、推进五公开"] * 4,
        ROWS[0],
        HEADER,
        ["二、其他", "", "", ""],
        ROWS[1],
        ["", "", "", ""],
        ROWS[2],
    ]
    assert [row.as_dict() for row in from_grid(grid)] == EXPECTED


def test_a_merged_lead_counts_for_each_row_it_spans() -> None:
    grid = [HEADER, ["1", "甲", "市政府办", "市教育局"], ["2", "乙", "市政府办", "市财政局"]]
    assert [row.lead for row in from_grid(grid)] == [("市政府办",), ("市政府办",)]


def test_the_finer_of_two_task_columns_is_the_task() -> None:
    grid = [
        ["序号", "重点任务", "工作内容", "责任单位"],
        ["1", "决策公开", "推进甲", "市政府办"],
        ["2", "决策公开", "推进乙", "市政府办"],
    ]
    assert [row.task for row in from_grid(grid)] == ["推进甲", "推进乙"]


@pytest.mark.parametrize(
    "cell",
    [
        "市政府办牵头，市司法局、市财政局配合",
        "市政府办（牵头）、市司法局、市财政局",
        "牵头单位：市政府办；配合单位：市司法局、市财政局",
        "牵头单位：市政府办\n配合单位：市司法局、市财政局",
        "市政府办牵头负责；市司法局、市财政局按职责分工配合",
    ],
)
def test_a_cell_that_says_itself_who_leads_wins_over_its_column(cell: str) -> None:
    (row,) = from_grid([["序号", "工作任务", "责任单位"], ["1", "甲", cell]])
    assert (row.lead, row.participants) == (("市政府办",), ("市司法局", "市财政局"))


def test_with_both_lead_and_responsible_columns_the_responsible_take_part() -> None:
    (row,) = from_grid([["序号", "任务", "牵头单位", "责任单位"], ["1", "甲", "市政府办", "市司法局、各县区"]])
    assert (row.lead, row.participants) == (("市政府办",), ("市司法局", "各县区"))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1", 1),
        ("1.", 1),
        ("１", 1),
        ("（1）", 1),
        ("01", 1),
        ("（一）", "（一）"),
        ("一、", "一、"),
        ("1.2", "1.2"),
        ("①", "①"),
    ],
)
def test_an_arabic_number_is_an_integer_any_other_stays_as_printed(printed: str, number: int | str) -> None:
    (row,) = from_grid([HEADER, [printed, "甲", "市政府办", ""]])
    assert row.number == number


def test_a_group_that_spans_rows_leaves_its_rows_where_they_belong() -> None:
    """One cell a line; the column of numbers has no name, and a group's title stands once for all its tasks."""
    cells = ["任务类别", "具体要求", "责任科室", "时限要求"]
    cells += ["主动公开", "1", "公开规划。", "办公室", "年底前", "2", "公开预算。", "财务科", "6月底前"]
    cells += ["政策解读", "3", "同步解读。", "各科室", "持续推进"]
    found = read("\n|\n".join(cells) + "\n|\n")
    assert [(row["number"], row["task"], row["lead"]) for row in found] == [
        (1, "公开规划。", ["办公室"]),
        (2, "公开预算。", ["财务科"]),
        (3, "同步解读。", ["各科室"]),
    ]


def test_rows_that_slid_to_the_left_below_a_group_are_put_back() -> None:
    rows = ["工作任务 | 具体要求 | 责任部门 |", "一、财政公开。 | 1.公开预算。 | 财务科 |"]
    rows += ["2.公开决算。 | 办公室牵头，财务科配合 | |", "二、政策解读。 | 3.同步解读。 | 各科室 |"]
    assert [(row["task"], row["lead"], row["participants"]) for row in read("\n".join(rows))] == [
        ("1.公开预算。", ["财务科"], []),
        ("2.公开决算。", ["办公室"], ["财务科"]),
        ("3.同步解读。", ["各科室"], []),
    ]


def test_without_numbers_the_tasks_are_counted() -> None:
    rows = from_grid([["工作任务", "牵头单位"], ["甲", "市政府办"], ["乙", "市司法局"]])
    assert [row.number for row in rows] == [1, 2]


def test_what_did_not_fit_on_the_page_belongs_to_the_row_above() -> None:
    rows = from_grid([HEADER, ["1", "推进决策", "市政府办", "市司法局"], ["", "公开。", "", "市财政局"]])
    assert [row.as_dict() for row in rows] == [
        {"number": 1, "task": "推进决策公开。", "lead": ["市政府办"], "participants": ["市司法局", "市财政局"]}
    ]


def test_a_table_without_header_continues_the_one_before_it() -> None:
    assert [row.as_dict() for row in from_grids([[HEADER, ROWS[0]], ROWS[1:]])] == EXPECTED


def test_other_tables_of_the_document_are_passed_over() -> None:
    other = [["姓名", "电话"], ["张三", "略"]]
    assert [row.as_dict() for row in from_grids([other, [HEADER, *ROWS], other])] == EXPECTED


@pytest.mark.parametrize(
    "text", ["", "没有表格的文字。", "序号 |\n工作任务 |\n牵头单位 |\n参加单位 |\n", "本表写明牵头单位和参加单位。"]
)
def test_refuses_where_there_is_no_table_and_says_what_is_missing(text: str) -> None:
    with pytest.raises(NoTaskTable) as refusal:
        from_text(text)
    assert refusal.value.what == "没有读到任务分工表"
    assert "牵头单位" in refusal.value.why


TASK = st.text(st.sampled_from("推进公开工作完善制度，。、《》“”"), min_size=1, max_size=30).filter(str.strip)
UNIT = st.lists(st.sampled_from(["市政府办", "市发改委(物价局)", "各县区政府", "市委宣传部"]), max_size=4, unique=True)


@given(st.lists(st.tuples(TASK, UNIT.filter(bool), UNIT), min_size=1, max_size=8))
def test_what_is_put_into_a_grid_comes_out_again(rows: list[tuple[str, list[str], list[str]]]) -> None:
    grid = [HEADER, *([str(n), task, "、".join(a), "、".join(b)] for n, (task, a, b) in enumerate(rows, 1))]
    read_back = [(row.number, row.task, list(row.lead), list(row.participants)) for row in from_grid(grid)]
    assert read_back == [(n, task, a, b) for n, (task, a, b) in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("（一）甲。推进甲。（政策法规科牵头；各科室配合）", Responsibility.LEAD, ("政策法规科",)),
        (
            "（一）甲。推进甲。(牵头单位:县政府办,责任单位:县司法局、各乡镇)",
            Responsibility.RESPONSIBLE,
            ("县司法局", "各乡镇"),
        ),
        ("甲。（县政府办、县司法局按职责分工负责）", Responsibility.SHARED, ("县政府办", "县司法局")),
        ("1.甲。（责任科室：办公室，完成时限：2026年12月）", Responsibility.RESPONSIBLE, ("办公室",)),
        (
            "甲。（县政府办牵头，县司法局、县财政局配合，2026年底前完成）",
            Responsibility.SUPPORT,
            ("县司法局", "县财政局"),
        ),
    ],
)
def test_reads_who_is_responsible_from_the_end_of_a_clause(
    text: str, kind: Responsibility, units: tuple[str, ...]
) -> None:
    (clause,) = clauses(text)
    assert clause.of(kind) == units
    assert text[clause.start] in "(（"
    assert "牵头" not in clause.task


@pytest.mark.parametrize(
    "text", ["按程序办理（另有规定的除外）。", "实施PPP项目（政府和社会资本合作）", "公开情况良好。"]
)
def test_a_bracket_that_names_nobody_is_no_responsibility(text: str) -> None:
    assert clauses(text) == ()
