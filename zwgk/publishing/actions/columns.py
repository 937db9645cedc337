"""Columns: added, changed, moved; addresses stay."""

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
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ColumnKind

MAX_SLUG = 120
_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{MAX_SLUG - 1}}})")
_LONGEST = {"name": 80, "article": 120, "note": 300, "frequency": 20, "external_url": 200}


def _must_be_sound(column: Column, fields: Mapping[str, object], *, what: str) -> None:
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
        same = Column.objects.filter(parent=column.parent, organ=column.organ, name=wanted).exclude(pk=column.pk)
        if same.exists():
            raise BadInput(what=what, why=f"同一级已有“{wanted}”", remedy="请换一个名称", field="name")
    url = str(fields.get("external_url") or "")
    if url and not url.startswith(("http://", "https://")):
        raise BadInput(what=what, why="外部链接不是网址", remedy="请以 http:// 或 https:// 开头", field="external_url")


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
    """Add a column below ``parent`` (新增栏目). Errors: :class:`BadInput` where name or address is taken."""
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=organ or whole_site(), to="新增栏目")
    name = name.strip()
    _must_be_sound(Column(organ=organ, parent=parent), {"name": name, **fields}, what="不能新增栏目")
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            what="不能新增栏目",
            why=f"地址“{slug}”应为1至{MAX_SLUG}位小写字母、数字和连字符",
            remedy="请改正地址（可用栏目名称的拼音首字母）",
            field="slug",
        )
    column = Column(name=name.strip(), slug=slug, parent=parent, kind=str(kind), organ=organ, **fields)
    try:
        with transaction.atomic():
            column.save()
    except IntegrityError as error:
        raise BadInput(
            what="不能新增栏目",
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
    effects.touched([shelf.SITE, *(shelf.key_of_column(p.above_id) for p in above)], at=timezone.now())
    return column


@act("publishing.change_column")
def change_column(column: Column, *, actor: Actor, **fields: object) -> Column:
    """Change a column's name, note, order or visibility; its address stays (修改栏目)."""
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=column.organ or whole_site(), to="修改栏目")
    allowed = {"name", "note", "order", "is_public", "article", "frequency", "update_days", "external_url"}
    unknown = set(fields) - allowed
    if unknown:
        raise BadInput(
            what="不能修改栏目", why=f"这些项目不能改：{'、'.join(sorted(unknown))}", remedy="请联系系统管理员"
        )
    _must_be_sound(column, fields, what="不能修改栏目")
    for name, value in fields.items():
        setattr(column, name, value)
    column.save(update_fields=list(fields))
    note(fields=sorted(fields))
    effects.touched([shelf.SITE, shelf.key_of_column(column.pk)], at=timezone.now())
    return column
