"""``zwgk export``: what is public as a table or as lines of JSON; the whole exports of the site made now."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from zwgk.cli.ready import django_ready
from zwgk.rules.errors import BadInput

HELP = "导出：publications 公开信息（csv、xlsx、jsonl）、whole 立即生成网站的整体下载"
WHAT = "不能导出"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a kind of thing."""
    kinds = parser.add_subparsers(dest="what", metavar="内容", required=True)
    publications = kinds.add_parser("publications", help="现在对外公开的信息，先发布的在前")
    publications.add_argument(
        "-o", "--output", default="-", metavar="文件", help="写到哪里（.csv、.xlsx、.jsonl），默认标准输出"
    )
    publications.add_argument("--format", choices=["csv", "xlsx", "jsonl"], help="格式，默认看文件名，都没有时为 jsonl")
    publications.add_argument("--organ", default="", metavar="机关", help="只要这个机关（名称、简称或编号）及其下属的")
    publications.add_argument("--column", default="", metavar="栏目", help="只要这个栏目（代号）及其下的")
    publications.add_argument("--year", type=int, default=0, metavar="年份", help="只要这一年发布的")
    whole = kinds.add_parser("whole", help="立即生成“数据开放—整体下载”的压缩包（平时每夜自动生成）")
    whole.add_argument("--all", action="store_true", help="没有变动的年份也重新生成")


def run(args: argparse.Namespace) -> int:
    """Export; 1 where it was refused."""
    django_ready()
    return _whole(every=args.all) if args.what == "whole" else _publications(args)


def _whole(*, every: bool) -> int:
    from zwgk.publishing.open import exports

    made = exports.make(every=every)
    for row in made:
        print(f"{row.year}年：{row.publications} 件，{row.size} 字节，SHA-256 {row.sha256}")
    kept = len(exports.known()) - len(made)
    print(f"生成 {len(made)} 年，{kept} 年没有变动。", file=sys.stderr)
    return 0


def _publications(args: argparse.Namespace) -> int:
    from zwgk.publishing.open import exports, tables

    form = args.format or tables.form_of(args.output) or "jsonl"
    if args.output == "-" and form == "xlsx":
        raise BadInput(what=WHAT, why="xlsx 不能写到标准输出", remedy="请用 -o 写明文件，如 -o 公开信息.xlsx")
    if args.year and not 1900 <= args.year <= 2199:
        raise BadInput(what=WHAT, why=f"年份{args.year}不对", remedy="请写四位年份，如 --year 2026")
    narrowed = _narrowed(args.organ, args.column)
    span = (date(args.year, 1, 1), date(args.year + 1, 1, 1)) if args.year else (None, None)
    number = 0
    with _opened(args.output) as out:
        for number in tables.WRITERS[form](exports.batches(*span, **narrowed), out):
            if sys.stderr.isatty():
                print(f"\r已导出 {number} 件", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(f"\r{'':40}\r", end="", file=sys.stderr)
    print(f"导出 {number} 件。", file=sys.stderr)
    return 0


def _narrowed(organ: str, column: str) -> dict[str, Any]:
    from zwgk.people.reorganising import became
    from zwgk.publishing.open import queries

    found: dict[str, Any] = {}
    if organ:
        organs = became.known_as(organ)
        if not organs:
            raise BadInput(what=WHAT, why=f"没有“{organ}”这个公开机关", remedy="请写机关的全称、简称、曾用名或编号")
        found["organ__in"] = queries.organs_below(organs)
    if column:
        pk = queries.column_ids(column)
        if pk is None:
            raise BadInput(what=WHAT, why=f"没有“{column}”这个栏目", remedy="请写栏目的代号，即网址中 /c/ 后面的部分")
        found["column__in"] = queries.columns_below(pk)
    return found


@contextlib.contextmanager
def _opened(output: str) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is there as a whole or not at all."""
    if output == "-":
        yield sys.stdout.buffer
        return
    target = Path(output)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as out:
            yield out
        os.replace(draft, target)
    except OSError as error:
        raise BadInput(what=WHAT, why=f"“{output}”写不进去（{error.strerror}）", remedy="请换一个位置") from error
    finally:
        draft.unlink(missing_ok=True)
