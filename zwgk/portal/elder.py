"""长辈版 without script: the same pages below ``/elder/``, larger, with links that stay below it.

With script nothing of this is needed: the ordinary pages (the same bytes for all) enlarge themselves.
"""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from zwgk.portal import shell

#: addresses that are not pages keep theirs
_OURS = re.compile(rb'\b(href|action)="/(?!static/|elder/|files/|/|[^"]*\.xml|p/\d+/f/)([^"]*)"')
_SWITCH = re.compile(rb"<a [^>]*data-elder-switch[^>]*>")


def elder(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show the page ``/<path>`` enlarged."""
    if path.startswith("elder/"):
        raise Http404
    inner = f"/{path}"
    try:
        match = resolve(inner, urlconf="zwgk.portal.urls")
    except Resolver404 as error:
        raise Http404 from error
    request.META[shell.ELDER] = True
    request.path = request.path_info = inner
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    location = response.headers.get("Location", "")
    if location.startswith("/") and not location.startswith(("//", "/elder/")):
        response.headers["Location"] = f"/elder{location}"
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _prefixed(response.content)
    return response


def _prefixed(html: bytes) -> bytes:
    """Lead every link to a page of ours below ``/elder``; the switch itself leads back."""
    switches = _SWITCH.findall(html)
    html = _OURS.sub(rb'\1="/elder/\2"', html)
    for before, after in zip(switches, _SWITCH.findall(html), strict=True):
        html = html.replace(after, before, 1)
    return html
