"""``zwgk verify``: does what is stored agree with itself? The log's chain, clocks recounted, files, index, shelf."""

from __future__ import annotations

import argparse
import sys

from zwgk.cli.ready import django_ready

HELP = "核对：操作日志链、期限、文件、索引、静态页与数据库是否一致"
#: of one kind of fault so many are shown
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--only``: some parts."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="部分", help="只核对这一部分（如 audit），可写多次"
    )


def run(args: argparse.Namespace) -> int:
    """Ask every room that has something to verify; 1 where anything disagrees."""
    django_ready(migrated=False)
    from zwgk.config.discovery import modules
    from zwgk.rules.errors import BadInput

    rooms = dict(modules("verifying"))
    unknown = [name for name in args.only if name not in rooms]
    if unknown:
        raise BadInput(what="不能核对", why=f"没有“{unknown[0]}”这一部分", remedy=f"请从这些中选择：{'、'.join(rooms)}")
    faulty = False
    for room, module in rooms.items():
        if args.only and room not in args.only:
            continue
        print(f"正在核对{module.TITLE}……", file=sys.stderr)
        count = 0
        for fault in module.faults():
            count += 1
            if count <= SHOWN:
                print(f"✗ {module.TITLE}：{fault}。")
        if count > SHOWN:
            print(f"✗ {module.TITLE}：另有 {count - SHOWN} 处。")
        if count:
            faulty = True
        else:
            print(f"✓ {module.TITLE}")
    return 1 if faulty else 0
