"""``zwgk demo``: what it refuses, remembers and prints; the laying itself is tested in ``tests/sample``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zwgk.cli import demo, serve
from zwgk.cli.main import main
from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation

Halves = list[str]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; whatever the command puts into the environment is taken out again."""
    for name in ("ZWGK_DEMO", "ZWGK_TODAY", "ZWGK_TODAY_SINCE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("ZWGK_VAR", str(tmp_path))
    monkeypatch.setenv("ZWGK_DATABASE_URL", "")
    return tmp_path


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> Halves:
    """The halves that were asked for, instead of laying them."""
    halves: Halves = []
    monkeypatch.setattr(demo, "_lay", lambda half, scale: halves.append(half))
    return halves


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--today", "2026-02-30"], "不是日期"),
        (["--today", "2025-01-01"], "2026-11-20"),
        (["--today", "2027-01-01"], "2026-12-31"),
        (["--scale", "0"], "规模"),
        (["--scale", "2"], "规模"),
    ],
)
def test_a_day_or_size_that_cannot_be_is_refused_and_nothing_is_laid(
    words: list[str], part: str, var: Path, laid: Halves, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--lay-only", *words]) == 1
    said = capsys.readouterr().err
    assert part in said
    assert "请" in said
    assert laid == []
    assert list(var.iterdir()) == []


def test_a_folder_with_real_data_is_refused_and_left_as_it_was(
    var: Path, laid: Halves, capsys: pytest.CaptureFixture[str]
) -> None:
    (var / "zwgk.sqlite3").write_bytes(b"real")
    assert main(["demo", "--lay-only"]) == 1
    said = capsys.readouterr().err
    assert "不是演示数据" in said
    assert "ZWGK_VAR" in said
    assert laid == []
    assert [path.name for path in var.iterdir()] == ["zwgk.sqlite3"]


@pytest.mark.parametrize("text", ["{", "[]", '{"kind": "other"}'])
def test_a_mark_that_cannot_be_read_is_refused(
    text: str, var: Path, laid: Halves, capsys: pytest.CaptureFixture[str]
) -> None:
    (var / demo.MARK).write_text(text, encoding="utf-8")
    assert main(["demo", "--lay-only"]) == 1
    assert "读不懂" in capsys.readouterr().err
    assert laid == []


def test_both_halves_are_laid_once_and_remembered(var: Path, laid: Halves) -> None:
    assert main(["demo", "--lay-only", "--scale", "0.02"]) == 0
    assert laid == ["first", "rest"]
    mark = json.loads((var / demo.MARK).read_text(encoding="utf-8"))
    assert mark.pop("since")
    assert mark == {"kind": "zwgk demo", "scale": 0.02, "first": True, "rest": True}
    (var / "zwgk.sqlite3").write_bytes(b"the demo's")
    assert main(["demo", "--lay-only"]) == 0
    assert laid == ["first", "rest"]


def test_what_was_broken_off_is_taken_up_again_at_the_size_it_was_begun_with(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, float]] = []

    def lay(half: str, scale: float) -> None:
        asked.append((half, scale))
        if len(asked) == 1:
            raise RuleViolation(what="演示县没有建成", why="断了", remedy="请再运行一次")

    monkeypatch.setattr(demo, "_lay", lay)
    assert main(["demo", "--lay-only", "--scale", "0.02"]) == 1
    (var / "zwgk.sqlite3").write_bytes(b"half a demo")
    assert main(["demo", "--lay-only"]) == 0
    assert asked == [("first", 0.02), ("first", 0.02), ("rest", 0.02)]


def test_it_serves_with_the_frozen_day_and_prints_a_sign_in_for_every_duty(
    var: Path, laid: Halves, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: dict[str, Any] = {}

    def serving(*, when_ready: Callable[[serve.Addresses], None], **more: Any) -> int:
        served.update(more)
        assert laid == ["first"]
        when_ready(serve.Addresses("http://127.0.0.1:8000/", "http://127.0.0.1:8001/"))
        return 0

    monkeypatch.setattr(serve, "serve", serving)
    assert main(["demo", "--portal-port", "8000"]) == 0
    since = served["environ"].pop("ZWGK_TODAY_SINCE")
    assert json.loads((var / "demo.json").read_text(encoding="utf-8"))["since"] == since
    assert served["environ"] == {"ZWGK_DEMO": "true", "ZWGK_TODAY": "2026-11-20"}
    assert served["portal_port"] == 8000
    assert laid == ["first", "rest"]
    said = capsys.readouterr().err
    assert "http://127.0.0.1:8000/" in said
    assert "Qinglan-2026" in said
    assert "虚构" in said
    for duty in Duty:
        assert duty.label in said


def test_a_later_start_does_not_set_the_hour_back(var: Path, laid: Halves, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hour of the frozen day is counted from the first start, whenever and however often it is started again."""
    given: list[str] = []

    def serving(*, environ: dict[str, str], **more: Any) -> int:
        given.append(environ["ZWGK_TODAY_SINCE"])
        return 0

    monkeypatch.setattr(serve, "serve", serving)
    first = "2026-11-18T09:00:00+00:00"
    (var / "demo.json").write_text(json.dumps({"kind": "zwgk demo", "first": True, "since": first}), encoding="utf-8")
    assert main(["demo"]) == 0
    assert main(["demo", "--today", "2026-12-01"]) == 0
    assert given == [first, first]


def test_it_takes_what_serve_takes() -> None:
    parser = argparse.ArgumentParser()
    demo.arguments(parser)
    args = parser.parse_args(["--office-port", "9001", "--strict-ports", "--host", "127.0.0.1"])
    assert (args.office_port, args.strict_ports, args.scale, args.today) == (9001, True, 1.0, "2026-11-20")
