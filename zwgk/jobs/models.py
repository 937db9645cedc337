"""Waiting work is a row with a lease (后台任务), and the schedule's next times."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.rules.labelled import Labelled


class JobState(Labelled):
    """How far a job is."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"


class Queue(Labelled):
    """``now``: done within a blink (shelf, index). ``slow``: pdf, extraction, redaction, import; its own process."""

    NOW = "now", "即时"
    SLOW = "slow", "慢速"


OPEN = [str(JobState.WAITING.value), str(JobState.RUNNING.value)]


class Job(models.Model):
    """One piece of work. While open (waiting or running) there is one row for a handler and key."""

    handler = models.CharField("处理程序", max_length=80)
    key = models.CharField("键", max_length=160)
    args = models.JSONField(default=dict)
    queue = models.CharField("队列", max_length=10, choices=Queue.choices(), default=str(Queue.NOW.value))
    state = models.CharField("状态", max_length=10, choices=JobState.choices(), default=str(JobState.WAITING.value))
    #: asked for again while running: it runs once more, because it may have read what has changed since
    again = models.BooleanField(default=False)
    not_before = models.DateTimeField("最早开始")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    last_error = models.TextField("最近一次错误", blank=True)
    progress_done = models.PositiveIntegerField("已完成", default=0)
    progress_total = models.PositiveIntegerField("总数", default=0)
    lease_until = models.DateTimeField(null=True)
    #: whoever holds this may finish the row; a worker that was thought dead and comes back holds an old one
    lease_token = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handler", "key"], condition=models.Q(state__in=OPEN), name="job_once_while_open"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(s.value) for s in JobState]), name="job_state_known"
            ),
            models.CheckConstraint(condition=models.Q(queue__in=[str(q.value) for q in Queue]), name="job_queue_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["queue", "not_before", "id"], condition=models.Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["queue", "lease_until"], condition=models.Q(state="running"), name="job_leased"),
            models.Index(fields=["state", "-id"], name="job_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.key}"


class Schedule(models.Model):
    """When a scheduled function is next due; the conditional update of ``next_at`` lets one worker run it."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
