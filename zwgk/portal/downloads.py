"""Files that went out with a public version. Each request asks the database: what is gone is gone at once."""

from __future__ import annotations

import base64

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from zwgk.files.public import open_published
from zwgk.portal.errors import gone
from zwgk.publishing import queries
from zwgk.rules.errors import BadInput


def download(request: HttpRequest, number: int, file_id: int, name: str) -> HttpResponseBase:
    """``/p/<number>/f/<id>/<name>``: a file of a public version; its name in the address is for people only."""
    found = queries.published_file(number, file_id)
    if found is None:
        if queries.was_public(number):
            return gone(request)
        raise Http404
    return streamed(request, found.sha256, found.name)


def image(request: HttpRequest, sha256: str, suffix: str) -> HttpResponseBase:
    """``/files/<sha256>.<suffix>``: a picture within a public body."""
    found = queries.published_image(sha256)
    if found is None:
        raise Http404
    return streamed(request, found.sha256, found.name)


def streamed(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """A file that the caller found to be public, by its digest, which the answer tells (RFC 9530); 304 where the
    reader has it.
    """
    etag = f'"{sha256[:32]}"'
    digest = base64.b64encode(bytes.fromhex(sha256)).decode()
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Repr-Digest": f"sha-256=:{digest}:"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    try:
        file = open_published(sha256, name)
    except BadInput as error:  # the table names a file that the disk has lost: `zwgk verify` reports it
        raise Http404 from error
    headers |= {"Content-Length": str(file.size), "Content-Disposition": file.disposition}
    headers["X-Content-Type-Options"] = "nosniff"
    if request.method == "HEAD":
        file.stream.close()
        return HttpResponse(content_type=file.mime, headers=headers)
    response = FileResponse(file.stream, content_type=file.mime, headers=headers)
    response.headers["Content-Disposition"] = file.disposition  # Django would name it by its digest
    return response
