"""``zwgk report``: anybody's annual report, one file or many lines."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document

from tests.rules import annual_reports as sample
from zwgk.cli.main import main


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_line_a_report_in_order_and_the_bad_one_spoils_only_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = sample.report()
    wrong = sample.changed(good, "remedies", "litigation_direct", "total", 1) | {"id": "w"}
    old = sample.report(2020) | {"id": "o", "year": 2023}
    lines = "\n".join(json.dumps(one) for one in (good, wrong, old)) + "\nnot json\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["report", "--jsonl"]) == 1
    first, second, third, fourth = answers(capsys)
    assert first == {"id": "r", "failed": [], "blank": [], "warnings": []}
    assert second["id"] == "w"
    assert [(one["check"], one["table"], one["row"]) for one in second["failed"]] == [  # type: ignore[attr-defined]
        ("F4", "remedies", "litigation_direct")
    ]
    assert "试行格式" in third["error"]["why"]  # type: ignore[index]
    assert fourth["error"]


def as_word(path: Path, data: dict[str, object]) -> None:
    paper = Document()
    paper.add_paragraph(f"{sample.ORGAN}2025年政府信息公开工作年度报告")
    for heading, grid, table in zip(
        ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、行政复议、行政诉讼情况"),
        sample.grids(data),
        sample.written(data),
        strict=True,
    ):
        paper.add_paragraph(heading)
        drawn = paper.add_table(len(grid), len(grid[0]))
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(table):
            c = 0
            for text, wide, high in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + dr, c + dc) for dr in range(high) for dc in range(wide)}
                drawn.cell(r, c).merge(drawn.cell(r + high - 1, c + wide - 1)).text = text
                c += wide
    paper.save(str(path))


def as_sheet(path: Path, data: dict[str, object]) -> None:
    """All three tables below each other on one sheet, merged cells merged."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, f"{sample.ORGAN}2025年政府信息公开工作年度报告")
        top = 2
        for table in sample.written(data):
            taken: set[tuple[int, int]] = set()
            for r, row in enumerate(table):
                c = 0
                for text, wide, high in row:
                    while (r, c) in taken:
                        c += 1
                    taken |= {(r + dr, c + dc) for dr in range(high) for dc in range(wide)}
                    value = float(text) if text.replace(".", "", 1).isdigit() else text
                    if wide > 1 or high > 1:
                        page.merge_range(top + r, c, top + r + high - 1, c + wide - 1, value)
                    else:
                        page.write(top + r, c, value)
                    c += wide
            top += len(table) + 1


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "json"])
def test_a_file_of_any_kind_is_checked_and_a_lying_total_found(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = sample.changed(sample.report(), "requests", "granted", "total", 4)
    path = tmp_path / f"年报.{kind}"
    if kind == "html":
        path.write_text(sample.as_html(data), encoding="utf-8")
    elif kind == "json":
        path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    elif kind == "docx":
        as_word(path, data)
    else:
        as_sheet(path, data)
    assert main(["report", str(path)]) == 0
    printed = capsys.readouterr()
    (answer,) = [json.loads(line) for line in printed.out.splitlines()]
    granted = sample.report()["requests"]["granted"]["total"]
    wrong = [(one["check"], one.get("row") or one.get("column")) for one in answer["failed"]]
    assert wrong == [("F2", "granted"), ("F3", "total")]
    assert answer["failed"][0]["expected"] == granted
    assert answer["failed"][0]["found"] == granted + 4
    assert answer["blank"] == []
    assert "（一）予以公开" in printed.err


def test_what_cannot_be_read_is_said_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    (tmp_path / "好.json").write_text(json.dumps(sample.report()), encoding="utf-8")
    assert main(["report", str(tmp_path / "坏.json"), str(tmp_path / "好.json")]) == 1
    bad, good = answers(capsys)
    assert bad["error"]["why"] == "不是正确的 JSON"  # type: ignore[index]
    assert good["failed"] == []
    assert main(["report"]) == 2
