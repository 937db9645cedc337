"""The office's day and moment, of which every act and its entry are told: Beijing's, or the demo's frozen day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

#: until here a frozen day keeps the time of the wall clock of its first real day; then it slows down
EVENING = time(23)
_HOUR = timedelta(hours=1)
#: when this process began: the first real day of a frozen one where ``ZWGK_TODAY_SINCE`` says nothing
_STARTED = timezone.now()


def today() -> date:
    """Today's date in Beijing; the frozen demo date where ``ZWGK_TODAY`` is set."""
    return settings.ENV.today or timezone.localdate()


def now() -> datetime:
    """This moment; on a frozen demo date, that day at a time of day that never goes back.

    Leases, waiting times and other measures of the machine itself ask the machine's clock, not this.
    """
    frozen = settings.ENV.today
    if frozen is None:
        return timezone.now()
    return timezone.make_aware(datetime.combine(frozen, time_of_day()))


def time_of_day() -> time:
    """The time of day on a frozen day, in Beijing, without a zone."""
    return frozen_time(timezone.localtime(settings.ENV.today_since or _STARTED), timezone.localtime())


def frozen_time(since: datetime, real: datetime) -> time:
    """The time of a day that stands still while real days pass: the wall clock's on the first real day until 23:00,
    then ever slower, so that midnight never comes and no moment lies before an earlier one. Both in Beijing's zone.
    """
    evening = datetime.combine(since.date(), EVENING, real.tzinfo)
    if real <= evening:
        return max(since, real).time()
    left = _HOUR / (1 + (real - evening) / _HOUR)
    return (evening + _HOUR - left).time()
