"""Who sees which request, and the lists of the desk; names are masked, the full one is opened by an act that is logged.

Outside the scope a request does not exist: the answer is the same as for a number that was never given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from zwgk.approvals import running
from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import charge, clocks, moving
from zwgk.inforequests.models import (
    Consultation,
    Decision,
    Delivery,
    Dispute,
    Extension,
    InfoRequest,
    IssuedPaper,
    OnlineAct,
)
from zwgk.inforequests.models.deciding import DecisionState as DecisionState  # the pages' choices
from zwgk.inforequests.models.deciding import DisputeKind as DisputeKind
from zwgk.inforequests.models.deciding import DisputeResult as DisputeResult
from zwgk.inforequests.opening_cases import KIND
from zwgk.matters.models import Matter, Watch
from zwgk.people.actor import Actor
from zwgk.rules import remedies
from zwgk.rules.clock import Due
from zwgk.rules.errors import RuleViolation, Stale
from zwgk.rules.flow import Move
from zwgk.rules.inforequest import FLOW, OPEN, Mark, Stage
from zwgk.rules.outcomes import OUTCOMES
from zwgk.ui.paging import Page, page_of

#: what no list reads: the sealed identity and the long texts
_NOT_LISTED = ("filing__sealed", "filing__code_digest", "filing__token", "filing__person")
_OPEN = sorted(str(stage) for stage in OPEN)


def visible_to(actor: Actor) -> QuerySet[InfoRequest]:
    """The requests that the actor may see (:mod:`zwgk.inforequests.charge`)."""
    rows = InfoRequest.objects.filter(charge.visible_q(actor))
    return rows.select_related("matter", "matter__section", "organ", "filing").defer(*_NOT_LISTED)


def find(actor: Actor, number: str) -> InfoRequest | None:
    """One request by the number of its matter (申2026-00042), or None where it is not for this actor."""
    return visible_to(actor).filter(matter__number=number).first()


def as_seen(request: InfoRequest, moment: str) -> InfoRequest:
    """Bind the next act to the case as it was on the screen (``moment``: its last touch): if somebody else acted since,
    the act is refused and tells so. Errors: ``Stale`` for what is no moment.
    """
    try:
        request.seen_at = datetime.fromisoformat(moment)
    except ValueError as error:
        raise Stale(what="没有办理", why="页面不完整", remedy="请刷新页面后重新办理") from error
    return request


def move(name: str) -> Move:
    """The move of the table so named. Errors: ``KeyError``."""
    return FLOW.move(name)


def why_not(request: InfoRequest, act: str, actor: Actor) -> RuleViolation | None:
    """Why the act is not open to the actor now (duty, stage; somebody was quicker), None where it is."""
    wanted = FLOW.move(act)
    try:
        moving.must_be_as_seen(request, request)
        FLOW.must_be_open(act, Stage(request.matter.stage))
        charge.must(actor, *wanted.duties, request=request, to=wanted.label)
    except RuleViolation as refusal:
        return refusal
    return None


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty fields narrow nothing. ``overdue_on``: due before that day and not ended.

    ``due_by``: what is due by a day and not ended, the overdue among it, nearest first. ``year``: opened in it.
    ``among``: those that a figure of the statistics counts.
    ``words``: of the masked name or the first hundred characters asked for.
    """

    stages: tuple[str, ...] = ()
    organ_id: int | None = None
    outcomes: tuple[str, ...] = ()
    applicant_class: str = ""
    channel: str = ""
    number: str = ""
    words: str = ""
    year: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    overdue_on: date | None = None
    due_by: date | None = None
    paused: bool = False
    among: Q | None = None
    mine: bool = False
    watched: bool = False


def listed(actor: Actor, wanted: Filter, cursor: str, *, size: int = 30) -> Page[InfoRequest]:
    """One page of requests, latest touched first; what is due by a day, the nearest day first.

    The page is found among the matters alone, whose indexes bear the order; what a line shows is read for its rows.
    """
    by, rising = ("touched_at", "id"), False
    if wanted.due_by or wanted.overdue_on:
        # by the day: there is an index of the days of open matters alone, nothing closed is looked at
        by, rising = ("next_due", "id"), True
    page = page_of(_matters(actor, wanted).only("pk", by[0]), cursor, by=by, size=size, rising=rising)
    rows = InfoRequest.objects.filter(matter__in=[matter.pk for matter in page.rows]).defer(*_NOT_LISTED)
    related = ("matter__section__organ", "matter__handler__user", "organ", "filing")
    found = {row.matter_id: row for row in rows.select_related(*related)}
    return Page([found[matter.pk] for matter in page.rows], page.older, page.newer)


def register(actor: Actor, wanted: Filter) -> QuerySet[InfoRequest]:
    """The register for an export, oldest first; read it with ``iterator``."""
    rows = InfoRequest.objects.filter(matter__in=_matters(actor, wanted).values("pk")).defer(*_NOT_LISTED)
    return rows.select_related("matter", "matter__section", "organ", "filing").order_by("pk")


@dataclass(frozen=True)
class Numbers:
    """The actor's open requests: by stage; overdue, due today, due soon, paused; what nobody was named to handle."""

    by_stage: dict[str, int]
    overdue: int = 0
    today: int = 0
    soon: int = 0
    paused: int = 0
    unassigned: int = 0


def numbers(actor: Actor, *, today: date, soon_by: date) -> Numbers:
    """The figures above the desk's list; one query over open requests alone."""
    rows = Matter.objects.filter(charge.visible_q(actor, ""), kind=KIND, stage__in=_OPEN).order_by()
    found = list(
        rows.values("stage").annotate(
            n=Count("pk"),
            overdue=Count("pk", filter=Q(next_due__lt=today)),
            today=Count("pk", filter=Q(next_due=today)),
            soon=Count("pk", filter=Q(next_due__gt=today, next_due__lte=soon_by)),
            paused=Count("pk", filter=Q(pk__in=deadlines.held())),
            unassigned=Count("pk", filter=Q(handler=None)),
        )
    )
    sums = {name: sum(line[name] for line in found) for name in ("overdue", "today", "soon", "paused", "unassigned")}
    return Numbers({line["stage"]: line["n"] for line in found}, **sums)


@dataclass(frozen=True, slots=True)
class ReplyDay:
    """The reply's clock as a list shows it."""

    due_on: date
    firm: bool
    is_paused: bool
    stopped_on: date | None
    is_late: bool | None


def reply_days(rows: Iterable[InfoRequest]) -> dict[int, ReplyDay]:
    """By request: the newest clock of the reply; two queries for a page of requests."""
    by_matter = {row.matter_id: row.pk for row in rows}
    newest = deadlines.newest_of(by_matter, clocks.REPLY)
    return {
        by_matter[matter]: ReplyDay(clock.due_on, clock.firm, is_paused, clock.stopped_on, clock.is_late)
        for matter, (clock, is_paused) in newest.items()
    }


def moves(request: InfoRequest, actor: Actor) -> list[Move]:
    """The acts that this actor may do now, in the table's order; the page's buttons come from here."""
    stage = Stage(request.matter.stage)
    found = [m for m in FLOW.open_at(stage) if charge.may(actor, m.duties, request)]
    hidden = set()
    if stage is Stage.REVIEW and running.step_for(request.matter, actor) is None:
        hidden |= {"sign", "return"}
    extension = Extension.objects.filter(request=request).first()
    if extension is None:
        hidden |= {"approve_extension", "tell_extension"}
    else:
        hidden.add("ask_extension")
        hidden |= {"approve_extension"} if extension.approved_on else {"tell_extension"}
        hidden |= {"tell_extension"} if extension.told_on else set()
    if hasattr(request, "correction"):
        hidden.add("ask_correction")
    if hasattr(request, "reason_request"):
        hidden.add("ask_reasons")
    else:
        hidden |= {"receive_reasons", "set_period"}
    if stage is Stage.SEALING:
        numbered = Decision.objects.filter(request=request, state="approved").exclude(paper=None).exists()
        hidden |= {"number", "take_back"} if numbered else {"seal"}
    if not request.consultations.filter(ended_on=None).exists():
        hidden.add("end_consultation")
    hidden |= _not_now(request)
    if not request.disputes.filter(result=str(DisputeResult.PENDING)).exists():
        hidden |= {"record_result", "answer_dispute"}
    elif not request.disputes.filter(result=str(DisputeResult.PENDING), answered_on=None).exists():
        hidden.add("answer_dispute")
    return [move for move in found if move.name not in hidden]


def _not_now(request: InfoRequest) -> set[str]:
    """Acts after the reply that the facts leave no room for."""
    rows = Delivery.objects.filter(paper__request=request, paper__decision__state="issued")
    under_way = any(row.signed_on is None and row.returned_on is None for row in rows)
    hidden = set() if under_way else {"prove_service", "come_back"}
    if not rows or under_way or any(row.signed_on for row in rows):
        hidden.add("send_again")
    if not request.outcome or not OUTCOMES[request.outcome].gives:
        hidden.add("convert")
    if not OnlineAct.objects.filter(filing=request.filing_id, kind="complaint").exists():
        hidden.add("settle_complaint")
    return hidden


def marks(request: InfoRequest) -> list[Mark]:
    """What goes on beside the stage, read from the facts."""
    found = []
    if Consultation.objects.filter(request=request, ended_on=None).exists():
        found.append(Mark.CONSULTING)
    if Extension.objects.filter(request=request).exclude(told_on=None).exists():
        found.append(Mark.EXTENDED)
    if hasattr(request, "reasonable_period"):
        found.append(Mark.DELAYED)
    if hasattr(request, "reason_request") and request.reason_request.is_reasonable is None:
        found.append(Mark.ASKED_REASONS)
    if Dispute.objects.filter(request=request, result=str(DisputeResult.PENDING)).exists():
        found.append(Mark.DISPUTED)
    if request.reopenings.exists():
        found.append(Mark.REOPENED)
    return found


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock of the case: its day with the day-by-day explanation, the figure and its basis, and what paused it."""

    kind: str
    label: str
    started_on: date
    figure: str
    basis: str
    due: Due
    stopped_on: date | None
    stopped_because: str
    pauses: tuple[tuple[date, date | None, str], ...]


def ledger(request: InfoRequest) -> list[ClockLine]:
    """The clocks of a case as they explain themselves (期限计算说明)."""
    calendar = clocks.calendar(request)
    units = {"working_days": "个工作日", "natural_days": "日"}
    return [
        ClockLine(
            clock.kind,
            clock.label,
            clock.restarted_on or clock.started_on,
            f"{clock.figure + clock.extended_by}{units.get(clock.unit, '')}",
            clock.basis,
            counting.count(clock, calendar),
            clock.stopped_on,
            clock.stopped_because,
            tuple((p.first, p.last, p.reason) for p in clock.pauses.all()),
        )
        for clock in deadlines.of(request.matter)
    ]


def reply_due(request: InfoRequest) -> date | None:
    """The last day for the reply, or None before the receipt."""
    return clocks.reply_due(request.matter)


def extension_outlook(request: InfoRequest, *, on: date) -> tuple[int, date] | None:
    """The most working days by which the time may be extended, and the day that would then be due; saves nothing."""
    clock = deadlines.running(request.matter, clocks.REPLY)
    if clock is None or clock.extended_by or clock.fixed_on is not None:
        return None
    clock.extended_by = clocks.workdays(request, clocks.EXTENSION, on=on)
    return clock.extended_by, counting.count(clock).on


def is_late(request: InfoRequest) -> bool | None:
    """True where the reply was sent after its day; None while it is owed."""
    clock = deadlines.newest(request.matter, clocks.REPLY)
    return clock.is_late if clock is not None else None


def papers(request: InfoRequest) -> QuerySet[IssuedPaper]:
    """The papers of a case with how they went out, oldest first."""
    rows = IssuedPaper.objects.filter(request=request).select_related("request__organ", "sealed_scan")
    return rows.prefetch_related("deliveries").order_by("pk")


def last_days(request: InfoRequest) -> remedies.LastDays | None:
    """Until when the person may turn to others; None before it is known when the decision arrived."""
    served = Delivery.objects.filter(paper__request=request, paper__decision__isnull=False).exclude(signed_on=None)
    row = served.select_related("paper").order_by("-pk").first()
    if row is None or row.signed_on is None:
        return None
    items = row.paper.facts.get("items", [])
    grounds = [g for i in items for g in str(i["elements"].get("withheld_grounds", "")).split(",") if g]
    way = remedies.way([str(i["outcome"]) for i in items], row.paper.issued_on, withheld_grounds=grounds)
    return remedies.last_days(row.signed_on, way, clocks.calendar(request))


def _matters(actor: Actor, wanted: Filter) -> QuerySet[Matter]:
    """The matters of the requests that the actor may see, narrowed."""
    rows = Matter.objects.filter(charge.visible_q(actor, ""), kind=KIND)
    if wanted.stages:
        rows = rows.filter(stage__in=wanted.stages)
    if wanted.organ_id:
        rows = rows.filter(owner=wanted.organ_id)
    if wanted.outcomes:
        rows = rows.filter(inforequest__outcome__in=wanted.outcomes)
    for name in ("applicant_class", "channel"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{f"inforequest__{name}": value})
    if wanted.number:
        known = InfoRequest.objects.filter(filing__number=wanted.number).values_list("matter", flat=True)
        rows = rows.filter(Q(pk__in=list(known)) | Q(number=wanted.number))
    if wanted.words:
        rows = rows.filter(title__contains=wanted.words)
    if wanted.year:
        rows = rows.filter(opened_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.received_from:
        rows = rows.filter(inforequest__received_on__gte=wanted.received_from)
    if wanted.received_to:
        rows = rows.filter(inforequest__received_on__lte=wanted.received_to)
    if wanted.overdue_on:
        rows = rows.filter(next_due__lt=wanted.overdue_on, closed_on=None)
    if wanted.due_by:
        rows = rows.filter(next_due__lte=wanted.due_by, closed_on=None)
    if wanted.among is not None:
        rows = rows.filter(pk__in=InfoRequest.objects.filter(wanted.among).values("matter"))
    if wanted.paused:
        rows = rows.filter(pk__in=deadlines.held(), closed_on=None)
    if wanted.mine:
        rows = rows.filter(handler__in=actor.posts)
    if wanted.watched:
        rows = rows.filter(pk__in=Watch.objects.filter(post__in=actor.posts).values("matter"))
    return rows
