"""Load for a bounded time, and programs that run only as long as a measurement needs them. Loopback only."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

#: connections that are kept open at a time
CONNECTIONS = 16
#: a single run of the load generator is never longer than this, in seconds
LONGEST = 10
#: seconds until a program must have answered for the first time
PATIENCE = 60.0


class BenchmarkFault(Exception):
    """A measurement that would not mean what it says: something is missing, answers wrongly or not at all."""


@dataclass(frozen=True)
class Turn:
    """One run of the load generator: answers, in how many seconds, and what the server's processor time was."""

    answers: int
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds

    @property
    def cost(self) -> float:
        """Microseconds of processor an answer: nearly the same on a machine that does other things beside."""
        return self.processor / self.answers * 1e6


@dataclass(frozen=True)
class Server:
    """What is asked, and the process whose family answers."""

    url: str
    pid: int

    def turn(self, seconds: float) -> Turn:
        """Ask for the address as often as it is answered, with ``wrk`` where it is installed.

        Errors: :class:`BenchmarkFault` where any answer was not 200.
        """
        seconds = min(seconds, LONGEST)
        family = tree_of(self.pid)
        before = sum(map(_processor, family))
        answers, taken = _wrk(self.url, seconds) if shutil.which("wrk") else by_hand(self.url, seconds)
        if not answers:
            raise BenchmarkFault(f"{self.url}: no answer in {taken:.1f} s")
        return Turn(answers, taken, sum(map(_processor, family)) - before)


@dataclass(frozen=True)
class Series:
    """The turns of one server."""

    turns: tuple[Turn, ...]

    @property
    def rate(self) -> float:
        """Answers a second, median of the turns."""
        return statistics.median(turn.rate for turn in self.turns)

    @property
    def cost(self) -> float:
        """Microseconds of processor an answer, median of the turns."""
        return statistics.median(turn.cost for turn in self.turns)

    def over(self, other: Series) -> float:
        """How many times as fast as ``other``: the ratio within each turn, then the median of these."""
        return statistics.median(ours.rate / theirs.rate for ours, theirs in zip(self.turns, other.turns, strict=True))


def alternate(servers: Mapping[str, Server], *, seconds: float, turns: int) -> dict[str, Series]:
    """Measure A B C, A B C … so that what else the machine does falls on all alike."""
    found: dict[str, list[Turn]] = {name: [] for name in servers}
    for _ in range(turns):
        for name, server in servers.items():
            found[name].append(server.turn(seconds))
    return {name: Series(tuple(taken)) for name, taken in found.items()}


def tree_of(pid: int) -> list[int]:
    """A process and all that it started, itself first. Errors: :class:`BenchmarkFault` where it is gone."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we were looking
            parent = int(_after_name(stat)[1])
            children.setdefault(parent, []).append(int(folder.name))
    if not Path(f"/proc/{pid}").exists():
        raise BenchmarkFault(f"process {pid} has ended")
    found = [pid]
    for one in found:
        found += sorted(children.get(one, []))
    return found


def _after_name(stat: str) -> list[str]:
    """The fields of a line of ``/proc/<id>/stat`` after the name, which may hold blanks and brackets itself."""
    return stat.rpartition(")")[2].split()


def _processor(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = _after_name(Path(f"/proc/{pid}/stat").read_text())
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fetch(url: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers (names in small letters), body. Redirects are not followed."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@contextmanager
def running(command: Sequence[str], environ: Mapping[str, str], *, until: str, log: Path) -> Iterator[int]:
    """Run a program as long as the block lasts, from when ``until`` (an address) answers. Yields its process id."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            list(command), env=dict(environ), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
        try:
            _wait(process, until, log)
            yield process.pid
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)  # start_new_session made it the leader of its group
                    process.wait()


def run(command: Sequence[str], environ: Mapping[str, str], *, cwd: Path | None = None) -> str:
    """Run a program to its end; returns what it wrote. Errors: :class:`BenchmarkFault` with its last lines."""
    done = subprocess.run(
        list(command), env=dict(environ), cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchmarkFault(f"{' '.join(command[:6])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def load_average() -> float:
    """Processes that wanted the processor over the last minute."""
    return os.getloadavg()[0]


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise BenchmarkFault(f"nothing answers at {url}:\n{log.read_text(errors='replace')[-2000:]}")


def _wrk(url: str, seconds: float) -> tuple[int, float]:
    whole = max(1, round(seconds))  # wrk counts whole seconds
    printed = run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{whole}s", "--timeout", "10s", url], os.environ)
    found = re.search(r"(\d+) requests in ([\d.]+)s,", printed)
    if found is None or "Non-2xx" in printed or "Socket errors" in printed:
        raise BenchmarkFault(f"wrk {url}:\n{printed}")
    return int(found[1]), float(found[2])


def by_hand(url: str, seconds: float) -> tuple[int, float]:
    """Four connections without wrk: good enough to see that all answers are right, not to compare fast servers."""
    counts = [0] * 4
    faults: list[str] = []
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    end = time.monotonic() + seconds

    def ask(place: int) -> None:
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        try:
            while time.monotonic() < end:
                connection.request("GET", target)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    faults.append(f"{url}: {answer.status}")
                    return
                counts[place] += 1
        except OSError as error:
            faults.append(f"{url}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise BenchmarkFault(faults[0])
    return sum(counts), seconds
