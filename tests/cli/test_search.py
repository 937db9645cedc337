"""``zwgk search`` and ``zwgk reindex``: one question or many, the same answer in the same order."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.search.conftest import Shelf, indexed, shelf  # noqa: F401 - the fixtures
from zwgk.cli import main as command
from zwgk.search.document import SearchDoc

pytestmark = pytest.mark.django_db


@pytest.fixture
def county_papers(indexed: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch) -> Shelf:  # noqa: F811
    monkeypatch.setattr("zwgk.cli.search.django_ready", lambda **_: None)
    monkeypatch.setattr("zwgk.cli.reindex.django_ready", lambda **_: None)
    return indexed(
        SearchDoc(
            "a", "关于印发清岚县供水管理办法的通知", body="为规范城乡供水，制定本办法。", doc_number="清政办〔2026〕3号"
        ),
        SearchDoc("b", "清岚县供热管理办法"),
    )


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_is_answered_in_order_with_its_id(
    county_papers: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "queries.jsonl"
    questions.write_text(
        '{"id": 1, "query": "供水", "limit": 10}\n{"id": "二", "query": "清政办(2026)03号"}\n', encoding="utf-8"
    )
    assert command.main(["search", "--jsonl", str(questions)]) == 0
    first, second = lines(capsys)
    assert (first["id"], second["id"]) == (1, "二")
    assert set(first) == {"id", "total", "took_ms", "hits"}
    hit = first["hits"][0]
    assert set(hit) == {"key", "title", "doc_number", "organ", "url", "score", "snippet"}
    assert (hit["key"], hit["doc_number"], hit["url"]) == ("a", "清政办〔2026〕3号", "/p/a")
    assert "供水" in hit["snippet"]
    assert hit["score"] > 0
    assert [found["key"] for found in second["hits"]] == ["a"]
    assert second["total"] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 7}', "query"),
        ('{"id": 7, "query": 3}', "query"),
        ('{"id": 7, "query": "供水", "limit": "十"}', "limit"),
        ('{"id": 7, "query": "供水", "limit": 0}', "1至1000"),
        ('{"id": 7, "query": "' + "供" * 201 + '"}', "200"),
    ],
)
def test_a_bad_line_is_refused_and_the_others_are_answered(
    county_papers: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, reason: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line + '\n{"id": 8, "query": "供热"}\n'))
    assert command.main(["search", "--jsonl", "-"]) == 1
    refused, answered = lines(capsys)
    assert refused["id"] == 7
    assert reason in refused["error"]["why"]
    assert set(refused["error"]) == {"what", "why", "remedy"}
    assert answered["hits"][0]["key"] == "b"


def test_a_question_by_hand_is_answered_for_the_eye(county_papers: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["search", "供水", "办法"]) == 0
    shown = capsys.readouterr().out
    assert "找到 1 件" in shown
    assert "关于印发清岚县供水管理办法的通知" in shown
    assert "清政办〔2026〕3号" in shown


def test_a_misspelling_is_answered_with_what_was_meant(
    county_papers: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["search", "gongshui"]) == 0
    assert "您是不是要找：供水" in capsys.readouterr().out


def test_without_words_the_reader_is_told_how_to_ask(county_papers: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["search"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "没有写检索词" in printed.err


def test_reindex_counts_what_it_took_in(county_papers: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    county_papers.put(SearchDoc("c", "清岚县排水管理办法"))
    assert command.main(["reindex"]) == 0
    assert "索引 public：3 件" in capsys.readouterr().out
    assert command.main(["search", "排水"]) == 0
    assert "排水管理办法" in capsys.readouterr().out
