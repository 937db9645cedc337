"""The tree of columns rebuilt: moved, merged, deleted. Nothing is lost, no address dies, serving never waits."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.publishing import effects, shelf
from zwgk.publishing.actions.columns import keys_around, must_be_sound, must_fit_below
from zwgk.publishing.arranging import relisting
from zwgk.publishing.models import CatalogueRow, Column, ColumnPath, Publication
from zwgk.publishing.scope import whole_site
from zwgk.rules.catalogue_rows import EditionState
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ColumnKind

#: kinds with a page of their own, which the statutory platform cannot do without
_FIXED = {ColumnKind.GUIDE, ColumnKind.INSTITUTIONS, ColumnKind.STATUTORY, ColumnKind.ANNUAL, ColumnKind.ORGANS}
_OPEN = (str(EditionState.DRAFT), str(EditionState.REVIEW), str(EditionState.APPROVED))


def _locked(column: Column, *, actor: Actor, to: str) -> Column:
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, over=column.organ or whole_site(), to=to)
    list(
        Column.objects.select_for_update().order_by("pk").values_list("pk", flat=True)
    )  # one change of the tree a time
    return Column.objects.select_related("parent", "organ", "merged_into").get(pk=column.pk)


def _relist(column_ids: list[int]) -> None:
    """At once where it is little; else in the background, batch by batch, while everything stays readable."""
    number = Publication.objects.filter(column__in=column_ids)[: relisting.BATCH + 1].count()
    note(publications=number if number <= relisting.BATCH else f">{relisting.BATCH}")
    if number > relisting.BATCH:
        enqueue(relisting.RELIST, key=f"{min(column_ids)}", args={"column_ids": sorted(column_ids)}, queue="slow")
    elif number:
        relisting.of_columns(column_ids)


@act("publishing.move_column")
def move_column(column: Column, parent: Column | None, *, actor: Actor) -> Column:
    """Put a column with all below it under another (移动栏目). Addresses stay; the lists above follow.

    Errors: :class:`BadInput` for a place below itself (a circle), in another organ's tree, too deep, or where a
    neighbour bears the same name.
    """
    what = "不能移动栏目"
    column = _locked(column, actor=actor, to="移动栏目")
    below = dict(ColumnPath.objects.filter(above=column).values_list("below", "depth"))
    if parent is not None and parent.pk in below:
        trail = Column.objects.filter(paths_down__below=parent).order_by("-paths_down__depth")
        path = " › ".join(one.name for one in trail)
        raise BadInput(
            what=what,
            why=f"“{parent}”就在“{column}”里面（{path}），放进去会成为循环",
            remedy="请选择它以外的栏目作上级",
            field="parent",
        )
    if column.merged_into_id is not None:
        raise BadInput(what=what, why="该栏目已并入其他栏目", remedy="请移动并入后的栏目")
    must_fit_below(parent, column.organ, levels=1 + max(below.values()), what=what)
    if column.parent_id == (parent.pk if parent else None):
        raise BadInput(what=what, why="它已经在这个位置", remedy="请选择另一个上级", field="parent")
    before, old = column.parent_id, keys_around(column)
    column.parent = parent
    must_be_sound(column, {"name": column.name}, what=what)
    column.save(update_fields=["parent"])
    ColumnPath.objects.filter(below__in=below).exclude(above__in=below).delete()
    above = list(ColumnPath.objects.filter(below=parent).values_list("above", "depth")) if parent else []
    ColumnPath.objects.bulk_create(
        ColumnPath(above_id=top, below_id=pk, depth=up + 1 + down) for top, up in above for pk, down in below.items()
    )
    note(before=before, after=parent.pk if parent else None)
    _relist(list(below))
    places = [shelf.key_of_place(column.pk)]
    effects.touched([*old, *keys_around(column), *places], at=timezone.now())
    return column


@act("publishing.merge_column")
def merge_column(column: Column, into: Column, *, actor: Actor) -> Column:
    """Merge a column into another (合并栏目): its publications and sub-columns go there, its address leads on for ever.

    Errors: :class:`BadInput` for the statutory parts of the platform, a place below itself, another organ's column, a
    column that takes no publications, or sub-columns of one name.
    """
    what = "不能合并栏目"
    column = _locked(column, actor=actor, to="合并栏目")
    into = Column.objects.get(pk=into.pk)
    if column.kind in {str(kind) for kind in _FIXED}:
        raise BadInput(what=what, why=f"“{column}”是统一平台的固定部分", remedy="请保留它")
    if column.merged_into_id is not None or into.merged_into_id is not None:
        raise BadInput(what=what, why="其中一个栏目已经并入其他栏目", remedy="请刷新页面")
    if ColumnPath.objects.filter(above=column, below=into).exists():
        raise BadInput(what=what, why=f"“{into}”就是它自己或者在它里面", remedy="请选择另一个栏目", field="into")
    if into.organ_id != column.organ_id:
        raise BadInput(what=what, why="两个栏目不属于同一机关", remedy="请选择同一归属的栏目", field="into")
    if into.kind != ColumnKind.LIST:
        raise BadInput(what=what, why=f"“{into}”不直接放信息", remedy="请选择一个信息列表栏目", field="into")
    ours = set(column.children.filter(merged_into=None).values_list("name", flat=True))
    same = ours & set(into.children.filter(merged_into=None).values_list("name", flat=True))
    if same:
        raise BadInput(
            what=what, why=f"两个栏目下都有“{'、'.join(sorted(same))}”", remedy="请先合并这些下级栏目", field="into"
        )
    old = keys_around(column)
    for child in column.children.filter(merged_into=None).order_by("pk"):
        move_column(child, into, actor=actor)
    column.merged_into, column.is_public, column.parent = into, False, None
    column.save(update_fields=["merged_into", "is_public", "parent"])
    ColumnPath.objects.filter(below=column).exclude(above=column).delete()
    column.absorbed.update(merged_into=into)  # what led here leads on directly
    rows = CatalogueRow.objects.filter(column=column).update(column=into)
    _relist([column.pk])
    note(into=into.pk, catalogue_rows=rows)
    effects.touched([*old, *keys_around(into), shelf.key_of_place(column.pk)], at=timezone.now())
    return into


@act("publishing.delete_column")
def delete_column(column: Column, *, actor: Actor) -> None:
    """Delete a column in which nothing ever stood (删除栏目). Where content stands it is refused with what stands
    there, and merging or hiding is the way.

    Errors: :class:`BadInput`.
    """
    what = "不能删除栏目"
    column = _locked(column, actor=actor, to="删除栏目")
    if column.kind in {str(kind) for kind in _FIXED}:
        raise BadInput(what=what, why=f"“{column}”是统一平台的固定部分", remedy="请保留它")
    standing = []
    if number := Publication.objects.filter(column=column).count():
        standing.append(f"公开件{number}件（含已撤回的）")
    if number := column.children.count():
        standing.append(f"下级栏目{number}个")
    if number := CatalogueRow.objects.filter(column=column, edition__state__in=_OPEN).count():
        standing.append(f"公开目录事项{number}项")
    if number := column.absorbed.count():
        standing.append(f"并入它的旧栏目{number}个")
    if standing:
        raise BadInput(
            what=what,
            why=f"“{column}”里还有{'、'.join(standing)}，删除会丢失内容或使地址失效",
            remedy="请把内容并入另一个栏目（原地址会自动转到新栏目），或者只把它设为不对外显示",
        )
    keys = keys_around(column)
    pk, slug = column.pk, column.slug
    CatalogueRow.objects.filter(column=column).update(column=None)
    try:
        with transaction.atomic():
            column.delete()
    except ProtectedError as error:
        raise BadInput(
            what=what, why=f"“{column}”还被办理中的公文选作公开栏目", remedy="请先为这些公文另选栏目"
        ) from error
    note(column=pk, address=slug)
    effects.touched(keys, at=timezone.now())
