"""What the office shows of the background work (后台任务)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from zwgk.jobs.models import OPEN, Job, JobState


def listed(state: str = "") -> QuerySet[Job]:
    """Jobs, newest first, of one state or all; for a keyset list."""
    jobs = Job.objects.order_by("-pk")
    return jobs.filter(state=state) if state else jobs


def failed() -> QuerySet[Job]:
    """Jobs that were given up and wait for a person, newest first."""
    return listed(JobState.FAILED.value)


def of(handler: str, key: str) -> Job | None:
    """The newest job of one handler and key: for a page that shows its progress."""
    return Job.objects.filter(handler=handler, key=key).order_by("-pk").first()


def open_or_failed(handler: str) -> Mapping[str, bool]:
    """Key → whether it failed, for each job of a handler that is not done: for a list that shows many."""
    rows = Job.objects.filter(handler=handler).exclude(state=JobState.DONE).order_by("pk")
    return {key: state == JobState.FAILED for key, state in rows.values_list("key", "state")}


def counts() -> Mapping[str, int]:
    """How many jobs wait, run and have failed."""
    found = dict(Job.objects.exclude(state=JobState.DONE).order_by().values_list("state").annotate(n=Count("pk")))
    return {state.value: int(found.get(state.value, 0)) for state in JobState if state is not JobState.DONE}


@dataclass(frozen=True)
class Lag:
    """How long the oldest job that is due has waited, by queue, in seconds."""

    now: float
    slow: float


def lag(*, at: datetime | None = None) -> Lag:
    """How far the workers are behind; 0 where nothing is due."""
    moment = at or timezone.now()
    oldest = dict(
        Job.objects.filter(state__in=OPEN, not_before__lte=moment)
        .exclude(state=JobState.RUNNING, lease_until__gte=moment)
        .order_by()
        .values_list("queue")
        .annotate(oldest=Min("not_before"))
    )
    behind = {queue: (moment - first) / timedelta(seconds=1) for queue, first in oldest.items()}
    return Lag(now=behind.get("now", 0.0), slow=behind.get("slow", 0.0))
