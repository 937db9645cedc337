"""``zwgk search``: find publications, one query or many."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from zwgk.cli import jsonl
from zwgk.cli.ready import django_ready
from zwgk.rules.errors import BadInput

HELP = "检索已公开的信息：zwgk search 低保；或 --jsonl 逐行提问"
LIMIT = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """One query as words, or ``--jsonl`` with ``{"id", "query", "limit"}`` a line."""
    parser.add_argument("query", nargs="*", metavar="检索词", help="要找的词，多个词用空格分开")
    parser.add_argument("--limit", type=int, default=LIMIT, metavar="条数", help=f"最多显示多少条（默认{LIMIT}）")
    jsonl.add_option(parser)


def run(args: argparse.Namespace) -> int:
    """Answer; 1 where a line was at fault or nothing was asked."""
    if args.jsonl is None and not args.query:
        raise BadInput(
            what="不能检索", why="没有写检索词", remedy="请写成 zwgk search 低保 申请，或用 --jsonl 逐行提问"
        )
    django_ready()
    _catch_up()
    if args.jsonl is not None:
        return jsonl.answer_all(args.jsonl, answer)
    return _readable(" ".join(args.query), args.limit)


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Answer one line. Errors: :class:`BadInput` where ``query`` or ``limit`` is missing or of the wrong kind."""
    from zwgk.search import queries

    query, limit = question.get("query"), question.get("limit", LIMIT)
    if not isinstance(query, str):
        raise BadInput(
            what="不能检索", why="缺少检索词“query”，或它不是文字", remedy='请写成 {"id": …, "query": "低保"}'
        )
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise BadInput(what="不能检索", why="条数“limit”应为整数", remedy='请写成 "limit": 10')
    found = queries.search(query, limit=limit)
    return {
        "total": found.total + found.related,
        "took_ms": found.took_ms,
        "hits": [
            {
                "key": hit.display.key,
                "title": hit.display.title,
                "doc_number": hit.display.doc_number or None,
                "organ": hit.display.organ or None,
                "url": hit.display.url,
                "score": round(hit.score, 4),
                "snippet": hit.snippet.plain,
            }
            for hit in found.hits
        ],
    }


def _catch_up() -> None:
    """Take in what waits: where no worker runs (a scratch instance), an import is found all the same."""
    from zwgk.search import outbox, segmenting

    segmenting.cut("检索")  # the dictionary is loaded before the first question's clock starts
    if outbox.drain_all():
        print("已把新内容写入检索索引。", file=sys.stderr)


def _readable(query: str, limit: int) -> int:
    from zwgk.search import queries

    found = queries.search(query, limit=limit)
    if found.notice:
        print(found.notice)
    total = f"{found.total}" if found.total_is_exact else f"超过{queries.EXACT}"
    print(
        f"找到 {total} 件" + (f"，另有相关 {found.related} 件" if found.related else "") + f"（{found.took_ms} 毫秒）"
    )
    if found.suggestion:
        print(f"您是不是要找：{found.suggestion}")
    if found.unmatched_words and not found.total:
        print(f"没有一件含有：{'、'.join(found.unmatched_words)}")
    for number, hit in enumerate(found.hits, 1):
        about = "  ".join(
            part for part in (hit.display.doc_number, hit.display.organ, hit.display.published_on) if part
        )
        print(f"{number:>3}. {'（相关）' if hit.is_related else ''}{hit.display.title}")
        print(f"     {about}  {hit.display.url}".rstrip())
        if hit.snippet.plain:
            print(f"     {hit.snippet.plain}")
    return 0
