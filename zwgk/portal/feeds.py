"""Feeds (订阅源) of the site, a column, an organ, a topic and a search: Atom under ``feed.xml``, RSS under ``rss.xml``.

An entry's moment of change moves when the paper is corrected or its validity turns; its id never does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from zwgk.people import public
from zwgk.portal import searching, shell, wanted
from zwgk.portal.rates import limited
from zwgk.publishing import addresses, queries, shelf
from zwgk.publishing.arranging import topics
from zwgk.publishing.open import queries as opened
from zwgk.rules.errors import BadInput
from zwgk.search import queries as searches
from zwgk.search.queries import Order

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

ATOM = "application/atom+xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
ENTRIES = 30
#: before anything was published: a feed without entries must say some moment, and always the same
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    """An Atom feed that says when it changed even where it is empty."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _BEGINNING


class _Rss(Rss201rev2Feed):
    """An RSS feed that says when it changed even where it is empty."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _BEGINNING


@dataclass(frozen=True)
class Form:
    """A way to write a feed."""

    kind: type[Atom1Feed | Rss201rev2Feed]
    mime: str


FORMS = {"atom": Form(_Atom, ATOM), "rss": Form(_Rss, RSS)}


def site_feed(request: HttpRequest, form: str = "atom") -> HttpResponseBase:
    """``/feed.xml``: the latest of the whole site."""
    roots = [column for column in queries.columns() if column.parent_id is None]
    shell.depends(request, *(shelf.key_of_column(column.pk) for column in roots))
    return feed(request, "最新公开信息", "/", queries.latest(ENTRIES), form=form)


def column_feed(request: HttpRequest, slug: str, form: str = "atom") -> HttpResponseBase:
    """``/c/<slug>/feed.xml``: the latest of a column."""
    column = queries.column(slug)
    if column is None:
        raise Http404
    shell.depends(request, shelf.key_of_column(column.pk))
    rows = [listing.publication for listing in queries.list_of(column.pk, "", size=ENTRIES).rows]
    return feed(request, column.name, addresses.column(slug), rows, form=form)


def topic_feed(request: HttpRequest, slug: str, form: str = "atom") -> HttpResponseBase:
    """``/zt/<slug>/feed.xml``: the latest of a topic."""
    topic = topics.find(slug)
    if topic is None:
        raise Http404
    shell.depends(request, shelf.key_of_topic(topic.pk), shelf.TOPICS)
    rows = [item.publication for item in topics.page(topic.pk, topics.Wanted(), "", size=ENTRIES).rows]
    return feed(request, topic.title, topic.url, rows, form=form)


@limited("search", 60, per=60)
def search_feed(request: HttpRequest, form: str = "atom") -> HttpResponseBase:
    """``/search/feed.xml?q=…``: the latest that a search finds, under the filters of the page."""
    text, filters, kept = searching.asked_for(request)
    if not text:
        raise BadInput(
            what="不能订阅这个检索",
            why="网址里没有检索词",
            remedy="请先在搜索页面检索，再从那里复制订阅地址",
            field="q",
        )
    found = searches.search(text, filters=filters, order=Order.DATE, limit=ENTRIES)
    rows = opened.in_order([int(hit.key) for hit in found.hits if not hit.is_related])
    address = f"/search/?{urlencode({'q': text, **kept})}"
    return feed(request, f"检索“{text}”", address, rows, form=form)


def feed(
    request: HttpRequest, title: str, link: str, rows: Iterable[Publication], *, form: str = "atom"
) -> HttpResponseBase:
    """A feed of these publications, the newest first; 304 where the reader has it."""
    site = public.site()
    shell.depends(request, shelf.SITE)
    wanted.ask(request)
    made = FORMS[form].kind(
        title=f"{title}－{site.name}" if site else title,
        link=shell.absolute(link, site),
        feed_url=shell.absolute(request.get_full_path(), site),
        description=f"{title}，最近{ENTRIES}条",
        language="zh-CN",
        author_name=site.host_unit or site.name if site else "政府信息公开平台",
    )
    for row in rows:
        address = shell.absolute(addresses.publication(row.pk), site)
        made.add_item(
            title=row.title,
            link=address,
            unique_id=address,
            unique_id_is_permalink=True,
            description=" · ".join(filter(None, [row.doc_number, row.organ.name, row.column.name])),
            author_name=row.organ.name,
            pubdate=timezone.localtime(row.published_at),
            updateddate=timezone.localtime(row.changed_at or row.published_at),
            categories=[row.column.name],
        )
    return _answer(request, made.writeString("utf-8").encode(), FORMS[form].mime)


def _answer(request: HttpRequest, content: bytes, mime: str) -> HttpResponseBase:
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    if etag.removeprefix("W/") in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type=mime, headers=headers)
