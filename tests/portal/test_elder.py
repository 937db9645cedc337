"""长辈版: without script below /elder/, with script on the very same bytes as everybody's (无障碍环境建设法)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.house.source import PACKAGE
from tests.portal.conftest import Site

pytestmark = pytest.mark.django_db


def test_every_page_has_an_elder_edition_whose_links_stay_there(client: Client, site: Site) -> None:
    paper = site.publish(column="gfxwj")
    for path in ("/", "/gongkai/", f"/p/{paper.pk}", "/c/gfxwj/", "/search/"):
        html = client.get(f"/elder{path}").content.decode()
        assert '<html lang="zh-CN" class="elder" data-elder data-view>' in html
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


@pytest.mark.parametrize("prefix", ["/view-hei", "/view-bai", "/elder-lan"])
def test_contrast_themes_have_addresses_of_their_own_without_script(client: Client, site: Site, prefix: str) -> None:
    paper = site.publish(column="gfxwj")
    theme = prefix.rpartition("-")[2]
    for path in ("/", f"/p/{paper.pk}", "/xianshi/"):
        html = client.get(f"{prefix}{path}").content.decode()
        classes = f"elder theme-{theme}" if prefix.startswith("/elder") else f"theme-{theme}"
        assert f'class="{classes}"' in html
        assert f'href="{prefix}/gongkai/"' in html
        other = prefix.replace("view", "elder") if prefix.startswith("/view") else prefix.replace("elder", "view")
        assert f'data-elder-switch href="{other}{path}"' in html
    assert client.get("/view-lv/").status_code == 404
    assert client.get(f"{prefix}{prefix}/").status_code == 404


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours ``#rgb`` or ``#rrggbb``."""

    def light(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["bai", "hei", "lan"])
def test_every_text_of_a_contrast_theme_stands_out_seven_to_one(theme: str) -> None:
    """GB/T 37668—2019 asks 4.5 : 1; a theme for those who need more gives 7 : 1 (AAA)."""
    css = (PACKAGE / "portal/static/p/reading.css").read_text(encoding="utf-8")
    block = css[css.index(f".theme-{theme}{{") :].partition("}")[0]
    tokens = dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block))
    grounds = [tokens[name] for name in ("ground", "paper", "wash", "head")]
    pairs = [
        (text, ground)
        for text in ("ink", "ink-soft", "primary", "primary-strong", "accent", "good", "warn", "bad", "pause")
        for ground in grounds
    ]
    measured = {(text, ground): _contrast(tokens[text], ground) for text, ground in pairs}
    measured |= {
        (text, wash): _contrast(tokens[text], tokens[wash])
        for text, wash in (
            *(("on-primary", fill) for fill in ("primary", "primary-strong", "accent")),
            *((state, f"{state}-wash") for state in ("good", "warn", "bad", "pause")),
            *(("on-mark", "mark"), ("primary-strong", "primary-wash")),
        )
    }
    assert {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < 7} == {}
