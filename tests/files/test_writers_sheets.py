"""Tables that leave the house: no formula runs on the reader's machine, no figure is bent."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zwgk.files.writers.sheets import Column, SheetData, csv_lines, guarded, workbook
from zwgk.rules.errors import BadInput, LimitExceeded

COLUMNS = (Column("标题", 40), Column("日期", 12), Column("数量", 8))


def read(data: bytes, name: str = "清单") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


def test_values_come_back_as_what_they_were() -> None:
    rows = [
        ["通知", date(2026, 3, 5), 3],
        ["批复", None, Decimal("2.5")],
        ["", datetime(2026, 3, 5, 9, 30, tzinfo=UTC), True],
    ]
    data = workbook([SheetData("清单", COLUMNS, rows)], title="清单")
    assert read(data) == [
        ["标题", "日期", "数量"],
        ["通知", date(2026, 3, 5), 3.0],
        ["批复", "", 2.5],
        ["", datetime(2026, 3, 5, 9, 30), "是"],  # noqa: DTZ001 a spreadsheet knows no time zone
    ]


def test_a_title_line_stands_above_the_header() -> None:
    data = workbook([SheetData("清单", COLUMNS, [["a", None, 1]], "青禾县公开清单")], title="清单")
    assert read(data)[0][0] == "青禾县公开清单"
    assert read(data)[1] == ["标题", "日期", "数量"]


@pytest.mark.parametrize(
    "typed", ['=HYPERLINK("http://x.example")', "+1+1", "-2+3", "@SUM(A1)", "http://x.example", "{=1}"]
)
def test_what_somebody_typed_is_never_a_formula_or_a_link(typed: str) -> None:
    data = workbook([SheetData("清单", COLUMNS, [[typed, None, None]])], title="清单")
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert read(data)[1][0] == typed


def test_long_numbers_keep_all_their_digits() -> None:
    data = workbook([SheetData("清单", (Column("证号"),), [[110101199003070011]])], title="清单")
    assert read(data)[1] == ["110101199003070011"]


def test_rows_are_read_one_by_one_and_a_wrong_one_is_named() -> None:
    def rows() -> object:
        yield ["a", None, 1]
        yield ["b", None]

    with pytest.raises(BadInput, match="第2行有2格，应有3格"):
        workbook([SheetData("清单", COLUMNS, rows())], title="清单")  # type: ignore[arg-type]


def test_sheets_must_have_columns_and_names_of_their_own() -> None:
    with pytest.raises(BadInput, match="没有列"):
        workbook([SheetData("清单", (), [])], title="清单")
    with pytest.raises(BadInput, match="都叫"):
        workbook([SheetData("清单", COLUMNS, []), SheetData("清单", COLUMNS, [])], title="清单")
    with pytest.raises(LimitExceeded, match="32767"):
        workbook([SheetData("清单", (Column("长"),), [["字" * 40_000]])], title="清单")
    assert read(workbook([SheetData("a/b:c", COLUMNS, [])], title="x"), "a－b－c") == [["标题", "日期", "数量"]]


def test_csv_is_read_by_excel_in_chinese_and_guarded() -> None:
    data = b"".join(csv_lines(["标题", "数量"], [["=1+1", 2], ['正常，含“引号”"', None], [" \t=cmd", -5]]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["标题", "数量"],
        ["'=1+1", "2"],
        ['正常，含“引号”"', ""],
        ["' \t=cmd", "-5"],
    ]


@given(st.text(max_size=20))
def test_no_text_reaches_csv_with_a_formula_sign_in_front(text: str) -> None:
    out = guarded(text)
    assert out in (text, "'" + text)
    assert not out.strip().startswith(("=", "+", "-", "@", "＝"))
