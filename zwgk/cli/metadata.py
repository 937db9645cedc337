"""``zwgk metadata``: title, number, organs, dates of papers (元数据提取)."""

from __future__ import annotations

import argparse
import sys

from zwgk.cli import jsonl, texts
from zwgk.rules.metadata import extract

HELP = "从文本或文件中提取标题、文号、发文机关、日期等元数据"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, or ``--jsonl`` with ``{"id", "text"}`` a line."""
    texts.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Answer the eight fields of each text; for files the doubts go to standard error."""
    if args.files and not args.jsonl:
        return texts.answer(args, _with_doubts)
    return texts.answer(args, lambda text: extract(text).as_dict())


def _with_doubts(text: str) -> jsonl.Answer:
    found = extract(text)
    for doubt in found.doubts:
        print(doubt, file=sys.stderr)
    return found.as_dict()
