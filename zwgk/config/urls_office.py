"""The staff's addresses: the face's own, and whether the process is well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from zwgk.config.health import healthz
from zwgk.office import errors

urlpatterns = [
    path("healthz", healthz),
    path("", include("zwgk.office.urls")),
]


# Django asks only the root module for these, and hands over an exception that the pages have no use for
def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read."""
    return errors.bad_request(request)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not this person's."""
    return errors.forbidden(request)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address."""
    return errors.not_found(request)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page that needs neither database nor templates, for they may be what is broken."""
    return HttpResponse(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有办成</title><h1>没有办成</h1>'
        "<p>系统内部出现错误，已记入日志，您填写的内容没有保存。请返回上一页，复制已填写的内容，稍后再试；仍不行请联系系统管理员。</p>",
        status=500,
    )
