"""``zwgk metadata``: title, number, organs, dates of papers (元数据提取)."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from zwgk.cli import jsonl, texts
from zwgk.rules.metadata import extract
from zwgk.rules.metadata.page_tags import complete

if TYPE_CHECKING:
    from zwgk.files.readers import ReadFile

HELP = "从文本或文件中提取标题、文号、发文机关、日期等元数据"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, or ``--jsonl`` with ``{"id", "text"}`` a line."""
    texts.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Answer the eight fields of each text; for files the doubts go to standard error."""
    return texts.answer(args, lambda text: extract(text).as_dict(), ask_file=_of_file)


def _of_file(read: ReadFile) -> jsonl.Answer:
    found = complete(extract(texts.whole(read.text)), read.meta.get("tags", {}))
    for doubt in found.doubts:
        print(doubt, file=sys.stderr)
    return found.as_dict()
