"""What the database itself promises of stand-ins (代理) across rows: one at a time, no chains, the keepers apart.

Written per vendor, because a trigger is what both databases know and neither spells like the other. A migration that
remakes ``people_delegation`` on SQLite must call :func:`install` again; ``zwgk check`` tells when they are missing.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from zwgk.rules.duties import KEEPERS, Duty

TABLE = "people_delegation"
VERBS = ("insert", "update")
ONE, CHAIN, APART = "同一岗位同一天只有一名代理人", "代理人自己也由他人代理", "三员职责与其他职责须由不同的人担任"
_ANOTHER = "d.id <> COALESCE(NEW.id, 0) AND d.first <= NEW.last AND d.last >= NEW.first"
_ALONE = ", ".join(f"'{duty}'" for duty in sorted(map(str, (*KEEPERS, Duty.EVALUATOR))))
#: sentence, condition under which a row is refused
RULES: tuple[tuple[str, str], ...] = tuple(
    (sentence, condition.replace("@ANOTHER", _ANOTHER).replace("@ALONE", _ALONE))
    for sentence, condition in (
        (ONE, "EXISTS (SELECT 1 FROM people_delegation d WHERE d.absent_id = NEW.absent_id AND @ANOTHER)"),
        (
            CHAIN,
            "EXISTS (SELECT 1 FROM people_delegation d WHERE (d.absent_user_id = NEW.deputy_user_id "
            "OR d.deputy_user_id = NEW.absent_user_id) AND @ANOTHER)",
        ),
        (
            APART,
            "EXISTS (SELECT 1 FROM people_postduty a, people_postduty b JOIN people_post p ON p.id = b.post_id "
            "WHERE a.post_id = NEW.absent_id AND p.user_id = NEW.deputy_user_id AND p.valid_to IS NULL "
            "AND a.duty <> b.duty AND (a.duty IN (@ALONE) OR b.duty IN (@ALONE)))",
        ),
    )
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on the table (again, where they already are)."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _made_by(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for undoing the migration."""
    suffix = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _names():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def installed(connection: BaseDatabaseWrapper) -> bool:
    """True where the table is guarded."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return there.issuperset(_names())


def _names() -> list[str]:
    return [f"{TABLE}_at_{verb}" for verb in VERBS]


def _made_by(vendor: str) -> list[str]:
    if vendor == "postgresql":
        checks = " ".join(
            f"IF {condition} THEN RAISE EXCEPTION '{sentence}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            for sentence, condition in RULES
        )
        function = (
            "CREATE OR REPLACE FUNCTION people_delegation_fits() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {checks} RETURN NEW; END $$"
        )
        return [
            function,
            *(
                f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {TABLE} "
                "FOR EACH ROW EXECUTE FUNCTION people_delegation_fits()"
                for name, verb in zip(_names(), VERBS, strict=True)
            ),
        ]
    refusals = " ".join(f"SELECT RAISE(ABORT, '{sentence}') WHERE {condition};" for sentence, condition in RULES)
    return [
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {TABLE} BEGIN {refusals} END"
        for name, verb in zip(_names(), VERBS, strict=True)
    ]
