"""A process beside a long import that takes into the search index what the import keeps."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from zwgk.cli.ready import django_ready

#: seconds between two looks when nothing waits
PAUSE = 0.3


@contextmanager
def beside(*, worth_it: bool) -> Iterator[None]:
    """Take in what the body of ``with`` makes, in a process of its own; on leaving, what waits is finished first.

    Not ``worth_it`` (a short import): nothing is started. Where a worker runs already, the two take turns.
    """
    if not worth_it:
        yield
        return
    # started afresh rather than forked: no connection, no lock and no thread of ours goes along
    context = multiprocessing.get_context("spawn")
    finished = context.Event()
    process = context.Process(target=_run, args=(os.getpid(), finished), daemon=True)
    process.start()
    try:
        yield
    finally:
        finished.set()
        process.join()


def _run(parent: int, finished: Any) -> None:
    """Drain until ``finished`` is set and nothing waits, or the import is gone (killed)."""
    django_ready(migrated=False)
    from zwgk.search import outbox

    while os.getppid() == parent:
        if outbox.drain("public"):
            continue
        if finished.is_set():
            return
        finished.wait(PAUSE)
