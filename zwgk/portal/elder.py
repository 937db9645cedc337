"""长辈版 and contrast themes without script: the same pages below ``/elder/``, ``/view-hei/`` …; links stay there.

With script nothing of this is needed: the ordinary pages (the same bytes for all) enlarge themselves.
"""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from zwgk.portal import shell

#: addresses that are not pages keep theirs
_OURS = re.compile(
    rb'\b(href|action)="/(?!static/|(?:elder|view)(?:-[a-z]+)?/|files/|/|[^"]*\.xml|p/\d+/f/\d+/(?!fenye/"))([^"]*)"'
)
_VIEWED = re.compile(r"(?:elder|view)(?:-[a-z]+)?/")
_SWITCH = re.compile(rb"<a [^>]*data-(?:elder-switch|plain)[^>]*>")


def elder(request: HttpRequest, path: str, theme: str = "", kind: str = "elder") -> HttpResponseBase:
    """Show the page ``/<path>`` enlarged, in a contrast theme, or both."""
    view = shell.View(kind == "elder", theme)
    if _VIEWED.match(path) or not view.prefix:
        raise Http404
    inner = f"/{path}"
    try:
        match = resolve(inner, urlconf="zwgk.portal.urls")
    except Resolver404 as error:
        raise Http404 from error
    request.META[shell.ELDER] = view
    request.path = request.path_info = inner
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    location = response.headers.get("Location", "")
    if location.startswith("/") and not location.startswith(("//", f"{view.prefix}/")):
        response.headers["Location"] = f"{view.prefix}{location}"
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _prefixed(response.content, view.prefix)
    return response


def _prefixed(html: bytes, prefix: str) -> bytes:
    """Lead every link to a page of ours below the prefix; what switches leads where it says."""
    switches = _SWITCH.findall(html)
    html = _OURS.sub(rb'\1="' + prefix.encode() + rb'/\2"', html)
    for before, after in zip(switches, _SWITCH.findall(html), strict=True):
        html = html.replace(after, before, 1)
    return html
