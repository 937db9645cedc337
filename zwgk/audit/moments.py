"""The office's day and moment, of which every act and its entry are told: Beijing's, or the demo's frozen day."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today's date in Beijing; the frozen demo date where ``ZWGK_TODAY`` is set."""
    return settings.ENV.today or timezone.localdate()


def now() -> datetime:
    """This moment; on a frozen demo date, that day at the present time of day.

    Leases, waiting times and other measures of the machine itself ask the machine's clock, not this.
    """
    frozen = settings.ENV.today
    if frozen is None:
        return timezone.now()
    return timezone.make_aware(datetime.combine(frozen, time_of_day()))


def time_of_day() -> time:
    """The present time of day in Beijing, without a zone."""
    return timezone.localtime().time()
