"""The rules in force here as one table to read: each figure with its national value, and how ours stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.errors import BadInput
from zwgk.rules.figures import LIMITS, Limit, Value
from zwgk.rules.labelled import Labelled
from zwgk.rules.limits import SETTINGS, InForce
from zwgk.rules.periods import Unit


class Stand(Labelled):
    """How the figure in force stands to the national one (与国家规定的关系)."""

    STRICTER = "stricter", "严于国家规定"
    NATIONAL = "national", "国家规定"
    OWN = "own", "国家没有规定，本地设定"
    SUGGESTED = "suggested", "系统建议值"
    OPEN = "open", "没有规定"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table. ``since``, ``until``: of what is in force, first and last day."""

    key: str
    label: str
    value: str
    national: str
    stand: Stand
    level: str
    basis: str
    since: date | None
    until: date | None
    verified: bool
    conflicts: tuple[str, ...]


def table(found: Iterable[InForce], *, on: date) -> Sequence[Row]:
    """Lay figures out beside their national values on a day."""
    return [_row(one, on) for one in found]


def _row(one: InForce, on: date) -> Row:
    law = law_of(one.key, on)
    local = one.local
    if local is not None:
        stand = Stand.OWN if law is None or law.national is None else Stand.STRICTER
    elif one.value is None:
        stand = Stand.OPEN
    else:
        stand = Stand.NATIONAL if law is not None and law.national is not None else Stand.SUGGESTED
    return Row(
        one.key,
        one.label,
        str(one),
        "没有规定" if law is None or law.national is None else f"{law.national}{law.unit.label}",
        stand,
        local.level.label if local else "国家" if stand is Stand.NATIONAL else "",
        one.basis,
        local.valid_from if local else law.valid_from if law else None,
        local.valid_to if local else law.valid_to if law else None,
        one.verified,
        tuple(conflict.sentence for conflict in one.conflicts),
    )


def law_of(key: str, on: date) -> Limit | None:
    """The national row in force on a day, or None."""
    return next((row for row in LIMITS if row.key == key and row.in_force(on)), None)


def label_of(key: str) -> str:
    """What a figure or an open point is called; the key itself where it is unknown."""
    names = {row.key: row.label for row in LIMITS} | {point.key: point.label for point in SETTINGS}
    return names.get(key, key)


def read_value(key: str, typed: str) -> Value:
    """Read a typed value: a number, a day of the year, or one of the ways of an open point. Errors: ``BadInput``."""
    what = "没有保存"
    options = next((dict(point.options) for point in SETTINGS if point.key == key), None)
    if options is not None:
        if typed not in options:
            ways = "、".join(f"{code}（{label}）" for code, label in options.items())
            raise BadInput(what=what, why="不是可选的做法", remedy=f"请填写其中一个：{ways}", field="value")
        return typed
    units = {row.unit for row in LIMITS if row.key == key}
    if not units:
        raise BadInput(what=what, why="没有这项规则", remedy="请从列表中选择", field="key")
    if Unit.MONTH_DAY in units:
        return typed
    if not typed.isascii() or not typed.isdigit() or len(typed) > 6:
        raise BadInput(what=what, why=f"“{typed[:20] or '空'}”不是正整数", remedy="请填写正整数", field="value")
    return int(typed)
