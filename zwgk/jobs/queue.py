"""Putting work in the queue, inside the transaction of the act that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from zwgk.jobs.models import OPEN, Job, JobState
from zwgk.jobs.registry import every, handler

__all__ = ["enqueue", "every", "handler", "report"]


def enqueue(
    handler_name: str,
    *,
    key: str,
    args: dict[str, Any] | None = None,
    queue: str = "now",
    not_before: datetime | None = None,
) -> Job:
    """Ask for work; it becomes visible to the workers with the caller's commit, and goes away with its rollback.

    While a job of the same handler and key waits, there is no second one: it takes the new arguments and the earlier of
    the two times. While it runs, it will run once more. ``args`` is JSON: ids and figures, no personal data.
    """
    now = timezone.now()
    start = not_before or now
    wanted = dict(args or {})
    while True:
        waiting = Job.objects.filter(handler=handler_name, key=key, state=JobState.WAITING)
        if waiting.update(args=wanted, not_before=Least(F("not_before"), start)):
            return waiting.get()
        running = Job.objects.filter(handler=handler_name, key=key, state=JobState.RUNNING)
        if running.update(args=wanted, again=True, not_before=start):
            return Job.objects.get(handler=handler_name, key=key, state__in=OPEN)
        try:
            with transaction.atomic():
                return Job.objects.create(
                    handler=handler_name,
                    key=key,
                    args=wanted,
                    queue=str(queue),
                    not_before=start,
                    created_at=now,
                )
        except IntegrityError:  # another transaction was faster with the same key: its row is open now, take it
            continue


_running: ContextVar[int | None] = ContextVar("zwgk_job", default=None)


@contextmanager
def running(job_id: int) -> Iterator[None]:
    """Let :func:`report` know which job runs (the worker's)."""
    token = _running.set(job_id)
    try:
        yield
    finally:
        _running.reset(token)


def report(done: int, total: int) -> None:
    """Tell how far the running job is; outside a job it tells nobody. Call it between transactions."""
    job_id = _running.get()
    if job_id is not None:
        Job.objects.filter(pk=job_id).update(progress_done=done, progress_total=total)
