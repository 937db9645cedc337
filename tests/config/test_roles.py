"""The portal's database account reads what is public, adds what a visitor may add, and nothing else (S2-27)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from tests.conftest import PORTAL_ROLE
from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.config import roles
from zwgk.jobs.models import Job
from zwgk.people.models import Unit, User

pytestmark = pytest.mark.django_db


@contextmanager
def _as_portal() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{PORTAL_ROLE}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def _refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


def test_the_account_walls_where_there_are_accounts_and_says_where_not(county: County) -> None:
    """On SQLite the statements are still made for the tables there are; on PostgreSQL they hold."""
    statements = roles.statements("zwgk_portal")
    assert any("people_unit" in statement for statement in statements)
    if not PORTAL_ROLE:
        assert connection.vendor == "sqlite"
        return
    with _as_portal():
        assert Unit.objects.filter(is_public=True).exists()
        refused = {
            statement: _refused(statement)
            for statement in (
                f"SELECT * FROM {User._meta.db_table}",
                f"SELECT act FROM {Entry._meta.db_table}",
                f"INSERT INTO {Entry._meta.db_table} (act) VALUES ('x')",
                f"SELECT handler FROM {Job._meta.db_table}",
                f"INSERT INTO {Job._meta.db_table} (handler) VALUES ('x')",
                f"UPDATE {Job._meta.db_table} SET state = 'done'",
                f"UPDATE {Unit._meta.db_table} SET name = name",
                f"INSERT INTO {Unit._meta.db_table} (name) VALUES ('x')",
                "SELECT * FROM matters_matter",
                "SELECT * FROM documents_document",
                "SELECT * FROM publishing_clearance",
                "SELECT * FROM django_session",
                "CREATE TABLE mine (x int)",
            )
        }
    assert [statement for statement, was in refused.items() if not was] == []


def test_every_table_that_is_granted_exists(county: County) -> None:
    for grant in roles.GRANTS:
        model = apps.get_model(grant.model)
        assert {*grant.columns} <= {field.column for field in model._meta.fields}


def test_a_name_with_quotes_cannot_break_out() -> None:
    assert all('"a""; DROP"' in line for line in roles.statements('a"; DROP') if " TO " in line or " FROM " in line)


@pytest.mark.parametrize(
    ("url", "role"), [("postgresql://zwgk_portal:x@h/db", "zwgk_portal"), ("", ""), ("postgresql://a%40b@h/db", "a@b")]
)
def test_the_account_is_read_from_the_address(url: str, role: str) -> None:
    assert roles.role_of(url) == role
