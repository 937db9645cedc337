"""What time does below and in this room: seal the log each second, forget finished work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from zwgk.audit.sealing import seal_waiting
from zwgk.jobs.models import Job, JobState
from zwgk.jobs.registry import daily, every

#: finished jobs are kept so long for the office's list; failed ones until somebody deals with them
KEPT = timedelta(days=7)


@every(seconds=1, name="audit.seal")
def seal() -> None:
    """Chain what the acts of the last second wrote."""
    seal_waiting()


@daily("03:40", name="jobs.forget_finished")
def forget_finished() -> None:
    """Delete finished jobs in batches, each a short transaction."""
    old = Job.objects.filter(state=JobState.DONE, finished_at__lt=timezone.now() - KEPT)
    while ids := list(old.values_list("pk", flat=True)[:1000]):
        Job.objects.filter(pk__in=ids).delete()
