"""For machines: feeds, the map of the site, the rules for robots."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Site
from zwgk.portal import feeds
from zwgk.publishing import queries
from zwgk.rules.publication import Visibility

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


def test_the_configured_address_stands_before_the_domain(client: Client, site: Site, settings: Any) -> None:
    settings.ENV.values["PORTAL_URL"] = "https://open.qinglan.example/"
    paper = site.publish("通知")
    assert entries(client, "/feed.xml") == [("通知", f"https://open.qinglan.example/p/{paper.pk}")]


def test_the_map_names_every_public_paper_and_no_other(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "PER_MAP", 2)
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
    pages = client.get("/sitemap-pages.xml").content.decode()
    assert "/gongkai/fading/" in pages
    assert "/c/gfxwj/" in pages


def test_robots_are_shown_the_map(client: Client, site: Site) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://www.qinglan.example/sitemap.xml" in text
