"""The due days of one's inbox as a calendar file (RFC 5545), for the calendar on a phone or desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from zwgk.matters import queries
from zwgk.office.access import actor_of
from zwgk.people import today as day

if TYPE_CHECKING:
    from zwgk.matters.models import Waiting

_MOST = 500
_WIDTH = 75  # octets of a line


def calendar(request: HttpRequest) -> HttpResponse:
    """What waits for the actor and has a day: one whole-day entry each, with a reminder the day before."""
    return as_file(queries.inbox(actor_of(request)).filter(due_on__isnull=False)[:_MOST], "deadlines.ics")


def as_file(lines: Iterable[Waiting], name: str) -> HttpResponse:
    """Lines of an inbox as a calendar file."""
    response = HttpResponse(written(lines, at=day.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def written(lines: Iterable[Waiting], *, at: datetime) -> str:
    """The calendar file: lines of at most 75 octets, ended by CRLF."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zwgk//inbox//ZH", "CALSCALE:GREGORIAN"]
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for line in lines:
        if line.due_on is not None:
            rows += _event(line, line.due_on, stamp)
    return "".join(f"{_folded(row)}\r\n" for row in [*rows, "END:VCALENDAR"])


def _event(line: Waiting, due: date, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:waiting-{line.pk}@zwgk",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{line.label}：{line.matter.title}')}",
        f"DESCRIPTION:{_escaped(line.matter.number)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        f"DESCRIPTION:{_escaped(line.label)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(row: str) -> str:
    """Cut after at most 75 octets, never within a character; what follows begins with a blank."""
    pieces, piece, width = [], "", 0
    for character in row:
        size = len(character.encode())
        if width + size > _WIDTH:
            pieces.append(piece)
            piece, width = " ", 1
        piece += character
        width += size
    return "\r\n".join([*pieces, piece])
