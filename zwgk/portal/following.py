"""邮件订阅: ask, confirm, leave. No page here says whether an address is known; where no mail is sent, it says that."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from zwgk.people.today import now
from zwgk.portal import shell
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb
from zwgk.publishing.following import intake, scopes
from zwgk.publishing.following.scopes import Scope
from zwgk.rules.errors import BadInput
from zwgk.rules.following import CONFIRM_HOURS, MOST_PER_ADDRESS, Cadence, FollowKind

HERE = "/dingyue/"
_WEEKDAYS = "一二三四五"


def _asked(form: dict[str, str]) -> Scope | None:
    """The scope that a form or a link names: ``what=column:12``, or the words and filters of a search."""
    kind, _, target = form["what"].partition(":")
    return scopes.found(kind, target, words=form["words"], narrowed=form["narrowed"])


@limited("follow", 6, per=600, only="POST")
def form(request: HttpRequest) -> HttpResponseBase:
    """``/dingyue/?what=column:12``: what is followed, how often, to which address."""
    sent = request.POST if request.method == "POST" else request.GET
    values = {name: sent.get(name, "")[:300] for name in ("what", "words", "narrowed", "cadence", "address")}
    if not values["narrowed"] and values["words"] and request.method == "GET":
        chosen = {name: sent.get(name, "")[:60] for name in scopes.FILTERS}
        values["narrowed"] = urlencode({name: value for name, value in chosen.items() if value})
    scope = _asked(values)
    opening = intake.opening()
    refusal: BadInput | None = None
    if request.method == "POST":
        try:
            intake.ask(scope, values["cadence"], values["address"], at=now())
        except BadInput as error:
            refusal = error
        else:
            return redirect(f"{HERE}yijieshou/")
    groups: list[tuple[str, list[Scope]]] = []
    if scope is None and opening.is_open:
        offered = (
            (FollowKind.COLUMN, scopes.offered_columns()),
            (FollowKind.ORGAN, scopes.offered_organs()),
            (FollowKind.TOPIC, scopes.offered_topics()),
            (FollowKind.SUBJECT, scopes.offered_subjects()),
        )
        groups = [(kind.label, found) for kind, found in offered if found]
    return shell.page(
        request,
        "portal/following/form.html",
        title="邮件订阅",
        crumbs=[Crumb("邮件订阅")],
        values=values,
        scope=scope,
        opening=opening,
        weekday=_WEEKDAYS[opening.weekday - 1],
        groups=groups,
        cadences=list(Cadence),
        refusal=refusal,
        hours=CONFIRM_HOURS,
        most=MOST_PER_ADDRESS,
        status=400 if refusal else 200,
        robots=False,
    )


def taken(request: HttpRequest) -> HttpResponse:
    """``/dingyue/yijieshou/``: the same words whatever the address."""
    return shell.page(
        request,
        "portal/following/taken.html",
        title="请到邮箱里确认",
        crumbs=[Crumb("邮件订阅", HERE), Crumb("请确认")],
        hours=CONFIRM_HOURS,
        robots=False,
    )


@limited("follow-links", 60, per=600)
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """``/dingyue/queren/<token>/``: a button, because mail programs open links by themselves; pressed, it begins."""
    shown = intake.confirm(token, at=now()) if request.method == "POST" else intake.to_confirm(token, at=now())
    return _private(
        shell.page(
            request,
            "portal/following/confirm.html",
            title="确认订阅" if shown is None or not shown.is_active else "订阅已经生效",
            crumbs=[Crumb("邮件订阅", HERE), Crumb("确认")],
            shown=shown,
            opening=intake.opening(),
            status=200 if shown is not None else 410,
            robots=False,
        )
    )


@csrf_exempt
@limited("follow-links", 60, per=600)
def leave(request: HttpRequest, token: str, all_of_it: str = "") -> HttpResponseBase:
    """``/dingyue/tuiding/<token>/[quanbu/]``: end one or all; a mail program's own button posts here without a cookie.

    The link itself is the right to it, so no token of a form is asked. What is gone already looks like what goes now.
    """
    if request.method == "POST":
        everything = bool(all_of_it) or request.POST.get("all") == "1"
        intake.leave(token, everything=everything)
        return _private(
            shell.page(
                request,
                "portal/following/left.html",
                title="已退订",
                crumbs=[Crumb("邮件订阅", HERE), Crumb("退订")],
                everything=everything,
                robots=False,
            )
        )
    if request.method not in {"GET", "HEAD"}:
        raise Http404
    return _private(
        shell.page(
            request,
            "portal/following/leave.html",
            title="退订",
            crumbs=[Crumb("邮件订阅", HERE), Crumb("退订")],
            shown=intake.to_leave(token),
            all=bool(all_of_it),
            robots=False,
        )
    )


def _private(page: HttpResponse) -> HttpResponse:
    """The address of this page is a key: it is kept nowhere and told to no other site."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
