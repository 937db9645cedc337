"""机构职能: the list of organs, and an organ's profile with what it made public.

Names, phones and duties are shown only under the standing clearance “organs”; the list of publications needs none.
依据：《政府信息公开条例》第二十条第（二）项
"""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse

from zwgk.people import public
from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.columns import Line, place_of
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import queries


def organs(request: HttpRequest) -> HttpResponse:
    """``/jigou/``: all public organs by kind."""
    rows = list(public.organs().filter(valid_to=None).order_by("order", "pk"))
    order: dict[str, int] = {}
    for row in rows:
        order.setdefault(row.kind, len(order))
    rows.sort(key=lambda row: order[row.kind])  # stable: the office's order stays within a kind
    groups = [(label, list(members)) for label, members in groupby(rows, key=lambda row: row.get_kind_display())]
    return shell.page(
        request,
        "portal/organs.html",
        title="机构职能",
        section="open",
        crumbs=[Crumb("政府信息公开", "/gongkai/"), Crumb("机构职能")],
        tags=Tags("机构职能", "概况信息", "本级政府各机关的职能、机构设置和联系方式"),
        groups=groups,
        total=len(rows),
    )


def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """``/o/<pk>/``: one organ."""
    unit = public.profile(pk)
    if unit is None:
        raise Http404
    cursor = place_of(request)
    found = queries.list_of_organ(pk, cursor)
    return shell.page(
        request,
        "portal/organ.html",
        title=unit.name,
        section="open",
        crumbs=[Crumb("政府信息公开", "/gongkai/"), Crumb("机构职能", "/jigou/"), Crumb(unit.name)],
        tags=Tags("机构职能", "概况信息", f"{unit.name}的职能、负责人、联系方式和公开的信息"),
        unit=unit,
        cleared=queries.standing_since("organs", organ_id=pk, today=today()),
        own_columns=list(queries.columns(organ_id=pk)),
        rows=[Line(row) for row in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        with_column=True,
        robots=not request.GET,
    )
