"""``/healthz`` says whether the process can do its work, and nothing that it should not."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.test import RequestFactory
from django.utils import timezone

from zwgk.config import health
from zwgk.config.discovery import modules
from zwgk.jobs.models import Job
from zwgk.jobs.queue import enqueue

pytestmark = pytest.mark.django_db


def _ask() -> tuple[int, dict[str, Any]]:
    answer = health.healthz(RequestFactory().get("/healthz"))
    assert isinstance(answer, JsonResponse)
    return answer.status_code, json.loads(answer.content)


@pytest.fixture(autouse=True)
def _rooms_are_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the queue is asked here: other rooms have tests of their own."""
    monkeypatch.setattr(
        health, "modules", lambda name: [(room, module) for room, module in modules(name) if room == "jobs"]
    )


def test_a_well_process_answers_200() -> None:
    status, body = _ask()
    assert (status, body["status"]) == (200, "ok")
    assert {"database", "disk", "jobs", "version", "face"} <= set(body)


def test_work_that_nobody_does_is_a_fault() -> None:
    job = enqueue("test.do", key="k")
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(minutes=5))
    status, body = _ask()
    assert status == 503
    assert "后台进程可能没有运行" in body["jobs"]


def test_a_full_disk_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    status, body = _ask()
    assert status == 503
    assert "磁盘" in body["disk"]


def test_a_database_that_is_away_is_said_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError("connection to 10.0.0.5 failed for user zwgk")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    status, body = _ask()
    assert status == 503
    assert body["database"] == "数据库没有应答"
    assert "10.0.0.5" not in str(body)
