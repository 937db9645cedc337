"""栏目: the tree of places, added and changed; addresses stay."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.publishing import actions, desk, queries
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.publication import ColumnKind


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
    rows = list(desk.all_columns())
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
                order=posted.number(request, "order", "排序") or 0,
                is_public=posted.flag(request, "is_public"),
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "栏目已修改", to="/settings/columns/")
    return shell.render(request, "settings/column.html", {"column": row}, refusal=refusal)
