"""Lists: newest first, page after page without gap or repetition, by month, at a constant number of queries."""

from __future__ import annotations

import base64
import re

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked, at

pytestmark = pytest.mark.django_db


def titles(html: str) -> list[str]:
    return re.findall(r'<tr><td><a href="/p/\d+">([^<]+)</a>', html)


def follow(client: Client, html: str, rel: str) -> str:
    match = re.search(rf'rel="{rel}"\s+href="([^"]+)"', html)
    assert match, f"no link {rel}"
    return str(client.get(match[1].replace("&amp;", "&")).content.decode())


@pytest.mark.parametrize("path", ["/c/tzgg/", "/all/"])
def test_pages_follow_each_other_without_gap_or_repetition(client: Client, site: Site, path: str) -> None:
    """Several papers bear the same moment: the number decides."""
    for n in range(45):
        site.publish(f"通知{n:02}", when=at(2026, 11, 2 + n // 10))
    first = client.get(path).content.decode()
    second = follow(client, first, "next")
    third = follow(client, second, "next")
    seen = titles(first) + titles(second) + titles(third)
    assert seen == [f"通知{n:02}" for n in reversed(range(45))]
    assert "已是最新一页" in first
    assert "已到最早一页" in third
    assert titles(follow(client, third, "prev")) == titles(second)


def test_a_paper_published_meanwhile_shifts_nothing(client: Client, site: Site) -> None:
    for n in range(25):
        site.publish(f"通知{n:02}", when=at(2026, 11, 2))
    first = client.get("/c/tzgg/").content.decode()
    site.publish("插进来的", when=at(2026, 11, 20))
    assert titles(follow(client, first, "next")) == [f"通知{n:02}" for n in (4, 3, 2, 1, 0)]


def test_the_jump_by_month_begins_with_that_month(client: Client, site: Site) -> None:
    for month in (8, 9, 10, 11):
        site.publish(f"{month}月的通知", when=at(2026, month, 10))
    html = client.get("/c/tzgg/").content.decode()
    assert 'href="/c/tzgg/?month=2026-09"' in html
    assert titles(client.get("/c/tzgg/?month=2026-09").content.decode()) == ["9月的通知", "8月的通知"]


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-9"])
def test_a_month_that_is_none_is_not_found(client: Client, site: Site, month: str) -> None:
    assert client.get(f"/c/tzgg/?month={month}").status_code == 404


@pytest.mark.parametrize(
    "place",
    [
        "没有编码",
        "[1]",
        '["<", "abc", 1]',
        '[">", "2026-11-18T09:30:00+08:00", 1e400]',
        f'[">", "2026-11-18T09:30:00+08:00", {10**40}]',
        '[">", {"a": 1}, 1]',
        '[">", "2026-11-18T09:30:00", 1]',
    ],
)
@pytest.mark.parametrize("path", ["/c/tzgg/", "/all/", "/zhengce/", "/o/{bureau}/"])
def test_a_place_that_no_link_of_ours_carried_shows_the_first_page(
    client: Client, site: Site, path: str, place: str
) -> None:
    site.publish("通知", is_normative=True)
    cursor = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    for typed in (cursor, place):
        response = client.get(path.format(bureau=site.county.bureau.pk), {"at": typed})
        assert response.status_code == 200
        assert titles(response.content.decode()) == ["通知"]


def test_a_column_shows_what_stands_below_it(client: Client, site: Site) -> None:
    site.publish("细则", column="gfxwj")
    assert titles(client.get("/c/zcwj/").content.decode()) == ["细则"]


def test_an_empty_column_says_why(client: Client, site: Site) -> None:
    """No column is empty without a word (国办公开办函〔2019〕61号)."""
    assert "目前没有属于本类的应公开信息" in client.get("/c/zkly/").content.decode()


def test_a_hidden_or_unknown_column_is_not_found(client: Client, site: Site) -> None:
    site.columns["tzgg"].is_public = False
    site.columns["tzgg"].save()
    assert client.get("/c/tzgg/").status_code == 404
    assert client.get("/c/nothing/").status_code == 404


def test_columns_with_a_page_of_their_own_lead_there(client: Client, site: Site) -> None:
    assert client.get("/c/zhinan/").headers["Location"] == "/gongkai/zhinan/"
    assert client.get("/c/jgzn/").headers["Location"] == "/jigou/"


def test_normative_papers_are_chosen_by_validity(client: Client, site: Site) -> None:
    site.publish("有效的办法", column="gfxwj", is_normative=True, validity="in_force")
    site.publish("废止的办法", column="gfxwj", is_normative=True, validity="repealed")
    site.publish("不是规范性文件", column="gfxwj")
    assert titles(client.get("/zhengce/").content.decode()) == ["有效的办法"], "现行有效 is the first answer"
    assert set(titles(client.get("/zhengce/?validity=all").content.decode())) == {"有效的办法", "废止的办法"}
    assert titles(client.get("/zhengce/?validity=repealed").content.decode()) == ["废止的办法"]
    assert client.get("/zhengce/?validity=x").status_code == 404


@pytest.mark.parametrize(("path", "most"), [("/c/gfxwj/", 6), ("/all/", 4), ("/", 14), ("/zhengce/", 6)])
def test_the_number_of_queries_does_not_grow_with_the_list(client: Client, site: Site, path: str, most: int) -> None:
    for n in range(25):
        site.publish(
            f"办法{n}", column="gfxwj", is_normative=True, validity="in_force", doc_number=f"清商规〔2026〕{n}号"
        )
    assert asked(client, path) <= most
