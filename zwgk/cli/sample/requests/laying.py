"""Laying the requests: old ones as they are taken over, the others act by act; what is there is passed by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from zwgk.cli.sample import calendar
from zwgk.cli.sample.requests import plan, walked
from zwgk.cli.sample.requests.plan import Planned, way_of
from zwgk.cli.sample.size import TODAY, Size
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.inforequests import queries
from zwgk.inforequests.actions import migrating, setting
from zwgk.inforequests.actions.migrating import DisputeKind, DisputeResult, OldCase, OldDispute
from zwgk.inforequests.identity import keys
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty
from zwgk.rules.remedies import Standing
from zwgk.rules.workdays import OFFICIAL

if TYPE_CHECKING:
    from zwgk.people.models import Unit

#: of a smaller county: one of each kind of stage, and one that ended
SOME = ("confirm_late", "registered", "correcting", "third", "extended", "paying", "to_seal", "granted")


def lay(size: Size) -> int:
    """Lay the old ones as they are taken over, and those on the desks; what is there is passed by.

    Returns how many were added.
    """
    keys.ensure(at=calendar.at(date(2024, 1, 2)))
    there = queries.visible_to(SYSTEM).filter(matter__closed_on=None).exists()
    planned = plan.ended(size)
    units = {name: unit_at(name) for name in dict.fromkeys(case.organ for case in planned)}
    cases = [_old(case, units[case.organ]) for case in planned]
    added = 0
    for start in range(0, len(cases), migrating.BATCH):
        batch = cases[start : start + migrating.BATCH]
        added += len(migrating.take_over(batch, at=calendar.at(TODAY), actor=SYSTEM))
    if there:
        return added
    chosen = walked.OPEN.values() if size.whole else [walked.OPEN[name] for name in SOME if name in walked.OPEN]
    with transaction.atomic():
        _bodies()
        for walk in chosen:
            walk()
    return added + len(chosen)


def lay_ended(size: Size) -> int:
    """Walk those that ended act by act, with all their papers; returns how many were added."""
    texts = set(queries.visible_to(SYSTEM).values_list("filing__description", flat=True))
    added = 0
    for name, (text, walk) in walked.ENDED.items():
        if text not in texts and (size.whole or name in SOME):
            with transaction.atomic():
                walk()
            added += 1
    return added


def _bodies() -> None:
    """Where decisions of the organs that answer can be taken."""
    names = (
        walked.CIVIL,
        walked.EDU,
        walked.FARM,
        walked.ROAD,
        walked.MARKET,
        walked.HOUSE,
        walked.HEALTH,
        walked.TOWN,
    )
    for name in names:
        unit = unit_at(name)
        setting.set_bodies(
            unit,
            standing=Standing.TOWNSHIP if name == walked.TOWN else Standing.DEPARTMENT,
            reconsideration="清岚县人民政府",
            court="清岚县人民法院",
            actor=acting(unit, Duty.OFFICE, on=TODAY),
        )


def _old(case: Planned, organ: Unit) -> OldCase:
    form, way = way_of(case.channel)
    return OldCase(
        key=case.key,
        organ=organ,
        applicant=case.applicant,
        description=case.description,
        channel=case.channel,
        received_on=case.received_on,
        answered_on=case.answered_on,
        outcome=case.outcome,
        form=form,
        way=way,
        extended_by=case.extended_by,
        correction_on=case.correction_on,
        corrected_on=case.corrected_on,
        third_party="清岚路桥养护有限公司" if case.consulted else "",
        consulted=case.consulted,
        disputes=tuple(_dispute(case, code) for code in case.disputes),
        rating=case.rating,
    )


def _dispute(case: Planned, code: str) -> OldDispute:
    received = _after(case.answered_on, 30)
    if code in {str(result) for result in DisputeResult}:
        kind, result, body = DisputeKind.RECONSIDERATION, DisputeResult(code), "清岚县人民政府"
    else:
        kind, result, body = DisputeKind(code), DisputeResult.UPHELD, "清岚县人民法院"
    return OldDispute(kind, body, received, result, _after(received, 55))


def _after(day: date, days: int) -> date:
    return OFFICIAL.next_workday(date.fromordinal(day.toordinal() + days))
