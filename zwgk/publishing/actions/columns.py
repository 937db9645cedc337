"""Columns: added, changed, moved; addresses stay."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import Column, ColumnPath
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ColumnKind


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
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=organ, to="新增栏目")
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
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=column.organ, to="修改栏目")
    allowed = {"name", "note", "order", "is_public", "article", "frequency", "update_days", "external_url"}
    unknown = set(fields) - allowed
    if unknown:
        raise BadInput(
            what="不能修改栏目", why=f"这些项目不能改：{'、'.join(sorted(unknown))}", remedy="请联系系统管理员"
        )
    for name, value in fields.items():
        setattr(column, name, value)
    column.save(update_fields=list(fields))
    note(fields=sorted(fields))
    effects.touched([shelf.SITE, shelf.key_of_column(column.pk)], at=timezone.now())
    return column
