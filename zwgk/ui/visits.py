"""The portal's access log (访问日志): one line a request, kept by the day, read back to answer who fetched a page.

Addresses of readers are masked (the last part of IPv4, all but the first three of IPv6): a network, not a person.
Line: time with zone, method, path, status, bytes, masked address, ``robot`` or ``-``, parted by tabs.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

#: days that the log is kept: six months at least (网络安全法 日志留存), and a little
KEPT_DAYS = 190
MAX_PATH = 300
MAX_AGENT = 300
_BEIJING = 8 * 3600
_DAY = 86_400
#: the portal's files of a day; nginx's own (deploy/nginx), of a day or the one that it still writes to
_NAME = re.compile(r"portal-access(?:-(\d{4}-\d{2}-\d{2})|-nginx(?:-(\d{4}-\d{2}-\d{2}))?)\.log\Z")
_ROBOT = re.compile(r"bot|spider|crawl|slurp|curl|wget|python-|scrapy|monitor|headless", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the log tells it."""

    at: datetime
    method: str
    path: str
    status: int
    size: int
    address: str
    robot: bool


@lru_cache(4096)
def masked(address: str) -> str:
    """``203.0.113.7`` → ``203.0.113.*``; ``2001:db8:1:2::3`` → ``2001:db8:1:*``; anything else: "-"."""
    if address.count(".") == 3 and ":" not in address:
        return f"{address.rpartition('.')[0]}.*"
    if ":" in address:
        return ":".join(address.split(":")[:3]) + ":*"
    return "-"


@lru_cache(1024)
def _is_robot(agent: str) -> bool:
    """True for programs by their own word; looked up once a name, for the search in it takes longer than the rest."""
    return not agent or _ROBOT.search(agent) is not None


class Log:
    """The file of the day, opened once and written in one call a line, so that processes do not cut into each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = -1
        self._handle = self._before = -1
        self._turning = threading.Lock()

    def write(self, method: str, path: str, status: int, size: int, address: str, agent: str) -> None:
        """Append one line."""
        now = time.time()
        local = time.gmtime(now + _BEIJING)
        day = int(now + _BEIJING) // _DAY
        if day != self._day:
            self._open(day, time.strftime("%Y-%m-%d", local))
        path = re.sub(r"[\t\r\n]", " ", path)[:MAX_PATH]
        robot = "robot" if _is_robot(agent[:MAX_AGENT]) else "-"
        at = time.strftime("%Y-%m-%dT%H:%M:%S+08:00", local)
        line = f"{at}\t{method}\t{path}\t{status}\t{size}\t{masked(address)}\t{robot}\n"
        os.write(self._handle, line.encode("utf-8", "replace"))

    def _open(self, day: int, name: str) -> None:
        with self._turning:
            if day == self._day:
                return
            self.folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            fresh = os.open(self.folder / f"portal-access-{name}.log", flags, 0o640)
            if self._before >= 0:
                os.close(self._before)
            # another thread may just be writing into yesterday's: that one stays open for a day more
            self._before, self._handle, self._day = self._handle, fresh, day


def visits(folder: Path, path: str, *, since: date, below: bool = False) -> Iterator[Visit]:
    """Yield, oldest first, who asked for ``path`` (and with ``below`` for what lies under it) since a day.

    Both ``/p/7`` itself and, with ``below``, its files and versions: what has to be known after 紧急撤下.
    """
    for _, file in _files(folder, since):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                found = _read(line)
                if (
                    found
                    and found.at.date() >= since
                    and (found.path == path or (below and found.path.startswith(f"{path}/")))
                ):
                    yield found


def reads(folder: Path, path: str, *, since: date) -> int:
    """How often a page was read by people since a day: answered requests, robots left out (阅读数)."""
    return sum(
        1 for v in visits(folder, path, since=since) if not v.robot and v.method == "GET" and v.status in (200, 304)
    )


def read_since(folder: Path, start: str, *, since: date) -> set[str]:
    """The paths beginning with ``start`` that people read since a day; robots left out."""
    found = set()
    for _, file in _files(folder, since):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for visit in map(_read, lines):
                if visit and visit.path.startswith(start) and not visit.robot and visit.status in (200, 304):
                    found.add(visit.path)
    return found


def forget_old(folder: Path, *, today: date) -> int:
    """Delete the files older than :data:`KEPT_DAYS`. Returns how many."""
    old = [file for day, file in _files(folder, date.min) if day < today - timedelta(days=KEPT_DAYS)]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _files(folder: Path, since: date) -> list[tuple[date, Path]]:
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.match(file.name):
            day = date.fromisoformat(match.group(1) or match.group(2) or "9999-12-31")
            if day >= since:
                found.append((day, file))
    return sorted(found)


def _read(line: str) -> Visit | None:
    parts = line.rstrip("\n").split("\t")
    if len(parts) != 7 or not parts[3].isdigit() or not parts[4].isdigit():
        return None  # a line cut by a full disk
    return Visit(
        datetime.fromisoformat(parts[0]),
        parts[1],
        parts[2],
        int(parts[3]),
        int(parts[4]),
        parts[5],
        parts[6] == "robot",
    )
