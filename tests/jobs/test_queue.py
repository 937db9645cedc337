"""Work is asked for once, in the transaction of the act that asks, and is done at least once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from zwgk.jobs import queries, registry, worker
from zwgk.jobs.models import Job, JobState
from zwgk.jobs.queue import enqueue, report
from zwgk.rules.errors import BadInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> Iterator[list[dict[str, Any]]]:
    """What the handler ``test.do`` was called with; it refuses, fails or works as its arguments say."""
    calls: list[dict[str, Any]] = []

    def do(**args: Any) -> None:
        calls.append(args)
        if args.get("refuse"):
            raise BadInput(what="不能转换", why="文件已加密", remedy="请去掉密码")
        if args.get("fail"):
            raise ValueError("broken")
        if "again" in args:
            enqueue("test.do", key="k", args={"n": 2})
        report(3, 7)

    registry.HANDLERS["test.do"] = registry.Handler("test.do", do, 3)
    yield calls
    del registry.HANDLERS["test.do"]


def test_what_the_transaction_takes_back_was_never_asked_for(done: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        enqueue("test.do", key="k")
        transaction.set_rollback(True)
    assert worker.drain() == 0
    assert done == []


def test_the_same_work_asked_for_twice_is_done_once_with_the_newer_arguments(done: list[dict[str, Any]]) -> None:
    later = timezone.now() + timedelta(hours=1)
    enqueue("test.do", key="k", args={"n": 1}, not_before=later)
    enqueue("test.do", key="k", args={"n": 2})
    enqueue("test.do", key="other", args={"n": 3})
    assert worker.drain() == 2
    assert sorted(call["n"] for call in done) == [2, 3]


def test_work_asked_for_while_it_runs_is_done_once_more(done: list[dict[str, Any]]) -> None:
    """It may have read what has changed since."""
    enqueue("test.do", key="k", args={"again": True})
    assert worker.drain() == 2
    assert done == [{"again": True}, {"n": 2}]
    assert Job.objects.get().state == JobState.DONE


def test_a_closed_job_does_not_stand_in_the_way_of_a_new_one(done: list[dict[str, Any]]) -> None:
    enqueue("test.do", key="k")
    worker.drain()
    enqueue("test.do", key="k")
    worker.drain()
    assert len(done) == 2


def test_work_for_later_waits(done: list[dict[str, Any]]) -> None:
    enqueue("test.do", key="k", not_before=timezone.now() + timedelta(minutes=1))
    assert worker.drain() == 0
    assert queries.lag().now == 0


def test_a_failure_is_shown_and_tried_again_later_and_given_up_in_the_end(done: list[dict[str, Any]]) -> None:
    job = enqueue("test.do", key="k", args={"fail": True})
    waits = []
    for _ in range(3):
        before = timezone.now()
        Job.objects.filter(pk=job.pk).update(not_before=before)
        assert worker.drain() == 1
        job.refresh_from_db()
        waits.append(job.not_before - before)
    assert "ValueError: broken" in job.last_error
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert waits[0] >= timedelta(seconds=2)
    assert waits[1] >= timedelta(seconds=10)
    assert list(queries.failed()) == [job]
    assert queries.counts() == {"waiting": 0, "running": 0, "failed": 1}


def test_what_the_rules_refuse_is_not_tried_again_but_says_what_to_do(done: list[dict[str, Any]]) -> None:
    job = enqueue("test.do", key="k", args={"refuse": True})
    assert worker.drain() == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "文件已加密" in job.last_error
    assert "请去掉密码" in job.last_error


def test_work_that_nobody_knows_how_to_do_is_said_to_be_so() -> None:
    job = enqueue("test.unheard_of", key="k")
    worker.drain()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "test.unheard_of" in job.last_error


def test_a_page_can_show_how_far_it_is(done: list[dict[str, Any]]) -> None:
    enqueue("test.do", key="k")
    worker.drain()
    job = queries.of("test.do", "k")
    assert job is not None
    assert (job.progress_done, job.progress_total) == (3, 7)


def test_one_queue_does_not_do_the_others_work(done: list[dict[str, Any]]) -> None:
    enqueue("test.do", key="k", queue="slow")
    assert worker.drain(["now"]) == 0
    assert worker.drain(["slow"]) == 1


def test_a_worker_that_comes_back_from_the_dead_cannot_finish_what_another_has_taken(
    done: list[dict[str, Any]],
) -> None:
    job = enqueue("test.do", key="k")
    stale = worker._claim(["now"], timezone.now())
    assert stale is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    taken = worker._claim(["now"], timezone.now())
    assert taken is not None
    assert taken.attempts == 2
    worker._finish(stale)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    worker._finish(taken)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_what_takes_its_worker_down_each_time_is_given_up(done: list[dict[str, Any]]) -> None:
    job = enqueue("test.do", key="k")
    for _ in range(3):
        assert worker._claim(["now"], timezone.now()) is not None
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert worker.drain() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "多次中断" in job.last_error
    assert done == []


def test_two_handlers_of_one_name_are_refused(done: list[dict[str, Any]]) -> None:
    with pytest.raises(RuntimeError):
        registry.handler("test.do")(lambda: None)
