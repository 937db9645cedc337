"""Who is acting, before any page; refusals into pages, after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.office import account, errors, second
from zwgk.people import today as day
from zwgk.people.actor import Actor, actor_for, actor_standing_in, current_delegations, current_posts
from zwgk.rules.errors import RuleViolation

#: in the session: the own post that was chosen, and the delegation under which its holder acts for another
POST_KEY, STANDING_IN = "post", "standing_in"
#: answered by the roof, for the machine that watches us
OPEN_PATHS = frozenset({"/healthz"})


class ActorMiddleware:
    """Set ``request.actor`` from the session's chosen post; send away whoever has not signed in or not chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = self._actor(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 404 and not getattr(response, "is_page", False):
            response = errors.not_found(request) if request.user.is_authenticated else account.ask_to_sign_in(request)
        elif response.status_code >= 500 and request.path not in OPEN_PATHS:
            response = errors.fault()
        # going back finds what was typed (a page marked no-store would be fetched anew); nobody else's cache keeps it
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    def _actor(self, request: HttpRequest) -> Actor | None:
        if request.path in OPEN_PATHS or not request.user.is_authenticated or request.user.pk is None:
            return None
        today = day.today()
        posts = current_posts(request.user.pk, today=today)
        chosen = request.session.get(POST_KEY)
        request.post_choices = posts  # type: ignore[attr-defined]
        standing_in = request.session.get(STANDING_IN)
        if standing_in is not None:
            delegations = current_delegations(request.user.pk, today=today)
            found = next((d for d in delegations if d.pk == standing_in), None)
            if found is not None:
                return actor_standing_in(found)
            del request.session[STANDING_IN]  # it ended by itself, or was ended
            messages.warning(request, "代理已经结束，现在以您自己的岗位办理")
        post = next((p for p in posts if p.pk == chosen), None) or (posts[0] if len(posts) == 1 else None)
        return actor_for(post, today=today) if post else None

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if getattr(view, "is_open", False) or request.path in OPEN_PATHS:
            return None
        if not request.user.is_authenticated:
            return account.ask_to_sign_in(request)
        if getattr(view, "without_post", False):
            return None
        if request.user.must_change_password:
            return redirect("/account/password/")
        if request.actor is None:  # type: ignore[attr-defined]
            return redirect(f"/account/posts/?next={request.get_full_path()}")
        if second.is_missing(request, request.actor):  # type: ignore[attr-defined]
            return redirect("/account/second/")
        return None


class RefusalMiddleware:
    """Turn what a page did not handle into a page that says what, why and what next. Faults are left to the server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, RuleViolation):
            return errors.refused(request, exception)
        if isinstance(exception, Http404):
            return errors.not_found(request)
        if isinstance(exception, PermissionDenied):
            return errors.forbidden(request)
        if isinstance(exception, SuspiciousOperation):
            return errors.bad_request(request)
        return None
