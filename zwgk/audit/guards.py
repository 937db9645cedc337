"""The database's own promise that the log is only ever added to: no UPDATE, no DELETE, no TRUNCATE on entry and seal.

Written per vendor, because a trigger is the one thing that both databases know and neither spells like the other.
Whoever owns the tables can still drop a trigger; that is why the chain is sealed and its head leaves the house daily.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_seal")
REFUSAL = "操作日志只能增加，不能修改或删除"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on both tables (again, where they already are)."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _made_by(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for undoing the migration and for emptying a test's database."""
    with connection.cursor() as cursor:
        for statement in _removed_by(connection.vendor):
            cursor.execute(statement)


def installed(connection: BaseDatabaseWrapper) -> bool:
    """True where both tables are guarded; ``zwgk check`` and ``zwgk verify`` ask."""
    names = [f"{table}_no_{verb}" for table in TABLES for verb in _verbs(connection.vendor)]
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return there.issuperset(names)


def _verbs(vendor: str) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")


def _made_by(vendor: str) -> list[str]:
    if vendor == "postgresql":
        statements = [
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ]
        for table in TABLES:
            for verb in _verbs(vendor):
                each = "STATEMENT" if verb == "truncate" else "ROW"
                statements.append(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
                )
        return statements
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for verb in _verbs(vendor)
    ]


def _removed_by(vendor: str) -> list[str]:
    suffix = " ON {table}" if vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{verb}" + suffix.format(table=table)
        for table in TABLES
        for verb in _verbs(vendor)
    ]
