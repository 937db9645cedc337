"""节假日: a year to look at, a table told before it comes in, a little calculator, a file for a desk's calendar."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.deadlines import actions, calendars, foreseeing
from zwgk.deadlines.jobs import RECOUNT
from zwgk.jobs import queries as jobs
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.configuring import calendar_files
from zwgk.people import today as day
from zwgk.rules import year_view, yeartables
from zwgk.rules.dates import EARLIEST, LATEST
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.workdays import DayKind, WorkCalendar
from zwgk.rules.yeartables import LocalDays

SALT = "office.calendar"
PATIENCE = 3600
HERE = "/settings/calendars/"
#: kinds that the sheet explains
KINDS = (DayKind.COUNTED, DayKind.REST, DayKind.HOLIDAY, DayKind.MAKEUP)


def page(request: HttpRequest) -> HttpResponseBase:
    """A year in months, where its table comes from, what moved; a new table is told first and taken with a second
    click.
    """
    if request.method != "POST":
        return _page(request)
    try:
        if "held" in request.POST:
            data = _held(request)
            moved = actions.import_calendar(data, at=day.now(), actor=actor_of(request))
            return shell.done(request, f"导入完成，{_said(moved)}", to=f"{HERE}?year={_year_of(data)}")
        if "drop" in request.POST:
            row = calendars.table_of(posted.must_number(request, "drop", "放假安排"))
            if row is None:
                raise BadInput(what="不能撤销", why="没有这份安排", remedy="请刷新页面")
            reason = posted.text(request, "reason")
            moved = actions.drop_calendar(row, reason=reason, at=day.now(), actor=actor_of(request))
            return shell.done(request, f"已撤销导入，{_said(moved)}", to=HERE)
        data = calendar_files.uploaded(request)
        table = yeartables.year_table(data)
        outlook = foreseeing.under_tables([table])
    except RuleViolation as refusal:
        return _page(request, refusal=refusal)
    context = {
        "table": table,
        "is_local": isinstance(table, LocalDays),
        "outlook": outlook,
        "changes": _changes(table),
        "held": signing.dumps(data, salt=SALT, compress=True),
    }
    return shell.render(request, "settings/calendar_told.html", context)


def _said(moved: list[Any]) -> str:
    if (job := jobs.of(RECOUNT, RECOUNT)) is not None and job.state in {"waiting", "running"}:
        return "在走的期限较多，正在后台重算"
    return f"{len(moved)}个期限的届满日变了，见下表" if moved else "没有期限变动"


def _held(request: HttpRequest) -> dict[str, Any]:
    try:
        data: dict[str, Any] = signing.loads(posted.text(request, "held"), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise BadInput(what="没有导入", why="预览已过期", remedy="请重新选择文件") from error
    return data


def _year_of(data: dict[str, Any]) -> int:
    return int(data["year"]) if str(data.get("year", "")).isdecimal() else day.today().year


def _changes(table: yeartables.YearTable | LocalDays) -> list[tuple[date, str, str]]:
    """The days that would be another kind than they are taken for today."""
    now = calendars.calendar_for(None)
    then = now.with_tables(table)
    named = [on for off in table.holidays for on in off.days()] + [made.on for made in table.workdays]
    if isinstance(table, yeartables.YearTable):
        first = date(table.year, 1, 1)
        named += [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == table.year]
    found = []
    for on in sorted(set(named)):
        if now.counts(on) != then.counts(on):
            found.append((on, now.why(on), then.why(on)))
    return found


def _region(request: HttpRequest) -> str:
    asked = request.GET.get("region", "")
    return asked if asked in calendars.regions() else ""


def _calendar(region: str) -> WorkCalendar:
    """The site's calendar, with the days of one region where it is asked for."""
    calendar = calendars.calendar_for(None)
    tables = [row for row in calendars.imported() if region and row.region == region]
    return calendar.with_tables(*(yeartables.year_table(row.data) for row in tables))


def _page(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    today = day.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
    year = min(max(year, EARLIEST.year), LATEST.year)
    region = _region(request)
    calendar = _calendar(region)
    span, wrong = _span(request, calendar)
    known = {table.year: table for table in calendar.tables}
    context = {
        "sheet": year_view.sheet(year, calendar, today=today),
        "kinds": KINDS,
        "weekdays": "一二三四五六日",
        "years": sorted({*known, today.year, today.year + 1}, reverse=True),
        "known": known,
        "imported": calendars.imported(),
        "regions": calendars.regions(),
        "region": region,
        "next_known": today.year + 1 in known,
        "next_year": today.year + 1,
        "span": span,
        "span_refusal": wrong,
        "first": request.GET.get("first", "") or today.isoformat(),
        "last": request.GET.get("last", ""),
        "moved": calendars.moved_lately(50),
        "job": jobs.of(RECOUNT, RECOUNT),
    }
    return shell.render(request, "settings/calendars.html", context, refusal=refusal)


def _span(request: HttpRequest, calendar: WorkCalendar) -> tuple[year_view.Span | None, RuleViolation | None]:
    first, last = request.GET.get("first", ""), request.GET.get("last", "")
    if not first or not last:
        return None, None
    try:
        return year_view.between(date.fromisoformat(first), date.fromisoformat(last), calendar), None
    except ValueError:
        return None, BadInput(what="不能计算", why="日期应写成 2026-11-20 这样", remedy="请改正日期")
    except RuleViolation as refusal:
        return None, refusal


def year_file(request: HttpRequest, year: int) -> HttpResponse:
    """``/settings/calendars/2026.ics``: days off and days worked instead, for the calendar on a phone or desk."""
    calendar = _calendar(_region(request))
    if year not in {table.year for table in calendar.tables}:
        raise Http404
    stamp = day.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zwgk//workdays//ZH", "CALSCALE:GREGORIAN"]
    on = date(year, 1, 1)
    while on.year == year:
        if calendar.kind(on) in {DayKind.HOLIDAY, DayKind.MAKEUP}:
            rows += [
                "BEGIN:VEVENT",
                f"UID:day-{on:%Y%m%d}@zwgk",
                f"DTSTAMP:{stamp}",
                f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
                f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{calendar.why(on)}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
        on += timedelta(days=1)
    text = "".join(f"{row}\r\n" for row in [*rows, "END:VCALENDAR"])
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="workdays-{year}.ics"'
    return response
