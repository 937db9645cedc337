"""The clock on a page (期限台账): the ledger as calendar and table, what the day would be if, the printed account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.deadlines import queries as deadlines
from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.inforequests import ledger
from zwgk.office import shell
from zwgk.office.documents.books import DOCX, sheet
from zwgk.office.files import pdf
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.rules.day_ledger import LedgerDay, Mark, tally, weeks
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.ui.templatetags.ui import WEEKDAYS

if TYPE_CHECKING:
    from zwgk.inforequests.ledger import Ledger, WhatIf

#: longer ledgers are told by their table alone
_MOST_WEEKS = 60
_CLASSES = {
    Mark.START: "start",
    Mark.VOID: "off void",
    Mark.COUNTED: "counted",
    Mark.MAKEUP: "counted makeup",
    Mark.EXTENDED: "counted extended",
    Mark.REST: "off",
    Mark.HOLIDAY: "holiday",
    Mark.PAUSED: "paused",
    Mark.OVER: "over",
}
_WORDS = {
    Mark.VOID: "重新起算前",
    Mark.REST: "周末",
    Mark.MAKEUP: "调休上班",
    Mark.EXTENDED: "延长",
    Mark.PAUSED: "暂停",
    Mark.OVER: "超期",
}


@dataclass(frozen=True)
class Cell:
    """One day of the calendar."""

    on: date
    day: LedgerDay | None
    css: str
    word: str
    with_month: bool


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """One clock of the request: the reply's, or the one that the address asks for."""
    case = case_of(request, number)
    refusal, lines = None, []
    found, all_clocks = _ledger(request, case)
    try:
        lines = _foreseen(request, found, case)
    except RuleViolation as refused:
        refusal = refused
        lines = ledger.foresee(found, case.request)
    made = weeks(found.days)
    context = {
        **head(case),
        "prefix": "期限台账",
        "found": found,
        "clocks": all_clocks,
        "weeks": _cells(found, made) if len(made) <= _MOST_WEEKS else [],
        "weekdays": WEEKDAYS,
        "tally": [(mark, n) for mark, n in tally(found.days).items()],
        "key": [(mark, _CLASSES[mark]) for mark in Mark],
        "lines": _drawn(lines, found),
        "typed_extend": request.GET.get("extend", ""),
        "typed_answered": request.GET.get("answered", ""),
        "typed_restarted": request.GET.get("restarted", ""),
        "sentences": ledger.sentences(found, case.request),
        "moved": deadlines.moved(case.request.matter),
    }
    return shell.render(request, "requests/clock.html", context, refusal=refusal)


def explanation(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """期限计算说明 as PDF or Word."""
    case = case_of(request, number)
    if form not in {"pdf", "docx"}:
        raise Http404
    found, _ = _ledger(request, case)
    paper = ledger.document(found, case.request)
    name = f"{case.request.matter.number}{found.clock.label}期限计算说明.{form}"
    return pdf(official_pdf(paper), name) if form == "pdf" else sheet(official_docx(paper), name, DOCX)


def _ledger(request: HttpRequest, case: Case) -> tuple[Ledger, list[tuple[int, str, bool]]]:
    rows = ledger.clocks_of(case.request)
    if not rows:
        raise Http404
    wanted = request.GET.get("clock", "")
    clock = next((row for row in rows if str(row.pk) == wanted), rows[0])
    return ledger.of(clock, today=case.today), [(row.pk, row.label, row.pk == clock.pk) for row in rows]


def _foreseen(request: HttpRequest, found: Ledger, case: Case) -> list[WhatIf]:
    if found.facts.stopped_on is not None:
        return []
    get = request.GET
    extend = get.get("extend", "").strip()
    if extend and not (extend.isascii() and extend.isdigit() and len(extend) < 4):
        raise BadInput(what="不能试算", why=f"“{extend[:20]}”不是天数", remedy="请填写工作日数", field="extend")
    return ledger.foresee(
        found,
        case.request,
        extend=int(extend) if extend else None,
        answered=_day(get.get("answered", ""), "answered"),
        restarted=_day(get.get("restarted", ""), "restarted"),
    )


def _day(typed: str, field: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise BadInput(
            what="不能试算", why=f"“{typed[:20]}”不是日期", remedy="请写成 2026-11-20 这样的日期", field=field
        ) from error


def _cells(found: Ledger, rows: list[list[date]]) -> list[list[Cell]]:
    by_day = {day.on: day for day in found.days}
    return [[_cell(on, by_day.get(on), found, first=on == rows[0][0]) for on in week] for week in rows]


def _cell(on: date, day: LedgerDay | None, found: Ledger, *, first: bool) -> Cell:
    if day is None:
        return Cell(on, None, "outside", "", first or on.day == 1)
    is_due = on == found.due.on and not found.is_held and day.mark is not Mark.OVER
    css = "due" if is_due else _CLASSES[day.mark]
    if day.mark is Mark.COUNTED and on > found.today:
        css += " ahead"
    if on == found.today:
        css += " is-today"
    word = "届满" if is_due else "起算，不计" if day.mark is Mark.START else _WORDS.get(day.mark, "")
    if day.mark is Mark.HOLIDAY:
        word = day.why.partition("（")[0].removesuffix("放假")
    if on == found.facts.stopped_on:
        word = found.clock.stopped_because[:8]
    return Cell(on, day, css, word, day.mark is Mark.START or on.day == 1)


def _drawn(lines: list[WhatIf], found: Ledger) -> list[tuple[WhatIf, str, str]]:
    """Each line with where its bar ends: in hundredths from the start to the latest of all days."""
    start = found.facts.runs_from
    furthest = max((line.due.on for line in lines), default=start)
    whole = max((furthest - start).days, 1)
    done = min(max((found.today - start).days, 0), whole)
    drawn = []
    for line in lines:
        end = (line.due.on - start).days
        drawn.append((line, f"{100 * min(done, end) / whole:.1f}", f"{100 * max(end - done, 0) / whole:.1f}"))
    return drawn
