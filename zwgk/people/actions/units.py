"""Acts upon organs and sections: add, edit, rename, close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, Leader, Post, Unit, UnitKind, UnitPath
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed

#: what a profile may be edited in; the name, the place in the tree and the end have acts of their own
EDITABLE = frozenset(
    [
        "short_name",
        "order",
        "code",
        "uscc",
        "region_code",
        "is_public",
        "address",
        "office_hours",
        "phone",
        "fax",
        "email",
        "postcode",
        "website",
        "duties_text",
        "disclosure_office",
        "valid_from",
    ]
)


def pinyin_key(text: str) -> str:
    """The key that puts Chinese names in dictionary order."""
    from pypinyin import lazy_pinyin  # its tables take 55 MB, and few processes ever name anything

    return " ".join(lazy_pinyin(text))[:240]


@act("people.add_unit")
def add_unit(
    name: str, kind: UnitKind, *, parent: Unit | None, actor: Actor, former_names: Iterable[str] = (), **fields: object
) -> Unit:
    """Add an organ or section below ``parent``. Errors: :class:`BadInput` where the name is taken there."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=parent, to="新增单位")
    name = name.strip()
    if not name:
        raise BadInput(what="不能新增单位", why="名称是空的", remedy="请填写单位全称", field="name")
    if kind == UnitKind.SECTION and parent is None:
        raise BadInput(what="不能新增科室", why="科室须属于一个机关", remedy="请先选择所属机关", field="parent")
    unit = Unit(name=name, kind=kind, parent=parent, pinyin_key=pinyin_key(name), **fields)
    unit.organ = (parent.organ or parent) if kind == UnitKind.SECTION and parent else None
    _save_named(unit, what="不能新增单位")
    if unit.organ is None:
        unit.organ = unit
        unit.save(update_fields=["organ"])
    rows = [UnitPath(above=unit, below=unit, depth=0)]
    if parent is not None:
        rows += [
            UnitPath(above_id=path.above_id, below=unit, depth=path.depth + 1)
            for path in UnitPath.objects.filter(below=parent)
        ]
    UnitPath.objects.bulk_create(rows)
    FormerName.objects.bulk_create([FormerName(unit=unit, name=former) for former in former_names])
    about(unit)
    note(kind=str(kind), parent=parent.pk if parent else None)
    return unit


@act("people.edit_unit")
def edit_unit(unit: Unit, *, actor: Actor, **fields: object) -> Unit:
    """Change particulars of a unit's profile (机构职能、办公地址…). Errors: ``TypeError`` for other fields."""
    actor.must_be(Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE, Duty.INFORMANT, over=unit, to="修改单位信息")
    unknown = set(fields) - EDITABLE
    if unknown:
        raise TypeError(f"not editable here: {sorted(unknown)}")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    changed = sorted(name for name, value in fields.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, fields[name])
    unit.save(update_fields=changed or None)
    note(fields=changed)
    return unit


@act("people.set_leaders")
def set_leaders(unit: Unit, leaders: Sequence[tuple[str, str, str]], *, actor: Actor) -> Unit:
    """Replace the published leaders by ``[(姓名, 职务, 分工), …]`` in order. 依据：《条例》第二十条第（二）项"""
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.INFORMANT, over=unit, to="修改负责人信息")
    Leader.objects.filter(unit=unit).delete()
    Leader.objects.bulk_create(
        Leader(unit=unit, name=name, title=title, portfolio=portfolio, order=order)
        for order, (name, title, portfolio) in enumerate(leaders)
    )
    note(count=len(leaders))
    return unit


@act("people.rename_unit")
def rename_unit(unit: Unit, name: str, *, on: date, actor: Actor) -> Unit:
    """Give a unit a new name from a day on; the old one stays searchable (曾用名)."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=unit, to="变更单位名称")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    name = name.strip()
    if not name or name == unit.name:
        raise BadInput(what="不能变更名称", why="新名称是空的或与原名称相同", remedy="请填写新的单位全称", field="name")
    former, unit.name, unit.pinyin_key = unit.name, name, pinyin_key(name)
    _save_named(unit, what="不能变更名称")
    FormerName.objects.create(unit=unit, name=former, until=on)
    note(on=str(on))
    return unit


@act("people.close_unit")
def close_unit(unit: Unit, *, on: date, actor: Actor, merged_into: Unit | None = None) -> Unit:
    """End a unit on a day (撤销), perhaps merged into another (并入). People must have left it first."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=unit, to="撤销单位")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    below = UnitPath.objects.filter(above=unit).values("below")
    staffed = Post.objects.filter(unit__in=below, valid_to=None).count()
    if staffed:
        raise GateClosed(
            what=f"不能撤销“{unit}”",
            why=f"还有{staffed}个岗位在该单位及其科室",
            remedy="请先将这些岗位离任或调整到其他单位",
        )
    if merged_into is not None and UnitPath.objects.filter(above=unit, below=merged_into).exists():
        raise BadInput(
            what=f"不能撤销“{unit}”", why="并入的单位就是它本身或其下属", remedy="请选择另一单位", field="merged_into"
        )
    if unit.valid_from and on < unit.valid_from:
        raise BadInput(what=f"不能撤销“{unit}”", why="撤销日期早于设立日期", remedy="请改正日期", field="on")
    Unit.objects.filter(pk__in=below, valid_to=None).exclude(pk=unit.pk).exclude(valid_from__gt=on).update(valid_to=on)
    unit.valid_to, unit.merged_into = on, merged_into
    unit.save(update_fields=["valid_to", "merged_into"])
    note(on=str(on), merged_into=merged_into.pk if merged_into else None)
    return unit


def rebuild_paths() -> int:
    """Derive the closure again from the parents; returns how many paths differed. For ``zwgk verify`` and repairs."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    wanted: set[tuple[int, int, int]] = set()
    for pk in parents:
        above: int | None = pk
        depth = 0
        while above is not None:
            wanted.add((above, pk, depth))
            above, depth = parents[above], depth + 1
    with transaction.atomic():
        found = set(UnitPath.objects.values_list("above_id", "below_id", "depth"))
        wrong = found - wanted
        for above_id, below_id, _ in wrong:
            UnitPath.objects.filter(above=above_id, below=below_id).delete()
        UnitPath.objects.bulk_create(
            UnitPath(above_id=above_id, below_id=below_id, depth=depth) for above_id, below_id, depth in wanted - found
        )
    return len(wanted ^ found)


def _save_named(unit: Unit, *, what: str) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise BadInput(
            what=what,
            why=f"“{unit.parent or '最上级'}”下已有“{unit.name}”",
            remedy="请改用其他名称，或编辑已有的单位",
            field="name",
        ) from error
