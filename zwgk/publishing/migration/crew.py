"""Several processes read the lines of an export; the order stays, and no more lies in memory than they can work on."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice

from zwgk.publishing.migration.reading import Read, Rejected, read_lines

#: lines handed over at a time
CHUNK = 50
#: an export shorter than this is read faster than a process is started
WORTH_IT = 2_000

Numbered = list[tuple[int, str | bytes]]


def hands(lines: int) -> int:
    """How many reading processes an export of so many lines is worth: none on one processor, else all but one."""
    return max(0, min(4, (os.cpu_count() or 1) - 1)) if lines >= WORTH_IT else 0


def read_all(lines: Iterable[str | bytes], today: date, *, hands: int = 0) -> Iterator[Read | Rejected]:
    """Read every line that is not empty, in order, numbered from 1; with ``hands`` in so many processes beside."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    chunks = iter(lambda: list(islice(numbered, CHUNK)), [])
    if not hands:
        for chunk in chunks:
            yield from read_lines(chunk, today)
        return
    # started afresh rather than forked: no connection, no lock and no thread of ours goes along
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(hands, mp_context=context, initializer=_leave_with, initargs=(os.getpid(),)) as pool:
        waiting: deque[tuple[Numbered, Future[list[Read | Rejected]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, pool.submit(read_lines, chunk, today)))
            if len(waiting) > 3 * hands:
                yield from _result(*waiting.popleft(), today)
        while waiting:
            yield from _result(*waiting.popleft(), today)


def _leave_with(parent: int) -> None:
    """End this process when ``parent`` has died: it would wait for ever for lines that nobody hands over."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _result(chunk: Numbered, future: Future[list[Read | Rejected]], today: date) -> list[Read | Rejected]:
    try:
        return future.result()
    except BrokenProcessPool:  # killed from outside (memory): what it had in hand is read here
        return read_lines(chunk, today)
