"""``zwgk metadata``: eight fields a line, null where the text does not say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from zwgk.cli.main import main

PAPER = (
    "清政办发〔2020〕12号\n清岚县人民政府办公室关于做好防汛工作的通知\n各乡镇人民政府：\n请认真做好各项防汛工作。\n"
    "清岚县人民政府办公室\n2020年5月6日\n"
)
EXPECTED = {
    "title": "清岚县人民政府办公室关于做好防汛工作的通知",
    "doc_number": "清政办发〔2020〕12号",
    "issuers": ["清岚县人民政府办公室"],
    "publisher": None,
    "date_written": "2020-05-06",
    "date_published": None,
    "index_no": None,
    "topic": None,
}


def test_a_line_is_answered_with_eight_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        json.dumps({"id": 1, "text": PAPER}) + '\n{"id": 2, "text": ""}\n{"id": 3}\n', encoding="utf-8"
    )
    assert main(["metadata", "--jsonl", str(questions)]) == 1
    full, empty, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert full == {"id": 1, **EXPECTED}
    assert empty == {"id": 2, **dict.fromkeys(EXPECTED), "issuers": []}
    assert set(bad["error"]) == {"what", "why", "remedy"}


def test_a_word_file_is_read_and_doubts_go_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document()
    for line in PAPER.replace("〔2020〕12号", "[2020]第12号").splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "通知.docx"))
    assert main(["metadata", str(tmp_path / "通知.docx")]) == 0
    streams = capsys.readouterr()
    answer = json.loads(streams.out)
    assert {name: answer[name] for name in EXPECTED} == EXPECTED
    assert "写法不规范" in streams.err


def test_a_saved_page_is_read_with_its_table_of_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S2-01: the metadata block of a page is a table more often than not."""
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><div>首页 &gt; 政务公开</div><table><tr><td>索引号</td><td>770493796/2023-00002</td>"
        "<td>主题分类</td><td>财政</td></tr><tr><td>发文机关：</td><td>清岚县财政局</td><td>成文日期：</td>"
        "<td>2023年1月16日</td></tr><tr><td>发文字号：</td><td>清财预〔2023〕2号</td><td>发布日期：</td>"
        "<td>2023年1月18日</td></tr></table><h1>清岚县财政局关于批复部门预算的通知</h1><p>县直各部门：</p>"
        "<p>经研究，现批复如下，请严格执行。</p></body></html>",
        encoding="utf-8",
    )
    assert main(["metadata", str(page)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "id": str(page),
        "title": "清岚县财政局关于批复部门预算的通知",
        "doc_number": "清财预〔2023〕2号",
        "issuers": ["清岚县财政局"],
        "publisher": None,
        "date_written": "2023-01-16",
        "date_published": "2023-01-18",
        "index_no": "770493796/2023-00002",
        "topic": "财政",
    }


def test_wrong_usage_exits_two_and_prints_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metadata"]) == 2
    assert capsys.readouterr().out == ""


def test_page_tags_say_what_the_text_of_a_page_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tags that inspectors' robots read; what the text says itself goes first."""
    page = tmp_path / "公告.html"
    page.write_text(
        '<html><head><meta charset="utf-8"><title>停电公告_清岚县人民政府</title>'
        '<meta name="ArticleTitle" content="关于计划停电的公告"><meta name="PubDate" content="2024-03-02 09:00">'
        '<meta name="ContentSource" content="清岚供电公司"></head>'
        "<body><h1>关于计划停电的公告</h1><p>因线路检修，城南片区3月4日停电。</p></body></html>",
        encoding="utf-8",
    )
    assert main(["metadata", str(page)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == "关于计划停电的公告"
    assert (found["publisher"], found["date_published"]) == ("清岚供电公司", "2024-03-02")
