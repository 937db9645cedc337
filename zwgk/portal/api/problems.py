"""Refusals and absences as ``application/problem+json`` (RFC 9457), in Chinese: what, why, and what to do next."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

PROBLEM = "application/problem+json; charset=utf-8"
#: where the kinds of error are explained
PAGE = "/shuju/jiekou/"
READING = "GET, HEAD, OPTIONS"


class Absent(Exception):
    """There is no such thing, or it is not public: the two look the same."""


class Left(Exception):
    """It was public and is no longer; ``notice`` stands in its place."""

    def __init__(self, notice: str = "") -> None:
        super().__init__(notice)
        self.notice = notice


def problem(status: int, kind: str, what: str, why: str, remedy: str, *, field: str = "") -> HttpResponse:
    """One refusal. ``kind`` is the anchor on the page that explains it."""
    told: dict[str, Any] = {
        "type": f"{PAGE}#{kind}",
        "title": what,
        "status": status,
        "detail": f"{why}。{remedy}。",
        "what": what,
        "why": why,
        "remedy": remedy,
        "field": field,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode(), content_type=PROBLEM, status=status, headers={"Cache-Control": "no-store"})


def bad(what: str, why: str, remedy: str, field: str = "") -> HttpResponse:
    """400"""
    return problem(400, "canshu", what, why, remedy, field=field)


def absent() -> HttpResponse:
    """404"""
    return problem(
        404,
        "meiyou",
        "没有这项公开内容",
        "编号或代号不存在，或者该信息没有公开",
        "请核对编号；可从列表接口取得，也可在网站上检索",
    )


def left(notice: str) -> HttpResponse:
    """410"""
    return problem(
        410, "chehui", "该信息已不再公开", notice.strip("。") or "原有内容已经撤下", "请从您的副本中删去这份信息"
    )


def wrong_method(method: str) -> HttpResponse:
    """405"""
    answer = problem(405, "fangfa", "不能这样请求", f"开放接口只供读取，不支持{method[:20]}", "请用 GET 或 HEAD 请求")
    answer.headers["Allow"] = READING
    return answer


def too_often(wait: int) -> HttpResponse:
    """429"""
    answer = problem(
        429,
        "pinci",
        "请稍候再试",
        "同一网络地址一分钟内的请求超过了限额",
        f"请{wait}秒后再请求；要取全部信息的，请用整体下载",
    )
    answer.headers["Retry-After"] = str(wait)
    return answer


def unavailable(why: str) -> HttpResponse:
    """503"""
    answer = problem(503, "guzhang", "暂时不能检索", why, "请过几分钟再试")
    answer.headers["Retry-After"] = "60"
    return answer


def unknown(request: HttpRequest, path: str = "") -> HttpResponse:
    """404 below ``/api/``: no such endpoint."""
    answer = problem(404, "meiyou", "没有这个接口", "地址不在开放接口之内", f"请从 /api/v1/ 或说明页 {PAGE} 查找接口")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
