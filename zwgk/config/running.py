"""Who is at work on a data folder: everything that serves holds a lock together; upgrading and restoring, alone.

The lock is of the operating system and goes with the process, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from zwgk.rules.errors import Stale

NAME = "running.lock"
_held: list[IO[str]] = []


def serving(var: Path) -> None:
    """Hold the lock until this process ends. Errors: :class:`Stale` while somebody upgrades or restores."""
    var.mkdir(parents=True, exist_ok=True)
    lock = (var / NAME).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise Stale(what="不能启动", why="这个数据目录正在升级或恢复", remedy="请等它做完再启动") from error
    _held.append(lock)


@contextmanager
def alone(var: Path, *, to: str) -> Iterator[None]:
    """Keep everybody else out meanwhile. Errors: :class:`Stale` where something is running."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / NAME).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stale(
                what=f"不能{to}",
                why="门户、办公或后台任务正在运行",
                remedy="请先停止它们：systemctl stop zwgk.target，或在运行 zwgk serve 的窗口按 Ctrl-C",
            ) from error
        yield
