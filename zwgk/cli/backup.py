"""``zwgk backup``: the whole state into one file while everything runs; keys into a file of their own."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zwgk.cli.ready import django_ready
from zwgk.rules.errors import BadInput

if TYPE_CHECKING:
    from zwgk.cli.state.packing import Written

HELP = "备份：数据库和文件写入一个文件（运行中也可以做）；密钥另行备份"
#: how a backup in a folder is called; nothing else there is ever deleted
_NAME = re.compile(r"zwgk-\d{8}-\d{6}\.tar(\.sealed)?")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, how many to keep, whether sealed; or the keys."""
    parser.add_argument("target", nargs="?", metavar="文件或目录", help="写成目录时自动命名（默认 ZWGK_BACKUP_DIR）")
    parser.add_argument("--keep", type=int, metavar="N", help="目录里只留最新的 N 份")
    add_passphrase(parser, "加密备份；")
    parser.add_argument(
        "--cipher", choices=["aes-256-gcm", "sm4-gcm"], default="aes-256-gcm", help="加密算法（国密用 sm4-gcm）"
    )
    parser.add_argument("--keys", metavar="文件", help="只备份密钥（总是加密），与数据备份分开保管")


def run(args: argparse.Namespace) -> int:
    """Write the backup; prints its path, size and digests."""
    from zwgk.config.env import load

    settings = load()
    passphrase = passphrase_of(args.passphrase_file or settings.backup_passphrase_file)
    if args.keys:
        return _keys(Path(args.keys), settings.var_dir, passphrase)
    if args.keep is not None and args.keep < 1:
        raise BadInput(what="不能备份", why=f"要留下的份数是{args.keep}", remedy="请写1以上的整数", field="keep")
    where = args.target or settings.backup_dir
    if not where:
        raise BadInput(
            what="不能备份", why="没有写备份到哪里", remedy="请写 zwgk backup 文件或目录，或设置 ZWGK_BACKUP_DIR"
        )
    target = Path(where)
    if args.keep is not None and not target.is_dir():
        raise BadInput(what="不能备份", why=f"用了 --keep，而 {target} 不是目录", remedy="请写目录", field="keep")
    django_ready(migrated=False)
    from zwgk.cli.state.packing import mib

    written = take(target, passphrase=passphrase, cipher=args.cipher)
    print(written.path)
    print(f"{written.files} 个文件，{mib(written.size)} MB", file=sys.stderr)
    print(f"SHA-256 {written.sha256}\nSM3     {written.sm3}", file=sys.stderr)
    if not passphrase:
        print("备份没有加密，含有个人信息，请存放在只有管理员能读的地方。", file=sys.stderr)
    if args.keep is not None:
        for old in thinned(target, args.keep):
            print(f"已删除旧备份 {old.name}", file=sys.stderr)
    return 0


def take(target: Path, *, passphrase: str = "", cipher: str = "aes-256-gcm") -> Written:
    """Write a backup of this installation and log it; a folder gets a name by the moment."""
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from zwgk.audit import export
    from zwgk.cli.state import packing
    from zwgk.people.actor import SYSTEM

    moment = timezone.now()  # not the demo's frozen day: backups of one day follow each other
    if target.is_dir():
        suffix = ".tar.sealed" if passphrase else ".tar"
        target = target / f"zwgk-{timezone.localtime(moment):%Y%m%d-%H%M%S}{suffix}"
    written = packing.write(
        target.absolute(),
        at=moment,
        database=settings.DATABASES["default"],
        passphrase=passphrase,
        cipher=cipher,
        progress=show_progress,
    )
    export.backed_up(
        files=written.files, size=written.size, sha256=written.sha256, sealed=bool(passphrase), actor=SYSTEM
    )
    connection.close()
    return written


def thinned(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` backups of a folder; returns what was deleted."""
    there = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    for old in there[keep:]:
        old.unlink()
    return there[keep:]


def _keys(target: Path, var: Path, passphrase: str) -> int:
    from zwgk.cli.state import keys

    if not passphrase:
        raise BadInput(
            what="不能备份密钥", why="没有口令，密钥不能明文存放", remedy="请用 --passphrase-file 指定口令文件"
        )
    names = keys.write(target.absolute(), var, passphrase=passphrase)
    print(target)
    print(f"{len(names)} 个密钥。请与数据备份分开保管，口令另行保管。", file=sys.stderr)
    return 0


def add_passphrase(parser: argparse.ArgumentParser, meaning: str) -> None:
    """``--passphrase-file``: a passphrase on the command line would be seen by everybody on the machine."""
    parser.add_argument("--passphrase-file", metavar="文件", help=f"{meaning}口令在这个文件的第一行（- 为标准输入）")


def passphrase_of(name: str | None) -> str:
    """The first line of the file; "" where no file is named. Errors: :class:`BadInput`."""
    if not name:
        return ""
    try:
        text = sys.stdin.readline() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(what="没有口令", why=f"读不出 {name}", remedy="请检查文件和权限") from error
    found = (text.splitlines() or [""])[0].strip()
    if not found:
        raise BadInput(what="没有口令", why=f"{name} 的第一行是空的", remedy="请写入口令")
    return found


def show_progress(done: int, total: int) -> None:
    """A line at the terminal, and nothing in a log."""
    if sys.stderr.isatty() and (done % 50 == 0 or done == total):
        print(f"\r文件 {done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
