"""What all tests share: the organisation, its people, the faces' own settings, and the portal's database account."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test.client import ClientHandler

from tests.people.factory import County
from tests.people.factory import county as make_county
from zwgk.audit import guards
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty

HERE = Path(__file__).resolve().parent
#: the restricted account that ``python -m tests.postgres`` makes; empty on SQLite, which has no accounts
PORTAL_ROLE = os.environ.get("ZWGK_TEST_PORTAL_ROLE", "")
#: fixtures through which a test meets the database, in this process or in others that it starts
DATABASE = {"db", "transactional_db", "django_db_setup", "scratch", "installation"}
#: what these folders test looks the same on both databases: pages over queries that the rooms' own tests ask there, too
ONCE = {"benchmarks", "cli", "deploy", "drills", "house", "office", "packaging", "sample", "ui"}
#: … but not these, however long they take: a server's database is backed up, locked and shared by other means
TWICE = (Path("cli", "state"), Path("documents", "test_at_once.py"), Path("config"))
#: files of other folders that never reach the difference: an act is refused, a file is drawn or packed before any query
ONCE_BY_NAME = ("refusals", "redact", "archiving", "papers", "case_file")

#: the folders whose files take longest, in the order in which they begin
LONGEST = {name: place for place, name in enumerate(("journeys", "packaging", "sample", "drills", "jobs", "upgrading"))}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first, file by file, so that no process is left alone with it at the end.

    On PostgreSQL only what can differ there is run a second time: the tests that meet the database.
    """
    items.sort(key=lambda item: LONGEST.get(item.path.relative_to(HERE).parts[0], len(LONGEST)))
    if os.environ.get("ZWGK_TEST_DATABASE_URL"):
        config.hook.pytest_deselected(items=[item for item in items if not _meets_the_database(item)])
        items[:] = filter(_meets_the_database, items)


def _meets_the_database(item: pytest.Item) -> bool:
    path = item.path.relative_to(HERE)
    if not any(path.is_relative_to(one) for one in TWICE):
        if path.parts[0] in ONCE or item.get_closest_marker("slow") is not None:
            return False
        if any(name in path.stem for name in ONCE_BY_NAME):
            return False
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not DATABASE.isdisjoint(asked)


@pytest.fixture(scope="session", autouse=True)
def _log_may_be_emptied_between_tests() -> Iterator[None]:
    """Tests with real transactions empty every table at their end; the log's guards stand aside just then."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_guards(self: Any, statements: Any) -> None:
        guards.remove(self.connection)
        try:
            flush(self, statements)
        finally:
            guards.install(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_without_guards)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tables come from the models; the guards, and on PostgreSQL the portal's account, are as on a server."""
    from django.db.migrations.recorder import MigrationRecorder

    from zwgk.config import beginning, roles

    with django_db_blocker.unblock():
        MigrationRecorder(connection).ensure_schema()
        beginning.guard(connection)
        if PORTAL_ROLE:
            roles.apply(connection, PORTAL_ROLE)


@pytest.fixture(autouse=True)
def _as_the_portal_runs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests below ``tests/portal`` meet the portal's addresses, layers and, on PostgreSQL, its restricted account."""
    if HERE / "portal" not in request.path.parents:
        yield
        return
    from zwgk.config.settings import portal

    settings = request.getfixturevalue("settings")
    for name in ("FACE", "ROOT_URLCONF", "MIDDLEWARE", "CSRF_COOKIE_NAME", "CSRF_FAILURE_VIEW", "SESSION_ENGINE"):
        setattr(settings, name, getattr(portal, name))
    with pytest.MonkeyPatch.context() as patch:
        if PORTAL_ROLE:
            patch.setattr(ClientHandler, "get_response", _under_the_portals_account(ClientHandler.get_response))
        yield


def _under_the_portals_account(answer: Callable[..., Any]) -> Callable[..., Any]:
    """What a visitor's request does is done by the restricted account; the test itself stays the owner."""

    def restricted(self: Any, request: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f'SET ROLE "{PORTAL_ROLE}"')
        try:
            return answer(self, request)
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("RESET ROLE")

    return restricted


@pytest.fixture
def county(db: None) -> County:
    """澜溪市 → 清岚县人民政府 → 商务局 (办公室, 政策法规科, 商务运行科) and 教育局; people appear when asked for."""
    return make_county()


@pytest.fixture
def actor_with(county: County) -> Callable[..., Actor]:
    """``actor_with(Duty.DRAFTER)`` or ``actor_with(Duty.LEADER, county.other)``: a person acting under such a post."""

    def make(duty: Duty, unit: Any = None) -> Actor:
        return county.actor(duty, unit)

    return make
