"""专题: what is gathered on one subject, with facets, pinned papers and the booklet; a closed one stays readable."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.portal import shell
from zwgk.portal.columns import Line, place_of
from zwgk.portal.downloads import streamed
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import shelf
from zwgk.publishing.arranging import topics
from zwgk.publishing.arranging.topics import Shown, Wanted

HOME = Crumb("专题", "/zt/")
_FACETS = (("dimension", "五公开"), ("organ", "机关"), ("kind", "文种"), ("year", "年份"))


def index(request: HttpRequest) -> HttpResponse:
    """``/zt/``: all topics, open ones first."""
    shell.depends(request, shelf.TOPICS)
    return shell.page(
        request,
        "portal/topics/index.html",
        title="专题",
        section="open",
        crumbs=[Crumb("专题")],
        tags=Tags("专题", "专题专栏", "按主题汇集的公开信息"),
        topics=topics.listed(),
    )


def _found(slug: str) -> Shown:
    topic = topics.find(slug)
    if topic is None:
        raise Http404
    return topic


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """``/zt/<slug>/``: one topic, narrowed by facets."""
    found = _found(slug)
    wanted = Wanted(**{name: request.GET.get(name, "")[:40] for name, _ in _FACETS})
    cursor = place_of(request)
    page = topics.page(found.pk, wanted, cursor)
    facets = topics.facets(found.pk)
    choices = [
        (
            label,
            name,
            [
                (facet, wanted.query(**{name: facet.code}), getattr(wanted, name) == facet.code)
                for facet in facets[name]
            ],
            wanted.query(**{name: ""}),
        )
        for name, label in _FACETS
        if len(facets[name]) > 1 or getattr(wanted, name)
    ]
    shell.depends(request, shelf.key_of_topic(found.pk), shelf.TOPICS)
    return shell.page(
        request,
        "portal/topics/topic.html",
        title=found.title,
        section="open",
        crumbs=[HOME, Crumb(found.title)],
        description=found.intro[:160],
        tags=Tags("专题", "专题专栏", found.intro[:160], found.title),
        topic=found,
        choices=choices,
        wanted=wanted,
        pinned=[] if wanted.narrows or cursor else topics.pinned(found.pk),
        rows=[Line(item.publication) for item in page.rows],
        older=page.older,
        newer=page.newer if cursor else "",
        base=request.path,
        extra=f"&{query}" if (query := wanted.query()) else "",
        booklets=topics.booklets(found.pk),
        robots=not request.GET,
    )


def cover(request: HttpRequest, slug: str, digest: str, suffix: str) -> HttpResponseBase:
    """``/zt/<slug>/<digest>.<suffix>``: the cover picture as it was cleared."""
    found = _found(slug)
    if not found.cover or found.cover[:16] != digest:
        raise Http404
    return streamed(request, found.cover, found.cover_name)


def booklet(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """``/zt/<slug>/huibian.<form>``: the booklet, as long as every paper in it is public in that very wording."""
    found = _found(slug)
    book = next((one for one in topics.booklets(found.pk) if one.form == form), None)
    if book is None:
        raise Http404
    return streamed(request, book.sha256, book.name)
