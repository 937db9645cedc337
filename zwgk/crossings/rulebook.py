"""Figures and packs change what begins from their day on: told beforehand by doing it and taking it back, then done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zwgk.crossings import site_pages
from zwgk.deadlines import actions as deadlines
from zwgk.deadlines.foreseeing import TOLD, Move, Outlook, begun_before
from zwgk.people.actions import rulebook
from zwgk.people.actor import Actor
from zwgk.people.local import figures_of
from zwgk.people.models import LocalRule, SiteSettings, Unit
from zwgk.publishing import effects, shelf
from zwgk.rules.figures import KEYS
from zwgk.rules.limits import SETTINGS, InForce


@dataclass(frozen=True)
class Change:
    """A figure before and after (数值变化)."""

    before: InForce
    after: InForce


@dataclass(frozen=True)
class Told:
    """What a change of rules would do: figures that become others, open clocks that move, those that keep theirs."""

    changes: tuple[Change, ...]
    outlook: Outlook
    #: open clocks of these kinds that began before and keep the figure they began with
    kept: int
    #: local figures that would not hold, as sentences
    collisions: tuple[str, ...]


class _TakenBack(Exception):
    """Everything that was done for the look is undone."""


def _figures(unit: Unit | None, on: date) -> dict[str, InForce]:
    held = figures_of(unit)
    return {key: held.figure(key, on=on) for key in KEYS}


def _tell(act: Callable[[], Collection[str]], *, unit: Unit | None, since: date, at: datetime, actor: Actor) -> Told:
    """Do it, count, and take everything back."""
    before = _figures(unit, since)
    told: list[Told] = []
    try:
        with transaction.atomic():
            keys = act()
            after = _figures(unit, since)
            moved = deadlines.apply_figures(keys, since=since, cause="预览", at=at, actor=actor)
            moves = tuple(Move(m.clock.matter.number, m.clock.label, m.before, m.after) for m in moved[:TOLD])
            changed = [
                Change(before[key], after[key])
                for key in KEYS
                if (before[key].value, before[key].unit, before[key].basis)
                != (after[key].value, after[key].unit, after[key].basis)
            ]
            collisions = [c.sentence for key in keys if key in after for c in after[key].conflicts]
            told.append(
                Told(
                    tuple(changed),
                    Outlook(len(moved), len(moved), moves),
                    begun_before(keys, since),
                    tuple(dict.fromkeys(collisions)),
                )
            )
            raise _TakenBack
    except _TakenBack:
        return told[0]


def keys_of(key: str) -> Collection[str]:
    """The figures that a rule bears upon: itself, or those that an open point governs."""
    return next((point.governs for point in SETTINGS if point.key == key), (key,))


def tell_figure(
    key: str, value: object, *, basis: str, unit: Unit | None, valid_from: date, at: datetime, actor: Actor
) -> Told:
    """What a figure of our own would do. Errors: as ``people.set_local_rule``."""

    def act() -> Collection[str]:
        site_pages.set_local_rule(key, value, basis=basis, at=at, actor=actor, unit=unit, valid_from=valid_from)
        return keys_of(key)

    return _tell(act, unit=unit, since=valid_from, at=at, actor=actor)


def set_figure(
    key: str, value: object, *, basis: str, unit: Unit | None, valid_from: date, at: datetime, actor: Actor
) -> int:
    """Set a figure of our own; what began from its day on follows. Returns how many due days moved."""
    with transaction.atomic():
        site_pages.set_local_rule(key, value, basis=basis, at=at, actor=actor, unit=unit, valid_from=valid_from)
        return len(deadlines.apply_figures(keys_of(key), since=valid_from, cause=basis[:200], at=at, actor=actor))


def end_figure(rule: LocalRule, *, on: date, reason: str, at: datetime, actor: Actor) -> int:
    """Let a figure of our own end; what began from that day on follows the rule above."""
    with transaction.atomic():
        rulebook.end_local_rule(rule, on=on, reason=reason, actor=actor)
        effects.touched([shelf.DAY], at=at)
        return len(deadlines.apply_figures(keys_of(rule.key), since=on, cause=reason[:200], at=at, actor=actor))


def tell_pack(site: SiteSettings, code: str, *, reason: str, on: date, at: datetime, actor: Actor) -> Told:
    """What another pack would do. Errors: as ``people.choose_rule_pack``."""

    def act() -> Collection[str]:
        rulebook.choose_rule_pack(site, code, reason=reason, actor=actor)
        return KEYS

    return _tell(act, unit=site.government, since=on, at=at, actor=actor)


def choose_pack(site: SiteSettings, code: str, *, reason: str, on: date, at: datetime, actor: Actor) -> int:
    """Choose a pack; what begins from today on follows it, the guide tells its figures."""
    with transaction.atomic():
        rulebook.choose_rule_pack(site, code, reason=reason, actor=actor)
        effects.touched([shelf.DAY], at=at)
        return len(deadlines.apply_figures(KEYS, since=on, cause=f"选用规则包：{reason}"[:200], at=at, actor=actor))


def in_force(unit: Unit | None, *, on: date) -> Sequence[InForce]:
    """Every figure as it counts for an organ on a day."""
    return list(_figures(unit, on).values())
