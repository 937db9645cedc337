"""登记簿: outgoing papers with their holes, incoming papers, the use of the seal; each year as xlsx and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.documents import queries, registers
from zwgk.documents.actions import handing, registering
from zwgk.documents.registers import Book
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.files import pdf
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.people.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def year_of(request: HttpRequest) -> int:
    """The year of the address; this year where there is none."""
    typed = request.GET.get("year", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else day.today().year


def years() -> range:
    """The years to choose from."""
    return range(day.today().year, day.today().year - 6, -1)


def organ_of(actor: Actor) -> Unit:
    """The organ whose books these are. 404 for a post without one."""
    organ = people.unit(actor.organ_id) if actor.organ_id else None
    if organ is None:
        raise Http404
    return organ


def outgoing(request: HttpRequest) -> HttpResponseBase:
    """发文登记簿: void numbers stay, numbers passed over are asked about until they are explained."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _explain(request, actor) if "gap" in request.POST else _void(request, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/documents/register/")
    year = year_of(request)
    context = {
        "page": registers.outgoing(actor, year=year, cursor=request.GET.get("at", "")),
        "gaps": registers.gaps(actor, year=year),
        "may": actor.may(Duty.OFFICE, over=actor.organ_id),
        "year": year,
        "years": years(),
    }
    return shell.render(request, "documents/register.html", context, refusal=refusal)


def _void(request: HttpRequest, actor: Actor) -> str:
    entry = queries.number_entry(actor, posted.number(request, "entry", "文号") or 0)
    if entry is None:
        raise Http404
    handing.void_number(entry, reason=posted.text(request, "reason"), on=day.today(), actor=actor)
    return f"{entry}已作废，不再使用"


def _explain(request: HttpRequest, actor: Actor) -> str:
    entry = registering.explain_gap(
        organ_of(actor),
        code=posted.text(request, "code"),
        year=posted.must_number(request, "year", "年份"),
        number=posted.must_number(request, "gap", "空号"),
        reason=posted.text(request, "reason"),
        on=day.today(),
        actor=actor,
    )
    return f"{entry}已登记为空号"


def incoming(request: HttpRequest) -> HttpResponseBase:
    """收文登记簿: enter a paper, enter what became of it."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _close(request, actor) if "entry" in request.POST else _enter(request, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/documents/incoming/")
    year = year_of(request)
    context = {
        "page": registers.incoming(actor, year=year, cursor=request.GET.get("at", "")),
        "sections": people.sections(organ_of(actor)),
        "may": actor.may(Duty.OFFICE, over=actor.organ_id) or actor.may(Duty.DISPATCHER, over=actor.organ_id),
        "year": year,
        "years": years(),
    }
    return shell.render(request, "documents/incoming.html", context, refusal=refusal)


def _enter(request: HttpRequest, actor: Actor) -> str:
    paper = registering.Incoming(
        sender=posted.text(request, "sender"),
        title=posted.text(request, "title"),
        sender_number=posted.text(request, "sender_number"),
        copies=posted.number(request, "copies", "份数") or 0,
        is_urgent=posted.flag(request, "urgent"),
        reply_by=posted.day(request, "reply_by", "要求办结日期"),
        section_id=posted.number(request, "section", "承办单位"),
    )
    entry = registering.register_incoming(organ_of(actor), paper, on=day.today(), at=day.now(), actor=actor)
    return f"已登记：{entry}"


def _close(request: HttpRequest, actor: Actor) -> str:
    entry = registers.incoming_entry(actor, posted.number(request, "entry", "收文") or 0)
    if entry is None:
        raise Http404
    registering.close_incoming(entry, outcome=posted.text(request, "outcome"), on=day.today(), actor=actor)
    return f"{entry}已办结"


def export(request: HttpRequest, book: str, form: str) -> HttpResponse:
    """A year's register as xlsx or PDF."""
    actor = actor_of(request)
    if book not in {str(each) for each in Book} or form not in {"xlsx", "pdf"}:
        raise Http404
    which, year, organ = Book(book), year_of(request), organ_of(actor)
    name = f"{year}年{which.label}.{form}"
    if form == "pdf":
        return pdf(registers.book_pdf(which, actor, year=year, organ=organ.name), name)
    return sheet(registers.book_xlsx(which, actor, year=year, organ=organ.name), name)


def sheet(data: bytes, name: str, mime: str = XLSX) -> HttpResponse:
    """A sheet or Word file that was just made, to be kept."""
    response = pdf(data, name)
    response["Content-Type"] = mime
    response["Content-Disposition"] = str(response["Content-Disposition"]).replace("inline", "attachment")
    return response
