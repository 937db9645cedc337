"""``zwgk upgrade``: backup, migrate, and make anew what moved with the release. Nothing may be running."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zwgk import __version__
from zwgk.cli import backup
from zwgk.cli.ready import django_ready
from zwgk.rules.errors import RuleViolation, Stale

HELP = "升级：先备份，再更新数据库；版本变了的检索和静态页重建（须先停止服务）"
#: in ``var``: which release last made index and pages
RELEASE = "release"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the backup goes."""
    parser.add_argument("--backup-to", metavar="目录", help="备份放在哪里（默认 ZWGK_BACKUP_DIR，否则在数据目录里）")
    backup.add_passphrase(parser, "加密这份备份；")


def run(args: argparse.Namespace) -> int:
    """Upgrade; says what was done. A step that fails leaves the backup, and says how to go back."""
    from zwgk.config import running
    from zwgk.config.env import load

    settings = load()
    passphrase = backup.passphrase_of(args.passphrase_file or settings.backup_passphrase_file)
    var = settings.var_dir
    with running.alone(var, to="升级"):
        django_ready(migrated=False)
        from zwgk.config import prepare

        steps, indexes = _waiting(), _outdated()
        moved = _release(var) != __version__
        if not (steps or indexes or moved):
            print("已经是最新，没有要做的。", file=sys.stderr)
            return 0
        _must_be_the_only_one()
        if steps and not _is_fresh():
            folder = Path(args.backup_to or settings.backup_dir or var / "backups")
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            written = backup.take(folder, passphrase=passphrase)
            print(f"升级前的备份 {written.path}", file=sys.stderr)
            _migrate(steps, written.path)
        elif steps:
            prepare.migrate()
        prepare.grant_portal()
        prepare.collect_static()
        if _make_anew(indexes, pages=bool(steps) or moved):
            print("检索或静态页没有全部重建，请按上面的提示处理。", file=sys.stderr)
            return 1
        (var / RELEASE).write_text(__version__, encoding="utf-8")
    print(f"已升级到 {__version__}。请启动服务，再运行 zwgk check。", file=sys.stderr)
    return 0


def _waiting() -> int:
    """How many migrations wait."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_fresh() -> bool:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).applied_migrations()


def _outdated() -> list[str]:
    """The search indexes that are missing, damaged, or of another version."""
    from zwgk.search import store
    from zwgk.search.sources import has_source

    return [name for name in store.NAMES if has_source(name) and store.state(name) is not store.IndexState.READY]


def _release(var: Path) -> str:
    path = var / RELEASE
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _must_be_the_only_one() -> None:
    """On PostgreSQL other machines may be at work too. Errors: :class:`Stale`."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name = 'zwgk'"
        )
        others = cursor.fetchone()[0]
    if others:
        raise Stale(
            what="不能升级", why=f"还有 {others} 个连接在使用数据库", remedy="请停止所有服务器上的门户、办公和后台任务"
        )


def _migrate(steps: int, kept: Path) -> None:
    from django.db import DatabaseError

    from zwgk.config import prepare

    try:
        prepare.migrate(upgrading=True)
    except DatabaseError as error:
        raise RuleViolation(
            what="升级没有做完",
            why=f"{steps} 步更新中有一步没有成功（{str(error).splitlines()[0]}）",
            remedy=f"请不要启动服务；装回原来的版本，把备份恢复到空的数据目录：zwgk restore {kept}",
        ) from error


def _make_anew(indexes: list[str], *, pages: bool) -> int:
    from zwgk.cli import main

    commands = [["reindex", "--index", name] for name in indexes] + ([["shelve"]] if pages else [])
    return max((main.main(command) for command in commands), default=0)
