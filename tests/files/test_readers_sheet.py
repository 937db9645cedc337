"""Workbooks: figures as people write them, merged cells, hidden sheets told."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from zwgk.files import limits
from zwgk.files.readers import read_bytes
from zwgk.files.readers.sheet import shown
from zwgk.rules.errors import LimitExceeded


def workbook(fill: Any) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def test_a_sheet_with_merged_cells_becomes_a_table_and_a_grid():
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("预算")
        sheet.merge_range("B2:D2", "2026年部门预算")
        sheet.merge_range("B3:B4", "科目")
        sheet.merge_range("C3:D3", "金额（万元）")
        sheet.write_row("C4", ["基本支出", "项目支出"])
        sheet.write_row("B5", ["一般公共服务", 1200, 350.5])

    found = read_bytes("预算.xlsx", workbook(fill))
    assert found.tables == (
        (
            ("2026年部门预算",) * 3,
            ("科目", "金额（万元）", "金额（万元）"),
            ("科目", "基本支出", "项目支出"),
            ("一般公共服务", "1200", "350.5"),
        ),
    )
    assert '<td colspan="3">2026年部门预算</td>' in found.body_html
    assert found.complete


def test_several_sheets_are_headed_by_their_names_and_hidden_ones_are_told():
    def fill(book: Any) -> None:
        for name in ("收入", "支出", "底稿"):
            book.add_worksheet(name).write_row(0, 0, ["项目", name])
        book.worksheets()[2].hide()
        book.worksheets()[0].write_comment("A1", "这个数先不公开")

    found = read_bytes("预算.xlsx", workbook(fill))
    assert found.text == "收入\n项目\t收入\n支出\n项目\t支出"
    assert len(found.tables) == 2
    assert any("底稿" in s and "隐藏" in s for s in found.unread)
    assert "这个数先不公开" in found.everything


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (440_101_200_001.0, "440101200001"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, 30), "2026-03-02 09:30:00"),  # noqa: DTZ001  # a sheet knows no time zones
        (True, "是"),
        (None, ""),
        (" 甲 ", "甲"),
    ],
)
def test_values_are_written_as_a_person_would(value, expected):
    assert shown(value) == expected


def test_rows_beyond_the_limit_are_named_as_unread(monkeypatch):
    monkeypatch.setattr(limits, "MAX_TABLE_CELLS", 20)

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("大表")
        for n in range(11):
            sheet.write_row(n, 0, [n, "甲"])

    found = read_bytes("a.xlsx", workbook(fill))
    assert len(found.tables[0]) == 10
    assert found.unread == ("工作表“大表”有11行，只读取了前10行，其余未读取，须人工查看",)


def test_a_cell_far_out_does_not_fill_the_memory():
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("远")
        sheet.write(0, 0, "甲")
        sheet.write(1_048_575, 16_383, "乙")

    with pytest.raises(LimitExceeded, match=r"占了1048576行×16384列"):
        read_bytes("a.xlsx", workbook(fill))


def test_a_table_too_long_for_a_body_is_still_read():
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("名单")
        for n in range(9_000):
            sheet.write_row(n, 0, [f"单位{n}", "某" * 90])

    found = read_bytes("a.xlsx", workbook(fill))
    assert len(found.tables[0]) == 9_000
    assert found.complete
    with pytest.raises(LimitExceeded, match="正文不得超过2MB"):
        _ = found.body_html
