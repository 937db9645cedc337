"""Versions of a paper, two of them side by side by clause; its whole story with clocks drawn as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.audit import queries as log
from zwgk.deadlines import counting
from zwgk.deadlines.calendars import calendar_for
from zwgk.documents import queries, texts
from zwgk.files import body
from zwgk.matters import actions as matter_actions
from zwgk.matters import queries as matters
from zwgk.notices import queries as notices
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.office.words import act_label
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.workdays import DayKind, WorkCalendar

if TYPE_CHECKING:
    from zwgk.audit.models import Entry
    from zwgk.deadlines.models import Clock
    from zwgk.documents.models import Document

MAX_CALENDAR_DAYS = 120


def versions(request: HttpRequest, number: str) -> HttpResponseBase:
    """The kept versions; ``?a=1&b=2`` compares two, ``b=0`` is the working text."""
    document = found(request, number)
    rows = list(queries.versions(document))
    old = _chosen(request, "a", rows[1].no if len(rows) > 1 else rows[0].no if rows else 0)
    new = _chosen(request, "b", 0)
    changes = []
    if rows and old:
        changes = body.compare(_text(document, old), _text(document, new), context="all" in request.GET)
    context = {
        **head(request, document),
        "versions": rows,
        "a": old,
        "b": new,
        "changes": changes,
        "all": "all" in request.GET,
    }
    return shell.render(request, "documents/versions.html", context)


def _chosen(request: HttpRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else otherwise


def _text(document: Document, no: int) -> str:
    if no == 0:
        return texts.working_text(document)
    row = queries.version(document, no)
    if row is None:
        raise Http404
    return row.body_html


@dataclass(frozen=True)
class Cell:
    """One day of a clock's calendar."""

    day: date
    cls: str
    word: str
    n: int | None
    inside: bool


@dataclass(frozen=True)
class Ledger:
    """A clock with its days drawn in weeks, and what was counted and what was not."""

    clock: Clock
    weeks: list[list[Cell]]
    tally: list[tuple[str, str]]
    cut: bool


def ledger(clock: Clock, today: date, calendar: WorkCalendar) -> Ledger:
    """Draw a clock (期限台账): every day from the start to the due day, Monday to Sunday."""
    due = counting.count(clock, calendar)
    start = clock.restarted_on or clock.started_on
    days = {d.date: d for d in due.days}
    first = start - timedelta(days=start.weekday())
    last = due.on + timedelta(days=6 - due.on.weekday())
    cut = (last - first).days > MAX_CALENDAR_DAYS
    if cut:
        last = first + timedelta(days=MAX_CALENDAR_DAYS - MAX_CALENDAR_DAYS % 7 - 1)
    weeks: list[list[Cell]] = []
    for offset in range((last - first).days + 1):
        one = first + timedelta(days=offset)
        if offset % 7 == 0:
            weeks.append([])
        counted = days.get(one)
        cls, word = _look(one, counted, start, due.on, today)
        inside = start <= one <= due.on
        weeks[-1].append(Cell(one, cls, word, counted.n if counted else None, inside))
    kinds = [d.kind for d in due.days]
    tally = [
        ("起算当日", "不计"),
        ("计入", f"{sum(d.n is not None for d in due.days)} 天"),
        ("其中调休上班", f"{sum(d.kind is DayKind.MAKEUP and d.n is not None for d in due.days)} 天"),
        ("周末不计", f"{kinds.count(DayKind.REST)} 天"),
        ("放假不计", f"{kinds.count(DayKind.HOLIDAY)} 天"),
        ("暂停", f"{kinds.count(DayKind.PAUSED)} 天"),
    ]
    return Ledger(clock, weeks, tally, cut)


def _look(one: date, counted: object, start: date, due: date, today: date) -> tuple[str, str]:
    if one == start:
        return "start", "起算 · 不计"
    if one == due:
        return "due", "到期"
    if counted is None:
        return "outside", ""
    kind = counted.kind  # type: ignore[attr-defined]
    why = counted.why  # type: ignore[attr-defined]
    cls = {
        DayKind.COUNTED: "counted",
        DayKind.MAKEUP: "counted makeup",
        DayKind.REST: "off",
        DayKind.HOLIDAY: "holiday",
        DayKind.PAUSED: "held",
    }[kind]
    word = {DayKind.COUNTED: "", DayKind.REST: "周末", DayKind.MAKEUP: "调休上班", DayKind.PAUSED: "暂停"}.get(
        kind, why
    )
    if one > today:
        cls += " ahead"
    if one == today:
        cls, word = f"{cls} is-today", "今天"
    return cls, word.removesuffix("放假") or word


@dataclass(frozen=True)
class Told:
    """One line of the story."""

    entry: Entry
    what: str
    more: str


def story(request: HttpRequest, number: str) -> HttpResponseBase:
    """The case as a story: what happened, which clocks run, who signed, what colleagues said."""
    document = found(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _pass_on(request, document) if "to" in request.POST else _remark(request, document)
        except RuleViolation as found_:
            refusal = found_
        else:
            return shell.done(request, sentence, to=f"{base(document)}story/#remarks")
    return _story(request, document, refusal)


def _remark(request: HttpRequest, document: Document) -> str:
    matter_actions.remark(document.matter, text=posted.text(request, "text"), at=day.now(), actor=actor_of(request))
    return "已留言，只有同事看得到"


def _pass_on(request: HttpRequest, document: Document) -> str:
    to = people.post(posted.number(request, "to", "经办人"))
    if to is None:
        raise BadInput(what="不能转办", why="没有选择经办人", remedy="请选择本机关的同事", field="to")
    matter_actions.pass_on(
        document.matter, to=to, reason=posted.text(request, "why"), at=day.now(), actor=actor_of(request)
    )
    return f"已转给{to.user.name}经办"


def _story(request: HttpRequest, document: Document, refusal: RuleViolation | None) -> HttpResponse:
    today = day.today()
    calendar = calendar_for(document.organ)
    clocks = list(document.matter.clocks.order_by("stopped_on", "pk").prefetch_related("pauses"))
    entries = [Told(e, *act_label(e)) for e in log.story(document.matter_id)]
    context = {
        **head(request, document),
        "told": entries,
        "ledgers": [ledger(clock, today, calendar) for clock in clocks],
        "remarks": matters.remarks(document.matter),
        "rounds": queries.rounds(document),
        "reviews": document.secrecy_reviews.order_by("-pk"),
        "deferrals": document.deferrals.order_by("-pk"),
        "attachments": texts.live_attachments(document),
        "notices": notices.of_matter(document.matter_id)[:20],
        "colleagues": people.staff_of(document.organ_id) if document.matter.closed_on is None else [],
    }
    return shell.render(request, "documents/story.html", context, refusal=refusal)
