"""The fact of a change on the units themselves: names, places in the tree, ends, posts. All in the act's transaction.

Every field that is changed is kept as a :class:`MovedRow`, so that the change can be taken back as it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models

from zwgk.people.actions.units import pinyin_key, rebuild_paths
from zwgk.people.models import (
    FormerName,
    MadeUnit,
    MovedRow,
    Post,
    PostDuty,
    Reorganisation,
    ReorganisationLine,
    Unit,
    UnitKind,
)
from zwgk.people.reorganising.planning import Layout, Line
from zwgk.rules.errors import BadInput
from zwgk.rules.reorganising import ChangeKind

ONE_DAY = timedelta(days=1)
#: what the room of people itself moves, by the name under which it is kept
TABLES: dict[str, type[models.Model]] = {
    "people.unit": Unit,
    "people.post": Post,
    "people.duty": PostDuty,
    "people.name": FormerName,
}


def carry_out(change: Reorganisation, layout: Layout, *, add: Callable[..., Unit]) -> None:
    """Change the units as the layout says. Call inside the act; ``add`` is the act that adds a unit, with its actor."""
    made = _make(change, layout, add)
    real = {**made, **{pk: pk for pk in layout.names if pk > 0}}

    def now(pk: int | None) -> int | None:
        return real.get(pk, pk) if pk is not None else None

    lines = [Line(line.unit, now(line.to), now(line.organ)) for line in layout.lines]
    _keep_lines(change, lines, layout)
    plan = layout.plan
    if plan.kind is ChangeKind.RENAME:
        _rename(change, layout)
        return
    if plan.kind is ChangeKind.PLATE:
        FormerName.objects.create(
            unit=layout.formers[0], name=plan.name.strip(), since=plan.on, is_plate=True, change=change
        )
        return
    if plan.kind is ChangeKind.UNPLATE:
        _unplate(change, layout)
        return
    for line in lines:
        if line.unit.is_section:
            _section(change, line, plan.on)
    into = now(layout.targets[0]) if layout.targets else None
    for child in layout.children:
        _set(change, "people.unit", child, parent=into)
    if plan.ends:
        for unit in layout.formers:
            _end(change, unit, into, plan.on)
        _names(change, layout, [pk for pk in map(now, layout.targets) if pk is not None])
    rebuild_paths()


def _make(change: Reorganisation, layout: Layout, add: Callable[..., Unit]) -> dict[int, int]:
    """The organs that come into being, beside the first of those that change."""
    made: dict[int, int] = {}
    like = layout.formers[0]
    for number, new in enumerate((one for one in layout.plan.new if one.name.strip()), 1):
        unit = add(
            new.name.strip(),
            UnitKind(like.kind),
            parent=like.parent,
            short_name=new.short_name.strip(),
            code=new.code.strip(),
            uscc=new.uscc.strip(),
            region_code=like.region_code,
            order=like.order,
            valid_from=layout.plan.on,
            is_public=like.is_public,
        )
        MadeUnit.objects.create(change=change, unit=unit)
        made[-number] = unit.pk
    return made


def _keep_lines(change: Reorganisation, lines: Iterable[Line], layout: Layout) -> None:
    names = dict(Unit.objects.filter(pk__in=[line.to for line in lines if line.to]).values_list("pk", "name"))
    if layout.plan.kind is ChangeKind.RENAME:
        names[layout.formers[0].pk] = layout.plan.name.strip()
    ReorganisationLine.objects.bulk_create(
        ReorganisationLine(
            change=change,
            unit=line.unit,
            unit_name=line.unit.name,
            successor_id=line.to,
            organ_id=line.organ,
            successor_name=names.get(line.to or 0, ""),
            is_organ=not line.unit.is_section,
        )
        for line in lines
    )


def _rename(change: Reorganisation, layout: Layout) -> None:
    unit, plan = layout.formers[0], layout.plan
    name = plan.name.strip()
    if Unit.objects.filter(parent=unit.parent, name=name).exclude(pk=unit.pk).exists():
        raise BadInput(
            what="不能办理更名",
            why=f"“{unit.parent or '最上级'}”下已有“{name}”",
            remedy="请改用其他名称；两个机关合为一个的，请用合并",
            field="name",
        )
    FormerName.objects.create(unit=unit, name=unit.name, until=plan.on - ONE_DAY, change=change)
    fields: dict[str, Any] = {"name": name, "pinyin_key": pinyin_key(name), "short_name": plan.short_name.strip()}
    if plan.code.strip():
        fields["code"] = plan.code.strip()
    _set(change, "people.unit", unit, **fields)


def _unplate(change: Reorganisation, layout: Layout) -> None:
    unit, name = layout.formers[0], layout.plan.name.strip()
    plate = FormerName.objects.filter(unit=unit, name=name, is_plate=True, until=None).first()
    if plate is None:
        raise BadInput(
            what="不能办理摘牌", why=f"“{unit.name}”没有加挂“{name}”的牌子", remedy="请从现有的牌子中选择", field="name"
        )
    _set(change, "people.name", plate, until=layout.plan.on - ONE_DAY)


def _section(change: Reorganisation, line: Line, on: date) -> None:
    """A section goes whole, or becomes part of the one of its name."""
    if line.to == line.unit.pk:
        _set(change, "people.unit", line.unit, parent=line.organ, organ=line.organ)
        return
    _posts(change, line.unit.pk, line.to)
    _set(change, "people.unit", line.unit, valid_to=_end_day(line.unit, on), merged_into=line.to)


def _end(change: Reorganisation, unit: Unit, into: int | None, on: date) -> None:
    """The organ is no more. It stays below who took over: whoever answers there sees and mends what it left."""
    if into is not None:
        _posts(change, unit.pk, into)
        _set(change, "people.unit", unit, valid_to=_end_day(unit, on), merged_into=into, parent=into)
    else:
        _set(change, "people.unit", unit, valid_to=_end_day(unit, on))
        for section in Unit.objects.filter(organ=unit, valid_to=None).exclude(pk=unit.pk):
            _set(change, "people.unit", section, valid_to=_end_day(section, on))


def _end_day(unit: Unit, on: date) -> date:
    return max(on, unit.valid_from) if unit.valid_from else on


def _posts(change: Reorganisation, old: int, new: int | None) -> None:
    """Whoever sits there sits in the other from now on, under the same number: what waits for them goes on waiting."""
    for what, rows, name in (
        ("people.post", Post.objects.filter(unit=old, valid_to=None), "unit"),
        ("people.duty", PostDuty.objects.filter(over=old, post__valid_to=None), "over"),
    ):
        pks = list(rows.values_list("pk", flat=True))
        MovedRow.objects.bulk_create(
            MovedRow(change=change, what=what, row=pk, before={name: old}, after={name: new}) for pk in pks
        )
        TABLES[what]._default_manager.filter(pk__in=pks).update(**{name: new})


def _names(change: Reorganisation, layout: Layout, targets: list[int]) -> None:
    """The names of those that ended, and the names that these had borne, are found at every successor."""
    old = FormerName.objects.filter(unit__in=layout.formers).values_list("name", "until")
    earlier = [(name, until or layout.plan.on - ONE_DAY) for name, until in old]
    borne = [*((unit.name, layout.plan.on - ONE_DAY) for unit in layout.formers), *earlier]
    for target in targets:
        known = set(FormerName.objects.filter(unit=target).values_list("name", flat=True))
        fresh: dict[str, date] = {}
        for name, until in borne:
            if name not in known:
                fresh.setdefault(name, until)
        FormerName.objects.bulk_create(
            FormerName(unit_id=target, name=name, until=until, change=change) for name, until in fresh.items()
        )


def _set(change: Reorganisation, what: str, row: models.Model, **fields: Any) -> None:
    """Change fields of one row and keep what they were. Foreign keys by number."""
    table = TABLES[what]
    names = {name: table._meta.get_field(name) for name in fields}
    before = {name: getattr(row, names[name].attname) for name in fields}  # type: ignore[union-attr]
    table._default_manager.filter(pk=row.pk).update(**fields)
    MovedRow.objects.create(change=change, what=what, row=row.pk, before=_plain(before), after=_plain(fields))


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def put_back(change: Reorganisation) -> None:
    """Undo :func:`carry_out`, the last step first. Organs that the change made stay until nothing is left in them."""
    for row in MovedRow.objects.filter(change=change, what__in=TABLES).order_by("-pk"):
        TABLES[row.what]._default_manager.filter(pk=row.row).update(**row.before)
        row.delete()
    FormerName.objects.filter(change=change).delete()
    rebuild_paths()


def unmake(change: Reorganisation) -> None:
    """Take away the organs that the change made; nothing stands in them any more."""
    for made in MadeUnit.objects.filter(change=change).select_related("unit"):
        Unit.objects.filter(pk=made.unit_id).update(organ=None)  # it was its own
        made.unit.delete()
