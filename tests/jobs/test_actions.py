"""Staff may try a failed job again or drop it; what is not failed is left alone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.jobs import actions
from zwgk.jobs.models import Job, JobState
from zwgk.jobs.queue import enqueue
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed, Stale


@pytest.fixture
def failed(county: County) -> Job:
    job = enqueue("test.do", key="k")
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempts=6, last_error="x", finished_at=timezone.now())
    job.refresh_from_db()
    return job


def test_a_failed_job_is_tried_again_from_the_beginning(county: County, failed: Job) -> None:
    actions.retry(failed, actor=county.actor(Duty.SYSTEM_ADMIN))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (JobState.WAITING, 0)
    assert Entry.objects.filter(act="jobs.retry", object_id=str(failed.pk)).count() == 1


def test_a_failed_job_can_be_dropped_and_keeps_its_error(county: County, failed: Job) -> None:
    actions.give_up(failed, actor=county.actor(Duty.SYSTEM_ADMIN))
    failed.refresh_from_db()
    assert (failed.state, failed.last_error) == (JobState.DONE, "x")


def test_others_may_not(county: County, failed: Job) -> None:
    with pytest.raises(NotAllowed):
        actions.retry(failed, actor=county.actor(Duty.DRAFTER))
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED
    assert not Entry.objects.filter(act="jobs.retry").exists()


def test_it_is_not_tried_again_beside_a_new_one(county: County, failed: Job) -> None:
    enqueue("test.do", key="k")
    with pytest.raises(Stale):
        actions.retry(failed, actor=county.actor(Duty.SYSTEM_ADMIN))
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED


def test_what_runs_is_left_alone(county: County) -> None:
    job = enqueue("test.do", key="k")
    with pytest.raises(Stale):
        actions.give_up(job, actor=county.actor(Duty.SYSTEM_ADMIN))
    job.refresh_from_db()
    assert job.state == JobState.WAITING
