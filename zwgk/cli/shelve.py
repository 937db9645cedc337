"""``zwgk shelve``: render the finished pages again, while serving."""

from __future__ import annotations

import argparse
import os
import sys

HELP = "重新生成静态页：首页、平台、栏目首页和最新的公开件（可在运行中执行）"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--newest", type=int, metavar="N", help="最新的多少个详情页（默认按设置 SHELF_NEWEST）")


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.worker")
    import django

    django.setup()
    from django.conf import settings

    from zwgk.portal import shelf

    newest = settings.ENV.shelf_newest if args.newest is None else max(0, args.newest)

    def report(done: int, total: int) -> None:
        if sys.stderr.isatty() and (done % 20 == 0 or done == total):
            print(f"\r已生成 {done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    counts = shelf.shelve_all(newest, report=report)
    print(f"生成 {counts['kept']} 页，不存在 {counts['gone']} 页，稍后再生成 {counts['later']} 页", file=sys.stderr)
    return 0
