"""When the end of a term is announced (届满提醒): at first notice, a month before, and when it has ended; once each."""

from __future__ import annotations

from datetime import date, timedelta

from zwgk.rules.labelled import Labelled

#: Units: days.
MONTH, AFTER = 30, 14


class Ending(Labelled):
    """Which notice of an end fits the day."""

    FIRST = "first", "有效期将届满，请评估：继续实施的，延长或者重新公布"
    MONTH = "month", "有效期一个月内届满，还没有延长或者替代"
    ENDED = "ended", "有效期已届满，不再作为行政管理的依据"


def stage(last: date, *, first_notice: date, today: date) -> Ending | None:
    """Return the notice for a paper whose last day is ``last``; None before the first, and long after the end."""
    if today > last:
        return Ending.ENDED if today <= last + timedelta(days=AFTER) else None
    if today >= last - timedelta(days=MONTH):
        return Ending.MONTH
    return Ending.FIRST if today >= first_notice else None
