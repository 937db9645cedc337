"""Lines read by processes beside: in order, the bad ones told, nothing left running when the import is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.people.factory import TODAY
from zwgk.publishing.migration import crew
from zwgk.publishing.migration.reading import Read, Rejected

WAITER = """
import sys, os, time
from datetime import date
from zwgk.publishing.migration import crew
if __name__ == "__main__":
    def lines():
        for number in range(400):
            yield '{"title": "甲"}'
        time.sleep(60)
    for read in crew.read_all(lines(), date(2026, 11, 20), hands=1):
        print(os.getpid(), flush=True)
"""


def lines(number: int) -> list[str]:
    return [json.dumps({"key": str(n), "title": f"第{n}件"}) if n % 7 else "{" for n in range(number)]


def test_processes_beside_find_the_same_as_this_one_in_the_same_order() -> None:
    alone = list(crew.read_all(lines(130), TODAY))
    assert list(crew.read_all(lines(130), TODAY, hands=1)) == alone
    assert [read.number for read in alone] == list(range(1, 131))
    assert sum(isinstance(read, Rejected) for read in alone) == 19
    assert isinstance(alone[1], Read)


def test_a_short_export_starts_no_process() -> None:
    assert crew.hands(crew.WORTH_IT - 1) == 0


def test_a_killed_import_leaves_no_reader_behind(tmp_path: Path) -> None:
    script = tmp_path / "waiter.py"
    script.write_text(WAITER, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert int(process.stdout.readline()) == process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process of the import is still there")
