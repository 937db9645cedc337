"""The worker: claims, runs, retries. What it holds when it is killed is taken again when the lease runs out."""

from __future__ import annotations

import os
import threading
import time
import traceback
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zwgk.jobs import registry
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.models import Job, JobState
from zwgk.jobs.queue import running
from zwgk.jobs.schedule import Clock
from zwgk.rules.errors import RuleViolation

log = structlog.get_logger("zwgk.jobs")

#: seconds before the second, third … attempt
BACK_OFF = (2, 10, 60, 300, 1800)
#: how often an idle worker looks, in seconds
PAUSE = {"now": 0.1, "slow": 0.5}
#: seconds without work after which a worker looks at its memory, and how much more than at its start is too much
IDLE, SWOLLEN = 45.0, 40 * 1024 * 1024


def run(queues: Sequence[str], stop: threading.Event) -> bool:
    """Work on ``queues`` until ``stop`` is set; the job in hand is finished first.

    Returns True where it ended by itself to be started afresh: it had been idle for :data:`IDLE` and still held
    :data:`SWOLLEN` more memory than at its start (rendering and index building leave much behind).
    """
    registry.load()
    clock = Clock(queues)
    pause = min(PAUSE[queue] for queue in queues)
    at_start, busy_at, swollen = _memory(), time.monotonic(), False
    log.info("worker_started", queues=list(queues), handlers=len(registry.HANDLERS))
    while not stop.is_set():
        try:
            close_old_connections()
            clock.turn()
            if run_one(queues, heartbeat=True):
                busy_at = time.monotonic()
                continue
            if time.monotonic() - busy_at > IDLE:
                swollen = _memory() - at_start > SWOLLEN
                if swollen:
                    break
                busy_at = time.monotonic()  # look again after as long
            stop.wait(pause)
        except DatabaseError as error:  # the database went away: it comes back, or the supervisor is told to stop us
            log.error("database_unavailable", error=str(error))
            stop.wait(2)
    clock.release()
    log.info("worker_stopped", queues=list(queues), swollen=swollen)
    return swollen


def _memory() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def drain(queues: Sequence[str] = ("now", "slow")) -> int:
    """Do all that is due now in this thread; returns how many jobs ran. For tests, ``zwgk demo`` and imports."""
    registry.load()
    count = 0
    while run_one(queues):
        count += 1
    return count


def run_one(queues: Sequence[str], *, heartbeat: bool = False) -> bool:
    """Claim one job that is due and run it; False where there is none."""
    now = timezone.now()
    if not _due(queues, now).exists():  # a look takes no lock; on SQLite a claim takes the writers' one
        return False
    job = _claim(queues, now)
    if job is None:
        return False
    killpoint("jobs.claimed")
    known = registry.HANDLERS.get(job.handler)
    try:
        if known is None:
            raise LookupError(f"没有名为 {job.handler} 的处理程序")
        with running(job.pk), _Heartbeat(job, heartbeat):
            known.function(**job.args)
    except RuleViolation as refusal:  # trying again would be refused again: a person must look
        _fail(job, str(refusal), for_good=True)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is shown in the office and tried again
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}"[:1000] + f"（{last.filename.rpartition('zwgk/')[2]}:{last.lineno}）"
        _fail(job, what, for_good=known is None or job.attempts >= known.max_attempts)
    else:
        killpoint("jobs.handled")
        _finish(job)
    return True


def _due(queues: Sequence[str], now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(queue__in=list(queues)).filter(
        Q(state=JobState.WAITING, not_before__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    )


def _claim(queues: Sequence[str], now: datetime) -> Job | None:
    with transaction.atomic():
        due = _due(queues, now).order_by("not_before", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        known = registry.HANDLERS.get(job.handler)
        if job.state == JobState.RUNNING and known and job.attempts >= known.max_attempts:
            # it took its worker down each time: it must not take down the next
            job.state, job.finished_at = JobState.FAILED, now
            job.last_error = job.last_error or "处理中工作进程多次中断，请检查该任务涉及的文件"
            job.save(update_fields=["state", "finished_at", "last_error"])
            return None
        job.state, job.attempts, job.started_at = JobState.RUNNING, job.attempts + 1, now
        job.lease_until, job.lease_token, job.again = now + registry.LEASE, uuid.uuid4().hex, False
        job.save(update_fields=["state", "attempts", "started_at", "lease_until", "lease_token", "again"])
        return job


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)


def _finish(job: Job) -> None:
    now = timezone.now()
    if _mine(job).filter(again=False).update(state=JobState.DONE, finished_at=now, lease_until=None, last_error=""):
        return
    # asked for again while it ran
    _mine(job).update(state=JobState.WAITING, lease_until=None, attempts=0, again=False, last_error="")


def _fail(job: Job, what: str, *, for_good: bool) -> None:
    now = timezone.now()
    log.warning("job_failed", handler=job.handler, key=job.key, attempt=job.attempts, for_good=for_good)
    if for_good:
        if (
            _mine(job)
            .filter(again=False)
            .update(state=JobState.FAILED, finished_at=now, lease_until=None, last_error=what)
        ):
            return
        _mine(job).update(state=JobState.WAITING, lease_until=None, attempts=0, again=False, last_error=what)
        return
    wait = BACK_OFF[min(job.attempts, len(BACK_OFF)) - 1]
    _mine(job).update(
        state=JobState.WAITING, lease_until=None, last_error=what, not_before=now + timedelta(seconds=wait), again=False
    )


class _Heartbeat:
    """Extends the lease while a long job runs, from a thread with a connection of its own."""

    def __init__(self, job: Job, wanted: bool) -> None:
        self.job, self.over = job, threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True) if wanted else None

    def __enter__(self) -> None:
        if self.thread:
            self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.thread:
            self.thread.join()

    def _beat(self) -> None:
        try:
            while not self.over.wait(registry.LEASE.total_seconds() / 3):
                try:
                    _mine(self.job).update(lease_until=timezone.now() + registry.LEASE)
                except DatabaseError as error:
                    log.warning("heartbeat_missed", job=self.job.pk, error=str(error))
        finally:
            connection.close()
