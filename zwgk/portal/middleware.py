"""Refusals and absences become pages of the portal."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zwgk.portal import errors
from zwgk.portal.rates import TooOften
from zwgk.rules.errors import NotAllowed, RuleViolation


class RefusalMiddleware:
    """Turn what a page did not handle into a page that says what, why and what next. Faults are left to the server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Http404):
            return errors.not_found(request)
        if isinstance(exception, TooOften):
            return errors.too_often(request, exception.wait)
        if isinstance(exception, RuleViolation):
            return errors.refused(request, exception, 403 if isinstance(exception, NotAllowed) else 400)
        if isinstance(exception, PermissionDenied):
            return errors.forbidden(request)
        if isinstance(exception, SuspiciousOperation):
            return errors.bad_request(request)
        return None
