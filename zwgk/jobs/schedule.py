"""The clock: what is due by time is put in the queue once, whichever of several workers notices first."""

from __future__ import annotations

import os
import socket
import time
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from zwgk.jobs import registry
from zwgk.jobs.models import Schedule
from zwgk.jobs.queue import enqueue

log = structlog.get_logger("zwgk.jobs")

#: the worker that ticks holds the ticking for so long; if it dies, another takes over after that
TICKING = timedelta(seconds=20)
LOOK = 1.0  # seconds between two looks at the clock


class Clock:
    """One worker's view of the schedule. :meth:`turn` is called between jobs and costs nothing most of the time."""

    def __init__(self, queues: Sequence[str]) -> None:
        self.queues = set(queues)
        self.looked = 0.0
        self.leads_until = 0.0
        self.ticked: dict[str, float] = {}
        self.me = f"{socket.gethostname()}:{os.getpid()}"

    def turn(self) -> None:
        """Queue what has fallen due, and run the ticks if this worker is the one that ticks."""
        instant = time.monotonic()
        if instant - self.looked < LOOK:
            return
        self.looked = instant
        mine = [timed for timed in registry.TIMED.values() if timed.queue in self.queues]
        queue_due([timed for timed in mine if not timed.is_tick], now=timezone.now())
        ticks = [timed for timed in mine if timed.is_tick]
        if ticks and self._leads(instant):
            for timed in ticks:
                if instant - self.ticked.get(timed.name, float("-inf")) >= timed.seconds - 0.05:
                    self.ticked[timed.name] = instant
                    _tick(timed)

    def _leads(self, instant: float) -> bool:
        """True where this worker ticks; the lease is renewed at its half."""
        left = self.leads_until - instant
        if left > TICKING.total_seconds() / 2:
            return True
        now = timezone.now()
        name = f"ticking {'+'.join(sorted(self.queues))}"
        with transaction.atomic():
            row, made = Schedule.objects.get_or_create(name=name, defaults={"next_at": now + TICKING})
            ours = made or left > 0
            if not ours and row.next_at > now:
                return False
            if not made and not Schedule.objects.filter(name=name, next_at=row.next_at).update(next_at=now + TICKING):
                return False
        self.leads_until = instant + TICKING.total_seconds()
        return True

    def release(self) -> None:
        """Give the ticking up at once (an orderly stop), so that the next worker need not wait."""
        if self.leads_until > time.monotonic():
            Schedule.objects.filter(name=f"ticking {'+'.join(sorted(self.queues))}").update(next_at=timezone.now())
            self.leads_until = 0.0


def queue_due(timed: Sequence[registry.Timed], *, now: datetime) -> list[str]:
    """Queue each function whose time has come, once among all workers; returns the names queued."""
    known = {row.name: row for row in Schedule.objects.filter(name__in=[one.name for one in timed])}
    queued = []
    for one in timed:
        row = known.get(one.name)
        if row is None:
            first = now if one.at is None else one.after(now)
            Schedule.objects.get_or_create(name=one.name, defaults={"next_at": first})
            continue
        if row.next_at > now:
            continue
        with transaction.atomic():
            if Schedule.objects.filter(name=one.name, next_at=row.next_at).update(next_at=one.after(now)):
                enqueue(one.name, key="schedule", queue=one.queue)
                queued.append(one.name)
    return queued


def _tick(timed: registry.Timed) -> None:
    try:
        timed.function()
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one tick's fault must not stop the others; it is logged each time
        log.error("tick_failed", name=timed.name, error=str(error), where=traceback.format_exc(limit=-2))
