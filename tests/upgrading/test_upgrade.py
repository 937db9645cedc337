"""Every earlier release's system is upgraded: backed up first, nothing lost, and it agrees with itself afterwards."""

from __future__ import annotations

import json
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.jobs.processes import SERVER, House, house
from tests.upgrading.on_server import carry

HERE = Path(__file__).parent
RELEASES = sorted(path.name.removeprefix("zwgk-").removesuffix(".tar.xz") for path in HERE.glob("zwgk-*.tar.xz"))
#: tables that no upgrade may empty
KEPT = (
    *("people_unit", "people_user", "people_post", "matters_matter", "documents_document", "documents_revision"),
    *("approvals_step", "publishing_publication", "publishing_version", "publishing_clearance", "files_blob"),
    *("audit_entry", "deadlines_clock"),
)

pytestmark = pytest.mark.slow
DAY = {"ZWGK_TODAY": "2026-11-20"}


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[House]:
    """An empty place on the database under test."""
    with house(tmp_path) as system:
        system.extra = dict(DAY)
        yield system


@pytest.fixture(params=RELEASES)
def old(request: pytest.FixtureRequest, installation: House) -> House:
    """The system as the release left it."""
    with tarfile.open(HERE / f"zwgk-{request.param}.tar.xz") as tar:
        tar.extractall(installation.var)  # our own archive; the first Python 3.11 knows no filter yet
    if SERVER:
        carry(installation.var / "zwgk.sqlite3", installation)
    return installation


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Another empty place."""
    with house(tmp_path_factory.mktemp("elsewhere")) as system:
        system.extra = dict(DAY)
        yield system


def _counts(at: House) -> dict[str, int]:
    if SERVER:
        with psycopg.connect(at.database_url) as server:
            there = {row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
            return {table: _count(server.execute(f"SELECT count(*) FROM {table}")) for table in KEPT if table in there}
    with closing(sqlite3.connect(at.var / "zwgk.sqlite3")) as database:
        there = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in KEPT if table in there
        }


def _count(answer: psycopg.Cursor[Any]) -> int:
    row = answer.fetchone()
    return int(row[0]) if row else 0


def _dump(at: House) -> list[str]:
    with closing(sqlite3.connect(at.var / "zwgk.sqlite3")) as database:
        return list(database.iterdump())


@pytest.mark.skipif(bool(SERVER), reason="the guard asks neither database anything of its own")
def test_an_older_system_is_not_started_but_told_to_be_upgraded(old: House) -> None:
    before = _dump(old)
    for command in (["serve"], ["init", "另一个县"], ["user", "list"]):
        refused = old.zwgk(*command, check=False)
        assert refused.returncode == 1, command
        assert "zwgk upgrade" in refused.stderr
    assert "请停止服务，运行 zwgk upgrade" in old.zwgk("check", check=False).stdout
    assert _dump(old) == before


def test_the_upgrade_keeps_everything_and_leaves_a_way_back(
    old: House, elsewhere: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """备份 → 更新 → 重建 → 核对; then the backup of the old state is restored elsewhere by the new release."""
    before = _counts(old)
    assert before["publishing_publication"] > 0
    assert before["files_blob"] > 0
    done = old.zwgk("upgrade", timeout=400)
    assert "升级前的备份" in done.stderr
    after = _counts(old)
    assert {table for table in before if after[table] < before[table]} == set()
    verified = old.zwgk("verify")
    assert "✗" not in verified.stdout
    assert "没有要做的" in old.zwgk("upgrade").stderr
    (kept,) = (old.var / "backups").glob("zwgk-*.tar")
    if SERVER:
        return  # the way back is long; on this database the drills of backup and restore walk it
    back = elsewhere.zwgk("restore", str(kept), timeout=400)
    assert "✗" not in back.stdout
    assert _counts(elsewhere)["publishing_publication"] == before["publishing_publication"]
    question = tmp_path_factory.mktemp("q") / "q.jsonl"
    question.write_text(json.dumps({"id": 1, "query": "通知"}), encoding="utf-8")
    answers = [json.loads(at.zwgk("search", "--jsonl", str(question)).stdout)["total"] for at in (old, elsewhere)]
    assert answers[0] == answers[1] > 0
