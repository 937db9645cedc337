"""栏目: the tree of places, added, changed, moved, merged, deleted; addresses stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.jobs import queries as jobs
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.publishing import actions, desk, queries
from zwgk.publishing.actions import moving
from zwgk.publishing.arranging import places
from zwgk.publishing.arranging.relisting import RELIST
from zwgk.rules.coverage import GAPS, UpdateClass
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.publication import ColumnKind

if TYPE_CHECKING:
    from zwgk.publishing.models import Column


def tree(request: HttpRequest) -> HttpResponseBase:
    """The tree with how many each shows; a form that adds one."""
    if request.method != "POST":
        return _tree(request)
    try:
        pk = posted.number(request, "parent", "上级栏目")
        parent = desk.column(pk)
        organ = people.unit(posted.number(request, "organ", "机关"))
        slug = posted.text(request, "slug")
        if not slug or not slug.isascii() or not slug.replace("-", "").isalnum():
            raise BadInput(
                what="不能新增栏目",
                why=f"地址应由小写字母、数字和连字符组成，现为“{slug or '空'}”",
                remedy="请改正地址，定了就不再变",
                field="slug",
            )
        column = actions.add_column(
            posted.text(request, "name"),
            slug.lower(),
            parent=parent,
            actor=actor_of(request),
            kind=posted.choice(request, "kind", ColumnKind, "类型"),
            organ=organ,
            note=posted.text(request, "note"),
        )
    except RuleViolation as refusal:
        return _tree(request, refusal=refusal)
    return shell.done(request, f"已新增栏目“{column}”", to="/settings/columns/")


def _tree(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    rows = [row for row in desk.all_columns() if row.merged_into_id is None]
    numbers = queries.numbers([row.pk for row in rows])
    children: dict[int | None, list[int]] = {}
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row.pk)
    flat: list[tuple[object, int, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for pk in children.get(parent, []):
            flat.append((by_pk[pk], depth, numbers.get(pk, 0)))
            walk(pk, depth + 1)

    walk(None, 0)
    context = {"columns": flat, "kinds": list(ColumnKind), "organs": people.organs()}
    return shell.render(request, "settings/columns.html", context, refusal=refusal)


def column(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One column's name, note, order, visibility, how often it must be fresh."""
    row = desk.column(pk)
    if row is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            name = posted.text(request, "name")
            if not name:
                raise BadInput(what="不能修改栏目", why="名称是空的", remedy="请填写名称", field="name")
            actions.change_column(
                row,
                actor=actor_of(request),
                name=name,
                note=posted.text(request, "note"),
                article=posted.text(request, "article"),
                frequency=posted.text(request, "frequency"),
                update_days=posted.number(request, "update_days", "最长更新间隔"),
                update_class=posted.text(request, "update_class"),
                order=posted.number(request, "order", "排序") or 0,
                is_public=posted.flag(request, "is_public"),
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "栏目已修改", to="/settings/columns/")
    return _column(request, row, refusal=refusal)


def _column(request: HttpRequest, row: Column, *, refusal: RuleViolation | None = None) -> HttpResponse:
    same_house = [one for one in desk.all_columns() if one.organ_id == row.organ_id and one.merged_into_id is None]
    inside = desk.below(row)
    context = {
        "column": row,
        "classes": list(UpdateClass),
        "gap": GAPS[UpdateClass(row.update_class)],
        "number": queries.numbers([row.pk]).get(row.pk, 0),
        "parents": [one for one in same_house if one.pk not in inside],
        "lists": [one for one in same_house if one.pk not in inside and one.kind == ColumnKind.LIST],
        "relisting": jobs.of(RELIST, str(min(inside))),
        "who": places.charges_for(row.pk),
    }
    return shell.render(request, "settings/column.html", context, refusal=refusal)


@require_POST
def rebuild(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Move, merge or delete a column; what stands in it is never lost."""
    row = desk.column(pk)
    if row is None:
        raise Http404
    actor = actor_of(request)
    try:
        if act == "move":
            moving.move_column(row, desk.column(posted.number(request, "parent", "上级栏目")), actor=actor)
            sentence = "栏目已移动，地址不变；各级列表正在后台更新"
        elif act == "merge":
            into = desk.column(posted.must_number(request, "into", "并入的栏目"))
            if into is None:
                raise BadInput(what="不能合并栏目", why="没有选择并入的栏目", remedy="请选择栏目", field="into")
            moving.merge_column(row, into, actor=actor)
            return shell.done(request, f"已并入“{into}”，原地址自动转到它", to=f"/settings/columns/{into.pk}/")
        elif act == "delete":
            moving.delete_column(row, actor=actor)
            return shell.done(request, f"栏目“{row.name}”已删除", to="/settings/columns/")
        else:
            raise Http404
    except RuleViolation as refusal:
        return _column(request, desk.column(pk) or row, refusal=refusal)
    return shell.done(request, sentence, to=f"/settings/columns/{pk}/")
