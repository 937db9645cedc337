"""A worker is killed in the middle of its work (kill -9): nothing is lost, the rest goes on."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.processes import House, house

pytestmark = pytest.mark.slow
WITNESS = str(Path(__file__).with_name("witness.py"))


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, migrated=True) as made:
        yield made


def _states(scratch: House) -> dict[str, tuple[str, int]]:
    rows = json.loads(scratch.run(WITNESS, "count").stdout)
    return {key: (state, attempts) for _, key, state, attempts in rows}


@pytest.mark.parametrize("point", ["jobs.claimed:2", "witness.half:2", "jobs.handled:2"])
def test_a_killed_workers_job_is_done_by_the_next(scratch: House, point: str) -> None:
    """S: kill -9 at each marked point; after-state reached, every job done at least once, only one of them twice."""
    scratch.run(WITNESS, "put", "4")
    killed = scratch.run(WITNESS, "work", "20", check=False, ZWGK_KILL_AT=point)
    assert killed.returncode == -signal.SIGKILL
    assert [state for state, _ in _states(scratch).values()].count("running") == 1
    scratch.run(WITNESS, "work", "20")
    states = _states(scratch)
    assert {state for state, _ in states.values()} == {"done"}
    assert sorted(attempts for _, attempts in states.values()) == [1, 1, 1, 2]
    seen = Counter((scratch.var / "seen").read_text().split())
    assert set(seen) == {"0", "1", "2", "3"}
    assert sum(seen.values()) == (4 if point.startswith("jobs.claimed") else 5)


def test_two_workers_at_once_do_each_job_once(scratch: House) -> None:
    scratch.run(WITNESS, "put", "60")
    # a lease that no busy machine outlasts: what is watched is the claim, not the taking over
    workers = [scratch.start(WITNESS, "work", "60", WITNESS_LEASE="60") for _ in range(2)]
    for worker in workers:
        worker.communicate(timeout=120)
        assert worker.returncode == 0
    seen = Counter((scratch.var / "seen").read_text().split())
    assert seen == Counter({str(turn): 1 for turn in range(60)})


def test_a_long_job_keeps_its_lease_by_its_heartbeat(scratch: House) -> None:
    """It runs for three seconds on a lease of 1.2; the second worker must not take it."""
    scratch.run(WITNESS, "put-slow")
    workers = [scratch.start(WITNESS, "work", "20") for _ in range(2)]
    for worker in workers:
        worker.communicate(timeout=60)
    assert (scratch.var / "seen").read_text().split() == ["slow"]
    assert _states(scratch) == {"slow": ("done", 1)}


def test_a_swollen_worker_asks_to_be_started_afresh_once_it_is_idle(scratch: House) -> None:
    done = scratch.run(WITNESS, "swell", "30", check=False)
    assert done.stdout == "afresh"
