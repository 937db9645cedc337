"""政府公报: every issue since the first, each with its contents; every article leads to its page.

The bound file goes out only while everything in it is public: that is asked at every request.
依据：《政府信息公开条例》第二十三条；国办发〔2018〕22号
"""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.people import public
from zwgk.portal import downloads, shell
from zwgk.portal.documents import qr
from zwgk.portal.parts import PARTS, PLATFORM
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import addresses
from zwgk.publishing.leaving import gazettes

PLACE = Crumb("政府公报", "/gongbao/")


def index(request: HttpRequest) -> HttpResponse:
    """``/gongbao/``: all issues by year, newest first."""
    lines = gazettes.published()
    years = [(year, list(rows)) for year, rows in groupby(lines, key=lambda line: line.year)]
    return shell.page(
        request,
        "portal/gazette/index.html",
        title="政府公报",
        section="open",
        crumbs=[PLATFORM, Crumb("政府公报")],
        parts=PARTS,
        tags=Tags("政府公报", "政府信息公开", "历年政府公报的目录和电子版"),
        description="历年政府公报的目录和电子版，自创刊起全部可查",
        years=years,
        total=len(lines),
        latest=lines[0] if lines else None,
    )


def issue(request: HttpRequest, year: int, no: int) -> HttpResponse:
    """``/gongbao/<year>/<no>/``: the contents of an issue."""
    found = gazettes.contents(year, no)
    if found is None:
        raise Http404
    site = public.site()
    address = shell.absolute(addresses.gazette(year, no), site)
    return shell.page(
        request,
        "portal/gazette/issue.html",
        title=f"政府公报{found.line.name}",
        section="open",
        site=site,
        crumbs=[PLATFORM, PLACE, Crumb(found.line.name)],
        parts=PARTS,
        tags=Tags("政府公报", "政府信息公开", "政府公报目录"),
        found=found,
        pdf=addresses.gazette_pdf(year, no),
        address=address,
        qr=qr(address),
    )


def bound(request: HttpRequest, year: int, no: int) -> HttpResponseBase:
    """``/gongbao/<year>/<no>/gongbao.pdf``: the issue as it was bound; 404 once anything in it left the public."""
    found = gazettes.contents(year, no)
    if found is None or not found.is_whole:
        raise Http404
    return downloads.streamed(request, found.sha256, f"政府公报{found.line.name}.pdf")
