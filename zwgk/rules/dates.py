"""Reading a date that somebody typed or another system wrote; all legal days are days in China (东八区)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from zwgk.rules.errors import BadInput

#: Beyond these days no rule here was ever in force and no calendar will be published soon: a typing error.
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

_CHINA = timezone(timedelta(hours=8))
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))", re.ASCII
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*", re.ASCII)


def read_date(value: object, label: str, field: str | None = None) -> date:
    """Return the day that ``value`` names: a ``date``, 2026-01-05, 2026-1-5, 2026/1/5, 2026年1月5日, 20260105.

    A moment (2026-01-05T09:30, also with an offset or Z) gives its day in China. ``label`` is the Chinese name of what
    is being read, used in the refusal. Errors: ``BadInput`` for anything else, for days that do not exist and for days
    outside :data:`EARLIEST` … :data:`LATEST`.
    """
    day = _plain(value)
    if day is None:
        shown = value if isinstance(value, str) and len(value) <= 40 else type(value).__name__
        raise BadInput(
            what=f"{label}读不懂",
            why="没有填写日期" if value is None or value == "" else f"“{shown}”不是一个存在的日期",
            remedy="请写成“年-月-日”，例如 2026-01-30",
            field=field,
        )
    if not EARLIEST <= day <= LATEST:
        raise BadInput(
            what=f"{label}超出范围",
            why=f"“{day}”不在{EARLIEST}至{LATEST}之间",
            remedy="请检查年份是否写错",
            field=field,
        )
    return day


def in_words(day: date) -> str:
    """Return the day with its weekday: ``2026-01-30（周五）``."""
    return f"{day}（{WEEKDAYS[day.weekday()]}）"


def _plain(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(_CHINA).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if match := _DAY.fullmatch(text):
            year, month, day = (int(part) for part in match.groups() if part is not None)
            return date(year, month, day)
        if _MOMENT.fullmatch(text):
            return _plain(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None
    return None
