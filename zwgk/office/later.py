"""Rooms that come later: an honest short page, so that the navigation leads nowhere false."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.office import shell
from zwgk.office.access import View


def room(title: str, will: str, meanwhile: str) -> View:
    """A page that says what the room will do and what to do meanwhile."""

    def page(request: HttpRequest) -> HttpResponseBase:
        return shell.render(request, "later.html", {"title": title, "will": will, "meanwhile": meanwhile})

    return page
