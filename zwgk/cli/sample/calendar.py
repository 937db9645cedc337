"""On which days an office publishes: working days only, more before holidays and when the year begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from django.utils import timezone

from zwgk.cli.sample.size import YESTERDAY
from zwgk.rules.workdays import OFFICIAL, DayKind


@lru_cache(maxsize=8)
def days(year: int, *, until: date = YESTERDAY) -> tuple[tuple[date, float], ...]:
    """The working days of a year up to ``until`` with how much is published on each."""
    found = []
    day = date(year, 1, 1)
    while day.year == year and day <= until:
        if OFFICIAL.counts(day):
            weight = 1.75 if day.month <= 2 else 1.0
            if any(OFFICIAL.kind(day + timedelta(ahead)) is DayKind.HOLIDAY for ahead in (1, 2, 3, 4)):
                weight *= 1.7
            found.append((day, weight))
        day += timedelta(1)
    return tuple(found)


@lru_cache(maxsize=8)
def rest_days(year: int, *, until: date = YESTERDAY) -> tuple[date, ...]:
    """The days off of a year up to ``until``: only warnings and incidents go out then."""
    all_days = (date(year, 1, 1) + timedelta(number) for number in range(366))
    return tuple(day for day in all_days if day.year == year and day <= until and not OFFICIAL.counts(day))


def moment(day: date, random: Random) -> datetime:
    """A moment within office hours of a day."""
    hour, minute = random.choice((8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17)), random.randint(0, 59)
    return timezone.make_aware(datetime.combine(day, time(hour, minute, random.randint(0, 59))))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A given moment of a day in the office's time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def working_day_before(day: date, number: int) -> date:
    """The ``number``-th working day before ``day``."""
    left = number
    while left > 0:
        day -= timedelta(1)
        left -= OFFICIAL.counts(day)
    return day
