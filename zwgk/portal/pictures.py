"""Attachments page by page as pictures, with their text below: where a browser opens no files, and to look at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.files.page_images import SUFFIX
from zwgk.portal import shell
from zwgk.portal.downloads import streamed
from zwgk.portal.errors import gone
from zwgk.portal.shell import Crumb
from zwgk.publishing import addresses, queries
from zwgk.publishing.pictures import queries as pictures
from zwgk.ui.templatetags.ui import bytes_size, file_kind

if TYPE_CHECKING:
    from zwgk.publishing.models import PublishedFile

#: paragraphs of an attachment's text that the page shows; longer ones are in the file
_MOST_PARAGRAPHS = 3000


def address(number: int, file_id: int) -> str:
    """``/p/<number>/f/<id>/fenye/``"""
    return f"{addresses.publication(number)}/f/{file_id}/fenye/"


def _found(request: HttpRequest, number: int, file_id: int) -> PublishedFile | HttpResponse:
    file = queries.published_file(number, file_id)
    if file is not None:
        return file
    if queries.was_public(number):
        return gone(request)
    raise Http404


def pages(request: HttpRequest, number: int, file_id: int) -> HttpResponse:
    """``/p/<number>/f/<id>/fenye/``: the file's pages one below the other, its text after them."""
    file = _found(request, number, file_id)
    if isinstance(file, HttpResponse):
        return file
    rows = pictures.pages(file)
    if not rows:
        raise Http404
    paragraphs = [line for line in file.text.splitlines() if line.strip()]
    return shell.page(
        request,
        "portal/document/pages.html",
        title=file.name,
        section="open",
        crumbs=[Crumb("正文", addresses.publication(number)), Crumb("附件看图")],
        file=file,
        download=addresses.file(number, file.pk, file.name),
        kind=file_kind(file.name),
        size=bytes_size(file.size),
        pages=rows,
        of=rows[0].of,
        base=address(number, file.pk),
        here=addresses.publication(number),
        paragraphs=paragraphs[:_MOST_PARAGRAPHS],
        is_cut=len(paragraphs) > _MOST_PARAGRAPHS,
        robots=False,
    )


def picture(request: HttpRequest, number: int, file_id: int, page: int) -> HttpResponseBase:
    """``/p/<number>/f/<id>/fenye/<page>``: one page; gone with its file."""
    file = _found(request, number, file_id)
    if isinstance(file, HttpResponse):
        return file
    row = pictures.page(file, page)
    if row is None:
        raise Http404
    stem = file.name.rpartition(".")[0]
    return streamed(request, row.sha256, f"{stem}第{page}页.{SUFFIX}")
