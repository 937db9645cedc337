"""A change as somebody wants it, laid out over the tree: which unit becomes what. Reads only; nothing is written.

Organs that the change itself makes have no number yet; they stand in a layout as −1, −2 … in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from zwgk.people.models import Post, ReorganisationLine, Unit, UnitKind, UnitPath
from zwgk.rules.errors import BadInput
from zwgk.rules.reorganising import ENDING, Body, ChangeKind, ChangeState, Wanted, must_be_possible


@dataclass(frozen=True)
class NewOrgan:
    """An organ that a change makes (新设机关)."""

    name: str
    short_name: str = ""
    code: str = ""
    uscc: str = ""


@dataclass(frozen=True)
class Plan:
    """What was typed. ``sections``: section → which target takes it, counted from 0: the existing one first."""

    kind: ChangeKind
    on: date
    basis: str
    number: str
    formers: tuple[int, ...]
    successor: int | None = None
    new: tuple[NewOrgan, ...] = ()
    sections: Mapping[int, int] = field(default_factory=dict)
    name: str = ""
    short_name: str = ""
    code: str = ""
    stays: bool = False

    @property
    def ends(self) -> bool:
        """True where the organs it begins from are no more afterwards."""
        return self.kind in ENDING or (self.kind is ChangeKind.SPLIT and not self.stays)


@dataclass(frozen=True)
class Line:
    """One unit, what it is afterwards and whose. ``to`` is the unit itself where it goes on."""

    unit: Unit
    to: int | None
    organ: int | None

    @property
    def moves_whole(self) -> bool:
        """True for a section that goes under another organ as it is."""
        return self.to == self.unit.pk and self.organ != self.unit.organ_id


@dataclass(frozen=True)
class Layout:
    """The whole change: lines, the organs that go on below others, and names of what −1, −2 … will be."""

    plan: Plan
    formers: tuple[Unit, ...]
    lines: tuple[Line, ...]
    targets: tuple[int, ...]
    children: tuple[Unit, ...]
    names: Mapping[int, str]


@dataclass(frozen=True)
class Moving:
    """What follows a change, as other rooms read it.

    ``organs``: an organ that is no more → who takes over what no section tells. ``sections``: section → (section now,
    organ now). ``formers``: the organs from which something goes, with the names they bore.
    """

    change_id: int
    on: date
    organs: Mapping[int, int]
    sections: Mapping[int, tuple[int, int]]
    formers: Mapping[int, str]
    #: the names that search must find from now on in another way: all publications of these organs are entered anew
    renamed: Mapping[int, str] = field(default_factory=dict)


def laid_out(plan: Plan, *, today: date, has_open: bool = True) -> Layout:
    """Lay a plan out. Errors: as :func:`zwgk.rules.reorganising.must_be_possible`, and ``BadInput`` for equal names."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[*plan.formers, plan.successor or 0])}
    formers = tuple(units[pk] for pk in plan.formers if pk in units)
    successor = units.get(plan.successor or 0)
    new = tuple(one for one in plan.new if one.name.strip())
    must_be_possible(
        Wanted(
            plan.kind,
            plan.on,
            plan.basis,
            plan.number,
            _bodies(formers),
            _bodies([successor] if successor else []),
            [one.name for one in new],
            plan.name,
            plan.stays,
            len(plan.sections),
            has_open,
        ),
        today=today,
    )
    what = f"不能办理{plan.kind.label}"
    if plan.kind not in {ChangeKind.RENAME, ChangeKind.PLATE, ChangeKind.UNPLATE}:
        for one in (*formers, *([successor] if successor else [])):
            if one.is_section:
                raise BadInput(
                    what=what,
                    why=f"“{one.full_name}”是科室",
                    remedy="这里办理机关的变更；科室请选更名",
                    field="formers",
                )
    targets = (*([successor.pk] if successor else []), *(-number for number in range(1, len(new) + 1)))
    names = {-number: one.name for number, one in enumerate(new, 1)} | {unit.pk: unit.name for unit in units.values()}
    if plan.kind in {ChangeKind.RENAME, ChangeKind.PLATE, ChangeKind.UNPLATE}:
        own = formers[0]
        return Layout(plan, formers, (Line(own, own.pk, own.organ_id),), (), (), names)
    if targets and (top := _above(targets[0], formers)) and plan.ends:
        raise BadInput(
            what=what, why=f"“{names[targets[0]]}”在“{top}”之下", remedy="请先调整隶属关系", field="successor"
        )
    lines = [*_of_sections(plan, formers, targets, what), *_of_organs(plan, formers, targets)]
    children = tuple(
        Unit.objects.filter(parent__in=formers, valid_to=None).exclude(kind=UnitKind.SECTION).order_by("pk")
        if plan.ends
        else ()
    )
    if children and not targets:
        raise BadInput(
            what=what, why=f"“{children[0].name}”等下属单位还没有去处", remedy="请选择承接机关", field="successor"
        )
    _no_equal_names(what, targets, children, formers if plan.ends else ())
    return Layout(plan, formers, tuple(lines), targets, children, names)


def moving_of(layout: Layout, *, change_id: int = 0) -> Moving:
    """The layout as other rooms read it, before anything is written."""
    return Moving(
        change_id,
        layout.plan.on,
        _ending((line.unit.pk, line.organ) for line in layout.lines if not line.unit.is_section),
        {
            line.unit.pk: (line.to, line.organ)
            for line in layout.lines
            if line.unit.is_section and line.to is not None and line.organ is not None and layout.targets
        },
        {unit.pk: unit.name for unit in layout.formers},
        _renamed(layout.plan.kind, {unit.pk: unit.name for unit in layout.formers}),
    )


def moving(change_id: int) -> Moving:
    """The same of a change that was made, from its lines."""
    rows = list(ReorganisationLine.objects.filter(change=change_id).select_related("change").order_by("pk"))
    change = rows[0].change
    names = {row.unit_id: row.unit_name for row in rows if row.is_organ}
    kind = ChangeKind(change.kind)
    return Moving(
        change_id,
        change.on,
        _ending((row.unit_id, row.organ_id) for row in rows if row.is_organ),
        {
            row.unit_id: (row.successor_id, row.organ_id)
            for row in rows
            if not row.is_organ and row.successor_id and row.organ_id and kind is not ChangeKind.RENAME
        },
        names,
        _renamed(kind, names),
    )


def _ending(pairs: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """Organs that are no more, with who took over."""
    return {unit: organ for unit, organ in pairs if organ is not None and organ != unit}


def _renamed(kind: ChangeKind, names: Mapping[int, str]) -> Mapping[int, str]:
    return dict(names) if kind in {ChangeKind.RENAME, ChangeKind.PLATE, ChangeKind.UNPLATE} else {}


def _bodies(units: Sequence[Unit]) -> list[Body]:
    pks = [unit.pk for unit in units]
    above: dict[int, set[int]] = {}
    for low, high in UnitPath.objects.filter(below__in=pks, depth__gt=0).values_list("below", "above"):
        above.setdefault(low, set()).add(high)
    rows = ReorganisationLine.objects.filter(unit__in=pks).exclude(change__state=str(ChangeState.UNDONE))
    last = dict(rows.order_by().values_list("unit").annotate(last=Max("change__on")))
    return [
        Body(
            unit.pk,
            unit.name,
            unit.valid_from,
            unit.valid_to,
            frozenset(above.get(unit.pk, ())),
            changed_on=last.get(unit.pk),
        )
        for unit in units
    ]


def _above(target: int, formers: Sequence[Unit]) -> Unit | None:
    if target < 0:
        return None
    found = UnitPath.objects.filter(below=target, above__in=formers).exclude(above=target).first()
    return found.above if found else None


def _of_sections(plan: Plan, formers: Sequence[Unit], targets: Sequence[int], what: str) -> list[Line]:
    """Each section that goes somewhere; one whose name the organ already has becomes part of that section."""
    if not targets:
        return []
    rows = Unit.objects.filter(organ__in=formers, kind=UnitKind.SECTION, valid_to=None).order_by("organ", "order", "pk")
    there: dict[tuple[int, str], int] = {
        (organ or 0, name): pk
        for organ, name, pk in Unit.objects.filter(
            organ__in=[one for one in targets if one > 0], kind=UnitKind.SECTION, valid_to=None
        ).values_list("organ", "name", "pk")
    }
    chosen = dict(plan.sections)
    lines = []
    for section in rows:
        number = chosen.pop(section.pk, None)
        if number is None and not plan.ends:
            continue
        if number is not None and not 0 <= number < len(targets):
            raise BadInput(
                what=what, why=f"“{section.name}”的去向没有写明", remedy="请为它选择一个机关", field="sections"
            )
        organ = targets[number or 0]
        same = there.setdefault((organ, section.name), section.pk)
        lines.append(Line(section, same, organ))
    if chosen:
        raise BadInput(what=what, why="选择的科室不属于这个机关", remedy="请重新选择科室", field="sections")
    return lines


def _of_organs(plan: Plan, formers: Sequence[Unit], targets: Sequence[int]) -> list[Line]:
    if plan.ends:
        into = targets[0] if targets else None
        return [Line(unit, into, into) for unit in formers]
    return [Line(unit, unit.pk, unit.pk) for unit in formers]


def _no_equal_names(what: str, targets: Sequence[int], children: Sequence[Unit], formers: Sequence[Unit]) -> None:
    """Under one organ each name stands once: subordinate units and the closed organs come below the first target."""
    coming = [unit.name for unit in (*children, *formers)]
    taken: set[str] = set()
    if targets and targets[0] > 0:
        taken = set(Unit.objects.filter(parent=targets[0]).values_list("name", flat=True))
    for name in coming:
        if name in taken:
            raise BadInput(
                what=what,
                why=f"承接机关之下已有“{name}”",
                remedy="请先给其中一个单位更名",
                field="successor",
            )
        taken.add(name)


def doubled_duties(layout: Layout) -> list[tuple[str, int]]:
    """Duties of one person each that several would hold in the organ after the change: (duty, how many posts)."""
    singles = ("leader",)
    organs = [pk for pk in (*(unit.pk for unit in layout.formers), *layout.targets[:1]) if pk > 0]
    found = []
    for duty in singles:
        held = Post.objects.filter(unit__organ__in=organs, valid_to=None, duties__duty=duty, duties__over=None)
        number = held.distinct().count()
        if number > 1 and layout.plan.ends:
            found.append((duty, number))
    return found
