"""What all tests share: the organisation, its people, and a database whose log may be emptied between tests only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from tests.people.factory import County
from tests.people.factory import county as make_county
from zwgk.audit import guards
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty


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
