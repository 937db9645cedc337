"""``zwgk serve`` starts everything, keeps it alive, and stops it cleanly."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.jobs.processes import House, house
from zwgk.cli.supervising import Child, Supervisor, free_port, is_free
from zwgk.rules.errors import BadInput


def _port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A ``zwgk serve`` at work, with what it says."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said += iter(self.process.stderr)  # extends as lines come

    @property
    def text(self) -> str:
        return "".join(self.said)

    def wait_for(self, pattern: str, seconds: float = 90) -> re.Match[str]:
        """What it said that fits; fails with all it said."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.text)
            if found:
                return found
            assert self.process.poll() is None, self.text
            time.sleep(0.1)
        raise AssertionError(f"never said {pattern}: {self.text}")


def _get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status), answer.read().decode()


def _children(pid: int) -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and _parent(folder) == pid]


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):  # gone while we looked
        return 0


def _descendants(pid: int) -> list[int]:
    found = _children(pid)
    return [*found, *(below for child in found for below in _descendants(child))]


def _until(what: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        made.extra = {
            "ZWGK_PORTAL_PORT": str(_port()),
            "ZWGK_OFFICE_PORT": str(_port()),
            "ZWGK_METRICS_PORT": str(_port()),
        }
        yield made


@pytest.mark.slow
def test_an_empty_var_is_served_a_dead_child_replaced_and_all_stopped_cleanly(installation: House) -> None:
    """From nothing to two faces; kill -9 of a worker; a taken port; SIGTERM. One start, for it takes a while."""
    with closing(socket.socket()) as squatter:
        squatter.bind(("127.0.0.1", int(installation.extra["ZWGK_OFFICE_PORT"])))
        squatter.listen()
        running = Running(installation.start("-m", "zwgk.cli.main", "serve"))
        try:
            portal = running.wait_for(r"门户 (http://\S+)")[1]
            office = running.wait_for(r"办公 (http://\S+)")[1]
            assert f"办公端口 {installation.extra['ZWGK_OFFICE_PORT']} 已被占用" in running.text
            assert not office.endswith(f":{installation.extra['ZWGK_OFFICE_PORT']}/")

            for address, face in ((portal, "portal"), (office, "office")):
                status, body = _get(f"{address}healthz")
                assert (status, json.loads(body)["face"]) == (200, face)
            assert _get(portal)[0] == 200
            assert "account/" in urllib.request.urlopen(office, timeout=10).url  # sent to the door
            _, metrics = _get(f"http://127.0.0.1:{installation.extra['ZWGK_METRICS_PORT']}/metrics")
            assert 'zwgk_requests_total{face="portal"' in metrics

            before = _children(running.process.pid)
            assert len(before) == 4
            victim = next(pid for pid in before if b"--queue\0now" in Path(f"/proc/{pid}/cmdline").read_bytes())
            os.kill(victim, signal.SIGKILL)
            running.wait_for("即时任务 意外退出")
            assert _until(lambda: len(_children(running.process.pid)) == 4)
            assert victim not in _children(running.process.pid)

            family = _descendants(running.process.pid)
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(40) == 0
            assert _until(lambda: not any(map(_is_alive, family)), 5)
        finally:
            if running.process.poll() is None:
                running.process.kill()
                running.process.wait()


def test_a_supervisor_that_is_killed_takes_its_children_with_it(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from zwgk.cli.supervising import Child, Supervisor\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "Supervisor([Child('a', sleep), Child('b', sleep)], os.environ).run()\n"
    )
    process = House(tmp_path).start("-c", program)
    assert _until(lambda: len(_children(process.pid)) == 2)
    children = _children(process.pid)
    process.kill()
    process.communicate()
    assert _until(lambda: not any(map(_is_alive, children)), 10)


def test_a_child_that_will_not_live_stops_the_whole_and_says_so(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zwgk.cli.supervising.TOO_OFTEN", 1)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # this is no main program
    child = Child("甲", [sys.executable, "-c", "raise SystemExit(3)"])
    assert Supervisor([child], os.environ).run() == 1
    said = capfd.readouterr().err
    assert "甲 意外退出（3）" in said
    assert "不再重启" in said


def test_a_taken_port_is_passed_over() -> None:
    with closing(socket.socket()) as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        taken = int(squatter.getsockname()[1])
        assert not is_free("127.0.0.1", taken)
        assert free_port("127.0.0.1", taken) > taken
        with pytest.raises(BadInput, match="被占用"):
            free_port("127.0.0.1", taken, tries=1)


@pytest.mark.parametrize(("host", "why"), [("203.0.113.7", "本机没有地址"), ("no.such.host.invalid", "不存在")])
def test_an_address_that_is_not_ours_is_said_to_be_so(host: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        is_free(host, 8000)


def test_a_database_that_is_away_stops_the_start_and_says_so(tmp_path: Path) -> None:
    away = House(tmp_path, "postgresql://zwgk:geheim@127.0.0.1:1/zwgk")
    done = away.zwgk("serve", check=False)
    assert done.returncode == 1
    assert "连不上数据库" in done.stderr
    assert "geheim" not in done.stderr
    assert done.stdout == ""
