"""For robots: the map of the site in parts that are as old as what they list, and the rules."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse

from zwgk.people import public
from zwgk.portal import shell
from zwgk.publishing import addresses, queries
from zwgk.publishing.arranging import topics
from zwgk.publishing.open import queries as opened
from zwgk.publishing.open import records

XML = "application/xml; charset=utf-8"
#: numbers to one file of the map; the protocol allows 50 000 addresses
PER_MAP = 20_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLACES = (
    *("/", "/gongkai/", "/gongkai/zhinan/", "/gongkai/zhidu/", "/gongkai/fading/", "/gongkai/nianbao/"),
    *("/gongkai/shenqing/", "/zhengce/", "/jigou/", "/all/", "/gongkai/mulu/", "/gongkai/wugongkai/"),
    *("/gongkai/fumianqingdan/", "/gongkai/feigongkai/"),
    *("/gongkai/shixiang/", "/zt/", "/gongbao/", "/chayuedian/", "/shuju/", "/shuju/jiekou/", "/shuju/quanbu/"),
)


def map_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the list of the map's files, each with when anything in it changed last."""
    site = public.site()
    changed = opened.changes_by_part(PER_MAP)
    parts = [(shell.absolute("/sitemap-pages.xml", site), "")]
    for number in range(queries.last_number() // PER_MAP + 1):
        last = changed.get(number)
        parts.append((shell.absolute(f"/sitemap-{number}.xml", site), records.moment(last) if last else ""))
    return _xml("sitemapindex", "sitemap", parts)


def map_pages(request: HttpRequest) -> HttpResponse:
    """``/sitemap-pages.xml``: the platform and all columns."""
    site = public.site()
    paths = [*_PLACES, *(topic.url for topic in topics.listed())]
    paths += [addresses.column(column.slug) for column in queries.columns()]
    return _xml("urlset", "url", ((shell.absolute(path, site), "") for path in paths))


def map_numbers(request: HttpRequest, number: int) -> HttpResponse:
    """``/sitemap-<n>.xml``: the publications numbered from n × 20 000, each with when it changed last."""
    if number > queries.last_number() // PER_MAP:
        raise Http404
    base = shell.absolute("", public.site())
    rows = opened.numbers_between(number * PER_MAP, (number + 1) * PER_MAP - 1)
    return _xml("urlset", "url", ((f"{base}{addresses.publication(pk)}", f"{on:%Y-%m-%d}") for pk, on in rows))


def _xml(root: str, item: str, rows: Iterable[tuple[str, str]]) -> HttpResponse:
    body = "".join(
        f"<{item}><loc>{escape(place)}</loc>{f'<lastmod>{on}</lastmod>' if on else ''}</{item}>" for place, on in rows
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{_NAMESPACE}">{body}</{root}>'
    return HttpResponse(text, content_type=XML, headers={"Cache-Control": "no-cache"})


def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: everything but repetitions, search results, and what programs read in another form."""
    lines = [
        "User-agent: *",
        "Disallow: /elder/",
        "Disallow: /elder-",
        "Disallow: /view-",
        "Disallow: /search/",
        "Disallow: /dingyue/",
        "Disallow: /api/",
        "Disallow: /*/feedback",
        f"Sitemap: {shell.absolute('/sitemap.xml', public.site())}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
