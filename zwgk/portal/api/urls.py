"""Addresses of the interface, from its table. Nobody signs in here, so that no token is asked: nothing is written."""

from __future__ import annotations

import re
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from zwgk.people import public
from zwgk.portal import shell
from zwgk.portal.api import openapi, problems, serving
from zwgk.portal.api.endpoints import ENDPOINTS


def document(request: HttpRequest) -> HttpResponse:
    """``/api/v1/openapi.json``"""
    site = public.site()
    base = shell.absolute("", site) or request.build_absolute_uri("/").rstrip("/")
    return serving.plain(request, openapi.document(base, site.name if site else ""))


def _pattern(template: str) -> str:
    return "^" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]{1,120})", template.lstrip("/")) + "$"


urlpatterns = [
    path("", csrf_exempt(serving.index)),
    path("openapi.json", csrf_exempt(document)),
    *(re_path(_pattern(one.path), csrf_exempt(partial(serving.serve, endpoint=one))) for one in ENDPOINTS),
    re_path(r"^(?P<path>.*)$", csrf_exempt(problems.unknown)),
]
