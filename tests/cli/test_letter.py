"""``zwgk letter``: one letter in words, many as lines."""

from __future__ import annotations

import io
import json

import pytest

from zwgk.cli.main import main


def test_many_letters_each_with_its_kind_its_days_and_the_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"id": 1, "received": "2026-11-20", "title": "医保缴费咨询", "text": "请问每人多少钱？"},
        {"id": 2, "received": "2026-11-20", "title": "举报", "text": "村支书虚报面积套取补贴"},
        {"id": 3, "received": "2026-13-01", "title": "路灯不亮", "text": ""},
        {"id": 4, "received": "2026-11-20", "title": "", "text": " "},
        {"id": 5, "received": "2026-12-28", "title": "路灯不亮", "text": "没人修"},
        {"id": 6, "received": "2026-11-20", "title": 7, "text": "路灯不亮"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(line) for line in lines)))
    assert main(["letter", "--jsonl"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in answers] == [1, 2, 3, 4, 5, 6]
    first, second, third, fourth, fifth, sixth = answers
    assert (first["kind"], first["target_on"], first["due_on"]) == ("consultation", "2026-11-25", "2026-11-25")
    assert "咨询" in first["reason"]
    assert (second["kind"], second["due_on"], second["denounces"]) == ("investigation", "2026-12-04", True)
    assert third["error"]["remedy"]
    assert "没有标题" in fourth["error"]["why"]
    assert (fifth["kind"], fifth["firm"]) == ("complaint", False)
    assert "不是字符串" in sixth["error"]["why"]


def test_one_letter_is_answered_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", "2026-11-20", "举报有人偷排污水"]) == 0
    said = capsys.readouterr().out
    assert "需调查处理" in said
    assert "2026-12-04" in said
    assert "不得转给被检举" in said
    assert main(["letter"]) == 2
