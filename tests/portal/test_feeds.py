"""For machines: feeds, the map of the site, the rules for robots."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.test import Client, TestCase

from tests.portal.conftest import Site, at
from zwgk.portal import feeds, maps, wanted
from zwgk.portal import shelf as pages
from zwgk.publishing import queries, shelf
from zwgk.rules.publication import Visibility
from zwgk.search import rebuilding, store

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client: Client, path: str) -> list[tuple[str, str]]:
    response = client.get(path)
    assert response.headers["Content-Type"] == feeds.ATOM
    root = ET.fromstring(response.content)
    return [
        (entry.findtext(f"{ATOM}title", ""), entry.find(f"{ATOM}link").get("href", ""))  # type: ignore[union-attr]
        for entry in root.iter(f"{ATOM}entry")
    ]


def test_feeds_carry_the_latest_with_permanent_addresses(client: Client, site: Site) -> None:
    paper = site.publish("<b>通知</b> & 公告")
    other = site.publish("解读", column="zcjd")
    address = f"http://www.qinglan.example/p/{paper.pk}"
    assert entries(client, "/feed.xml")[0][0] in {"解读", "<b>通知</b> & 公告"}
    assert len(entries(client, "/feed.xml")) == 2
    assert entries(client, "/c/tzgg/feed.xml") == [("<b>通知</b> & 公告", address)]
    assert entries(client, "/c/zcjd/feed.xml")[0][1].endswith(f"/p/{other.pk}")
    assert client.get("/c/none/feed.xml").status_code == 404


def must_be_atom(content: bytes) -> ET.Element:
    """What RFC 4287 asks of a feed: ids that are addresses, moments with an offset, one way to itself."""
    root = ET.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    seen = set()
    for node in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = node.findall(f"{ATOM}{name}")
            assert (one.text or "").strip()
        assert node.findtext(f"{ATOM}id", "").startswith("http")
        for name in ("updated", "published"):
            for one in node.findall(f"{ATOM}{name}"):
                assert datetime.fromisoformat(one.text or "").tzinfo is not None
        assert node.find(f"{ATOM}author/{ATOM}name") is not None
        alternates = [link.get("type") for link in node.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == len(set(alternates)) == 1
        seen.add(node.findtext(f"{ATOM}id"))
    assert len(seen) == 1 + len(list(root.iter(f"{ATOM}entry")))
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    return root


def must_be_rss(content: bytes) -> ET.Element:
    """What RSS 2.0 asks of a channel and its items."""
    root = ET.fromstring(content)
    (channel,) = root.findall("channel")
    assert root.get("version") == "2.0"
    assert all((channel.findtext(name) or "").strip() for name in ("title", "link", "description"))
    for item in channel.findall("item"):
        assert parsedate_to_datetime(item.findtext("pubDate", "")).tzinfo is not None
        assert item.findtext("guid") == item.findtext("link")
    return channel


def test_every_feed_is_valid_in_both_forms_and_announced_by_its_page(client: Client, site: Site) -> None:
    paper = site.publish("供暖通知", doc_number="清商规〔2026〕4号")
    site.publish("解读", "<p>其他。</p>", column="zcjd")
    rebuilding.rebuild(store.PUBLIC)
    organ = site.county.bureau.pk
    pages = {"/": 2, "/c/tzgg/": 1, "/c/gfxwj/": 0, f"/o/{organ}/": 2, "/search/?q=供暖": 1}
    try:
        for page, number in pages.items():
            place, _, query = page.partition("?")
            tail = f"?{query}" if query else ""
            response = client.get(f"{place}feed.xml{tail}")
            assert response.headers["Content-Type"] == feeds.ATOM
            assert len(must_be_atom(response.content).findall(f"{ATOM}entry")) == number, page
            again = client.get(f"{place}feed.xml{tail}", headers={"if-none-match": response.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            rss = client.get(f"{place}rss.xml{tail}")
            assert rss.headers["Content-Type"] == feeds.RSS
            assert len(must_be_rss(rss.content).findall("item")) == number, page
            announced = re.findall(
                r'type="application/atom\+xml"[^>]* href="([^"]+)"', client.get(page).content.decode()
            )
            assert f"{place}feed.xml" in {address.partition("?")[0] for address in announced}, page
        assert paper.title in client.get("/search/feed.xml?q=供暖").content.decode()
    finally:
        store.forget(store.PUBLIC)
    assert client.get("/search/feed.xml").status_code == 400
    assert client.get("/zt/none/feed.xml").status_code == 404


def test_an_entry_moves_when_its_paper_is_corrected_and_goes_when_it_leaves(client: Client, site: Site) -> None:
    paper = site.publish("通知", when=at(2026, 11, 2))
    first = must_be_atom(client.get("/c/tzgg/feed.xml").content).find(f"{ATOM}entry")
    site.correct(paper, site.content("通知（更正）"), "更正")
    second = must_be_atom(client.get("/c/tzgg/feed.xml").content).find(f"{ATOM}entry")
    assert first is not None
    assert second is not None
    told = [[node.findtext(f"{ATOM}{name}") for name in ("id", "published", "updated")] for node in (first, second)]
    assert told[0][:2] == told[1][:2]
    assert told[0][2] <= told[1][2]  # type: ignore[operator]
    assert second.findtext(f"{ATOM}title") == "通知（更正）"
    site.take_down(paper)
    assert "通知" not in client.get("/c/tzgg/feed.xml").content.decode().replace("通知公告", "")


def test_a_feed_on_the_shelf_goes_within_the_act_that_takes_its_paper_down(client: Client, site: Site) -> None:
    paper = site.publish("通知")
    path = f"/o/{site.county.bureau.pk}/feed.xml"
    client.get(path)
    assert path in list(wanted.take())
    assert pages.shelve(path, seen_stale=None) == pages.Outcome.KEPT
    assert "通知" in shelf.file_for(path).read_text(encoding="utf-8")
    with TestCase.captureOnCommitCallbacks(execute=True):
        site.take_down(paper)
    assert not shelf.file_for(path).exists()
    assert entries(client, path) == []


def test_the_configured_address_stands_before_the_domain(client: Client, site: Site, settings: Any) -> None:
    settings.ENV.values["PORTAL_URL"] = "https://open.qinglan.example/"
    paper = site.publish("通知")
    assert entries(client, "/feed.xml") == [("通知", f"https://open.qinglan.example/p/{paper.pk}")]


def test_the_map_names_every_public_paper_and_no_other(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "PER_MAP", 2)
    shown = [site.publish(f"通知{n}") for n in range(4)]
    site.publish("内部", visibility=Visibility.INTERNAL)
    site.take_down(shown.pop())
    index = ET.fromstring(client.get("/sitemap.xml").content)
    files = [loc.text.removeprefix("http://www.qinglan.example") for loc in index.iter(f"{MAP}loc") if loc.text]
    found = {
        loc.text
        for file in files
        if file != "/sitemap-pages.xml"
        for loc in ET.fromstring(client.get(file).content).iter(f"{MAP}loc")
    }
    assert found == {f"http://www.qinglan.example/p/{paper.pk}" for paper in shown}
    assert client.get(f"/sitemap-{queries.last_number() // 2 + 1}.xml").status_code == 404
    dated = [one.findtext(f"{MAP}lastmod") for one in index.iter(f"{MAP}sitemap")]
    assert any(last and datetime.fromisoformat(last).tzinfo for last in dated)
    pages = client.get("/sitemap-pages.xml").content.decode()
    assert "/gongkai/fading/" in pages
    assert "/c/gfxwj/" in pages


def test_robots_are_shown_the_map(client: Client, site: Site) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://www.qinglan.example/sitemap.xml" in text
