"""What three organs keep back: their 负面清单, the 非公开目录, one re-evaluation that is over and one under way."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from zwgk.cli.sample.calendar import at
from zwgk.cli.sample.published.acting import organ
from zwgk.cli.sample.signins import COUNTY_OFFICE, MAIN
from zwgk.cli.sample.size import TODAY
from zwgk.cli.sample.staff import acting, unit_at
from zwgk.cli.sample.tables import rows
from zwgk.documents import reevaluation
from zwgk.documents.actions import reevaluating
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import negative_list, withheld
from zwgk.publishing.withheld import queries
from zwgk.rules.duties import Duty
from zwgk.rules.withheld import EntryFacts, ItemState, Verdict, next_review
from zwgk.rules.withheld_tables import Line, ground_called

if TYPE_CHECKING:
    from zwgk.documents.models import ReviewItem, ReviewRound
    from zwgk.people.models import Unit

FINISHED, UNDER_WAY = "2026年上半年定期评估", "2026年下半年定期评估"
_LISTED_ON = date(2026, 3, 2)
#: the tables of the year's items were taken in on these days
_TAKEN_IN = {2025: date(2025, 12, 22), 2026: date(2026, 6, 8)}
_OPENED_ON, _CONFIRMED_ON, _OVER_ON = date(2026, 6, 8), date(2026, 6, 23), date(2026, 6, 26)
_SECOND_ON = date(2026, 11, 10)
_WHY = {
    Verdict.KEEP: "情形没有变化，公开仍会造成损害",
    Verdict.PUBLIC: "事项已经审定公布，不再影响决策",
    Verdict.REDACTED: "选址已经确定，删去发言人之后可以公开",
    Verdict.ON_REQUEST: "时过境迁，可以提供给申请人",
}


def lay() -> int:
    """Lay the lists and the rounds where they are not there yet; returns how many items are listed. One transaction."""
    if queries.in_force(unit_at(MAIN).pk, on=TODAY).exists():
        return 0
    with transaction.atomic():
        _classes()
        listed = _items()
        _first_round()
        _second_round()
        _for_the_public()
    return listed


def _classes() -> None:
    years: dict[int, int] = {}
    for short, name, matters, ground, law, scope, words in rows("negative.txt"):
        unit = organ(short)
        cycle = years.setdefault(unit.pk, queries.cycle(unit, on=_LISTED_ON))
        facts = EntryFacts(
            name, matters, ground_called(ground), next_review(_LISTED_ON, years=cycle), law, scope, words
        )
        entry = negative_list.draft_entry(unit, facts, today=_LISTED_ON, actor=acting(unit, Duty.OFFICE, on=TODAY))
        negative_list.confirm_entry(
            entry, on=_LISTED_ON, at=at(_LISTED_ON, 16), actor=acting(unit, Duty.LEADER, on=TODAY)
        )


def _items() -> int:
    lines: list[tuple[str, int, Line]] = []
    for number, (short, title, doc_number, ground, reason, decided_on, review_on, _) in enumerate(
        rows("withheld.txt"), 1
    ):
        cells = {
            "title": title,
            "doc_number": doc_number,
            "ground": ground,
            "reason": reason,
            "decided_on": decided_on,
            "decided_by": "主要领导",
            "review_on": review_on,
        }
        lines.append((short, int(decided_on[:4]), Line(number, cells)))
    listed = 0
    for (short, year), table in groupby(sorted(lines, key=lambda one: one[:2]), key=lambda one: one[:2]):
        unit, on = organ(short), _TAKEN_IN[year]
        by = acting(unit, Duty.OFFICE, on=TODAY)
        done = withheld.import_items(unit, [line for _, _, line in table], today=on, at=at(on, 10), actor=by)
        assert not done.rejects, done.rejects
        listed += done.added
    office, on = unit_at(COUNTY_OFFICE), _TAKEN_IN[2026]
    known = withheld.Known(
        "", "secret", "", date(2026, 5, 18), "定密责任人", is_secret=True, secret_until=date(2031, 5, 17)
    )
    withheld.list_item(office, known, today=on, at=at(on, 11), actor=acting(office, Duty.SECRECY, on=TODAY))
    return listed + 1


def _round(title: str, unit: Unit, *, due_by: date, answer_by: date, on: date) -> tuple[ReviewRound, list[ReviewItem]]:
    by = acting(unit, Duty.OFFICE, on=TODAY)
    found = reevaluating.open_round(
        title, organ=unit, due_by=due_by, answer_by=answer_by, on=on, at=at(on, 10, 30), actor=by
    )
    return found, list(reevaluation.items(found, "", size=200).rows)


def _say(row: ReviewItem, verdict: Verdict, *, on: date, confirmed_on: date | None) -> None:
    unit = row.item.organ
    by = acting(unit, Duty.OFFICE, on=TODAY)
    reevaluating.propose(row, verdict, reason=_WHY[verdict], at=at(on, 15), actor=by)
    if confirmed_on is not None:
        leader = acting(unit, Duty.LEADER, on=TODAY)
        reevaluating.confirm(row, verdict, reason="", on=confirmed_on, at=at(confirmed_on, 16), actor=leader)


def _first_round() -> None:
    """民政局's first half-year: four go on, one is for applicants, three open; one of these is public by now."""
    unit = unit_at(MAIN)
    said = {row[1]: Verdict(row[7]) for row in rows("withheld.txt") if row[7]}
    found, items = _round(FINISHED, unit, due_by=date(2026, 6, 30), answer_by=date(2026, 6, 19), on=_OPENED_ON)
    for row in items:
        _say(row, said.get(row.item.title, Verdict.KEEP), on=_OPENED_ON, confirmed_on=_CONFIRMED_ON)
    by = acting(unit, Duty.OFFICE, on=TODAY)
    reevaluating.finish(found, on=_OVER_ON, at=at(_OVER_ON, 17), actor=by)
    opened = next(row.item for row in items if said.get(row.item.title) is Verdict.PUBLIC)
    withheld.close_item(opened, reason="已在县民政局子站公开", on=_OVER_ON, actor=by, is_public=True)


def _second_round() -> None:
    """The county office's second half-year, under way: two of three answered, one of three confirmed."""
    _, items = _round(
        UNDER_WAY, unit_at(COUNTY_OFFICE), due_by=date(2026, 12, 31), answer_by=date(2026, 12, 4), on=_SECOND_ON
    )
    for place, row in enumerate(items):
        if place % 3:
            confirmed_on = TODAY if place % 3 == 1 else None
            _say(row, Verdict.KEEP, on=date(2026, 11, 18), confirmed_on=confirmed_on)


def _for_the_public() -> None:
    """What is still being decided is told to the public by its title, what touches others with the title masked."""
    for unit in (unit_at(MAIN), unit_at(COUNTY_OFFICE)):
        found = queries.items_for(SYSTEM).filter(organ=unit, state=str(ItemState.LISTED), matter=None)
        for ground, masked in (("process_info", False), ("third_party", True)):
            shown = list(found.filter(ground_code=ground, is_secret=False))
            if shown:
                withheld.show_items(shown, masked=masked, on=TODAY, actor=acting(unit, Duty.LEADER, on=TODAY))
