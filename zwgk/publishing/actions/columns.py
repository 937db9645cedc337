"""Columns: added and changed; addresses stay. Moving, merging and deleting stand in ``moving``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import Column, ColumnPath
from zwgk.publishing.scope import whole_site
from zwgk.rules.coverage import UpdateClass
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ColumnKind

MAX_SLUG = 120
#: how deep the tree may be: deeper ones nobody finds
DEEPEST = 6
_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{MAX_SLUG - 1}}})")
_LONGEST = {"name": 80, "article": 120, "note": 300, "frequency": 20, "external_url": 200}


def must_be_sound(column: Column, fields: Mapping[str, object], *, what: str) -> None:
    """Refuse what is too long, a name that a neighbour bears (the database keeps no promise on empty parents), and a
    link that leads to no page.
    """
    for name, value in fields.items():
        if name in _LONGEST and isinstance(value, str) and len(value) > _LONGEST[name]:
            raise BadInput(
                what=what, why=f"该项最多{_LONGEST[name]}字，现为{len(value)}字", remedy="请缩短", field=name
            )
    if "name" in fields:
        wanted = str(fields["name"]).strip()
        if not wanted:
            raise BadInput(what=what, why="栏目名称是空的", remedy="请填写名称", field="name")
        same = Column.objects.filter(parent=column.parent, organ=column.organ, name=wanted, merged_into=None)
        if same.exclude(pk=column.pk).exists():
            raise BadInput(what=what, why=f"同一级已有“{wanted}”", remedy="请换一个名称", field="name")
    url = str(fields.get("external_url") or "")
    if url and not url.startswith(("http://", "https://")):
        raise BadInput(what=what, why="外部链接不是网址", remedy="请以 http:// 或 https:// 开头", field="external_url")
    kind = str(fields.get("update_class") or "")
    if kind and kind not in {str(one) for one in UpdateClass}:
        raise BadInput(what=what, why=f"没有“{kind}”这一更新类别", remedy="请从列表中选择", field="update_class")


def must_fit_below(parent: Column | None, organ: Unit | None, *, levels: int, what: str) -> None:
    """Refuse a parent of another house, one that is merged away, and a tree that grows too deep.

    ``levels``: how many levels are put below the parent.
    """
    if parent is None:
        return
    if parent.merged_into_id is not None:
        raise BadInput(what=what, why=f"“{parent}”已并入其他栏目", remedy="请选择另一个上级栏目", field="parent")
    if parent.organ_id != (organ.pk if organ else None):
        raise BadInput(
            what=what,
            why="机关自设栏目只能放在同一机关的栏目下，全站栏目只能放在全站栏目下",
            remedy="请选择同一归属的上级栏目",
            field="parent",
        )
    depth = ColumnPath.objects.filter(below=parent).count() + levels
    if depth > DEEPEST:
        raise BadInput(
            what=what, why=f"栏目最多{DEEPEST}级，这样会有{depth}级", remedy="请放到更上一级", field="parent"
        )


def keys_around(column: Column) -> list[str]:
    """The shelf keys of what shows this column in a tree: its branch, the pages that list the roots, its organ."""
    above = ColumnPath.objects.filter(below=column).values_list("above_id", flat=True)
    keys = [shelf.COLUMNS, *(shelf.key_of_column(pk) for pk in above)]
    return [*keys, shelf.key_of_organ(column.organ_id)] if column.organ_id else keys


@act("publishing.add_column")
def add_column(
    name: str,
    slug: str,
    *,
    parent: Column | None,
    actor: Actor,
    kind: ColumnKind = ColumnKind.LIST,
    organ: Unit | None = None,
    **fields: object,
) -> Column:
    """Add a column below ``parent`` (新增栏目); with ``organ`` it is one of that organ's own.

    Errors: :class:`BadInput` where name or address is taken, or the parent belongs elsewhere.
    """
    what = "不能新增栏目"
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=organ or whole_site(), to="新增栏目")
    name = name.strip()
    must_be_sound(Column(organ=organ, parent=parent), {"name": name, **fields}, what=what)
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            what=what,
            why=f"地址“{slug}”应为1至{MAX_SLUG}位小写字母、数字和连字符",
            remedy="请改正地址（可用栏目名称的拼音首字母）",
            field="slug",
        )
    must_fit_below(parent, organ, levels=1, what=what)
    column = Column(name=name, slug=slug, parent=parent, kind=str(kind), organ=organ, **fields)
    try:
        with transaction.atomic():
            column.save()
    except IntegrityError as error:
        raise BadInput(
            what=what,
            why=f"同一级已有“{name}”，或地址“{slug}”已被使用",
            remedy="请换一个名称或地址",
            field="name",
        ) from error
    above = ColumnPath.objects.filter(below=parent) if parent else ColumnPath.objects.none()
    ColumnPath.objects.bulk_create(
        [
            ColumnPath(above=column, below=column, depth=0),
            *(ColumnPath(above_id=p.above_id, below=column, depth=p.depth + 1) for p in above),
        ]
    )
    about(column)
    note(parent=parent.pk if parent else None)
    effects.touched(keys_around(column), at=timezone.now())
    return column


_MAY_CHANGE = {
    *("name", "note", "order", "is_public", "article", "frequency", "update_days", "external_url", "update_class"),
}


@act("publishing.change_column")
def change_column(column: Column, *, actor: Actor, **fields: object) -> Column:
    """Change a column's name, note, order or visibility; its address stays (修改栏目).

    Only pages that show the tree become stale, and with a new name those of its own publications.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=column.organ or whole_site(), to="修改栏目")
    unknown = set(fields) - _MAY_CHANGE
    if unknown:
        raise BadInput(
            what="不能修改栏目", why=f"这些项目不能改：{'、'.join(sorted(unknown))}", remedy="请联系系统管理员"
        )
    if column.merged_into_id is not None:
        raise BadInput(what="不能修改栏目", why="该栏目已并入其他栏目", remedy="请修改并入后的栏目")
    must_be_sound(column, fields, what="不能修改栏目")
    renamed = "name" in fields and str(fields["name"]).strip() != column.name
    for name, value in fields.items():
        setattr(column, name, value.strip() if isinstance(value, str) else value)
    column.save(update_fields=list(fields))
    note(fields=sorted(fields))
    keys = keys_around(column)
    effects.touched([*keys, shelf.key_of_place(column.pk)] if renamed else keys, at=timezone.now())
    return column
