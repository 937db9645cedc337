"""``zwgk privacy``: personal information in texts and files (个人信息检查)."""

from __future__ import annotations

import argparse

from zwgk.cli import jsonl, texts
from zwgk.rules.privacy import find

HELP = "检查文本或文件中的个人信息（身份证号、手机、银行卡等）"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, or ``--jsonl`` with ``{"id", "text"}`` a line."""
    texts.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Answer ``{"id", "findings": [{"kind", "start", "end", "text", "masked"}]}`` a text."""
    return texts.answer(args, _findings, everything=True)


def _findings(text: str) -> jsonl.Answer:
    return {"findings": [finding.as_dict() for finding in find(text)]}
