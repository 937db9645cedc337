"""Addresses of earlier sites lead on for ever; whatever else is unknown is 404."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from zwgk.publishing import addresses, queries


def lead_on(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """301 to where an old address leads (with its query first, as old systems put the number there)."""
    for asked in dict.fromkeys((request.get_full_path(), request.path)):
        number = queries.old_address(asked)
        if number is not None:
            return HttpResponsePermanentRedirect(addresses.publication(number))
    if not path.endswith("/"):
        try:
            found = resolve(f"/{path}/", urlconf="zwgk.portal.urls")
        except Resolver404 as error:
            raise Http404 from error
        if found.func is not lead_on:
            return HttpResponsePermanentRedirect(f"/{path}/")
    raise Http404
