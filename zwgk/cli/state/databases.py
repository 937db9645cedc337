"""The database as a file and back: SQLite by its own online copy, PostgreSQL by pg_dump within one snapshot.

Sessions and counted failures of signing in are left out: nobody is to be signed in by a backup.
"""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zwgk.rules.errors import BadInput

#: tables whose rows stay behind
LEFT_OUT = ("django_session", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog")
_BLOBS = "SELECT * FROM files_blob ORDER BY sha256"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
_SITE = "SELECT name FROM people_sitesettings"


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database, as a file, with what it says of itself. ``blobs``: (sha256, sm3, size)."""

    path: Path
    migrations: tuple[str, ...]
    site: str
    blobs: list[tuple[str, str, int]]


@contextmanager
def snapshot(database: dict[str, Any], folder: Path) -> Iterator[Snapshot]:
    """Copy the database while others write it; the copy is gone afterwards. ``database``: Django's entry.

    Errors: :class:`BadInput` (a damaged database, no tool, no access); ``OSError`` where the disk is full.
    """
    path = folder / "database"
    try:
        if database["ENGINE"].endswith("sqlite3"):
            yield _of_sqlite(Path(database["NAME"]), path)
        else:
            yield _of_postgresql(database, path)
    finally:
        path.unlink(missing_ok=True)
        path.with_suffix(".plain").unlink(missing_ok=True)


def _of_sqlite(source: Path, path: Path) -> Snapshot:
    if not source.exists():
        raise BadInput(what="不能备份", why=f"没有数据库文件 {source}", remedy="请检查 ZWGK_VAR 是否正确")
    plain = path.with_suffix(".plain")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20)) as live,
            closing(sqlite3.connect(plain, isolation_level=None)) as copy,
        ):
            live.backup(copy)  # in one go: a single moment, whoever writes meanwhile
            copy.execute("PRAGMA journal_mode=DELETE")
            fault = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            if fault != "ok":
                raise BadInput(
                    what="不能备份", why=f"数据库已损坏（{fault}）", remedy="请从最近一次好的备份恢复，并检查磁盘"
                )
            there = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in LEFT_OUT:
                if table in there:
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            copy.execute("VACUUM")
            found = Snapshot(
                path,
                tuple(row[0] for row in copy.execute(_MIGRATIONS)),
                next((row[0] for row in copy.execute(_SITE)), ""),
                _blobs(copy.execute(_BLOBS)),
            )
    except sqlite3.OperationalError as error:
        # the source is only read: what cannot be written is the copy
        if error.sqlite_errorname in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise BadInput(what="不能备份", why=f"读不出数据库（{error}）", remedy="请运行 zwgk check 查看原因") from error
    except sqlite3.DatabaseError as error:
        raise BadInput(
            what="不能备份", why=f"数据库已损坏（{error}）", remedy="请从最近一次好的备份恢复，并检查磁盘"
        ) from error
    with plain.open("rb") as whole, gzip.GzipFile(path, "wb", compresslevel=4, mtime=0) as packed:
        shutil.copyfileobj(whole, packed, 1024 * 1024)
    plain.unlink()
    return found


def _of_postgresql(database: dict[str, Any], path: Path) -> Snapshot:
    import psycopg

    try:
        with psycopg.connect(**_connection(database)) as live:
            live.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            live.read_only = True
            row = live.execute("SELECT pg_export_snapshot()").fetchone()
            name = str(row[0]) if row else ""
            found = Snapshot(
                path,
                tuple(str(row[0]) for row in live.execute(_MIGRATIONS)),
                next((str(row[0]) for row in live.execute(_SITE)), ""),
                _blobs(live.execute(_BLOBS)),
            )
            words = ["--format=custom", "--compress=4", "--no-owner", "--no-privileges", f"--snapshot={name}"]
            words += [f"--exclude-table-data={table}" for table in LEFT_OUT]
            _run("pg_dump", [*words, f"--file={path}"], database, "备份")
    except psycopg.Error as error:
        first = str(error).splitlines()[0]
        raise BadInput(what="不能备份", why=f"读不出数据库（{first}）", remedy="请运行 zwgk check 查看原因") from error
    return found


def _blobs(rows: Any) -> list[tuple[str, str, int]]:
    """By the names of the columns: an older release, backed up before it is upgraded, keeps no SM3 yet."""
    names = [column[0] for column in rows.description]
    found = (dict(zip(names, row, strict=True)) for row in rows)
    return [(row["sha256"], row.get("sm3", ""), row["size"]) for row in found]


def is_empty(database: dict[str, Any]) -> bool:
    """True where nothing is in the database: no file, or no table. Errors: :class:`BadInput` without access."""
    if database["ENGINE"].endswith("sqlite3"):
        path = Path(database["NAME"])
        if not path.exists():
            return True
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as there:
                return there.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
        except sqlite3.DatabaseError:
            return False  # something is there, readable or not
    import psycopg

    query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    try:
        with psycopg.connect(**_connection(database)) as there:
            row = there.execute(query).fetchone()
    except psycopg.Error as error:
        raise BadInput(
            what="不能恢复",
            why=f"连不上数据库（{str(error).splitlines()[0]}）",
            remedy="请先建立空的数据库和账号（deploy/postgresql/roles.sql），并设置 ZWGK_DATABASE_URL",
        ) from error
    return row is not None and row[0] == 0


def unpack_sqlite(packed: Path, target: Path) -> None:
    """Write the copy out as a database file, whole and sound. Errors: :class:`BadInput`."""
    with gzip.open(packed) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())
    with closing(sqlite3.connect(target)) as there:
        fault = there.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise BadInput(what="不能恢复", why=f"备份里的数据库已损坏（{fault}）", remedy="请换用另一份备份")


def fill_postgresql(dump: Path, database: dict[str, Any]) -> None:
    """Fill the empty database, all or nothing. Errors: :class:`BadInput`."""
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", [*words, f"--dbname={database['NAME']}", str(dump)], database, "恢复")


def empty_postgresql(database: dict[str, Any]) -> None:
    """Take away every table: only of a database that a restore of ours found empty and was killed over."""
    import psycopg

    with psycopg.connect(**_connection(database)) as there:
        there.execute("DROP SCHEMA public CASCADE")
        there.execute("CREATE SCHEMA public")


def _connection(database: dict[str, Any]) -> dict[str, Any]:
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {ours: database[theirs] for ours, theirs in named.items() if database.get(theirs)}


def _run(name: str, words: list[str], database: dict[str, Any], act: str) -> None:
    found = tool(name)
    if found is None:
        raise BadInput(what=f"不能{act}", why=f"没有安装 {name}", remedy="请运行 apt install postgresql-client")
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environ = {**os.environ, **{ours: str(database[theirs]) for ours, theirs in named.items() if database.get(theirs)}}
    done = subprocess.run([found, *words], env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        if "No space left" in done.stderr:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        last = (done.stderr.strip().splitlines() or ["没有说明"])[0]
        raise BadInput(what=f"不能{act}", why=f"{name} 没有成功（{last}）", remedy="请检查数据库的版本、账号和磁盘")


def tool(name: str) -> str | None:
    """The newest such program of PostgreSQL, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[4]))
    return str(found[-1]) if found else shutil.which(name)
