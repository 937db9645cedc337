"""机构职能 and the organs' own sites (机构子站): profile, own columns, own list and feed, the site's columns as theirs.

Names, phones and duties are shown only under the standing clearance “organs”; the lists of publications need none.
依据：《政府信息公开条例》第二十条第（二）项；国办发〔2017〕47号（县级部门、乡镇原则上在县级门户发布）
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.people import public
from zwgk.people.reorganising import became
from zwgk.people.today import today
from zwgk.portal import feeds, shell, structured
from zwgk.portal.columns import Line, place_of
from zwgk.portal.kinds import by_kind
from zwgk.portal.shell import Crumb, Tags
from zwgk.portal.tree import Node, tree
from zwgk.publishing import addresses, issued, queries, shelf
from zwgk.publishing.arranging import catalogue, places, topics
from zwgk.rules.publication import ColumnKind
from zwgk.ui.paging import Page

if TYPE_CHECKING:
    from zwgk.people.models import Unit

_OPEN = Crumb("政府信息公开", "/gongkai/")
ORGANS = Crumb("机构职能", "/jigou/")
#: papers shown on the home of a sub-site
LATEST = 10
#: the shelf's key of pages that list the organs
LISTED = "organs"


def organs(request: HttpRequest) -> HttpResponse:
    """``/jigou/``: all public organs by kind."""
    rows = list(public.organs().filter(valid_to=None).order_by("order", "pk"))
    shell.depends(request, LISTED)
    return shell.page(
        request,
        "portal/organs.html",
        title="机构职能",
        section="open",
        crumbs=[_OPEN, Crumb("机构职能")],
        tags=Tags("机构职能", "概况信息", "本级政府各机关的职能、机构设置和联系方式"),
        groups=by_kind(rows),
        total=len(rows),
    )


def _unit(pk: int) -> Unit:
    unit = public.profile(pk)
    if unit is None:
        raise Http404
    return unit


def _page(request: HttpRequest, unit: Unit, template: str, here: str, **context: Any) -> HttpResponse:
    shell.depends(request, shelf.key_of_organ(unit.pk))
    site = public.site()
    return shell.page(
        request,
        template,
        site=site,
        structured=structured.script(structured.organ(unit, site), structured.crumbs(context["crumbs"], site)),
        section="open",
        unit=unit,
        here=here,
        feed=f"{addresses.organ(unit.pk)}feed.xml",
        catalogues=catalogue.in_force(organ_id=unit.pk) if unit.valid_to is None else [],
        robots=not request.GET,
        **context,
    )


def _tags(unit: Unit) -> Tags:
    return Tags("机构职能", "概况信息", f"{unit.name}的职能、负责人、联系方式和公开的信息")


def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """``/o/<pk>/``: the home of an organ's own site."""
    unit = _unit(pk)
    if unit.valid_to is not None:
        return _former(request, unit)
    own = places.subsite(pk)
    top = [column for column in own if column.parent_id not in {one.pk for one in own}]
    newest = places.newest_of(top)
    return _page(
        request,
        unit,
        "portal/organ.html",
        "home",
        title=unit.name,
        crumbs=[_OPEN, ORGANS, Crumb(unit.name)],
        tags=_tags(unit),
        cleared=queries.standing_since("organs", organ_id=pk, today=today()),
        plates=became.plates(unit),
        former=became.former_names(unit),
        story=became.story_of(pk),
        own=[(column, newest.get(column.pk, [])) for column in top],
        branches=_branches(pk),
        topics=topics.listed(organ_id=pk, size=6),
        rows=[Line(row) for row in queries.list_of_organ(pk, "", size=LATEST).rows],
        with_column=True,
    )


def _former(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The home of an organ that is no more: what became of it, who does its work today, what it had made public."""
    return _page(
        request,
        unit,
        "portal/organ_former.html",
        "home",
        title=unit.name,
        crumbs=[_OPEN, ORGANS, Crumb(unit.name)],
        tags=_tags(unit),
        now=became.organs_now(unit.pk),
        former=became.former_names(unit),
        story=became.story_of(unit.pk),
        rows=_lines(unit, "", LATEST).rows,
        with_column=True,
    )


def _lines(unit: Unit, cursor: str, size: int = queries.PER_PAGE) -> Page[Any]:
    """What an organ made public: led under its name, or once led there where it is no more."""
    if unit.valid_to is None:
        found = queries.list_of_organ(unit.pk, cursor, size=size)
        return Page([Line(row) for row in found.rows], found.older, found.newer)
    once = issued.by_organ(unit.pk, cursor, size=size)
    return Page([Line(row.publication) for row in once.rows], once.older, once.newer)


def _branches(pk: int) -> list[tuple[Node, int]]:
    """The statutory columns of the site in which this organ made anything public, with how many."""
    columns = tree()
    root = columns.by_kind(ColumnKind.STATUTORY)
    if root is None:
        return []
    held = catalogue.held([pk])
    found = [(node, held[pk, node.column.pk].number) for node in root.children if (pk, node.column.pk) in held]
    return [(node, number) for node, number in found if number]


def everything(request: HttpRequest, pk: int) -> HttpResponse:
    """``/o/<pk>/all/``: all that an organ made public, newest first."""
    unit = _unit(pk)
    cursor = place_of(request)
    found = _lines(unit, cursor)
    return _page(
        request,
        unit,
        "portal/organ_list.html",
        "all",
        title=f"{unit.name}公开的信息",
        heading="全部公开信息",
        crumbs=[_OPEN, ORGANS, Crumb(unit.name, addresses.organ(pk)), Crumb("全部公开信息")],
        tags=_tags(unit),
        rows=found.rows,
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        with_column=True,
    )


def column(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """``/o/<pk>/c/<slug>/``: a column of the whole site, as far as this organ filled it."""
    unit = _unit(pk)
    found = queries.column(slug)
    if found is None or found.organ_id is not None:
        raise Http404
    cursor = place_of(request)
    page = places.of_organ_in(pk, found.pk, cursor)
    shell.depends(request, shelf.key_of_column(found.pk))
    return _page(
        request,
        unit,
        "portal/organ_list.html",
        "",
        title=f"{unit.name}：{found.name}",
        heading=found.name,
        column=found,
        crumbs=[_OPEN, ORGANS, Crumb(unit.name, addresses.organ(pk)), Crumb(found.name)],
        tags=_tags(unit),
        rows=[Line(row) for row in page.rows],
        older=page.older,
        newer=page.newer if cursor else "",
        base=request.path,
        with_column=True,
    )


def feed(request: HttpRequest, pk: int, form: str = "atom") -> HttpResponseBase:
    """``/o/<pk>/feed.xml``: the latest of an organ."""
    unit = _unit(pk)
    shell.depends(request, shelf.key_of_organ(pk))
    rows = [line.publication for line in _lines(unit, "", feeds.ENTRIES).rows]
    return feeds.feed(request, unit.name, addresses.organ(pk), rows, form=form)
