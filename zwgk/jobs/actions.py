"""What staff do about background work: try a failed job again, or drop it."""

from __future__ import annotations

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.jobs.models import OPEN, Job, JobState
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import Stale


@act("jobs.retry")
def retry(job: Job, *, actor: Actor) -> Job:
    """Let a failed job run again from the beginning. Errors: :class:`Stale` where it is not, or no longer, failed."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="重试后台任务")
    job = _failed(job, "不能重试")
    if Job.objects.filter(handler=job.handler, key=job.key, state__in=OPEN).exists():
        raise Stale(what="不能重试", why="同一任务已重新提交，正在等待或进行", remedy="请刷新页面查看新的任务")
    job.state, job.attempts, job.not_before, job.finished_at = JobState.WAITING, 0, timezone.now(), None
    job.save(update_fields=["state", "attempts", "not_before", "finished_at"])
    note(handler=job.handler)
    return job


@act("jobs.give_up")
def give_up(job: Job, *, actor: Actor) -> Job:
    """Close a failed job that need not be done any more; its last error stays on the row."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="关闭后台任务")
    job = _failed(job, "不能关闭")
    job.state = JobState.DONE
    job.save(update_fields=["state"])
    note(handler=job.handler)
    return job


def _failed(job: Job, what: str) -> Job:
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    if fresh.state != JobState.FAILED:
        raise Stale(what=what, why=f"这个任务现在是“{fresh.get_state_display()}”", remedy="请刷新页面")
    return fresh
