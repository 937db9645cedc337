"""Items of the 非公开政府信息目录, made and closed within the acts that decide on a matter; no act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from zwgk.matters.models import Matter
from zwgk.people.models import Unit
from zwgk.publishing.models import NegativeEntry, WithheldItem
from zwgk.publishing.withheld import queries
from zwgk.rules import grounds
from zwgk.rules.errors import GateClosed
from zwgk.rules.withheld import ItemKind, ItemState, Told, next_review


@dataclass(frozen=True)
class Decision:
    """What was decided on something that is not published. ``levels``: the duties of which one decided."""

    organ: Unit
    kind: ItemKind
    title: str
    decided_on: date
    decided_by: str
    levels: Sequence[str]
    ground_code: str = ""
    reason: str = ""
    doc_number: str = ""
    unit: Unit | None = None
    review_on: date | None = None


def serial_after(organ: Unit, year: int) -> int:
    """The next number of an organ's catalogue in a year; the organ is locked so that none is given twice."""
    Unit.objects.select_for_update(no_key=True).get(pk=organ.pk)
    last = WithheldItem.objects.filter(organ=organ, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def settle(matter: Matter, decision: Decision, *, by: str, at: datetime) -> WithheldItem:
    """Enter what was finally decided not to be public, or bring its item in step; a refusal must point to a list.

    不予公开 rests on the class that somebody pointed to, else on the only one that fits; outside every class only where
    the 公开工作机构 listed it by itself before. Where no 负面清单 is in force the statutory ground carries it.
    Errors: :class:`GateClosed`, saying where to point.
    """
    item = (
        WithheldItem.objects.select_for_update(of=("self",))
        .filter(matter=matter, state__in=queries.OPEN_STATES)
        .select_related("entry")
        .first()
    )
    entry = _entry_for(matter, decision, item) if decision.kind is ItemKind.WITHHELD else None
    if item is None:
        item = new(decision.organ, on=decision.decided_on, by=by, at=at, matter=matter)
    item.kind, item.state = str(decision.kind), str(ItemState.LISTED)
    item.title, item.doc_number = decision.title[:300], decision.doc_number
    item.ground_code, item.ground_reason = decision.ground_code, decision.reason[:500]
    item.entry, item.unit = entry, decision.unit
    item.decided_on, item.decided_by = decision.decided_on, decision.decided_by[:120]
    item.level = ",".join(decision.levels)[:120]
    years = queries.cycle(decision.organ, on=decision.decided_on)
    item.review_on = decision.review_on or next_review(decision.decided_on, years=years)
    item.told = str(Told.NOT)
    item.save()
    return item


def _entry_for(matter: Matter, decision: Decision, item: WithheldItem | None) -> NegativeEntry | None:
    support = queries.ground_for(
        decision.organ.pk,
        ground_code=decision.ground_code,
        on=decision.decided_on,
        title=decision.title,
        matter_id=matter.pk,
    )
    if item is not None and item.apart_because:
        return None
    pointed = item.entry if item is not None else None
    if pointed is not None and not queries.superseded(item, on=decision.decided_on):  # type: ignore[arg-type]
        if pointed.ground_code == decision.ground_code:
            return pointed
        raise _not_supported(
            f"指明的条目“{pointed.name}”依据的是“{_label(pointed.ground_code)}”，"
            f"这一件依据的是“{_label(decision.ground_code)}”"
        )
    if support.only is not None or not support.has_list:
        return support.only
    if support.entries:
        raise _not_supported(f"负面清单里有{len(support.entries)}条都对得上，没有指明是哪一条")
    raise _not_supported(f"负面清单里没有以“{_label(decision.ground_code)}”为依据、支持这一件的条目")


def _label(code: str) -> str:
    return grounds.GROUNDS[code].label if code in grounds.GROUNDS else code


def _not_supported(why: str) -> GateClosed:
    return GateClosed(
        what="不能定为“此件不公开”",
        why=why,
        remedy="请打开文件的“对应清单”指明条目；清单外确需不公开的，由公开工作机构在那里写明理由、逐件列入非公开目录",
        field="disclosure",
    )


def new(
    organ: Unit, *, on: date, by: str, at: datetime, matter: Matter | None = None, serial: int | None = None
) -> WithheldItem:
    """A fresh item under the next number, not saved yet."""
    return WithheldItem(
        organ=organ,
        year=on.year,
        serial=serial or serial_after(organ, on.year),
        matter=matter,
        state=str(ItemState.PROPOSED),
        kind=str(ItemKind.WITHHELD),
        listed_by=by,
        listed_at=at,
    )


def strike(matter: Matter, *, because: str, on: date) -> None:
    """Take a matter's item out where it is not withheld any more; what was only proposed goes without a trace here."""
    rows = WithheldItem.objects.filter(matter=matter)
    rows.filter(state=str(ItemState.PROPOSED)).delete()
    rows.filter(state=str(ItemState.LISTED)).update(
        state=str(ItemState.STRUCK), closed_on=on, closed_because=because[:300], public_title="", clearance=None
    )


def released(matter: Matter, *, on: date) -> None:
    """The matter's paper is public now."""
    WithheldItem.objects.filter(matter=matter, state=str(ItemState.PROPOSED)).delete()
    WithheldItem.objects.filter(matter=matter, state__in=queries.OPEN_STATES).update(
        state=str(ItemState.RELEASED), closed_on=on, closed_because="已公开", public_title="", clearance=None
    )
