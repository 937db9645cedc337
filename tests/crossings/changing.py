"""Changes of organs in few words, for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.people.factory import TODAY
from zwgk.crossings import reorganising
from zwgk.crossings.reorganising import carrying
from zwgk.people.actor import SYSTEM, Actor
from zwgk.people.models import Reorganisation, Unit
from zwgk.people.reorganising.planning import NewOrgan, Plan
from zwgk.rules.reorganising import ChangeKind

#: noon of the office's day, after the papers of the morning
NOON = timezone.make_aware(datetime(2026, 11, 20, 12, 30))  # noqa: DTZ001
BASIS = {"basis": "清岚县机构改革方案", "number": "清编〔2026〕3号"}


def plan(kind: ChangeKind, *formers: Unit, on: date = TODAY, **more: Any) -> Plan:
    """A plan with its basis; ``new`` may be given as names, ``successor`` as a unit."""
    if "new" in more:
        more["new"] = tuple(NewOrgan(name) for name in more["new"])
    if isinstance(more.get("successor"), Unit):
        more["successor"] = more["successor"].pk
    if "sections" in more:
        more["sections"] = {unit.pk: number for unit, number in more["sections"].items()}
    return Plan(kind=kind, on=on, formers=tuple(unit.pk for unit in formers), **{**BASIS, **more})


def change(wanted: Plan, *, at: datetime = NOON, actor: Actor = SYSTEM, follow: bool = True) -> Reorganisation:
    """Carry a change out, and what follows it."""
    made = reorganising.reorganise(wanted, today=TODAY, at=at, actor=actor)
    if follow:
        carrying.follow(made.pk)
        made.refresh_from_db()
    return made


def back(made: Reorganisation, *, reason: str = "文号录错", today: date = TODAY) -> Reorganisation:
    """Take a change back, and let everything go back."""
    reorganising.take_back(made, reason=reason, today=today, at=NOON + timedelta(hours=1), actor=SYSTEM)
    carrying.give_back(made.pk)
    made.refresh_from_db()
    return made
