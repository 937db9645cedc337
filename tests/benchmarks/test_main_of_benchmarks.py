"""``python -m benchmarks``: every measurement has a line for each figure that is asked for."""

from __future__ import annotations

import argparse
import json
import sys

import pytest

import benchmarks.__main__ as whole
from benchmarks import lists, memory, search_engine, serving


def arguments() -> argparse.Namespace:
    return argparse.Namespace(
        rows=10, pages=5, seconds=1, turns=1, idle=0, no_peer=True, no_nginx=True, peer_venv=None, one="serving"
    )


@pytest.mark.parametrize(
    ("value", "at_least", "met"), [(50, True, True), (49.9, True, False), (50, False, True), (50.1, False, False)]
)
def test_a_figure_says_whether_it_is_met(value: float, at_least: bool, met: bool) -> None:
    figure = whole.Figure("x", value, 50, at_least)
    assert figure.met is met
    assert figure.line().endswith("yes" if met else "NO")


def test_serving_and_memory_tell_their_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ratio = serving.Ratio(serving.OURS, serving.WAGTAIL, 120.0, 90.0, 50.0)
    asked: list[list[str]] = []

    def serve(words: list[str]) -> serving.Result:
        asked.append(words)
        return serving.Result((), (ratio,), 1, 0.0)

    monkeypatch.setattr(serving, "main", serve)
    process = memory.Process(1, "portal", 1, 410.0, 400.0)
    monkeypatch.setattr(memory, "main", lambda words: [memory.Result("empty", 0, (process,))])
    args = arguments()
    assert whole._one(args) == 0
    assert asked == [["--pages", "5", "--seconds", "1", "--turns", "1", "--no-peer", "--no-nginx"]]
    args.one = "memory"
    assert whole._one(args) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(whole.MARK)]
    figures = [whole.Figure(**json.loads(line.removeprefix(whole.MARK))) for line in lines]
    assert [figure.met for figure in figures] == [True, False]


def test_search_and_lists_tell_their_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        search_engine.Line("two-character words", 1, 2, 2, 40, 50),
        search_engine.Line("phrases of 3-6 characters", 1, 21, 2),
        search_engine.Line("facet counts of a word", 1, 99, 2),
    ]
    monkeypatch.setattr(search_engine, "main", lambda words: found)
    monkeypatch.setattr(lists, "main", lambda words: [lists.Line("inbox", 1, 2, 2, frozenset({3, 4}), 20)])
    assert [figure.met for figure in whole._search(arguments())] == [True, True, False]
    assert [figure.met for figure in whole._lists(arguments())] == [True, False]


def test_what_cannot_be_measured_is_said_and_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert whole.main(["--only", "memory"]) == 1
    assert "== memory" in capfd.readouterr().out
