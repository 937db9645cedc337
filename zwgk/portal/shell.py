"""What every page has around it: site, navigation, page tags, the keys on which it depends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zwgk.people import public
from zwgk.publishing import addresses, shelf

if TYPE_CHECKING:
    from zwgk.people.models import SiteSettings

#: a set lies here while a page is rendered for the shelf
SHELF_KEYS = "zwgk.shelf_keys"
ELDER = "zwgk.elder"


@dataclass(frozen=True)
class View:
    """A way of showing every page without script, below an address of its own: 长辈版, a contrast theme, or both."""

    elder: bool = False
    theme: str = ""

    @property
    def prefix(self) -> str:
        """``/elder``, ``/view-hei``, ``/elder-hei``; "" for the ordinary page."""
        if not self.theme:
            return "/elder" if self.elder else ""
        return f"/{'elder' if self.elder else 'view'}-{self.theme}"

    @property
    def classes(self) -> str:
        """The classes on the page."""
        return " ".join(
            part for part in ("elder" if self.elder else "", f"theme-{self.theme}" * bool(self.theme)) if part
        )

    @property
    def switched(self) -> str:
        """The prefix of the same page with 长辈版 the other way round."""
        return View(not self.elder, self.theme).prefix


PLAIN = View()
#: contrast themes (配色): code and name
THEMES = (("bai", "白底黑字"), ("hei", "黑底黄字"), ("lan", "蓝底白字"))


@dataclass(frozen=True)
class Crumb:
    """One step of the place (位置); the last has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    code: str
    label: str
    url: str
    plain: bool = True  # also shown in 长辈版


NAVIGATION = (
    Entry("home", "首页", "/"),
    Entry("open", "政府信息公开", "/gongkai/"),
    Entry("policy", "政策与解读", "/zhengce/", plain=False),
    Entry("request", "依申请公开", "/gongkai/shenqing/"),
    Entry("talk", "互动交流", "/hudong/"),
    Entry("service", "办事与清单", "/qingdan/", plain=False),
    Entry("data", "数据开放", "/shuju/", plain=False),
    Entry("progress", "查进度", "/jindu/"),
)


@dataclass(frozen=True)
class Tags:
    """The page tags that robots of 政府网站 inspections read (页面标签)."""

    column_name: str = ""
    column_type: str = ""
    column_description: str = ""
    column_keywords: str = ""
    article: dict[str, str] = field(default_factory=dict)


def depends(request: HttpRequest, *keys: str) -> None:
    """Note on what a page depends, where it is rendered for the shelf."""
    kept = request.META.get(SHELF_KEYS)
    if kept is not None:
        kept.update(keys)


def for_the_shelf(request: HttpRequest) -> bool:
    """True while a page is rendered for the shelf."""
    return SHELF_KEYS in request.META


def absolute(path: str, site: SiteSettings | None) -> str:
    """The address that a QR code or a feed carries: the configured one, else the site's domain."""
    if settings.ENV.portal_url:
        return addresses.absolute(path)
    if site is not None and site.domain:
        return f"{'https' if settings.ENV.https else 'http'}://{site.domain}{path}"
    return path


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    section: str = "",
    crumbs: Iterable[Crumb] = (),
    tags: Tags | None = None,
    status: int = 200,
    description: str = "",
    robots: bool = True,
    site: SiteSettings | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page within the common frame. ``title`` is the page's own; the site's name follows it in the tab."""
    site = site or public.site()
    depends(request, shelf.SITE)
    view: View | None = request.META.get(ELDER)
    elder = view is not None and view.elder
    response = render(
        request,
        template,
        {
            **context,
            "site": site,
            "demo": bool(settings.ENV.demo),
            "navigation": NAVIGATION,
            "section": section,
            "crumbs": list(crumbs),
            "title": title,
            "tags": tags or Tags(),
            "description": description,
            "robots": robots,
            "elder": elder,
            "view": view,
            "elder_url": f"{(view or PLAIN).switched}{request.path}",
            "canonical": absolute(request.path, site),
        },
        status=status,
    )
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
