"""``zwgk keys``: the keys that seal who applied — which there are, a new one, and an old one taken away at last."""

from __future__ import annotations

import argparse
import sys

from zwgk.cli.ready import django_ready

HELP = "申请人信息的密钥：list 查看、rotate 更换并重新加密、retire 删除不再使用的旧密钥"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a deed."""
    kinds = parser.add_subparsers(dest="what", metavar="办什么", required=True)
    kinds.add_parser("list", help="有哪些密钥，各保护多少件，私钥是否在这台机器上")
    kinds.add_parser("rotate", help="生成新密钥，把旧密钥保护的内容逐批重新加密；中断后再运行会接着做")
    retire = kinds.add_parser("retire", help="删除已经没有内容使用的旧密钥")
    retire.add_argument("key", metavar="编号")


def run(args: argparse.Namespace) -> int:
    """List, rotate or retire; 1 where a private half is missing here."""
    django_ready()
    from zwgk.inforequests import jobs
    from zwgk.inforequests.actions import setting
    from zwgk.inforequests.identity import keys
    from zwgk.people.actor import SYSTEM
    from zwgk.people.today import now

    if args.what == "rotate":
        unfinished = [row for row in keys.used() if not row.is_current and row.filings]
        if not unfinished:
            key = setting.rotate_key(at=now(), actor=SYSTEM)
            print(f"新密钥 {key.key_id} 已启用，请立即备份密钥（zwgk backup）", file=sys.stderr)
        print(f"已重新加密 {jobs.reseal()} 件")
        return 0
    if args.what == "retire":
        setting.retire_key(args.key, at=now(), actor=SYSTEM)
        print(f"旧密钥 {args.key} 已删除")
        return 0
    lost = set(keys.lost())
    for row in keys.used():
        here = "私钥不在这台机器上或者不符" if row.key_id in lost else "私钥在"
        print(f"{row.key_id}　{'使用中' if row.is_current else '已停用'}　{row.filings} 件　{here}")
    return 1 if lost else 0
