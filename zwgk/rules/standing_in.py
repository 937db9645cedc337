"""Standing in for somebody (代理、AB 岗): what a stand-in may not do, and for which days one is needed.

How an office arranges it is its own rule (本机关制度); what stays the same everywhere is here: the post keeps its
duties, the stand-in exercises them in its holder's name and hands them on to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from zwgk.rules.labelled import Labelled
from zwgk.rules.workdays import WorkCalendar

_DAY = timedelta(days=1)
#: a stand-in is named for at most so many days at a time; who is away longer is replaced by an appointment
LONGEST = 366


class LeaveKind(Labelled):
    """Why somebody is away (请假类别). Nothing about health: 病假 says no more than that."""

    ANNUAL = "annual", "年休假"
    TRAVEL = "travel", "出差"
    TRAINING = "training", "培训"
    SICK = "sick", "病假"
    PRIVATE = "private", "事假"
    OTHER = "other", "其他"


class Reserved(Labelled):
    """What the holder of a post may keep to himself while somebody stands in (保留事项)."""

    FINAL = "final", "签发和最终认定公开属性"
    SEAL = "seal", "编号和用印"
    RELEASE = "release", "对外公开和撤回"


#: the acts that each of them covers; the emergency brake (紧急撤下) is never kept back
ACTS_OF: Mapping[Reserved, frozenset[str]] = {
    Reserved.FINAL: frozenset(
        {
            "documents.approve_erratum",
            "documents.decide_cleanup_item",
            "publishing.approve_edition",
            "publishing.approve_migration",
            "publishing.approve_standing",
        }
    ),
    Reserved.SEAL: frozenset({"documents.number", "documents.seal", "documents.void_number"}),
    Reserved.RELEASE: frozenset(
        {"documents.publish", "documents.publish_many", "documents.schedule", "documents.withdraw"}
    ),
}
#: what nobody does in another's name: hand on (不得转代理), say when the absent is away
NEVER = frozenset({"people.delegate", "people.end_delegation", "people.enter_leave", "people.cancel_leave"})


def reserved_acts(reserved: Iterable[Reserved]) -> frozenset[str]:
    """The names of the acts that a stand-in with these reservations does not do."""
    return NEVER.union(*(ACTS_OF[one] for one in reserved))


def reservation_of(act: str) -> Reserved | None:
    """Which reservation covers the act; None where none does."""
    return next((one for one, acts in ACTS_OF.items() if act in acts), None)


def days_off(first: date, last: date, calendar: WorkCalendar) -> int:
    """How many working days (工作日) lie in a leave from ``first`` to ``last``, both included."""
    return calendar.workdays_between(first - _DAY, last)


def span(first: date, last: date, calendar: WorkCalendar) -> tuple[date, date] | None:
    """The days for which a leave needs a stand-in: from its first working day until the absent is back at work.

    The rest days right after it belong to it, for nobody returns before the next working day. None where no working
    day lies in the leave: then nobody is missed. Units: days, both included. Errors: none.
    """
    if days_off(first, last, calendar) < 1:
        return None
    begin = first if calendar.counts(first) else calendar.next_workday(first)
    return begin, calendar.next_workday(last + _DAY) - _DAY


def overlap(first: date, last: date, other_first: date, other_last: date) -> bool:
    """True where two spans of days (both ends included) share a day."""
    return first <= other_last and other_first <= last
