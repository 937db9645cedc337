"""Refusals, absences and faults as pages that say what, why and what next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from zwgk.office import shell
from zwgk.rules.errors import RuleViolation


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a reader."""
    return "application/json" in request.headers.get("Accept", "")


def refused(request: HttpRequest, refusal: RuleViolation, status: int | None = None) -> HttpResponse:
    """The page (or JSON) of a refusal that no form caught; what was posted can be taken up again from it."""
    code = status or shell.status_of(refusal)
    if wants_json(request):
        return JsonResponse({**refusal.as_dict(), "field": refusal.field or ""}, status=code)
    response = shell.render(
        request,
        "errors/refused.html",
        {"violation": refusal, "back": request.headers.get("Referer", "")},
        status=code,
    )
    response.is_page = True  # type: ignore[attr-defined]
    return response


def fault() -> HttpResponse:
    """Something broke on our side: a page that asks neither templates nor the database."""
    return HttpResponse(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>系统故障</title><h1>没有办成</h1>'
        "<p>系统出了故障，已记入服务器日志，您的操作没有生效。</p>"
        "<p>请按浏览器的“后退”回到刚才的页面，复制已填写的内容后重试；仍不行的，请联系系统管理员。</p>",
        status=500,
    )


def not_found(request: HttpRequest) -> HttpResponse:
    """Outside the scope a thing does not exist: a wrong number and another's paper look the same."""
    missing = RuleViolation(
        what="没有这一页",
        why="地址有误，或者这件事不在您现在岗位的工作范围内",
        remedy="请从列表中打开；需要办理的，请切换岗位或联系承办科室",
    )
    return refused(request, missing, 404)


def forbidden(request: HttpRequest) -> HttpResponse:
    """403 without a rule that says why."""
    return refused(
        request, RuleViolation(what="不能打开这个页面", why="您的岗位没有这项职责", remedy="请切换岗位"), 403
    )


def bad_request(request: HttpRequest) -> HttpResponse:
    """What came in cannot be read."""
    return refused(request, RuleViolation(what="没有办理", why="收到的内容不完整", remedy="请返回后重新提交"), 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit (signed in again in another window, cookies off)."""
    return refused(
        request,
        RuleViolation(
            what="没有提交",
            why="页面的安全标记已失效：可能在另一窗口重新登录过，或浏览器不接受 Cookie",
            remedy="请按浏览器的“后退”回到刚才的页面，复制已填写的内容，刷新后再提交",
        ),
        403,
    )
