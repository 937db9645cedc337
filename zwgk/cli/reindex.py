"""``zwgk reindex``: build the search indexes anew from the database, while serving."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from zwgk.cli.ready import django_ready

HELP = "从数据库重建检索索引（不影响正在使用的检索）"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--index``: only one of them."""
    parser.add_argument("--index", choices=["public", "office"], help="只重建门户（public）或办公（office）的索引")


def run(args: argparse.Namespace) -> int:
    """Rebuild and swap; prints how many papers each index holds."""
    django_ready()
    from zwgk.search import outbox, rebuilding, store
    from zwgk.search.sources import has_source

    names = [args.index] if args.index else [name for name in store.NAMES if has_source(name)]
    for name in names:
        number = rebuilding.rebuild(name, progress=partial(_progress, name))
        outbox.drain(name)
        if sys.stderr.isatty():
            print(f"\r{'':40}\r", end="", file=sys.stderr)
        print(f"索引 {name}：{number} 件")
    return 0


def _progress(name: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r索引 {name}：已处理 {done} 件", end="", file=sys.stderr, flush=True)
