"""Pages that say something simple: what is still to come, accessibility, privacy, contact, the map of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zwgk.people import public
from zwgk.portal import shell
from zwgk.portal.parts import PARTS
from zwgk.portal.shell import Crumb
from zwgk.portal.tree import tree
from zwgk.ui.visits import KEPT_DAYS

#: 国务院办公厅 keeps the one entrance of all government sites for reports of errors
FIND_ERRORS = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code="


@dataclass(frozen=True)
class Soon:
    """A room that is not open yet: what will be there, and where the same thing can be had today."""

    section: str
    label: str
    will: str
    today: tuple[tuple[str, str], ...]


SOON = {
    "hudong": Soon(
        "talk",
        "互动交流",
        "网上写信、查看公开的来信和答复、参加意见征集、报名列席会议",
        (("对某份文件没看明白：在该文件页面右侧选“没看明白”留言", ""), ("申请公开政府信息", "/gongkai/shenqing/")),
    ),
    "qingdan": Soon(
        "service",
        "办事与清单",
        "权责清单、办事指南、收费目录清单等结构化清单的查询和下载",
        (("按法定主动公开内容的分类查阅已公开的文件", "/gongkai/fading/"), ("搜索全站", "/search/")),
    ),
}


def soon(request: HttpRequest, room: str) -> HttpResponse:
    """A room of the navigation that opens later, said honestly."""
    what = SOON[room]
    return shell.page(
        request,
        "portal/plain/soon.html",
        title=what.label,
        section=what.section,
        crumbs=[Crumb(what.label)],
        soon=what,
        robots=False,
    )


def accessibility(request: HttpRequest) -> HttpResponse:
    """``/about/accessibility/``: 无障碍说明"""
    return shell.page(request, "portal/plain/accessibility.html", title="无障碍说明", crumbs=[Crumb("无障碍说明")])


def display(request: HttpRequest) -> HttpResponse:
    """``/xianshi/``: 大字、配色、朗读; with script the bar does it on every page, without it these addresses do."""
    themes = [(name, f"/view-{code}/", f"/elder-{code}/") for code, name in shell.THEMES]
    title = "大字、配色、朗读"
    return shell.page(request, "portal/plain/display.html", title=title, crumbs=[Crumb(title)], themes=themes)


def privacy(request: HttpRequest) -> HttpResponse:
    """``/about/privacy/``: 隐私说明"""
    return shell.page(
        request, "portal/plain/privacy.html", title="隐私说明", crumbs=[Crumb("隐私说明")], log_days=KEPT_DAYS
    )


def contact(request: HttpRequest) -> HttpResponse:
    """``/about/contact/``: 联系我们、我为政府网站找错"""
    site = public.site()
    official = f"{FIND_ERRORS}{site.site_id}" if site and site.site_id and not settings.ENV.demo else ""
    return shell.page(
        request,
        "portal/plain/contact.html",
        title="联系我们",
        crumbs=[Crumb("联系我们")],
        site=site,
        find_errors=official,
    )


def site_map(request: HttpRequest) -> HttpResponse:
    """``/map/``: 网站地图"""
    return shell.page(
        request,
        "portal/plain/map.html",
        title="网站地图",
        crumbs=[Crumb("网站地图")],
        parts=PARTS,
        roots=tree().roots,
    )
