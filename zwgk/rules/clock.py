"""The clock of a matter in working days (期限): received, paused, extended, restarted; every result explains itself.

Facts go in, a day comes out; nothing is remembered between two counts. A pause (期限暂停) is a span of days that are
not counted. A restart (补正后重新起算, 缴费后重新起算) throws away all that was counted before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from zwgk.rules.dates import in_words
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.workdays import ONE_DAY, DayKind, WorkCalendar, after

#: A period of more working days than this is a typing error: twenty years.
MOST_WORKDAYS = 5_000


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Days that do not count, first and last included. Errors: ``BadInput`` where the last is before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(
                what="暂停期间不成立",
                why=f"结束日{self.last}早于开始日{self.first}",
                remedy="请核对暂停的开始日和结束日",
                field="pauses",
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of the explanation: what the day was to the clock, its number ``n`` if it counted, and why."""

    date: date
    kind: DayKind
    why: str
    n: int | None = None


@dataclass(frozen=True)
class Due:
    """The last day on which an act is in time (期限届满日).

    ``firm``: every day counted lies in a year whose official table is known; otherwise the day is provisional (暂定)
    and is counted again when the table comes. Two results are equal when day and firmness are.
    """

    on: date
    firm: bool
    _explain: Callable[[], Iterable[CountedDay]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def days(self) -> tuple[CountedDay, ...]:
        """Every day from the day after the start to the due day: counted, off or paused (期限逐日说明).

        Made only when somebody asks, so that recounting many clocks stays cheap.
        """
        return tuple(self._explain())


def due(
    received_on: date,
    workdays: int,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    *,
    extended_by: int = 0,
    corrected_on: date | None = None,
    fee_paid_on: date | None = None,
    count_first_day: bool = False,
) -> Due:
    """Return the last day on which an answer is in time (期限届满日).

    Counts ``workdays + extended_by`` working days from the day after ``received_on`` (收到申请之日); that day itself
    counts only with ``count_first_day``. ``corrected_on`` (收到补正之日) and ``fee_paid_on`` (缴费之日) restart the
    clock: it runs anew in full from the day after the later of them. Pauses may overlap, touch, lie before the start or
    swallow the rest: their union is not counted. 0 days give the day of the start.

    A day inside a pause that would have counted is explained as ``paused``; weekends and holidays inside a pause stay
    what they are, because they would not have counted anyway.

    Units: ``workdays``, ``extended_by`` in working days (工作日).
    Errors: ``BadInput`` for negative days or a restart before the receipt; ``LimitExceeded`` beyond
    :data:`MOST_WORKDAYS` or beyond all calendars.
    依据:《政府信息公开条例》第三十、三十二、三十三条;《民法典》第二百零一条;国办函〔2020〕109号
    """
    total = _checked(workdays, "工作日数", "workdays") + _checked(extended_by, "延长的工作日数", "extended_by")
    start = _start(received_on, corrected_on, fee_paid_on)
    first = start if count_first_day else after(start)
    union = merged(pauses)
    if total == 0:
        return Due(start, calendar.is_published(start))
    waiting = list(reversed(union))
    counts, left, firm, day = calendar.counts, total, True, first
    while True:
        while waiting and waiting[-1].last < day:
            waiting.pop()
        if waiting and waiting[-1].first <= day:
            day = after(waiting[-1].last)
            continue
        if firm and not calendar.is_published(day):
            firm = False
        if counts(day):
            left -= 1
            if not left:
                return Due(day, firm, partial(_explain, first, day, calendar, union))
        day = after(day)


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return the union of the pauses as spans in order that neither overlap nor touch (重叠的暂停只算一次)."""
    joined: list[Pause] = []
    for pause in sorted(pauses):
        if joined and (pause.first - joined[-1].last).days <= 1:
            if pause.last > joined[-1].last:
                joined[-1] = Pause(joined[-1].first, pause.last)
        else:
            joined.append(pause)
    return tuple(joined)


def consultation(
    sent_on: date,
    calendar: WorkCalendar,
    *,
    answered_on: date | None = None,
    received_on: date | None = None,
    workdays: int = 15,
) -> Pause | None:
    """Return the pause that a consultation makes (征求第三方或者其他机关意见).

    Sent on p and ended on q: the days p+1 … q are not counted. It ends with the answer (``answered_on``), but not
    later than ``workdays`` after the day on which the other side received the letter (``received_on``), when silence
    stands for an answer. Answered on the day it was sent: ``None``, nothing was lost.

    Errors: ``BadInput`` where a day lies before the sending, or where neither day is known.
    依据:《政府信息公开条例》第三十二、三十三、三十四条
    """
    for day, label, name in (
        (answered_on, "答复日", "answered_on"),
        (received_on, "对方收到日", "received_on"),
    ):
        if day is not None and day < sent_on:
            raise BadInput(
                what="征求意见的日期不成立",
                why=f"{label}{day}早于发出日{sent_on}",
                remedy="请核对发出、收到和答复的日期",
                field=name,
            )
    ends = [day for day in (answered_on, received_on and calendar.add_workdays(received_on, workdays)) if day]
    if not ends:
        raise BadInput(
            what="不能推算征求意见的期间",
            why="既没有答复，也不知道对方何时收到征求意见书",
            remedy="请登记对方收到之日或者答复之日",
            field="received_on",
        )
    last = min(ends)
    return Pause(sent_on + ONE_DAY, last) if last > sent_on else None


def remaining(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Return the working days left after ``today`` up to the due day; negative: working days past it (超期)."""
    if today <= due_on:
        return calendar.workdays_between(today, due_on)
    return -calendar.workdays_between(due_on, today)


def _explain(first: date, last: date, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> Iterator[CountedDay]:
    number, day = 0, first
    waiting = list(reversed(pauses))
    while day <= last:
        while waiting and waiting[-1].last < day:
            waiting.pop()
        if not calendar.counts(day):
            yield CountedDay(day, calendar.kind(day), calendar.why(day))
        elif waiting and day in waiting[-1]:
            yield CountedDay(day, DayKind.PAUSED, "期限暂停")
        else:
            number += 1
            yield CountedDay(day, calendar.kind(day), calendar.why(day), number)
        day = after(day)


def _start(received_on: date, corrected_on: date | None, fee_paid_on: date | None) -> date:
    for day, label, name in ((corrected_on, "补正收到日", "corrected"), (fee_paid_on, "缴费日", "fee_paid")):
        if day is not None and day < received_on:
            raise BadInput(
                what="不能重新起算期限",
                why=f"{label}{in_words(day)}早于收到申请之日{in_words(received_on)}",
                remedy="请核对两个日期",
                field=name,
            )
    return max(day for day in (received_on, corrected_on, fee_paid_on) if day is not None)


def _checked(days: int, label: str, name: str) -> int:
    if days < 0:
        raise BadInput(what=f"{label}不对", why=f"不能是负数，您填写了{days}", remedy="请填写0或者正整数", field=name)
    if days > MOST_WORKDAYS:
        raise LimitExceeded(
            what=f"{label}不对",
            why=f"最多{MOST_WORKDAYS}个工作日，您填写了{days}",
            remedy="请检查是否多写了数字",
            field=name,
        )
    return days
