"""Putting a state back into an empty place: first everything beside, checked; then the database; then into place.

``var/restoring`` stands from the first byte to the last: while it is there no process of ours starts
(``config.settings.base``), so a restore that was killed is never served by halves; it is run again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zwgk.cli.state import contents, databases, unpacking
from zwgk.cli.state.contents import Head
from zwgk.cli.state.envelope import Wrong
from zwgk.cli.state.packing import FULL, RESERVE, mib
from zwgk.config.env import RESTORING
from zwgk.jobs.killpoints import killpoint
from zwgk.rules.errors import BadInput, LimitExceeded

STAGING = "restore.new"
#: what may stand in a data folder that counts as empty: what starting, checking and watching leave there
_HARMLESS = frozenset(
    {
        "secrets",
        "zwgk.toml",
        "static",
        "metrics",
        "log",
        "lost+found",
        "prepare.lock",
        "running.lock",
        "backup.lock",
        "release",
    }
)
_OF_SQLITE = ("zwgk.sqlite3", "zwgk.sqlite3-wal", "zwgk.sqlite3-shm")
#: rooms of other makers that were or are installed; their steps are no sign of a newer release
_OTHERS = frozenset({"contenttypes", "auth", "sessions", "axes", "otp_totp", "otp_static"})

Progress = Callable[[int, int], None]


def restore(
    source: Path, var: Path, database: dict[str, Any], *, passphrase: str = "", progress: Progress | None = None
) -> Head:
    """Restore the archive into the empty ``var`` and the empty ``database`` (Django's entry).

    Errors: :class:`BadInput` (not empty, foreign, damaged, newer), :class:`LimitExceeded` (no room); before the
    archive has been checked to its last byte nothing but the marked folder beside was written.
    """
    head = unpacking.head_of(source, passphrase)
    must_be_known(head, database)
    again = _must_be_empty(var, database)
    var.mkdir(parents=True, exist_ok=True)
    _must_have_room(var, head)
    staging, mark = var / STAGING, var / RESTORING
    try:
        if again:
            _clear(var, database)
        _mark(mark, source)
        staging.mkdir(mode=0o750)
        unpacking.lay_out(source, staging, passphrase=passphrase, progress=progress)
        killpoint("restore.laid_out")
        dump = staging / contents.DATABASES[head.database]
        if head.database == "sqlite":
            databases.unpack_sqlite(dump, staging / "zwgk.sqlite3")
        else:
            _mark(mark, source, filling=_place(database))
            databases.fill_postgresql(dump, database)
        killpoint("restore.filled")
    except BaseException as error:
        shutil.rmtree(staging, ignore_errors=True)
        mark.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise LimitExceeded(
                what="没有恢复", why="写到一半磁盘已满", remedy="数据目录仍是空的。请换更大的磁盘后重新恢复"
            ) from error
        raise
    dump.unlink()
    _into_place(staging, var, database)
    killpoint("restore.placed")
    os.sync()
    mark.unlink()
    return head


def _mark(mark: Path, source: Path, *, filling: str = "") -> None:
    mark.write_text(json.dumps({"from": source.name, "filling": filling}), encoding="utf-8")


def _filling(var: Path) -> str:
    """The database that a restore which broke off had begun to fill; "" for none."""
    try:
        return str(json.loads((var / RESTORING).read_text(encoding="utf-8")).get("filling", ""))
    except (ValueError, AttributeError):
        return ""


def _place(database: dict[str, Any]) -> str:
    return "/".join(str(database.get(part) or "") for part in ("HOST", "PORT", "NAME"))


def must_be_known(head: Head, database: dict[str, Any]) -> None:
    """Errors: :class:`Wrong` where the archive is of the other database, or of a newer release."""
    ours = "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"
    if head.database != ours:
        called = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        remedy = "请去掉设置 ZWGK_DATABASE_URL" if ours == "postgresql" else "请设置 ZWGK_DATABASE_URL 指向空的数据库"
        raise Wrong(f"备份来自 {called[head.database]}，本机设置的是 {called[ours]}", remedy)
    if any(not _is_known(step) for step in head.migrations):
        raise Wrong(f"备份来自较新的版本（{head.version}）", "请先把本机的系统升级到该版本，再恢复")


def _is_known(step: str) -> bool:
    room, _, name = step.partition(".")
    if room in _OTHERS:
        return True
    home = Path(__file__).resolve().parents[2] / room / "migrations" / f"{name}.py"
    return re.fullmatch(r"\w+\.\w+", step) is not None and home.exists()


def _must_be_empty(var: Path, database: dict[str, Any]) -> bool:
    """True where an earlier restore broke off there and may be done over. Errors: :class:`BadInput`."""
    again = (var / RESTORING).exists()
    there = {path.name for path in var.iterdir()} if var.is_dir() else set()
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    if is_sqlite and (again or databases.is_empty(database)):
        there -= set(_OF_SQLITE)
    elif again and _filling(var) == _place(database):
        databases.empty_postgresql(database)  # found empty, and filled by the restore that was killed
    elif not databases.is_empty(database):
        raise BadInput(
            what="不能恢复",
            why=f"数据库“{database['NAME']}”里已有数据",
            remedy="恢复只在空的数据库里进行。请另建一个空的数据库，或换用空的数据目录",
        )
    if again:
        there -= {RESTORING, STAGING, "files"}
    if left := sorted(there - _HARMLESS):
        raise BadInput(
            what="不能恢复",
            why=f"数据目录 {var} 里已有数据（{'、'.join(left[:3])}）",
            remedy="恢复只在空的数据目录里进行。请用 ZWGK_VAR 指定空目录；原有数据请先备份再移走",
        )
    return again


def _clear(var: Path, database: dict[str, Any]) -> None:
    """Take away what a restore that was killed has left."""
    for name in (STAGING, "files"):
        shutil.rmtree(var / name, ignore_errors=True)
    if database["ENGINE"].endswith("sqlite3"):
        for name in _OF_SQLITE:
            (var / name).unlink(missing_ok=True)


def _into_place(staging: Path, var: Path, database: dict[str, Any]) -> None:
    if database["ENGINE"].endswith("sqlite3"):
        for name in _OF_SQLITE:
            (var / name).unlink(missing_ok=True)  # an empty one, by a first look at the new machine
    for path in sorted(staging.iterdir()):
        path.rename(var / path.name)
    staging.rmdir()


def _must_have_room(var: Path, head: Head) -> None:
    free = shutil.disk_usage(var).free
    needed = head.size * 2 + RESERVE  # the database once packed and once as it will lie
    if free < needed:
        raise LimitExceeded(
            what="不能恢复",
            why=f"约需 {mib(needed)} MB，数据目录所在磁盘只剩 {mib(free)} MB",
            remedy="请清理磁盘，或把 ZWGK_VAR 指到更大的磁盘",
        )
