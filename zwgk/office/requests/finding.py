"""What all pages of one request share: finding it, its head, its stages as a line, the next acts as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from zwgk.deadlines.calendars import calendar_for
from zwgk.inforequests import casefile, clocks, queries
from zwgk.office.access import actor_of
from zwgk.office.requests.places import PLACES
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules import lights
from zwgk.rules.applicants import ApplicantClass, Form, Way
from zwgk.rules.inforequest import STEPS, Mark, Stage, step_of
from zwgk.rules.receipt import Channel

if TYPE_CHECKING:
    from zwgk.inforequests.casefile import CaseFile
    from zwgk.inforequests.models import InfoRequest
    from zwgk.rules.flow import Move
    from zwgk.rules.lights import Standing


@dataclass(frozen=True)
class Act:
    """One button."""

    name: str
    label: str
    url: str
    danger: bool
    #: why it is over for this case, where its time is gone; the button then only says so
    closed: str = ""


#: what is done first at a stage; the rest follows in the table's order
_FIRST: dict[Stage, tuple[str, ...]] = {
    Stage.REGISTERED: ("transfer",),
    Stage.HANDLING: ("decide", "submit"),
    Stage.SEALING: ("number", "seal"),
}
#: what is needed now and then, folded away
_QUIET = ("assign", "escalate", "open_identity", "renew_code")


@dataclass
class Case:
    """A request on a page, with who looks at it and on which day; read once, however many panels ask."""

    request: InfoRequest
    actor: Actor
    today: date

    @property
    def base(self) -> str:
        """The case's own address."""
        return base(self.request)

    @property
    def stage(self) -> Stage:
        return Stage(self.request.matter.stage)

    @cached_property
    def file(self) -> CaseFile:
        """Everything that happened to it."""
        return casefile.of(self.request)

    @cached_property
    def moves(self) -> dict[str, Move]:
        """What this actor may do now, by the name of the act."""
        return {move.name: move for move in queries.moves(self.request, self.actor)}

    @cached_property
    def marks(self) -> list[Mark]:
        """What goes on beside the stage."""
        return queries.marks(self.request)

    @cached_property
    def acts(self) -> list[Act]:
        """The buttons: every move that has a page, what comes first at this stage before the others."""
        first = _FIRST.get(self.stage, ())
        rank = {name: n for n, name in enumerate(first)}
        found = [self._act(move) for move in self.moves.values() if move.name in PLACES and move.name not in _QUIET]
        return sorted(found, key=lambda act: (bool(act.closed), rank.get(act.name, len(first))))

    @cached_property
    def quiet_acts(self) -> list[Act]:
        """What is needed now and then."""
        return [self._act(move) for move in self.moves.values() if move.name in PLACES and move.name in _QUIET]

    def _act(self, move: Move) -> Act:
        closed = self._correction_is_over() if move.name == "ask_correction" else ""
        return Act(move.name, move.label, self.base + PLACES[move.name], move.danger, closed)

    def _correction_is_over(self) -> str:
        rows = [clock for clock in self.file.clocks if clock.kind == clocks.CORRECTION_NOTICE]
        if not rows or self.today <= rows[-1].due_on:
            return ""
        return f"{rows[-1].due_on.month}月{rows[-1].due_on.day}日已过"

    @property
    def standing(self) -> Standing | None:
        """How the reply's clock stands today; None before the receipt and after the reply."""
        clock = self.file.reply
        if clock is None or clock.stopped_on is not None:
            return None
        paused = any(pause.last is None for pause in clock.pauses.all())
        return lights.standing(clock.due_on, self.today, calendar_for(self.request.organ), paused=paused)


def found(request: HttpRequest, number: str) -> InfoRequest:
    """The request of the address, where it is for this actor; 404 otherwise."""
    row = queries.find(actor_of(request), number)
    if row is None:
        raise Http404
    return row


def case_of(request: HttpRequest, number: str) -> Case:
    """As :func:`found`, with the actor and the day."""
    return Case(found(request, number), actor_of(request), day.today())


def base(request: InfoRequest) -> str:
    """The request's own address."""
    return f"/requests/{request.matter.number}/"


def line_of(stage: Stage) -> list[tuple[str, str]]:
    """The six steps with what each is now: done, now, "" (ahead)."""
    at = [label for label, _ in STEPS].index(step_of(stage))
    made = []
    for i, (label, _) in enumerate(STEPS):
        now = f"{label}　{stage.label}" if i == at and stage.label != label else label
        made.append((now, "done" if i < at else "now" if i == at else ""))
    return made


def head(case: Case) -> dict[str, Any]:
    """The context that the head of every page of a request needs."""
    row = case.request
    return {
        "case": case,
        "request_row": row,
        "matter": row.matter,
        "filing": row.filing,
        "base": case.base,
        "stage": case.stage,
        "line": line_of(case.stage),
        "marks": case.marks,
        "acts": case.acts,
        "quiet_acts": case.quiet_acts,
        "standing": case.standing,
        "reply_clock": case.file.reply,
        "channel": Channel(row.channel),
        "applicant_class": ApplicantClass(row.applicant_class),
        "form": Form(row.filing.form),
        "way": Way(row.filing.way),
        "seen": row.matter.touched_at.isoformat(),
    }
