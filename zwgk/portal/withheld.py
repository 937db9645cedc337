"""What is not public, told to the public: the 负面清单 in force, and the items that were let out. S0-06, S0-59."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.columns import place_of
from zwgk.portal.parts import PLATFORM
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing.withheld import public
from zwgk.rules import grounds


def negative_list(request: HttpRequest) -> HttpResponse:
    """``/gongkai/fumianqingdan/``: classes of information that are not made public, organ by organ, with grounds."""
    wanted = request.GET.get("o", "")
    organ = int(wanted) if wanted.isdecimal() and len(wanted) < 12 else None
    now = today()
    lists = public.negative_list(now, organ_id=organ)
    return shell.page(
        request,
        "portal/withheld/negative_list.html",
        title="政务公开负面清单",
        section="open",
        crumbs=[PLATFORM, Crumb("政务公开负面清单")],
        tags=Tags("政务公开负面清单", "政府信息公开", "依法不予公开的信息类别、依据和范围，清单外的原则上都公开"),
        lists=[(one, [(entry, grounds.GROUNDS.get(entry.ground_code)) for entry in one.entries]) for one in lists],
        ended=public.ended(now) if organ is None else [],
        robots=not request.GET,
    )


def catalogue(request: HttpRequest) -> HttpResponse:
    """``/gongkai/feigongkai/``: items that are not public, as far as their organs let them be known."""
    cursor = place_of(request)
    found = public.catalogue(cursor)
    return shell.page(
        request,
        "portal/withheld/catalogue.html",
        title="非公开政府信息目录",
        section="open",
        crumbs=[PLATFORM, Crumb("非公开政府信息目录")],
        tags=Tags("非公开政府信息目录", "政府信息公开", "逐项列出依法不予公开的信息和依据"),
        rows=[(row, grounds.GROUNDS.get(row.ground_code)) for row in found.rows],
        older=found.older,
        newer=found.newer if cursor else "",
        base=request.path,
        robots=not request.GET,
    )
