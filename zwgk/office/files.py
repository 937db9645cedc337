"""Kept files for those who may see their matter; everything else is 404."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.audit import acts as log
from zwgk.documents import queries
from zwgk.files import public, store
from zwgk.office.access import actor_of


def kept(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file by its number; the log says who opened it."""
    actor = actor_of(request)
    file = queries.file_for(actor, pk)
    if file is None:
        raise Http404
    log.read("files.open", file, actor=actor)
    inline = file.mime in public.INLINE
    response = FileResponse(
        store.open_file(file), content_type=file.mime if inline else "application/octet-stream", as_attachment=False
    )
    response["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def picture(request: HttpRequest, sha256: str, suffix: str) -> HttpResponseBase:
    """A picture within a body."""
    file = queries.picture_for(actor_of(request), sha256)
    if file is None or file.mime not in public.INLINE:
        raise Http404
    response = FileResponse(store.open_file(file), content_type=file.mime)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF that was just made, shown in place."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
