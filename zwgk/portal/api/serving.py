"""How an endpoint is served: counted, read, answered as JSON with a tag, or refused as a problem. Reading only.

The tag is taken from the very bytes, so that whatever a page would show differently gives another one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_http_date_safe

from zwgk.people import public
from zwgk.portal import shell
from zwgk.portal.api import endpoints, problems
from zwgk.portal.api.endpoints import ROOT, Endpoint
from zwgk.portal.api.parameters import read_query
from zwgk.portal.api.reading import Answer, Asked
from zwgk.portal.rates import COUNTERS, Counter, TooOften, reader_of
from zwgk.rules.errors import RuleViolation
from zwgk.search.store import IndexUnavailable

JSON = "application/json; charset=utf-8"
#: smaller answers are not worth packing
PACKED_FROM = 1400
#: two changes within a second bear the same Last-Modified: it is given once nothing more can come in that second
SETTLED = timedelta(seconds=2)
_RATE = COUNTERS.setdefault("api", Counter(endpoints.RATE, 60))
#: the search page counts under the same name
_SEARCHES = COUNTERS.setdefault("search", Counter(endpoints.SEARCH_RATE, 60))


def serve(request: HttpRequest, endpoint: Endpoint, **places: Any) -> HttpResponse:
    """Answer one request to one endpoint."""
    return _for_everybody(_answered(request, endpoint, places))


def _answered(request: HttpRequest, endpoint: Endpoint, places: Mapping[str, Any]) -> HttpResponse:
    if request.method == "OPTIONS":
        return _options()
    if request.method not in {"GET", "HEAD"}:
        return problems.wrong_method(request.method or "")
    try:
        _count(request, searches=endpoint.searches)
        values = read_query(endpoint.params, request.GET)
        for place in endpoint.places:
            values[place.name] = place.read(place.name, str(places[place.name]))
        base = shell.absolute("", public.site()) or request.build_absolute_uri("/").rstrip("/")
        return _given(request, endpoint.read(Asked(values, base)))
    except problems.Absent:
        return problems.absent()
    except problems.Left as gone:
        return problems.left(gone.notice)
    except TooOften as refusal:
        return problems.too_often(refusal.wait)
    except IndexUnavailable as refusal:
        return problems.unavailable(refusal.why)
    except RuleViolation as refusal:
        return problems.bad(refusal.what, refusal.why, refusal.remedy, refusal.field or "")


def _count(request: HttpRequest, *, searches: bool) -> None:
    reader, now = reader_of(request), time.monotonic()
    _RATE.check(reader, now)
    if searches:
        _SEARCHES.check(reader, now)


def _given(request: HttpRequest, answer: Answer) -> HttpResponse:
    response = as_json(request, answer.value, modified=answer.modified)
    if answer.next and response.status_code == 200:
        query = request.GET.copy()
        query["cursor"] = answer.next
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return response


def as_json(request: HttpRequest, value: Mapping[str, Any], *, modified: datetime | None = None) -> HttpResponse:
    """A value as JSON with its tag; 304 where the reader has it; packed where the reader can unpack it."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if modified is not None and modified < timezone.now() - SETTLED:
        headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    if _has_it(request, headers):
        return HttpResponseNotModified(headers=headers)
    if len(content) >= PACKED_FROM and "gzip" in request.headers.get("Accept-Encoding", ""):
        content = gzip.compress(content, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(content))
    return HttpResponse(b"" if request.method == "HEAD" else content, content_type=JSON, headers=headers)


def _has_it(request: HttpRequest, headers: Mapping[str, str]) -> bool:
    """RFC 9110 §13.2.2: a tag, where one was sent, decides alone."""
    tags = request.headers.get("If-None-Match", "")
    if tags:
        return tags.strip() == "*" or headers["ETag"].removeprefix("W/") in tags
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    last = parse_http_date_safe(headers.get("Last-Modified", ""))
    return since is not None and last is not None and last <= since


def _options() -> HttpResponse:
    headers = {
        "Allow": problems.READING,
        "Access-Control-Allow-Methods": problems.READING,
        "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Accept",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """Pages of other sites may read what everybody may read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
    return response


def index(request: HttpRequest) -> HttpResponse:
    """``/api/v1/``: what there is."""
    site = public.site()
    items = [{"path": f"{ROOT}{one.path}", "summary": one.summary} for one in endpoints.ENDPOINTS]
    value = {
        "site": site.name if site else "",
        "openapi": f"{ROOT}/openapi.json",
        "documentation": problems.PAGE,
        "items": items,
    }
    return plain(request, value)


def plain(request: HttpRequest, value: Mapping[str, Any]) -> HttpResponse:
    """Something that asks for nothing, counted as the rest is."""
    if request.method == "OPTIONS":
        return _for_everybody(_options())
    if request.method not in {"GET", "HEAD"}:
        return _for_everybody(problems.wrong_method(request.method or ""))
    try:
        _count(request, searches=False)
        read_query((), request.GET)
        return _for_everybody(as_json(request, value))
    except TooOften as refusal:
        return _for_everybody(problems.too_often(refusal.wait))
    except RuleViolation as refusal:
        return _for_everybody(problems.bad(refusal.what, refusal.why, refusal.remedy, refusal.field or ""))
