"""Signing in and out, the first change of a password, the chosen post, one's own particulars."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import auth
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zwgk.audit import acts as log
from zwgk.office import errors, posted, second, shell
from zwgk.office.access import actor_of, open_to_all, without_post
from zwgk.people import actions, queries, standing
from zwgk.people import today as day
from zwgk.people.actor import Actor, current_delegations
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.people.models import Post, User

SALT = "office.carried"
MAX_CARRIED = 1_500_000
#: delegations shown at most
MANY = 50
#: in the session: who has given the password and not yet the code, and for how many seconds that waits
WAITING, PATIENCE = "second_waiting", 300


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """An unknown reader: scripts are told (401), pages lead to signing in; what was posted is carried along."""
    if errors.wants_json(request):
        return JsonResponse(
            {
                "what": "没有保存",
                "why": "登录已过期",
                "remedy": "您输入的内容仍在页面上；请在新窗口登录后回到这里再保存",
                "field": "",
            },
            status=401,
        )
    if request.method == "POST":
        fields = [(k, v) for k in request.POST for v in request.POST.getlist(k) if k != "csrfmiddlewaretoken"]
        carried = signing.dumps({"to": request.path, "fields": fields}, salt=SALT, compress=True)
        return shell.render(
            request,
            "account/sign_in.html",
            {"next": "/", "carried": carried if len(carried) < MAX_CARRIED else "", "expired": True},
            status=401,
        )
    return redirect(f"/account/sign-in/?{urlencode({'next': request.get_full_path()})}")


def next_of(request: HttpRequest) -> str:
    """Where to go on after signing in: a page of ours, or the first one."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if fits and not wanted.startswith("/account/sign") else "/"


@open_to_all
@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """User name and password; five wrong ones lock for a quarter of an hour (axes)."""
    target = next_of(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(target)
        return shell.render(request, "account/sign_in.html", {"next": target})
    username = posted.text(request, "username")
    user: Any = auth.authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        wrong = BadInput(
            what="没有登录",
            why="用户名或密码不对",
            remedy="请检查大小写后再试；连续错 5 次将锁定 15 分钟。忘记密码的，请联系系统管理员重设",
            field="password",
        )
        carried = request.POST.get("carried", "")
        return shell.render(
            request, "account/sign_in.html", {"next": target, "carried": carried, "username": username}, refusal=wrong
        )
    if queries.has_second_factor(user):
        return _wait_for_code(request, user, to=target)
    auth.login(request, user)
    return _welcome(request, user)


def _wait_for_code(request: HttpRequest, user: User, *, to: str) -> HttpResponseBase:
    """The password was right: now the code. Nobody is signed in yet."""
    request.session.cycle_key()
    request.session[WAITING] = {"user": user.pk, "backend": getattr(user, "backend", ""), "since": time.time()}
    return shell.render(request, "account/code.html", {"next": to, "carried": request.POST.get("carried", "")})


@open_to_all
@never_cache
def code(request: HttpRequest) -> HttpResponseBase:
    """The six digits, or a recovery code."""
    waiting: dict[str, Any] = request.session.get(WAITING) or {"user": 0, "backend": "", "since": 0.0}
    user = queries.person(waiting["user"]) if time.time() - waiting["since"] < PATIENCE else None
    if request.method != "POST" or user is None:
        request.session.pop(WAITING, None)  # the password was given too long ago, or never
        return redirect(f"/account/sign-in/?{urlencode({'next': next_of(request)})}")
    try:
        second.must_fit(user, posted.text(request, "code"))
    except RuleViolation as refusal:
        context = {"next": next_of(request), "carried": request.POST.get("carried", "")}
        return shell.render(request, "account/code.html", context, refusal=refusal)
    request.session.pop(WAITING)
    auth.login(request, user, backend=waiting["backend"])
    request.session[second.PASSED] = True
    return _welcome(request, user)


def _welcome(request: HttpRequest, user: User) -> HttpResponseBase:
    """Signed in: the log says so, and the work goes on where it was broken off."""
    log.read("people.sign_in", user, actor=_bare(user))
    held = _carried(request)
    if held is not None:
        return shell.render(request, "account/carry_on.html", {"to": held["to"], "fields": held["fields"]})
    target = next_of(request)
    return redirect("/mine/" if target == "/" else target)  # the day begins with one's own work


def _carried(request: HttpRequest) -> dict[str, Any] | None:
    text = request.POST.get("carried", "")
    if not text:
        return None
    try:
        held: dict[str, Any] = signing.loads(text, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return held


def _bare(user: User) -> Actor:
    return Actor(user.pk, None, None, None, user.name, "")


@without_post
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("/account/sign-in/")


@without_post
@never_cache
def password(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; asked for at the first sign-in and after an administrator's reset."""
    user: Any = request.user
    first = user.must_change_password
    if request.method != "POST":
        return shell.render(request, "account/password.html", {"first": first})
    fresh = request.POST.get("password", "")
    try:
        if not first and not user.check_password(request.POST.get("old", "")):
            raise BadInput(what="没有修改密码", why="原密码不对", remedy="请重新输入原密码", field="old")
        if fresh != request.POST.get("again", ""):
            raise BadInput(what="没有修改密码", why="两次输入的新密码不一样", remedy="请重新输入", field="again")
        actions.change_password(user, fresh, actor=_bare(user))
    except RuleViolation as refusal:
        return shell.render(request, "account/password.html", {"first": first}, refusal=refusal)
    auth.update_session_auth_hash(request, user)
    return shell.done(request, "密码已修改", to=next_of(request))


@without_post
def posts(request: HttpRequest) -> HttpResponseBase:
    """Choose the post under which this session acts, one at a time: an own one, or one that is stood in for today."""
    choices: list[Post] = getattr(request, "post_choices", [])
    delegations = current_delegations(request.user.pk or 0, today=day.today())
    if request.method == "POST":
        wanted = posted.number(request, "post", "岗位")
        post = next((p for p in choices if p.pk == wanted), None)
        if post is not None:
            request.session["post"] = post.pk
            request.session.pop("standing_in", None)
            return shell.done(request, f"现在以“{post.unit.full_name}{post.title}”的岗位办理", to=next_of(request))
        chosen = posted.number(request, "delegation", "代理")
        delegation = next((d for d in delegations if d.pk == chosen), None)
        if delegation is not None:
            request.session["post"] = delegation.deputy_id
            request.session["standing_in"] = delegation.pk
            label = f"{delegation.absent.unit.full_name}{delegation.absent.title}"
            return shell.done(request, f"现在代{delegation.absent.user.name}以“{label}”的岗位办理", to=next_of(request))
    context = {"posts": choices, "delegations": delegations, "next": next_of(request)}
    return shell.render(request, "account/posts.html", context)


def me(request: HttpRequest) -> HttpResponseBase:
    """One's own particulars, posts, who stands in, and whether single keys do something."""
    actor = actor_of(request)
    user: Any = request.user
    if request.method == "POST":
        if "keys" in request.POST:
            actions.set_shortcuts(user, posted.flag(request, "shortcuts"), actor=_bare(user))
            return shell.done(request, "快捷键设置已保存", to="/account/me/")
        fields = {name: posted.text(request, name) for name in ("phone", "email", "mobile")}
        actions.edit_user(user, actor=actor, **fields)
        return shell.done(request, "个人资料已保存", to="/account/me/")
    today = day.today()
    context = {
        "user": user,
        "posts": getattr(request, "post_choices", []),
        "standing_in_for": current_delegations(user.pk, today=today),
        "delegations": [d for d in standing.of_person(user.pk)[:MANY] if d.last >= today],
        "has_second_factor": queries.has_second_factor(user),
    }
    return shell.render(request, "account/me.html", context)


def alive(request: HttpRequest) -> JsonResponse:
    """A script asks whether the session still holds (before a long form is sent)."""
    return JsonResponse({"signed_in": True})
