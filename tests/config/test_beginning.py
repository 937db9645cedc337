"""An empty database is made from the models at once; it is the same as if all migrations had run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.processes import House, house

#: Django's own migrations give this table, which nothing here uses, a wider number than its models do
DJANGOS = {"auth_group_permissions"}
TABLES = str(Path(__file__).with_name("tables.py"))


@pytest.fixture
def scratch(tmp_path: Path) -> Any:
    (tmp_path / "begun").mkdir()
    (tmp_path / "migrated").mkdir()
    with house(tmp_path / "begun") as begun, house(tmp_path / "migrated") as migrated:
        yield begun, migrated


def test_both_ways_end_alike(scratch: tuple[House, House]) -> None:
    begun, migrated = scratch
    at_once = json.loads(begun.run(TABLES).stdout)
    in_steps = json.loads(migrated.run(TABLES, "migrate").stdout)
    assert at_once["guards"] == in_steps["guards"] == [True, True]
    assert at_once["migrations"] == in_steps["migrations"]
    assert set(at_once) == set(in_steps)
    assert {table for table in at_once if at_once[table] != in_steps[table]} <= DJANGOS
