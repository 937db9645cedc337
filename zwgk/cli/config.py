"""``zwgk config``: the settings in force, where each comes from, what it is for. Secrets are masked."""

from __future__ import annotations

import argparse
import json
import unicodedata

HELP = "显示正在生效的设置、来源和含义（密码不显示）"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Print the settings."""
    from zwgk.config.env import load

    rows = load().described()
    if args.json:
        keys = ("name", "value", "source", "meaning")
        print(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
        return 0
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[3]]).rstrip())
    return 0


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
