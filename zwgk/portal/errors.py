"""Pages for what went wrong: in Chinese, without traces, with a next step; also with the database away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zwgk.portal import shell
from zwgk.rules.errors import RuleViolation

if TYPE_CHECKING:
    from zwgk.publishing.queries import HiddenVersion


def _page(request: HttpRequest, status: int, title: str, why: str, steps: tuple[tuple[str, str], ...]) -> HttpResponse:
    try:
        return shell.page(
            request,
            "portal/errors/error.html",
            title=title,
            status=status,
            robots=False,
            why=why,
            steps=steps,
            code=status,
        )
    except DatabaseError:
        return bare(status, title, why)


def bare(status: int, title: str, why: str) -> HttpResponse:
    """A page that needs no database at all."""
    html = render_to_string("portal/errors/bare.html", {"title": title, "why": why, "code": status})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


_HOME = ("返回首页", "/")
_SEARCH = ("搜索全站", "/search/")
_COLUMNS = ("按栏目查找", "/gongkai/fading/")
_APPLY = ("申请公开", "/gongkai/shenqing/")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400"""
    return _page(request, 400, "请求无法处理", "地址或提交的内容不完整。", (_HOME, _SEARCH))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403"""
    return _page(request, 403, "不能访问这一页", "这一页不对外开放。", (_HOME, _SEARCH))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form came without its token: the page was open too long, or cookies are switched off."""
    why = "页面打开太久，或者浏览器关闭了 Cookie，系统无法确认是您本人提交的。请返回上一页刷新后重新提交。"
    return _page(request, 403, "没有提交成功", why, (_HOME,))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: also for what is not public; the two look the same."""
    why = "这个地址没有公开的内容：可能是地址有误，也可能该信息没有主动公开。"
    return _page(request, 404, "没有找到这一页", why, (_SEARCH, _COLUMNS, _APPLY, _HOME))


def gone(request: HttpRequest) -> HttpResponse:
    """410: something stood here and was taken away; not even its title is left."""
    why = "这个地址原有的内容已经不再公开，系统不再保留其公开页面。"
    return _page(request, 410, "该信息已不再公开", why, (_SEARCH, _APPLY, _HOME))


def version_gone(request: HttpRequest, row: HiddenVersion, here: str) -> HttpResponse:
    """410: one earlier wording is no longer shown; the paper itself still is."""
    since = f"{row.since.year}年{row.since.month}月{row.since.day}日"
    why = f"第{row.no}版因{row.cause.label}，自{since}起不再提供。现行版本仍可查看。"
    return _page(request, 410, "这一版不再提供", why, (("看现行版本", here), _HOME))


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    """429"""
    why = f"同一网络地址在短时间内的请求太多。请{wait}秒后再试。"
    response = _page(request, 429, "请稍候再试", why, (_HOME,))
    response.headers["Retry-After"] = str(wait)
    return response


def refused(request: HttpRequest, refusal: RuleViolation, status: int) -> HttpResponse:
    """A rule says no: what, why, what next."""
    return _page(request, status, refusal.what, f"{refusal.why}。{refusal.remedy}。", (_HOME, _SEARCH))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: nothing of the cause is shown; it stands in the log."""
    return bare(500, "系统出了故障", "这次故障已经记入日志，工作人员会看到。请过几分钟再试。")
