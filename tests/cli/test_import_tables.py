"""``zwgk import publications FILE.xlsx``: a table of an old site, with merged cells, bad rows and days as cells."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.importing import Command
from zwgk.publishing.models import OldAddress, Publication

pytestmark = pytest.mark.django_db

HEAD = ["编号", "标题", "发文字号", "发布机构", "栏目", "发布日期", "正文", "原网址", "点击量"]


def table(path: Path, rows: int, *, merged: int) -> Path:
    """A sheet with a title line, the head, ``rows`` rows whose organ is merged over ``merged`` rows each."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("信息")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, "县政府网站信息表")
    sheet.write_row(1, 0, HEAD)
    for number in range(rows):
        row = number + 2
        sheet.write_row(row, 0, [f"x{number}", f"关于第{number}件事项的通知", f"清发〔2024〕{number + 1}号"])
        sheet.write_row(row, 4, ["通知公告"])
        sheet.write_datetime(row, 5, dt.datetime(2024, 3, 1 + number % 28), day)  # noqa: DTZ001
        sheet.write_row(row, 6, [f"<p>第{number}件。", f"/art/{number}.html", number])
        if number % merged == 0 and number + merged <= rows:
            sheet.merge_range(row, 3, row + merged - 1, 3, f"县第{number // merged}局")
    sheet.write(rows + 3, 0, "合计")
    book.close()
    return path


def test_a_table_with_merged_cells_comes_in_row_by_row(command: Command, tmp_path: Path) -> None:
    path = table(tmp_path / "old.xlsx", 30, merged=10)
    run = command("publications", path)
    assert run.rows == [{"taken": 30, "known": 0, "rejected": 1}]
    (rejected,) = [json.loads(line) for line in (tmp_path / "old.rejects.jsonl").read_text("utf-8").splitlines()]
    assert (rejected["line"], rejected["key"]) == (34, "合计"), "numbered as the sheet numbers its rows"
    assert "没有用到的项“点击量”：30 行" in run.said
    last = Publication.objects.get(key="x29")
    assert (last.organ.name, str(last.published_on), last.doc_number) == ("县第2局", "2024-03-02", "清发〔2024〕30号")
    assert OldAddress.objects.filter(path="/art/29.html", publication=last).exists()
    assert command("publications", path).rows == [{"taken": 0, "known": 30, "rejected": 1}]


@pytest.mark.parametrize(
    ("head", "why"),
    [(["甲", "乙"], "没有写着“标题”的表头"), (["标题", "名称"], "两列都是title")],
    ids=["无表头", "重复"],
)
def test_a_table_whose_head_cannot_be_read_is_refused_whole(
    command: Command, tmp_path: Path, head: list[str], why: str
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "old.xlsx"))
    book.add_worksheet().write_row(0, 0, head)
    book.close()
    assert why in command("publications", tmp_path / "old.xlsx").said
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert command("publications", tmp_path / "broken.xlsx").status != 0
    assert not Publication.objects.exists()
