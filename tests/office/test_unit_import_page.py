"""单位和科室 from a table: looked through line by line before anything is written; bad rows are named (S1-01)."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.people.models import Unit
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db
PAGE = "/settings/units/import/"


def _sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("名称", "上级", "类别", "联系电话"), *rows)):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("单位.xlsx", out.getvalue())


def _held(page: str) -> str:
    found = re.search(r'name="table" value="([^"]+)"', page)
    assert found, "there is something to take in"
    return found[1]


def test_rows_are_looked_through_and_then_taken_in(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    sheet = _sheet(("水务局", county.government.name, "工作部门", "0990-1"), ("工程科", "水务局", "科室", ""))
    with nothing_changes():
        page = client.post(PAGE, {"file": sheet}).content.decode()
    assert "新增 2 个" in page
    done = client.post(PAGE, {"table": _held(page)}, follow=True).content.decode()
    assert "已导入：新增 2 个" in done
    assert Unit.objects.get(name="工程科").organ == Unit.objects.get(name="水务局")


def test_bad_rows_are_named_by_line_and_the_others_can_be_taken(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    sheet = _sheet(
        ("水务局", county.government.name, "工作部门", ""),
        ("", county.government.name, "工作部门", ""),
        ("林草局", "没有的县", "工作部门", ""),
        ("畜牧局", county.government.name, "不知道", ""),
    )
    with nothing_changes():
        page = client.post(PAGE, {"file": sheet}).content.decode()
    for said in ("第 2 行", "名称是空的", "第 3 行", "没有找到上级“没有的县”", "第 4 行", "类别“不知道”不认识"):
        assert said in page
    after = client.post(PAGE, {"table": _held(page)}).content.decode()
    assert "没有导入的行" in after
    assert Unit.objects.filter(name="水务局").exists()
    assert not Unit.objects.filter(name__in=["林草局", "畜牧局"]).exists()


def test_what_is_no_table_of_units_is_refused_at_the_field(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    for file in (
        None,
        SimpleUploadedFile("a.txt", "没有表格".encode()),
        SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode()),
    ):
        with nothing_changes():
            page = client.post(PAGE, {"file": file} if file else {}).content.decode()
        assert 'id="file-say"' in page or "没有导入" in page
    many = _sheet(*[(f"第{n}科", county.bureau.name, "科室", "") for n in range(2001)])
    with nothing_changes():
        assert "一次最多2000行" in client.post(PAGE, {"file": many}).content.decode()


def test_a_table_that_was_tampered_with_is_not_taken(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    with nothing_changes():
        page = client.post(PAGE, {"table": "eyJ4IjoxfQ:1:xxx"})
    assert "预览已过期" in page.content.decode()
