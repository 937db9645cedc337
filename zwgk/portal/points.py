"""政府信息查阅点: where people can read on paper and ask, when, and with what help.

依据：《政府信息公开条例》第二十五条
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zwgk.portal import shell
from zwgk.portal.kinds import by_kind
from zwgk.portal.parts import PARTS, PLATFORM
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import queries


def points(request: HttpRequest) -> HttpResponse:
    """``/chayuedian/``: all open reading points by kind."""
    return shell.page(
        request,
        "portal/platform/points.html",
        title="政府信息查阅点",
        section="open",
        crumbs=[PLATFORM, Crumb("政府信息查阅点")],
        parts=PARTS,
        tags=Tags("政府信息查阅点", "政府信息公开", "国家档案馆、公共图书馆、政务服务场所的政府信息查阅点"),
        description="可以免费查阅政府信息的场所：地址、开放时间、设备和能查到的内容",
        groups=by_kind(queries.reading_points()),
    )
