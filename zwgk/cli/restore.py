"""``zwgk restore``: a backup into an empty place, whole or not at all; then index, pages and a look at all of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zwgk import __version__
from zwgk.cli import backup, upgrade

HELP = "恢复：把备份放回空的数据目录（和空的数据库），重建检索和静态页，并核对"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the keys, or only a look."""
    parser.add_argument("source", metavar="备份文件")
    backup.add_passphrase(parser, "打开加密的备份；")
    parser.add_argument("--keys", metavar="文件", help="同时恢复密钥")
    parser.add_argument("--keys-passphrase-file", metavar="文件", help="密钥备份的口令（默认与数据备份相同）")
    parser.add_argument("--check", action="store_true", help="只检查备份是否完好，不恢复")
    parser.add_argument("--no-rebuild", action="store_true", help="不重建检索和静态页，也不核对（以后再做）")


def run(args: argparse.Namespace) -> int:
    """Restore; 1 where the restored state does not agree with itself."""
    from zwgk.cli.state import keys, restoring, unpacking
    from zwgk.config import running
    from zwgk.config.env import database, load

    settings = load()
    source = Path(args.source).absolute()
    passphrase = ""
    if unpacking.is_sealed(source):
        passphrase = backup.passphrase_of(args.passphrase_file or settings.backup_passphrase_file)
    if args.check:
        head, _ = unpacking.lay_out(source, None, passphrase=passphrase, progress=backup.show_progress)
        print(f"备份完好：{head.site or '未初始化的系统'}，{head.made_at}，版本 {head.version}，{head.files} 个文件")
        return 0
    secret_keys = {}
    if args.keys:
        named = args.keys_passphrase_file or args.passphrase_file or settings.backup_passphrase_file
        secret_keys = keys.read(Path(args.keys), passphrase=backup.passphrase_of(named))
    var = settings.var_dir
    with running.alone(var, to="恢复"):
        where = database(settings.database_url, var)
        head = restoring.restore(source, var, where, passphrase=passphrase, progress=backup.show_progress)
        keys.put(secret_keys, var)
        print(f"已恢复“{head.site}”{head.made_at} 的数据（{head.files} 个文件）。", file=sys.stderr)
        if not secret_keys:
            print("密钥没有恢复：已登录的须重新登录，动态口令须重新绑定。", file=sys.stderr)
        _settle(head.made_at, head.version)
        if args.no_rebuild:
            print("以后请运行 zwgk reindex、zwgk shelve 和 zwgk verify。", file=sys.stderr)
            return 0
        return _rebuild()


def _settle(made_at: str, version: str) -> None:
    """What an older release left is brought up to date: the backup itself is the way back."""
    from zwgk.cli.ready import django_ready

    django_ready(migrated=False)
    from django.conf import settings

    from zwgk.audit import export
    from zwgk.config import prepare
    from zwgk.people.actor import SYSTEM

    prepare.migrate(upgrading=True)
    prepare.collect_static()
    prepare.grant_portal()
    (Path(settings.VAR) / upgrade.RELEASE).write_text(__version__, encoding="utf-8")
    export.restored(made_at=made_at, version=version, actor=SYSTEM)


def _rebuild() -> int:
    from zwgk.audit import sealing
    from zwgk.cli import main

    sealing.seal_waiting()
    status = 0
    for command in ("reindex", "shelve", "verify"):
        print(f"正在运行 zwgk {command}……", file=sys.stderr)
        status |= main.main([command])
    return status
