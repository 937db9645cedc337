"""``zwgk tasks``: a file in, one JSON object a line out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document

from tests.seeds import seed
from zwgk.cli.main import main

HEADER = ["序号", "工作任务", "牵头单位", "参加单位"]
ROWS = [["1", "推进决策公开。", "市政府办、市司法局", "各有关部门"], ["2", "推进执行公开。", "市政府办、市司法局", ""]]
EXPECTED = [
    {"number": 1, "task": "推进决策公开。", "lead": ["市政府办", "市司法局"], "participants": ["各有关部门"]},
    {"number": 2, "task": "推进执行公开。", "lead": ["市政府办", "市司法局"], "participants": []},
]


def answer(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["tasks", str(path)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_text_in_the_usual_encodings(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    path = tmp_path / "分工.txt"
    path.write_text("\n".join("\t".join(row) for row in [HEADER, *ROWS]), encoding=encoding)
    assert answer(path, capsys) == EXPECTED


def test_reads_a_word_table_with_merged_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document()
    document.add_paragraph("附件：任务分工表")
    table = document.add_table(rows=3, cols=4)
    for row, cells in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = "" if (row, column) == (2, 2) else text
    table.cell(1, 2).merge(table.cell(2, 2))
    path = tmp_path / "分工.docx"
    document.save(str(path))
    assert answer(path, capsys) == EXPECTED


def test_reads_a_workbook_with_merged_cells_and_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "分工.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "任务分工表")
        sheet.write_row(1, 0, HEADER)
        for number, cells in enumerate(ROWS, 1):
            sheet.write_number(number + 1, 0, number)
            sheet.write_row(number + 1, 1, cells[1:])
        sheet.merge_range(2, 2, 3, 2, ROWS[0][2])
    assert answer(path, capsys) == EXPECTED


def test_reads_a_web_page_with_merged_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "分工.html"
    path.write_text(
        "<html><head><meta charset='utf-8'></head><body><p>任务分工表</p><table>"
        "<tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>参加单位</th></tr>"
        "<tr><td>1</td><td>推进决策公开。</td><td rowspan='2'>市政府办、<br>市司法局</td><td>各有关部门</td></tr>"
        "<tr><td>2</td><td><p>推进执行公开。</p></td><td>&nbsp;</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert answer(path, capsys) == EXPECTED


@pytest.mark.seeds
def test_the_seed_paper_gives_its_fifty_two_tasks(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(seed(0), capsys)
    assert [row["number"] for row in rows] == list(range(1, 53))
    assert set(rows[0]) == {"number", "task", "lead", "participants"}


@pytest.mark.parametrize("content", [None, "没有表格的文字。"])
def test_refuses_in_chinese_on_standard_error_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "文件.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["tasks", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("没有这个文件" in printed.err) if content is None else ("没有读到任务分工表" in printed.err)
