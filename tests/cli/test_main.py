"""The command's frame: usage errors end with 2, refusals with 1, a batch answers line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zwgk import __version__
from zwgk.cli import jsonl
from zwgk.cli.main import main
from zwgk.rules.errors import BadInput


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["fly"])
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert __version__ in capsys.readouterr().out


def _answers(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    def double(question: dict[str, object]) -> dict[str, object]:
        number = question.get("n")
        if not isinstance(number, int):
            raise BadInput(what="不能加倍", why="没有给出整数 n", remedy="请写 n")
        return {"twice": number * 2}

    status = jsonl.answer_all(str(path), double)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_batch_answers_every_line_in_order_and_a_bad_one_spoils_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        b'{"id": 1, "n": 2}',
        b"not json",
        b"[1]",
        b'{"id": "\xb9\xab"}',  # gb18030 in the middle of UTF-8
        b'{"id": 5, "n": "x"}',
        b"",
        b"[" * 100_000,
        '{"id": "末", "n": 3}'.encode(),
    ]
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines) + b"\n")
    status, answers = _answers(path, capsys)
    assert status == 1
    assert answers[0] == {"id": 1, "twice": 4}
    assert answers[-1] == {"id": "末", "twice": 6}
    errors = [answer["error"] for answer in answers[1:-1]]
    assert len(errors) == 5
    assert all(isinstance(error, dict) and set(error) == {"what", "why", "remedy"} for error in errors)
    assert answers[4]["id"] == 5
    assert "UTF-8" in str(errors[2])


def test_a_batch_without_fault_ends_with_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"n": 1}\n')
    assert _answers(path, capsys) == (0, [{"id": None, "twice": 2}])


@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(BadInput, match="不能读取"):
        _answers(tmp_path / name, capsys)
