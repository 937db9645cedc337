"""A small sample county, laid once for all tests of a module in a transaction that is rolled back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from zwgk.cli.sample import laying
from zwgk.cli.sample.size import Size

SMALL = Size(0.02)


@pytest.fixture(scope="module")
def small_county(django_db_setup: None, django_db_blocker: Any) -> Iterator[Size]:
    """澜溪市清岚县 at a fiftieth of its size, with both halves laid."""
    with django_db_blocker.unblock(), transaction.atomic():
        laying.first(SMALL, say=lambda _: None)
        laying.rest(SMALL, say=lambda _: None)
        yield SMALL
        transaction.set_rollback(True)
