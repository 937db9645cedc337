"""What ``privacy`` and ``metadata`` share: a question put to texts, one a line or one a file."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zwgk.cli import jsonl
from zwgk.rules.errors import BadInput, LimitExceeded, RuleViolation

if TYPE_CHECKING:
    from zwgk.files.readers import ReadFile

MAX_LINE_CHARACTERS: Final = 2_000_000
"""Longest ``text`` of one line: about a thousand printed pages."""
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files and ``--jsonl``."""
    parser.add_argument(
        "files", nargs="*", metavar="文件", help="txt、docx、pdf、html、xlsx 文件，每个文件输出一行 JSON"
    )
    jsonl.add_option(parser)


def answer(
    args: argparse.Namespace,
    ask: Callable[[str], jsonl.Answer],
    *,
    everything: bool = False,
    ask_file: Callable[[ReadFile], jsonl.Answer] | None = None,
) -> int:
    """Answer for every line of ``--jsonl`` or every file; returns the exit status (2: neither, or both, given).

    ``everything``: of a file also what stands outside its body (页眉, 批注, 隐藏文字), after the text of the body.
    ``ask_file``: how a file is asked, where it says more than its text.
    """
    return answer_each(
        args, lambda question: ask(text_of(question)), lambda name: _answer_file(name, ask, everything, ask_file)
    )


def answer_each(
    args: argparse.Namespace, ask_line: Callable[[jsonl.Answer], jsonl.Answer], ask_file: Callable[[str], jsonl.Answer]
) -> int:
    """Answer every line of ``--jsonl``, or every file by its name; a bad one spoils only itself.

    Returns the exit status: 1 where one was at fault, 2 where neither lines nor files, or both, were given.
    """
    if bool(args.files) == bool(args.jsonl):
        print("请给出文件，或者用 --jsonl 逐行输入（二者择一）", file=sys.stderr)
        return 2
    if args.jsonl:
        return jsonl.answer_all(args.jsonl, ask_line)
    faulty = False
    for name in args.files:
        try:
            row = ask_file(name)
        except RuleViolation as refusal:
            faulty = True
            row = {"id": name, "error": refusal.as_dict()}
        jsonl.emit(row)
    return 1 if faulty else 0


def text_of(question: jsonl.Answer) -> str:
    """Return the field ``text``. Errors: ``BadInput`` missing or no string, ``LimitExceeded`` too long."""
    text = question.get("text")
    if not isinstance(text, str):
        why = "没有“text”这一项" if "text" not in question else "“text”不是字符串"
        raise BadInput(what="这一行读不懂", why=why, remedy='请写成 {"id": …, "text": "…"} 的形式', field="text")
    if len(text) > MAX_LINE_CHARACTERS:
        raise LimitExceeded(
            what="这一行太长",
            why=f"每行文本不得超过{MAX_LINE_CHARACTERS // 10_000}万字，现有{len(text)}字",
            remedy="请将文本拆分为多行",
            field="text",
        )
    return whole(text)


def whole(text: str) -> str:
    """Return ``text`` with half surrogate pairs replaced, so that it can be printed again; offsets stay."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _answer_file(
    name: str,
    ask: Callable[[str], jsonl.Answer],
    everything: bool,
    ask_file: Callable[[ReadFile], jsonl.Answer] | None,
) -> jsonl.Answer:
    from zwgk.files.readers import read_path  # the readers' libraries are loaded for files only

    read = read_path(Path(name))
    if ask_file is not None:
        row = {"id": name, **ask_file(read)}
    else:
        row = {"id": name, **ask(whole(read.everything if everything else read.text))}
    if read.unread:
        # What was not read is never "nothing found" (未读的页面不等于没有问题).
        row["unread"] = list(read.unread)
        print(f"“{name}”有内容未能读取：{'；'.join(read.unread)}，须人工复看", file=sys.stderr)
    return row
