"""What the clock asks for is queued once, whichever worker looks first, and a missed day is made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from zwgk.jobs import registry
from zwgk.jobs.models import Job, Schedule
from zwgk.jobs.schedule import Clock, queue_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 17:00 in Beijing
NIGHTLY = registry.Timed("test.nightly", lambda: None, "slow", at=time(2, 30))
HOURLY = registry.Timed("test.hourly", lambda: None, "slow", seconds=3600)


def test_a_daily_time_is_beijings() -> None:
    assert timezone.localtime(NIGHTLY.after(NOW)).isoformat() == "2026-11-21T02:30:00+08:00"
    at_the_minute = NIGHTLY.after(NOW)
    assert NIGHTLY.after(at_the_minute) - at_the_minute == timedelta(days=1)


def test_it_is_queued_when_due_and_only_once() -> None:
    assert queue_due([NIGHTLY], now=NOW) == []  # first seen: the coming night
    night = NIGHTLY.after(NOW)
    assert queue_due([NIGHTLY], now=night - timedelta(seconds=1)) == []
    assert queue_due([NIGHTLY], now=night) == ["test.nightly"]
    assert queue_due([NIGHTLY], now=night) == []
    assert Job.objects.filter(handler="test.nightly").count() == 1


def test_a_night_in_which_nothing_ran_is_made_up_once() -> None:
    queue_due([NIGHTLY], now=NOW)
    late = NOW + timedelta(days=5)
    assert queue_due([NIGHTLY], now=late) == ["test.nightly"]
    assert queue_due([NIGHTLY], now=late) == []
    assert Schedule.objects.get(name="test.nightly").next_at == NIGHTLY.after(late)


def test_an_interval_counts_from_its_last_turn() -> None:
    queue_due([HOURLY], now=NOW)
    assert queue_due([HOURLY], now=NOW) == ["test.hourly"]
    assert queue_due([HOURLY], now=NOW + timedelta(minutes=59)) == []
    assert queue_due([HOURLY], now=NOW + timedelta(minutes=60)) == ["test.hourly"]


@pytest.fixture
def ticks() -> Iterator[list[int]]:
    seen: list[int] = []
    registry.every(seconds=1, name="test.tick")(lambda: seen.append(1))
    yield seen
    del registry.TIMED["test.tick"]


def test_of_two_workers_one_ticks_until_it_stops_or_dies(ticks: list[int]) -> None:
    first, second = Clock(["now"]), Clock(["now"])
    first.turn()
    second.turn()
    assert len(ticks) == 1
    first.release()
    second.looked = 0.0
    second.turn()
    assert len(ticks) == 2
    third = Clock(["now"])
    third.turn()
    assert len(ticks) == 2
    Schedule.objects.filter(name="ticking now").update(next_at=timezone.now() - timedelta(seconds=1))  # it died
    third.looked = 0.0
    third.turn()
    assert len(ticks) == 3


def test_one_ticks_fault_does_not_stop_the_others(ticks: list[int]) -> None:
    def broken() -> None:
        raise ValueError

    registry.TIMED = {"test.broken": registry.Timed("test.broken", broken, "now", seconds=1), **registry.TIMED}
    try:
        Clock(["now"]).turn()
    finally:
        registry.TIMED.pop("test.broken")
    assert ticks == [1]
