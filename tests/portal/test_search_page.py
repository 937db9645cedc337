"""The search page: finds, filters with numbers, the exact number, and what to do when nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.portal.conftest import Site, at
from zwgk.search import rebuilding, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(site: Site) -> Iterator[Site]:
    """A few papers in a public index of their own."""
    site.publish(
        "关于提高最低生活保障标准的通知",
        "<p>自7月1日起，<b>低保</b>标准提高。</p>",
        column="gfxwj",
        doc_number="清商规〔2026〕4号",
        validity="in_force",
        kind="通知",
        when=at(2026, 6, 1),
    )
    site.publish("低保工作情况", column="tzgg", organ=site.county.other, kind="动态", when=at(2025, 6, 1))
    site.publish("供暖通知", column="tzgg", kind="通知")
    rebuilding.rebuild(store.PUBLIC)
    yield site
    store.forget(store.PUBLIC)


def titles(html: str) -> list[str]:
    found = re.findall(r'<h3><a href="/p/\d+">(.*?)</a></h3>', html)
    return [re.sub(r"</?mark>", "", title) for title in found]


def get(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_finds_are_marked_and_say_where_they_stand(client: Client, indexed: Site) -> None:
    html = get(client, q="低保")
    assert set(titles(html)) >= {"关于提高最低生活保障标准的通知", "低保工作情况"}
    assert "<mark>低保</mark>" in html
    assert "清商规〔2026〕4号" in html
    assert "现行有效" in html


def test_filters_narrow_and_can_be_taken_back(client: Client, indexed: Site) -> None:
    html = get(client, q="低保")
    facets = html[html.index('class="facets"') : html.index("</nav>", html.index('class="facets"'))]
    assert re.search(r'href="/search/\?q=[^"]*year=2025[^"]*">2025年', facets)
    narrowed = get(client, q="低保", year="2025")
    assert titles(narrowed) == ["低保工作情况"]
    assert 'aria-current="true"' in narrowed
    by_organ = get(client, q="低保", organ=str(indexed.county.other.pk))
    assert titles(by_organ) == ["低保工作情况"]


def test_a_column_s_own_box_searches_in_it(client: Client, indexed: Site) -> None:
    page = client.get("/c/gfxwj/").content.decode()
    value = re.search(r'name="column" value="(\d+)"', page)
    assert value
    assert titles(get(client, q="低保", column=value[1])) == ["关于提高最低生活保障标准的通知"]


def test_order_by_date_puts_the_newest_first(client: Client, indexed: Site) -> None:
    assert titles(get(client, q="低保", order="date"))[:2] == ["关于提高最低生活保障标准的通知", "低保工作情况"]


@pytest.mark.parametrize(
    "typed", ["清商规〔2026〕4号", "清商规[2026]4号", "清商规（2026）第4号", " 清商规【2026】04号 "]
)
def test_an_exact_number_leads_to_its_paper(client: Client, indexed: Site, typed: str) -> None:
    """S2-01: 文号 in whatever brackets it was typed."""
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 302
    assert re.fullmatch(r"/p/\d+", response.headers["Location"])


def test_when_nothing_is_found_the_next_steps_are_named(client: Client, indexed: Site) -> None:
    html = get(client, q="云栖路拆除批复")
    assert "没有" in html
    assert "换个说法再查" in html
    assert 'href="/gongkai/shenqing/"' in html


def test_what_was_typed_is_only_text(client: Client, indexed: Site) -> None:
    html = get(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in html


def test_an_empty_query_shows_the_box_and_the_columns(client: Client, indexed: Site) -> None:
    html = get(client)
    assert 'name="q"' in html
    assert "通知公告" in html


def test_an_old_bookmark_begins_at_the_first_page(client: Client, indexed: Site) -> None:
    response = client.get("/search/", {"q": "低保", "after": "!!!"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/search/?q=")


def test_what_left_the_public_is_not_found_even_before_the_index_knows(client: Client, indexed: Site) -> None:
    from zwgk.publishing.models import Publication

    indexed.take_down(Publication.objects.get(title="低保工作情况"))
    assert "低保工作情况" not in get(client, q="低保")


def test_without_an_index_titles_are_searched_and_the_reader_is_told(client: Client, site: Site) -> None:
    site.publish("供暖通知")
    html = get(client, q="供暖")
    assert titles(html) == ["供暖通知"]
    assert "结果可能不全" in html


def test_searching_is_limited_to_what_people_do(client: Client, site: Site) -> None:
    """60 a minute; the page says how long to wait."""
    for _ in range(60):
        assert client.get("/search/").status_code == 200
    assert client.get("/search/").status_code == 429
    assert client.get("/").status_code == 200
