"""``zwgk privacy``: a line a text, a line a file; bad lines say why and stop nobody else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from tests.rules.numbers import id_card
from zwgk.cli.main import main
from zwgk.cli.texts import MAX_LINE_CHARACTERS


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_is_answered_in_order_with_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"id": 7, "text": "手机13812345678"}\n{"id": "b", "text": "没有"}\n{"id": null, "text": ""}\n',
        encoding="utf-8",
    )
    assert main(["privacy", "--jsonl", str(questions)]) == 0
    assert lines(capsys) == [
        {
            "id": 7,
            "findings": [{"kind": "mobile", "start": 2, "end": 13, "text": "13812345678", "masked": "138****5678"}],
        },
        {"id": "b", "findings": []},
        {"id": None, "findings": []},
    ]


def test_a_bad_line_says_what_why_and_remedy_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "q.jsonl"
    long = json.dumps({"id": 4, "text": "字" * (MAX_LINE_CHARACTERS + 1)})
    questions.write_text(
        f'{{"id": 1}}\n{{"id": 2, "text": 5}}\nnot json\n{long}\n["list"]\n{{"id": 6, "text": "a@example.com"}}\n',
        encoding="utf-8",
    )
    assert main(["privacy", "--jsonl", str(questions)]) == 1
    answers = lines(capsys)
    assert [answer["id"] for answer in answers] == [1, 2, None, 4, None, 6]
    assert all(set(answer["error"]) == {"what", "why", "remedy"} for answer in answers[:5])  # type: ignore[call-overload]
    assert len(answers[5]["findings"]) == 1  # type: ignore[arg-type]


def test_half_a_surrogate_pair_does_not_shift_the_offsets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 1, "text": "\\ud800\\ud83d\\ude00 13812345678"}\n', encoding="utf-8")
    assert main(["privacy", "--jsonl", str(questions)]) == 0
    assert lines(capsys)[0]["findings"][0]["start"] == 3  # type: ignore[index]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_is_read_whatever_its_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    paper = tmp_path / "名单.txt"
    paper.write_bytes(f"公示名单\n张某，身份证号{id_card()}，住城关镇。\n".encode(encoding))
    assert main(["privacy", str(paper)]) == 0
    answer = lines(capsys)[0]
    assert answer["id"] == str(paper)
    assert [finding["kind"] for finding in answer["findings"]] == ["id_card"]  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_is_said_and_the_next_one_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "a.html"
    paper.write_text("<html><body><p>电话0878-3389123</p></body></html>", encoding="utf-8")
    assert main(["privacy", str(tmp_path / "没有.txt"), str(paper)]) == 1
    first, second = lines(capsys)
    assert "没有这个文件" in first["error"]["why"]  # type: ignore[index]
    assert [finding["text"] for finding in second["findings"]] == ["0878-3389123"]  # type: ignore[attr-defined]


def test_a_word_file_is_looked_through_outside_its_body_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A header is printed and published with the paper, though it is no part of the body."""
    document = Document()
    document.add_paragraph("公示名单")
    document.sections[0].header.paragraphs[0].text = "联系人张某13812345678"
    document.save(str(tmp_path / "名单.docx"))
    assert main(["privacy", str(tmp_path / "名单.docx")]) == 0
    assert [finding["kind"] for finding in lines(capsys)[0]["findings"]] == ["mobile"]  # type: ignore[attr-defined]


def test_neither_file_nor_lines_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy"]) == 2
    assert main(["privacy", "a.txt", "--jsonl", "b.jsonl"]) == 2
    assert capsys.readouterr().out == ""


def test_lines_are_answered_without_loading_django() -> None:
    code = (
        "import sys; from zwgk.cli.main import main; status = main(['privacy', '--jsonl']); "
        "sys.exit(9 if any(name.split('.')[0] == 'django' for name in sys.modules) else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input='{"id": 1, "text": "13812345678"}\n' * 1000, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1000
