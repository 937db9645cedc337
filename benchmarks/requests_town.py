"""Many requests for information in a scratch installation: organs, cases, their clocks, what pauses them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

FIRST_DAY = date(2021, 1, 4)
LAST_DAY = date(2026, 11, 20)
CHUNK = 2_000
SECTIONS = 2
#: of a hundred cases so many are still open; those of the last months
_OPEN_SHARE = 0.03


@dataclass
class Town:
    """What was filled in, and who asks."""

    government: Any
    organs: list[Any]
    office: Any
    overseer: Any
    section_head: Any
    numbers: list[str]


def fill(cases: int, organs: int = 300, *, seed: int = 20261120) -> Town:
    """Fill the empty database with a county of ``organs`` and ``cases`` requests, the most of them ended."""
    from django.db import transaction

    from zwgk.people import actions as people
    from zwgk.people.actor import SYSTEM, actor_for
    from zwgk.people.models import SiteSettings, UnitKind
    from zwgk.rules.duties import Duty

    chance = random.Random(seed)
    government = people.add_unit("清岚县人民政府", UnitKind.GOVERNMENT, parent=None, actor=SYSTEM)
    SiteSettings.objects.create(pk=1, government=government, name="清岚县人民政府")
    first = people.add_unit("第0局", UnitKind.DEPARTMENT, parent=government, actor=SYSTEM)
    sections = [people.add_unit(f"科室{n}", UnitKind.SECTION, parent=first, actor=SYSTEM) for n in range(SECTIONS)]

    def post(unit: Any, title: str, *duties: Duty) -> Any:
        user = people.add_user(f"u{unit.pk}-{title}", title, "Qinglan-2026", actor=SYSTEM, must_change=False)
        return people.appoint(user, unit, title, list(duties), actor=SYSTEM)

    office = post(first, "办公室主任", Duty.OFFICE)
    overseer = post(government, "公开办主任", Duty.DISCLOSURE_OFFICE)
    head = post(sections[0], "科长", Duty.SECTION_HEAD)
    units = [first, *_organs(government, organs - 1)]
    numbers: list[str] = []
    for start in range(0, cases, CHUNK):
        with transaction.atomic():
            numbers += _cases(range(start, min(start + CHUNK, cases)), cases, units, sections, chance)
    today = LAST_DAY
    return Town(
        government,
        units,
        actor_for(office, today=today),
        actor_for(overseer, today=today),
        actor_for(head, today=today),
        numbers,
    )


def _organs(government: Any, number: int) -> list[Any]:
    """Organs with their paths, written at once: thousands by the acts would take minutes."""
    from zwgk.people.models import Unit, UnitKind, UnitPath

    made = Unit.objects.bulk_create(
        [Unit(parent=government, kind=str(UnitKind.DEPARTMENT), name=f"第{n}局", order=n) for n in range(1, number + 1)]
    )
    for unit in made:
        unit.organ = unit
    Unit.objects.bulk_update(made, ["organ"], batch_size=500)
    above = list(UnitPath.objects.filter(below=government).values_list("above", "depth"))
    UnitPath.objects.bulk_create(
        [UnitPath(above=unit, below=unit, depth=0) for unit in made]
        + [UnitPath(above_id=top, below=unit, depth=depth + 1) for unit in made for top, depth in above],
        batch_size=2_000,
    )
    return made


def _cases(
    numbers: Sequence[int], whole: int, organs: list[Any], sections: list[Any], chance: random.Random
) -> list[str]:
    from django.utils import timezone

    from zwgk.deadlines.models import Clock, Pause
    from zwgk.inforequests.clocks import REPLY
    from zwgk.inforequests.models import Filing, InfoRequest, Item
    from zwgk.inforequests.opening_cases import KIND
    from zwgk.matters.models import Matter, Waiting
    from zwgk.rules.applicants import ApplicantClass
    from zwgk.rules.inforequest import Stage
    from zwgk.rules.outcomes import OUTCOMES
    from zwgk.rules.receipt import Channel
    from zwgk.rules.workdays import OFFICIAL

    zone, days = timezone.get_current_timezone(), (LAST_DAY - FIRST_DAY).days
    outcomes = [*["reply_granted"] * 8, *["reply_partial"] * 3, *["reply_not_exist"] * 4, *OUTCOMES]
    filings, matters, requests, clocks = [], [], [], []
    for number in numbers:
        received = FIRST_DAY + timedelta(days=number * days // whole)
        organ = organs[0] if chance.random() < 0.02 else chance.choice(organs)
        due = OFFICIAL.add_workdays(received, 20)
        recent = (LAST_DAY - received).days < 45
        open_now = recent or chance.random() < _OPEN_SHARE / 30
        answered = min(received + timedelta(days=chance.randrange(5, 45)), LAST_DAY)
        stage = chance.choice([Stage.REGISTERED, Stage.HANDLING, Stage.REVIEW]) if open_now else Stage.ARCHIVED
        at = datetime(received.year, received.month, received.day, 9, number % 60, number % 59, tzinfo=zone)
        person = chance.choice(list(ApplicantClass))
        channel = chance.choice(list(Channel))
        outcome = "" if open_now else chance.choice(outcomes)
        mine = organ is organs[0]
        filing = Filing(
            number=f"{received:%Y%m%d}-{number:06d}",
            code_digest="0" * 64,
            token=f"{number:064d}",
            organ=organ,
            channel=str(channel),
            filed_at=at,
            arrived_on=received,
            applicant_class=str(person),
            masked_name="穆＊＊",
            sealed="v1.k1." + "A" * 400,
            person=f"{number % 5000:064d}",
            description=f"第{number}件：2025年度农村公路养护资金分配情况和项目清单",
            form="paper",
            way="post",
        )
        matter = Matter(
            kind=KIND,
            number=f"申{received.year}-{number:06d}",
            title=f"穆＊＊：第{number}件：2025年度农村公路养护资金分配情况",
            owner=organ,
            section=chance.choice(sections) if mine else None,
            stage=str(stage),
            next_due=due if open_now else None,
            opened_on=received,
            closed_on=None if open_now else answered,
            touched_at=at,
        )
        request = InfoRequest(
            matter=matter,
            filing=filing,
            organ=organ,
            channel=str(channel),
            applicant_class=str(person),
            events={"submitted": received.isoformat()},
            received_on=received,
            outcome=outcome,
            answered_on=None if open_now else answered,
        )
        clock = Clock(
            matter=matter,
            kind=REPLY,
            label="答复申请人",
            started_on=received,
            figure=20,
            unit="working_days",
            basis="《政府信息公开条例》第三十三条",
            organ=organ,
            due_on=due,
            firm=True,
            calendar_version="0" * 12,
            stopped_on=None if open_now else answered,
            stopped_because="" if open_now else "已答复",
        )
        filings.append(filing)
        matters.append(matter)
        requests.append(request)
        clocks.append(clock)
    Filing.objects.bulk_create(filings)
    Matter.objects.bulk_create(matters)
    for request in requests:
        request.matter_id, request.filing_id = request.matter.pk, request.filing.pk
    InfoRequest.objects.bulk_create(requests)
    Item.objects.bulk_create([Item(request=request, no=1, description="第一项") for request in requests])
    for clock in clocks:
        clock.matter_id = clock.matter.pk
    Clock.objects.bulk_create(clocks)
    opened = [clock for clock in clocks if clock.stopped_on is None]
    Pause.objects.bulk_create(
        [
            Pause(clock=clock, first=clock.started_on + timedelta(days=3), last=None, reason="征求第三方意见",
                  source="consultation-1")
            for clock in opened[::5]
        ]
    )  # fmt: skip
    Waiting.objects.bulk_create(
        [
            Waiting(matter=clock.matter, act="inforequests.decide", label="办理申请", unit=clock.organ, duty="office",
                    since=clock.matter.touched_at, due_on=clock.due_on)
            for clock in opened
        ]
    )  # fmt: skip
    return [matter.number for matter in matters if matter.owner_id == organs[0].pk]
