"""Getting ready before anything serves: migrate, collect static files. ``python -m zwgk.config.prepare``.

Safe to run twice and by two processes at once; does nothing where nothing has moved.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from zwgk.config import beginning
from zwgk.config.env import SettingError
from zwgk.config.roles import apply, role_of
from zwgk.config.static import compress, version_of
from zwgk.rules.errors import RuleViolation, Stale


def main() -> int:
    """Prepare ``var`` and the database; says on standard error what it did. Returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.worker")
    try:
        django.setup()
        with only_one(Path(settings.VAR)):
            migrate()
            collect_static()
            grant_portal()
            say_what_is_next()
    except RuleViolation as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command
        return 1
    return 0


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Let the second process wait until the first is done."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(*, upgrading: bool = False) -> list[str]:
    """Make the tables of an empty database, or with ``upgrading`` bring an older one up to date; returns the steps.

    Errors: :class:`SettingError` without access; :class:`Stale` for an older database that nobody backed up
    (``zwgk upgrade`` does; the demo's data need no backup).
    """
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise SettingError(
            "DATABASE_URL", f"连不上数据库（{str(error).splitlines()[0]}）", "请检查数据库是否启动、地址和账号是否正确"
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan and executor.loader.applied_migrations and not upgrading and not settings.ENV.demo:
        raise Stale(
            what="不能启动",
            why=f"数据库是旧版本的，还有 {len(plan)} 步更新没有做",
            remedy="请停止全部服务，运行 zwgk upgrade（先备份，再更新）",
        )
    if plan and beginning.is_empty(connection):
        print("正在建立数据库……", file=sys.stderr)  # noqa: T201
        beginning.begin(connection)
    elif plan:
        print(f"正在更新数据库（{len(plan)} 步）……", file=sys.stderr)  # noqa: T201
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    return [str(migration) for migration, _ in plan]


def collect_static() -> bool:
    """Collect both faces' static files under hashed names where any has changed; True where it did."""
    root = Path(settings.STATIC_ROOT)
    files = {path: storage for finder in get_finders() for path, storage in finder.list([])}
    version = version_of({path: Path(storage.path(path)) for path, storage in files.items()})
    stamp = root / ".version"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == version:
        return False
    # built beside the old folder, which then gives up its place: no page meets a half-filled one
    fresh, old = root.with_name("static.new"), root.with_name("static.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    storage = ManifestStaticFilesStorage(location=str(fresh))
    for path, source in files.items():
        with source.open(path) as file:
            storage.save(path, file)
    for name, _, outcome in storage.post_process({path: (storage, path) for path in files}):
        if isinstance(outcome, Exception):
            raise SettingError("STATIC", f"静态文件 {name} 引用了不存在的文件（{outcome}）", "请重新安装本系统")
    compress(fresh)
    (fresh / ".version").write_text(version, encoding="utf-8")
    if root.exists():
        root.rename(old)
    fresh.rename(root)
    shutil.rmtree(old, ignore_errors=True)
    return True


def grant_portal() -> None:
    """Where the portal has a database account of its own, give it what it needs and no more."""
    role = role_of(settings.ENV.portal_database_url)
    if connection.vendor == "postgresql" and role and role != connection.settings_dict["USER"]:
        apply(connection, role)


def say_what_is_next() -> None:
    """A system without a government answers, and can do nothing: say how it gets one."""
    from zwgk.people.public import site  # its tables are known only now

    if site() is None:
        print("本系统还没有初始化，请另开一个窗口运行：zwgk init 本级政府名称", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
