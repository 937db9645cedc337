"""For machines: Atom feeds, the map of the site, the rules for robots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from zwgk.people import public
from zwgk.portal import shell, wanted
from zwgk.publishing import addresses, queries, shelf, topics

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
ENTRIES = 30
#: numbers to one file of the map; the protocol allows 50 000 addresses
PER_MAP = 20_000


def site_feed(request: HttpRequest) -> HttpResponse:
    """``/feed.xml``: the latest of the whole site."""
    roots = [column for column in queries.columns() if column.parent_id is None]
    shell.depends(request, *(shelf.key_of_column(column.pk) for column in roots))
    return feed(request, "最新公开信息", "/", queries.latest(ENTRIES))


def column_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """``/c/<slug>/feed.xml``: the latest of a column."""
    column = queries.column(slug)
    if column is None:
        raise Http404
    shell.depends(request, shelf.key_of_column(column.pk))
    rows = [listing.publication for listing in queries.list_of(column.pk, "", size=ENTRIES).rows]
    return feed(request, column.name, addresses.column(slug), rows)


def feed(request: HttpRequest, title: str, link: str, rows: Iterable[Publication]) -> HttpResponse:
    """An Atom feed of these publications, the newest first."""
    site = public.site()
    shell.depends(request, shelf.SITE)
    wanted.ask(request)
    feed = Atom1Feed(
        title=f"{title}－{site.name}" if site else title,
        link=shell.absolute(link, site),
        feed_url=shell.absolute(request.path, site),
        description="",
        language="zh-CN",
    )
    for row in rows:
        address = shell.absolute(addresses.publication(row.pk), site)
        feed.add_item(
            title=row.title,
            link=address,
            unique_id=address,
            description="",
            author_name=row.organ.name,
            pubdate=row.published_at,
            updateddate=row.published_at,
            categories=[row.column.name],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM, headers={"Cache-Control": "no-cache"})


def map_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the list of the map's files."""
    site = public.site()
    files = queries.last_number() // PER_MAP + 1
    places = [shell.absolute("/sitemap-pages.xml", site)]
    places += [shell.absolute(f"/sitemap-{number}.xml", site) for number in range(files)]
    body = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>" for place in places)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</sitemapindex>')


def map_pages(request: HttpRequest) -> HttpResponse:
    """``/sitemap-pages.xml``: the platform and all columns."""
    site = public.site()
    paths = ["/", "/gongkai/", "/gongkai/zhinan/", "/gongkai/zhidu/", "/gongkai/fading/", "/gongkai/nianbao/"]
    paths += ["/gongkai/shenqing/", "/zhengce/", "/jigou/", "/all/", "/gongkai/mulu/", "/gongkai/wugongkai/"]
    paths += ["/gongkai/shixiang/", "/zt/", *(topic.url for topic in topics.listed())]
    paths += [addresses.column(column.slug) for column in queries.columns()]
    return _urls((shell.absolute(path, site), "") for path in paths)


def map_numbers(request: HttpRequest, number: int) -> HttpResponse:
    """``/sitemap-<n>.xml``: the publications numbered from n × 20 000."""
    if number > queries.last_number() // PER_MAP:
        raise Http404
    site = public.site()
    rows = queries.numbers_between(number * PER_MAP, (number + 1) * PER_MAP - 1)
    return _urls((shell.absolute(addresses.publication(pk), site), f"{on:%Y-%m-%d}") for pk, on in rows)


def _urls(rows: Iterable[tuple[str, str]]) -> HttpResponse:
    body = "".join(
        f"<url><loc>{escape(place)}</loc>{f'<lastmod>{on}</lastmod>' if on else ''}</url>" for place, on in rows
    )
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>')


def _xml(body: str) -> HttpResponse:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{body}'
    return HttpResponse(text, content_type=XML, headers={"Cache-Control": "no-cache"})


def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: everything but repetitions and search results."""
    lines = [
        "User-agent: *",
        "Disallow: /elder/",
        "Disallow: /search/",
        "Disallow: /dingyue/",
        "Disallow: /*/feedback",
        f"Sitemap: {shell.absolute('/sitemap.xml', public.site())}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
