"""Many questions at once: one JSON object a line in, one a line out, in the same order, echoing ``id``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

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
    """Write one JSON object as a line on standard output, at once: the other side may be waiting for it."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half a character pair, as broken input brings it: written as it came, escaped
        line = json.dumps(row)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _parsed(line: bytes | str, number: int) -> Answer:
    what = f"第{number}行读不懂"
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        question = json.loads(text)
    except UnicodeDecodeError as error:
        raise BadInput(what=what, why="不是 UTF-8 编码", remedy="请把文件另存为 UTF-8") from error
    except json.JSONDecodeError as error:
        why = f"不是正确的 JSON（第{error.colno}个字符处）"
        raise BadInput(what=what, why=why, remedy="请每行写一个 JSON 对象") from error
    except RecursionError as error:
        raise BadInput(what=what, why="JSON 嵌套过深", remedy="请每行写一个简单的 JSON 对象") from error
    if not isinstance(question, dict):
        raise BadInput(what=what, why="不是 JSON 对象", remedy='请写成 {"id": …} 的形式')
    return question


@contextmanager
def _opened(source: str) -> Iterator[Iterable[bytes | str]]:
    """Lines as bytes, so that one line in another encoding spoils only itself."""
    if source == "-":
        yield getattr(sys.stdin, "buffer", sys.stdin)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(source).open("rb"))
        except OSError as error:
            why = error.strerror or "文件打不开"
            raise BadInput(what=f"不能读取“{source}”", why=why, remedy="请检查路径和权限") from error
        yield file
