"""``zwgk workdays FROM TO``: which days are worked, one JSON object a line."""

from __future__ import annotations

import argparse
from datetime import date, timedelta

from zwgk.cli.calendars import add_option, calendar_of
from zwgk.cli.jsonl import emit
from zwgk.rules.dates import read_date
from zwgk.rules.errors import BadInput, LimitExceeded

HELP = "逐日列出是否工作日和原因"

_MOST_DAYS = 18_300  # fifty years


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("first", metavar="起始日", help="例如 2026-01-01")
    parser.add_argument("last", metavar="截止日", help="例如 2026-12-31，包括当日")
    add_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print a line for each day, both ends included; null where no official table is known."""
    first, last = read_date(args.first, "起始日"), read_date(args.last, "截止日")
    _check(first, last)
    calendar = calendar_of(args.calendar)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        emit({"date": day.isoformat(), "workday": calendar.is_workday(day), "why": calendar.why(day)})
    return 0


def _check(first: date, last: date) -> None:
    if last < first:
        raise BadInput(what="不能列出工作日", why=f"截止日{last}早于起始日{first}", remedy="请把两个日期对调")
    if (last - first).days >= _MOST_DAYS:
        raise LimitExceeded(
            what="不能列出工作日",
            why=f"一次最多{_MOST_DAYS}天，您要求了{(last - first).days + 1}天",
            remedy="请分几次列出",
        )
