"""A release's sample, which is an SQLite file, laid into PostgreSQL as that release would have kept it there.

The tables are made by the migrations up to those that the sample knows, the rows are carried over one table after the
other, so that what is upgraded afterwards holds the same papers on either database.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.jobs.processes import House

_MIGRATE = """
import json, sys
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
here = {config.label for config in apps.get_app_configs()}  # a release may have had what is gone by now
for app, name in json.loads(sys.argv[1]):
    if app in here:
        call_command("migrate", app, name, verbosity=0)
"""
#: made by the server's own migrations
_OWN = frozenset({"django_migrations", "sqlite_sequence"})


def carry(sample: Path, house: House) -> None:
    """Fill the house's empty database from the sample; the file goes afterwards, so that nothing reads it."""
    with closing(sqlite3.connect(sample)) as old:
        known = old.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        leaves = list(dict(known).items())  # the last of each room
        made = house.run(
            "-c", _MIGRATE, json.dumps(leaves), check=False, DJANGO_SETTINGS_MODULE="zwgk.config.settings.worker"
        )
        assert made.returncode == 0, made.stderr[-4000:]
        with psycopg.connect(house.database_url) as server:
            server.execute("SET session_replication_role = replica")  # rows come in any order, as a dump brings them
            tables = _columns(server)
            here = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            wanted = [table for table in here if table in tables and table not in _OWN]
            server.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, wanted))))
            for table in wanted:
                _carry(old, server, table, tables[table])
    sample.unlink()


def _columns(server: psycopg.Connection[Any]) -> dict[str, dict[str, str]]:
    """Table → column → type."""
    rows = server.execute(
        "SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _carry(old: sqlite3.Connection, server: psycopg.Connection[Any], table: str, kinds: dict[str, str]) -> None:
    cursor = old.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    read = [_READERS.get(kinds[name], _as_it_is) for name in names]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(sql.SQL("%s::" + kinds[name]) for name in names),
    )
    with server.cursor() as writing:
        writing.executemany(
            statement,
            ([None if value is None else how(value) for how, value in zip(read, row, strict=True)] for row in cursor),
        )
        if "id" in kinds:
            writing.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({name}, 'id'), greatest(max(id), 1)) FROM {table} "
                    "WHERE pg_get_serial_sequence({name}, 'id') IS NOT NULL"
                ).format(name=sql.Literal(f'"{table}"'), table=sql.Identifier(table))
            )


def _as_it_is(value: Any) -> Any:
    return value


def _moment(value: str) -> str:
    return value if value.endswith("+00:00") else f"{value}+00:00"  # SQLite keeps UTC without saying so


_READERS: dict[str, Callable[[Any], Any]] = {"bool": bool, "timestamptz": _moment}
