"""Lists: a column page by page, everything by month, 规范性文件 by validity."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.people import public
from zwgk.portal import shell, structured
from zwgk.portal.parts import PARTS, PLATFORM, part_of
from zwgk.portal.shell import Crumb, Tags
from zwgk.portal.tree import PLACES, Node, Tree, tree
from zwgk.publishing import addresses, queries, shelf
from zwgk.publishing.arranging import places
from zwgk.rules.publication import Validity

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

_PARTS = {part.code for part in PARTS}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


@dataclass(frozen=True)
class Line:
    """One line of a list."""

    publication: Publication
    #: its state on the day that was asked for; None: as it is now
    then: Validity | None = None

    @property
    def state(self) -> Validity | None:
        """The state to show, None where there is none to speak of."""
        now = self.publication.validity
        found = self.then or (Validity(now) if now else None)
        return None if found is Validity.NONE else found

    @property
    def url(self) -> str:
        return addresses.publication(self.publication.pk)


@dataclass(frozen=True)
class Year:
    """A year's twelve months with their numbers, for the jump by month."""

    year: str
    number: int
    months: tuple[tuple[str, int, int], ...]  # ("2026-11", 11, 14)


def years_of(months: Iterable[tuple[str, int]]) -> list[Year]:
    """Group months by year, newest first, with the empty months between."""
    by_month = dict(months)
    years = sorted({month[:4] for month in by_month}, reverse=True)
    return [
        Year(
            year,
            sum(number for month, number in by_month.items() if month.startswith(year)),
            tuple((f"{year}-{m:02}", m, by_month.get(f"{year}-{m:02}", 0)) for m in range(1, 13)),
        )
        for year in years
    ]


def cursor_of(request: HttpRequest) -> tuple[str, str]:
    """The place in a list that was asked for, and the month where it was asked for by month."""
    month = request.GET.get("month", "")
    if month:
        if not _MONTH.match(month):
            raise Http404
        return queries.month_cursor(month), month
    return place_of(request), ""


def place_of(request: HttpRequest) -> str:
    """The place that a link of ours carried; "" for anything else that was typed there: the first page."""
    cursor = request.GET.get("at", "")
    try:
        direction, moment, number = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        aware = datetime.fromisoformat(moment).tzinfo is not None
        return cursor if direction in {"<", ">"} and aware and 0 <= int(number) < 2**62 else ""
    except (ValueError, TypeError, OverflowError):
        return ""


def column(request: HttpRequest, slug: str) -> HttpResponseBase:
    """``/c/<slug>/``: what stands in a column and below it, newest first."""
    columns = tree()
    node = next((node for node in columns.of.values() if node.column.slug == slug), None)
    if node is None:
        return _organ_column(request, slug)
    if node.column.external_url:
        return redirect(node.column.external_url)
    if place := PLACES.get(node.column.kind):
        return redirect(place)
    part = part_of(columns, node)
    trail = []
    above = columns.of.get(node.column.parent_id) if node.column.parent_id else None
    while above is not None:
        trail.append(Crumb(above.column.name, above.url))
        above = columns.of.get(above.column.parent_id) if above.column.parent_id else None
    if part and not any(crumb.url == PLATFORM.url for crumb in trail):
        trail = [crumb for crumb in trail if crumb.label != PLATFORM.label]
        trail.append(PLATFORM)
    crumbs = [*reversed(trail), Crumb(node.column.name)]
    return list_page(request, columns, node, crumbs=crumbs, parts=PARTS if part else (), part=part)


def _organ_column(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A column that an organ keeps for itself (机关自设栏目)."""
    found = queries.column(slug)
    if found is None:
        into = places.led_on(slug)  # merged away: its address leads on for ever
        if into is None:
            raise Http404
        return redirect(addresses.column(into.slug), permanent=True)
    if found.organ is None:
        raise Http404
    columns = tree(organ_id=found.organ.pk)
    node = columns.of[found.pk]
    trail = [Crumb(above.name, addresses.column(above.slug)) for above in queries.trail(found.pk)[:-1]]
    crumbs = [Crumb("机构职能", "/jigou/"), Crumb(found.organ.name, addresses.organ(found.organ.pk)), *trail]
    return list_page(request, columns, node, crumbs=[*crumbs, Crumb(found.name)])


def list_page(
    request: HttpRequest, columns: Tree, node: Node, *, crumbs: list[Crumb], parts: Any = (), part: str = ""
) -> HttpResponse:
    """Show one page of a column's list with the branch of the tree in which it stands."""
    cursor, month = cursor_of(request)
    found = queries.list_of(node.column.pk, cursor)
    columns.open_to(node.column.pk)
    root = columns.root_of(node) if columns.of else None
    top = _branch(columns, node)
    shell.depends(request, shelf.key_of_column(node.column.pk))
    site = public.site()
    if root is not None:
        shell.depends(request, shelf.key_of_column(root.column.pk))
    parent = columns.of.get(node.column.parent_id) if node.column.parent_id else None
    return shell.page(
        request,
        "portal/list.html",
        title=node.column.name,
        section="open" if part else "",
        crumbs=crumbs,
        description=node.column.note or f"{node.column.name}信息列表",
        tags=Tags(
            node.column.name,
            parent.column.name if parent else node.column.name,
            node.column.note or node.column.article or node.column.name,
            node.column.name,
        ),
        column=node.column,
        node=node,
        branch=top,
        parts=parts,
        part=part,
        rows=[Line(listing.publication) for listing in found.rows],
        structured=structured.script(
            structured.listing(node.column.name, request.path, [one.publication for one in found.rows], site),
            structured.crumbs(crumbs, site),
        ),
        site=site,
        older=found.older,
        newer=found.newer if cursor else "",
        month=month,
        years=years_of(queries.months(node.column.pk)),
        base=request.path,
        feed=f"{addresses.column(node.column.slug)}feed.xml",
        search_in=str(node.column.pk),
        robots=not request.GET,
    )


def _branch(columns: Tree, node: Node) -> Node | None:
    """The node whose children stand in the left tree: the part of the platform, or the top of the branch."""
    found = node
    while found.column.kind not in _PARTS and found.column.parent_id in columns.of:
        found = columns.of[found.column.parent_id]
    return found if found.children else None


def everything(request: HttpRequest) -> HttpResponse:
    """``/all/``: everything public, newest first, with the jump by month."""
    cursor, month = cursor_of(request)
    found = queries.list_all(cursor)
    return shell.page(
        request,
        "portal/list.html",
        title="全部公开信息",
        crumbs=[Crumb("全部公开信息")],
        tags=Tags("全部公开信息", "政府信息公开", "按发布时间排列的全部公开信息"),
        rows=[Line(row) for row in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        month=month,
        years=years_of(queries.all_months()),
        base=request.path,
        feed="/feed.xml",
        robots=not request.GET,
        with_column=True,
    )
