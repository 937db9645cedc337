"""The clocks of a request explained (期限计算说明): the row as a ledger, what the day would be if, the sentences.

Nothing is saved here: what is shown is counted from the facts, as the due day itself was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.html import escape

from zwgk.deadlines import queries as deadlines
from zwgk.deadlines.calendars import calendar_for
from zwgk.files.writers.elements import OfficialDocument, chinese_date
from zwgk.inforequests import clocks
from zwgk.inforequests.models import InfoRequest
from zwgk.people.local import figure
from zwgk.rules import day_ledger, receipt
from zwgk.rules.clock import Due
from zwgk.rules.day_ledger import ARTICLES, ClockFacts, Held, LedgerDay, Mark, Span
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.periods import Unit
from zwgk.rules.receipt import Channel
from zwgk.rules.workdays import ONE_DAY, WorkCalendar

if TYPE_CHECKING:
    from zwgk.deadlines.models import Clock, Pause

#: a what-if further off than this is a typing error
_FURTHEST = 3650


@dataclass(frozen=True)
class Ledger:
    """One clock of a request on a day, explained.

    ``due``: the last day as it stands; while a pause has no end, as if it ended today. ``is_held``: that is so.
    """

    clock: Clock
    facts: ClockFacts
    calendar: WorkCalendar
    due: Due
    days: tuple[LedgerDay, ...]
    spans: tuple[Span, ...]
    today: date

    @property
    def is_held(self) -> bool:
        return self.facts.is_held

    @property
    def counted(self) -> int:
        """Working days counted up to and including today, of those that count."""
        until = min(self.today, self.facts.stopped_on or self.today)
        return max((day.n for day in self.days if day.n and day.on <= until), default=0)

    @property
    def whole(self) -> int:
        """The figure with its extension."""
        return self.facts.figure + self.facts.extended_by

    @property
    def unpublished(self) -> list[int]:
        """The years it runs into whose arrangement nobody has published yet: its day is not firm then."""
        years = {day.on.year for day in self.days} | {self.due.on.year}
        return sorted(y for y in years if not self.calendar.is_published(date(y, 6, 1)))


def clocks_of(request: InfoRequest) -> list[Clock]:
    """The clocks of a request: the reply first, the newest where it was taken up again, then the others."""
    rows = list(deadlines.of(request.matter))
    return sorted(rows, key=lambda clock: (clock.kind != clocks.REPLY, -clock.pk if clock.kind == clocks.REPLY else 0))


def of(clock: Clock, *, today: date) -> Ledger:
    """Explain one clock on a day."""
    facts = facts_of(clock)
    calendar = calendar_for(clock.organ)
    due = day_ledger.due(facts, calendar, held_until=today if facts.is_held else None)
    days = day_ledger.ledger(facts, calendar, today=today)
    return Ledger(clock, facts, calendar, due, days, day_ledger.spans(days), today)


def facts_of(clock: Clock) -> ClockFacts:
    """The facts of a clock's row in the words of the rules."""
    pauses = sorted(clock.pauses.all(), key=lambda pause: (pause.first, pause.pk))
    paid = any(pause.source.startswith("fee") and pause.last == clock.restarted_on for pause in pauses)
    return ClockFacts(
        started_on=clock.started_on,
        figure=clock.figure,
        unit=Unit(clock.unit),
        basis=clock.basis,
        restarted_on=clock.restarted_on,
        restarted_by=ARTICLES["paid"] if paid else "",
        extended_by=clock.extended_by,
        fixed_on=clock.fixed_on,
        stopped_on=clock.stopped_on,
        held=tuple(Held(pause.first, pause.last, pause.reason, _article(pause)) for pause in pauses),
    )


def _article(pause: Pause) -> str:
    return ARTICLES.get(pause.source.split("-")[0], ARTICLES["consultation"])


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One line of the trial (假如): what happened, and the day it would lead to, with what to know of it."""

    label: str
    due: Due
    note: str


def foresee(
    found: Ledger,
    request: InfoRequest,
    *,
    extend: int | None = None,
    answered: date | None = None,
    restarted: date | None = None,
) -> list[WhatIf]:
    """What the last day would be: extended by so many working days; the opinion asked for today in on ``answered``, or
    the running one; begun anew on ``restarted`` (收到补正、缴费).

    Errors: :class:`LimitExceeded` for an extension beyond the law; :class:`BadInput` for days before the start or
    absurdly far.
    """
    facts, calendar, today = found.facts, found.calendar, found.today
    lines = [WhatIf("照现在办" if not found.is_held else "今天结束暂停", found.due, _left(found, found.due))]
    if extend is not None:
        most = figure(clocks.EXTENSION, on=facts.started_on, organ=request.organ).number
        if not 0 < extend <= most:
            raise LimitExceeded(
                what="不能试算延期",
                why=f"延长期限为1至{most}个工作日，您填写了{extend}",
                remedy=f"请改为{most}个工作日以内",
                field="extend",
            )
        due = day_ledger.due(replace(facts, extended_by=extend), calendar, held_until=today if found.is_held else None)
        lines.append(WhatIf(f"延期{extend}个工作日", due, f"只能一次；{chinese_date(found.due.on)}前批准并告知申请人"))
    if answered is not None:
        _must_be_ahead(answered, today, "answered", "意见日期")
        held = tuple(replace(one, last=answered) if one.last is None else one for one in facts.held)
        if not found.is_held:
            held = (*facts.held, Held(today + ONE_DAY, answered, "试算", ARTICLES["consultation"]))
        due = day_ledger.due(replace(facts, held=held), calendar)
        what = "暂停到" if found.is_held else "今天征求意见，"
        lines.append(WhatIf(f"{what}{chinese_date(answered)}{'' if found.is_held else '答复'}", due, "其间不计入期限"))
    if restarted is not None:
        _must_be_ahead(restarted, facts.started_on, "restarted", "收到补正或者缴费的日期")
        again = replace(facts, restarted_on=restarted, held=())
        due = day_ledger.due(again, calendar)
        lines.append(WhatIf(f"{chinese_date(restarted)}收到补正或者缴费", due, "从次日起重新计算全部期限"))
    return lines


def _left(found: Ledger, due: Due) -> str:
    if found.facts.stopped_on is not None:
        return f"{chinese_date(found.facts.stopped_on)}已停止"
    if found.today > due.on:
        return f"已超期{found.calendar.workdays_between(due.on, found.today)}个工作日"
    return f"剩{found.calendar.workdays_between(found.today, due.on)}个工作日"


def _must_be_ahead(day: date, than: date, field: str, label: str) -> None:
    if day < than or (day - than).days > _FURTHEST:
        raise BadInput(
            what="不能试算",
            why=f"{label}{day}{'早于' if day < than else '远在'}{than}{'' if day < than else '十年以后'}",
            remedy="请改正日期",
            field=field,
        )


def sentences(found: Ledger, request: InfoRequest) -> list[str]:
    """The calculation in sentences, as a court reads it."""
    facts, rule = found.facts, receipt.RECEIPT_RULES[Channel(request.channel)]
    said = []
    if found.clock.kind == clocks.REPLY:
        said.append(
            f"申请编号{request.filing.number}，申请渠道为{Channel(request.channel).label}，以{rule.decided_by.label}为收到"
            f"申请之日（{rule.basis}），即{chinese_date(facts.started_on)}。"
        )
    else:
        said.append(f"{found.clock.label}自{chinese_date(facts.started_on)}起算。")
    if facts.fixed_on is not None:
        said.append(f"已确定在{chinese_date(facts.fixed_on)}前答复并告知申请人（《政府信息公开条例》第三十五条）。")
        return said
    unit = facts.unit.label
    said.append(f"期限为{facts.figure}{unit}（{facts.basis}）；开始的当日不计算在内（{ARTICLES['start']}）。")
    if facts.restarted_on is not None:
        by = facts.restarted_by or ARTICLES["restarted"]
        said.append(f"{chinese_date(facts.restarted_on)}重新起算（{by}），此前经过的日子不计入。")
    for held in facts.held:
        until = f"至{chinese_date(held.last)}" if held.last else "起，尚未结束"
        if held.last is None or facts.restarted_on is None or held.last > facts.restarted_on:
            said.append(f"{chinese_date(held.first)}{until}不计入期限：{held.reason}（{held.article}）。")
    if facts.extended_by:
        said.append(f"经批准并告知申请人，延长{facts.extended_by}个工作日（{ARTICLES['extended']}）。")
    if facts.unit is Unit.WORKING_DAYS:
        said.append(_left_out(found))
    if found.is_held:
        said.append(
            f"期限暂停中，届满日尚未确定；如果{chinese_date(found.today)}结束暂停，届满日为{chinese_date(found.due.on)}。"
        )
    else:
        said.append(f"据此，届满日为{chinese_date(found.due.on)}。")
    if found.unpublished and not found.due.firm:
        years = "、".join(map(str, found.unpublished))
        said.append(f"{years}年的放假安排尚未公布，届满日尚未确定：暂按周一至周五推算，安排公布后重新计算。")
    if facts.stopped_on is not None:
        how = "超过期限" if facts.stopped_on > found.due.on else "没有超过期限"
        said.append(f"{chinese_date(facts.stopped_on)}{found.clock.stopped_because}，{how}。")
    return said


def _left_out(found: Ledger) -> str:
    counts = day_ledger.tally(day for day in found.days if day.on <= found.due.on)
    names = {Mark.REST: "周末休息", Mark.HOLIDAY: "放假"}
    out = "、".join(f"{label}{counts[mark]}天" for mark, label in names.items() if counts.get(mark))
    worked = [day for day in found.days if day.mark is Mark.MAKEUP]
    extra = "、".join(f"{day.on.month}月{day.on.day}日" for day in worked)
    plus = f"；{extra}为调休上班日，计入" if extra else ""
    return f"其间{out}不计入{plus}。" if out else f"其间没有休息日{plus}。"


def document(found: Ledger, request: InfoRequest) -> OfficialDocument:
    """The printed explanation (期限计算说明) as the official writers take it; no name of the applicant stands in it."""
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(found, request))
    return OfficialDocument(
        title=f"{found.clock.label}期限计算说明",
        body_html=f"{said}<p>逐段计算如下：</p>{_table(found.spans)}",
        signed_by=(request.organ.name,),
        date_written=found.today,
    )


def _table(spans: Sequence[Span]) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("起止", "天数", "性质", "累计", "事由和依据"))
    rows = ""
    for span in spans:
        days = chinese_date(span.first)
        if span.last != span.first:
            days += f"至{span.last.month}月{span.last.day}日"
        why = "；".join(part for part in (span.why, span.article) if part)
        number = str(span.n) if span.mark in {Mark.COUNTED, Mark.MAKEUP, Mark.EXTENDED} else ""
        cells = (days, str(span.days), span.mark.label, number, why)
        rows += "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
