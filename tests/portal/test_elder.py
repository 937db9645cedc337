"""长辈版: without script below /elder/, with script on the very same bytes as everybody's (无障碍环境建设法)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.portal.conftest import Site

pytestmark = pytest.mark.django_db


def test_every_page_has_an_elder_edition_whose_links_stay_there(client: Client, site: Site) -> None:
    paper = site.publish(column="gfxwj")
    for path in ("/", "/gongkai/", f"/p/{paper.pk}", "/c/gfxwj/", "/search/"):
        html = client.get(f"/elder{path}").content.decode()
        assert '<html lang="zh-CN" class="elder" data-elder>' in html
        links = re.findall(r'<a [^>]*href="(/[^"]*)"', html)
        apart = [link for link in links if not link.startswith("/elder/") and not link.endswith(".xml")]
        assert apart == [path], "only the switch leads back"
        assert all(action.startswith("/elder/") for action in re.findall(r'action="([^"]+)"', html))


def test_files_and_styles_keep_their_addresses(client: Client, site: Site) -> None:
    html = client.get("/elder/").content.decode()
    assert 'href="/static/p/portal.css"' in html
    assert "/elder/static/" not in html


def test_redirects_stay_in_the_elder_edition(client: Client, site: Site) -> None:
    assert client.get("/elder/c/zhinan/").headers["Location"] == "/elder/gongkai/zhinan/"


def test_feedback_works_there_too(client: Client, site: Site) -> None:
    paper = site.publish()
    response = client.post(f"/elder/p/{paper.pk}/feedback", {"understood": "1", "text": ""})
    assert response.headers["Location"] == f"/elder/p/{paper.pk}/feedback/thanks"


@pytest.mark.parametrize("path", ["/elder/elder/", "/elder/nothing", "/elder/p/999"])
def test_what_is_not_there_is_not_there_either(client: Client, site: Site, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_ordinary_page_offers_it_and_search_engines_index_one_edition(client: Client, site: Site) -> None:
    assert 'data-elder-switch href="/elder/"' in client.get("/").content.decode()
    assert 'content="noindex"' in client.get("/elder/").content.decode()
    assert "Disallow: /elder/" in client.get("/robots.txt").content.decode()
