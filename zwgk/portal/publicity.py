"""五公开: what is public by decision, execution, management, service and result; matters step by step. S0-04, S3-04."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.columns import Line, place_of
from zwgk.portal.parts import PLATFORM
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing.arranging import chains
from zwgk.rules.subjects import FiveOpen

HOME = Crumb("五公开", "/gongkai/wugongkai/")


def index(request: HttpRequest) -> HttpResponse:
    """``/gongkai/wugongkai/``: one dimension after the other, newest first."""
    code = request.GET.get("d", "") or str(FiveOpen.DECISION)
    if code not in {str(one) for one in FiveOpen}:
        raise Http404
    chosen = FiveOpen(code)
    cursor = place_of(request)
    found = chains.by_dimension(chosen, cursor)
    return shell.page(
        request,
        "portal/publicity/index.html",
        title=chosen.label,
        section="open",
        crumbs=[PLATFORM, HOME, Crumb(chosen.label)],
        tags=Tags("五公开", "政府信息公开", "决策、执行、管理、服务、结果公开的信息"),
        numbers=chains.numbers().items(),
        most=chains.COUNT_TO,
        chosen=chosen,
        rows=[Line(row) for row in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        extra=f"&d={chosen}",
        with_column=True,
        robots=not request.GET,
    )


def matters(request: HttpRequest) -> HttpResponse:
    """``/gongkai/shixiang/``: matters from draft to result, with what is missing so far."""
    cursor = place_of(request)
    page, found = chains.listed(cursor, today())
    return shell.page(
        request,
        "portal/publicity/matters.html",
        title="事项全过程公开",
        section="open",
        crumbs=[PLATFORM, Crumb("事项全过程公开")],
        tags=Tags("事项全过程公开", "政府信息公开", "从草案、决策到执行、结果的全过程公开"),
        chains=found,
        older=page.older,
        newer=page.newer if cursor else "",
        base=request.path,
        robots=not request.GET,
    )


def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """``/gongkai/shixiang/<pk>/``: one matter."""
    found = chains.find(pk, today())
    if found is None:
        raise Http404
    return shell.page(
        request,
        "portal/publicity/matter.html",
        title=found.chain.title,
        section="open",
        crumbs=[PLATFORM, Crumb("事项全过程公开", "/gongkai/shixiang/"), Crumb(found.chain.title)],
        tags=Tags("事项全过程公开", "政府信息公开", found.chain.title),
        chain=found,
    )
