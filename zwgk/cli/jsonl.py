"""Many questions at once: one JSON object a line in, one a line out, in the same order, echoing ``id``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from zwgk.rules.errors import BadInput, RuleViolation

Answer = dict[str, Any]


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--jsonl [FILE]`` (``-`` or no value: standard input)."""
    parser.add_argument(
        "--jsonl", nargs="?", const="-", metavar="文件", help="逐行读取 JSON（文件或标准输入），逐行输出 JSON"
    )


def answer_all(source: str, answer: Callable[[Answer], Answer]) -> int:
    """Answer every line of ``source``; a bad line gets ``{"id", "error"}`` and the others are still answered.

    Returns 1 where any line was at fault, else 0.
    """
    faulty = False
    with _opened(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            identity: Any = None
            try:
                question = _parsed(line, number)
                identity = question.get("id")
                result = {"id": identity, **answer(question)}
            except RuleViolation as refusal:
                faulty = True
                result = {"id": identity, "error": refusal.as_dict()}
            emit(result)
    return 1 if faulty else 0


def emit(row: Answer) -> None:
    """Write one JSON object as a line on standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _parsed(line: str, number: int) -> Answer:
    try:
        question = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(
            what=f"第{number}行读不懂", why=f"不是正确的 JSON（第{error.colno}个字符处）", remedy="请每行写一个 JSON 对象"
        ) from error
    if not isinstance(question, dict):
        raise BadInput(what=f"第{number}行读不懂", why="不是 JSON 对象", remedy='请写成 {"id": …} 的形式')
    return question


@contextmanager
def _opened(source: str) -> Iterator[TextIO]:
    if source == "-":
        yield sys.stdin
        return
    try:
        file = Path(source).open(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(what=f"不能读取“{source}”", why=error.strerror or "文件打不开", remedy="请检查路径和权限") from error
    with file:
        yield file
