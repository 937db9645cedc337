"""kill -9 in the middle of publishing, numbering, redacting and importing: the state before or the state after, nothing
between; done again it is done once; a killed worker's job goes on within a minute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.processes import House, house
from zwgk.jobs import registry, worker

KILLING = str(Path(__file__).with_name("killing.py"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("killed")) as made:
        yield made


def told(scratch: House, what: str) -> list[dict[str, Any]]:
    run = scratch.run(KILLING, what, check=False, timeout=300)
    assert run.returncode == 0, run.stderr[-3000:]
    return list(json.loads(run.stdout))


def test_fifty_deaths_leave_the_state_before_or_after_and_nothing_between(scratch: House) -> None:
    """Issue of the main job: publishing, redacting, importing at each marked point; what is done again is done once."""
    runs = told(scratch, "acts")
    assert [run["point"] for run in runs if not run["died"]] == []
    assert [(run["point"], run["after_kill"]) for run in runs if run["after_kill"]] == []
    assert [(run["point"], run["at_last"]) for run in runs if run["at_last"]] == []
    points = Counter(run["point"].partition(":")[0] for run in runs)
    assert len(runs) >= 46
    assert {"publish.row", "publish.listed", "document.cleared", "document.published"} <= set(points)
    assert {"redact.rendered", "redact.proved", "import.kept", "import.created", "migrate.rows"} <= set(points)
    # what was killed before its commit is not there, what was killed after it is
    assert {run["point"] for run in runs if run["done_at_once"]} == {"import.attached"}


def test_a_killed_workers_release_rendering_and_shelving_go_on_within_a_minute(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with house(tmp_path_factory.mktemp("jobs")) as scratch:
        runs = told(scratch, "jobs")
    assert [
        (run["point"], run["after_kill"] + run["at_last"]) for run in runs if run["after_kill"] + run["at_last"]
    ] == []
    assert all(run["died"] for run in runs)
    assert all(run["failed"] == [] for run in runs)
    # they ran on a lease of 1.2 s; with the real one
    slowest = max(run["seconds"] for run in runs)
    assert registry.LEASE.total_seconds() + max(worker.PAUSE.values()) + slowest < 60
