"""The clocks of a request (期限): which run from receipt, what pauses, restarts and ends them."""

from __future__ import annotations

from datetime import date, timedelta

from zwgk.deadlines import counting
from zwgk.deadlines import queries as deadlines
from zwgk.deadlines.calendars import calendar_for
from zwgk.inforequests.models import InfoRequest
from zwgk.matters.models import Matter
from zwgk.people.local import figure, settings_of
from zwgk.rules import periods
from zwgk.rules.deadlines import DEADLINES
from zwgk.rules.limits import setting
from zwgk.rules.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)

REPLY = DEADLINES["reply"].figure
CORRECTION_NOTICE = DEADLINES["correction_notice"].figure
CORRECTION = DEADLINES["correction"].figure
TRANSFER = DEADLINES["transfer"].figure
SECTION_DRAFT = DEADLINES["section_draft"].figure
THIRD_PARTY = DEADLINES["third_party"].figure
JOINT_ORGAN = DEADLINES["joint_organ"].figure
FEE = DEADLINES["fee_payment"].figure
EXTENSION = "request.extension_max"
#: what a consultation, a correction, a fee leave out of
PAUSABLE = (REPLY, SECTION_DRAFT)
#: why a correction notice is no longer owed
CLEAR = "内容明确，已办理"
#: with these words a clock stops that nobody had to meet: it was neither in time nor late
NOT_OWED = frozenset({CLEAR, "申请人撤回"})
_LABELS = {rule.figure: rule.label for rule in DEADLINES.values()}
_START = "request.section_draft.start"


def received(request: InfoRequest, *, on: date) -> None:
    """Let the clocks run that begin with the receipt (收到申请之日)."""
    kinds = [REPLY, CORRECTION_NOTICE, TRANSFER]
    if setting(_START, settings_of(request.organ)) == "received_on":
        kinds.append(SECTION_DRAFT)
    for kind in kinds:
        begin(request, kind, on=on)


def begin(request: InfoRequest, kind: str, *, on: date) -> None:
    """Start one clock; what pauses the case now pauses it too."""
    counting.begin(request.matter, kind, label=_LABELS[kind], on=on, organ=request.organ)


def label(kind: str) -> str:
    """What a clock of this kind is called."""
    return _LABELS[kind]


def passed_on(request: InfoRequest, *, on: date) -> None:
    """The section has it (业务科室收到转交): its time begins here where the place chose so."""
    clear(request, on=on)
    counting.stop(request.matter, TRANSFER, on=on, because="已转交")
    if setting(_START, settings_of(request.organ)) == "section_received_on":
        begin(request, SECTION_DRAFT, on=on)


def clear(request: InfoRequest, *, on: date) -> None:
    """What is asked for is clear enough to be handled: no correction notice is owed any more."""
    counting.stop(request.matter, CORRECTION_NOTICE, on=on, because=CLEAR)


def suspend(request: InfoRequest, *, source: str, after: date, reason: str) -> None:
    """Leave out the days from the one after ``after`` until :func:`resume`."""
    counting.suspend(request.matter, PAUSABLE, source=source, first=after + ONE_DAY, reason=reason)


def resume(request: InfoRequest, *, source: str, last: date) -> None:
    """Count again from the day after ``last``."""
    counting.resume(request.matter, source=source, last=last)


def restart(request: InfoRequest, *, on: date) -> None:
    """Start the reply anew in full from a day (补正、缴费后重新起算)."""
    for kind in PAUSABLE:
        clock = deadlines.running(request.matter, kind)
        if clock is not None:
            counting.restart(clock, on=on)


def calendar(request: InfoRequest) -> WorkCalendar:
    """The calendar that counts for the organ."""
    return calendar_for(request.organ)


def workdays(request: InfoRequest, key: str, *, on: date) -> int:
    """The figure in force for the organ. Errors: ``BadInput`` where nobody set one."""
    return figure(key, on=on, organ=request.organ).number


def reply_due(matter: Matter) -> date | None:
    """The last day for the reply as it stands, or None before the receipt."""
    clock = deadlines.newest(matter, REPLY)
    return clock.due_on if clock is not None else None


def natural(request: InfoRequest, start: date, days: int) -> date:
    """The last of so many natural days after ``start``; a day off moves it on (民法典第二百零三条)."""
    return periods.natural_days(start, days, calendar(request)).on
