"""Rooms that come later: an honest short page, so that the navigation leads nowhere false."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.approvals import paper
from zwgk.documents import queries as documents
from zwgk.office import shell
from zwgk.office.access import View, actor_of
from zwgk.office.documents.paper_way import by_code
from zwgk.publishing import desk


def room(title: str, will: str, meanwhile: str) -> View:
    """A page that says what the room will do and what to do meanwhile."""

    def page(request: HttpRequest) -> HttpResponseBase:
        return shell.render(request, "later.html", {"title": title, "will": will, "meanwhile": meanwhile})

    return page


def search(request: HttpRequest) -> HttpResponseBase:
    """Papers and publications by title, number; the code of a printed sheet leads to its file."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()
    if len(text) == 10 and text.isascii() and paper.find(text) is not None:
        return by_code(request, text.upper())
    found, out = [], []
    if text:
        found = list(documents.listed(actor, documents.Filter(text=text), "", size=20).rows)
        out = list(desk.listed(actor, "", text=text, size=20).rows)
    return shell.render(request, "search.html", {"text": text, "documents": found, "publications": out})
