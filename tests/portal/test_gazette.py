"""政府公报 and 查阅点 in public: every issue since the first, nothing of what left the public (S0-11, S4-20)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked, at
from zwgk.files import store
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions
from zwgk.publishing.actions import delivering, gazette
from zwgk.publishing.leaving import binding
from zwgk.publishing.models import GazetteIssue, Publication
from zwgk.rules.publication import Channel
from zwgk.rules.reading_points import PointKind

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
TITLE = "关于恢复供水的通告"


def issue(site: Site, no: int, *titles: str) -> GazetteIssue:
    """An issue that is out, with papers of these titles."""
    papers = [site.publish(title, f"<p>{title}的正文。</p>", doc_number=f"清商〔2026〕{no}号") for title in titles]
    made = gazette.start_issue(2026, no, total_no=no, on=ON, serial="QL-0001", actor=SYSTEM)
    gazette.add_articles(made, [paper.pk for paper in papers], actor=SYSTEM)
    gazette.bind_issue(made, at=at(2026, 11, 20), actor=SYSTEM)
    binding.bind(made.pk)
    return gazette.issue_gazette(made, at=at(2026, 11, 20), actor=SYSTEM)


def test_every_issue_is_listed_and_an_unfinished_one_is_not_there(client: Client, site: Site) -> None:
    assert "还没有出刊的公报" in client.get("/gongbao/").content.decode()
    issue(site, 1, TITLE)
    issue(site, 2, "另一件")
    gazette.start_issue(2026, 3, total_no=3, on=ON, actor=SYSTEM)
    html = client.get("/gongbao/").content.decode()
    assert "共 2 期" in html
    assert "/gongbao/2026/1/" in html
    assert "/gongbao/2026/3/" not in html
    for path in ("/gongbao/2026/3/", "/gongbao/2026/3/gongbao.pdf", "/gongbao/2025/1/"):
        assert client.get(path).status_code == 404


def test_the_contents_lead_to_each_paper_and_the_paper_back(client: Client, site: Site) -> None:
    made = issue(site, 1, TITLE, "另一件")
    html = client.get("/gongbao/2026/1/").content.decode()
    paper = Publication.objects.get(title=TITLE)
    assert f'href="/p/{paper.pk}"' in html
    assert "刊号：QL-0001" in html
    assert f"{made.pages} 页" in html
    assert "也发布于" in client.get(f"/p/{paper.pk}").content.decode()
    assert "2026年第1期（总第1期）" in client.get(f"/p/{paper.pk}").content.decode()
    answer = client.get("/gongbao/2026/1/gongbao.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer).startswith(b"%PDF")  # type: ignore[call-overload]


@pytest.mark.parametrize("remove", ["take_down", "withdraw"])
def test_what_left_the_public_is_named_no_more_and_the_file_is_gone_at_once(
    client: Client, site: Site, remove: str
) -> None:
    issue(site, 1, TITLE, "另一件")
    getattr(site, remove)(Publication.objects.get(title=TITLE))
    html = client.get("/gongbao/2026/1/").content.decode()
    assert TITLE not in html
    assert "另一件" in html
    assert "电子版停止提供" in html
    assert "gongbao.pdf" not in html
    assert client.get("/gongbao/2026/1/gongbao.pdf").status_code == 404


def test_pages_cost_the_same_however_long_the_issue(client: Client, site: Site) -> None:
    issue(site, 1, "甲")
    issue(site, 2, *(f"第{n}件" for n in range(8)))
    assert asked(client, "/gongbao/2026/1/") == asked(client, "/gongbao/2026/2/")


def test_lost_bytes_are_not_found_rather_than_broken(client: Client, site: Site) -> None:
    made = issue(site, 1, TITLE)
    store.storage().delete(store.path_of(made.pdf_sha256))
    assert client.get("/gongbao/2026/1/gongbao.pdf").status_code == 404


def test_a_paper_names_its_other_channels_with_their_links(client: Client, site: Site) -> None:
    paper = site.publish(TITLE)
    assert "也发布于" not in client.get(f"/p/{paper.pk}").content.decode()
    record = actions.record_channel(
        paper,
        Channel.WECHAT,
        place="清岚发布",
        url="https://mp.example/s/1",
        at=at(2026, 11, 18, 10),
        actor=SYSTEM,
    )
    html = client.get(f"/p/{paper.pk}").content.decode()
    assert 'href="https://mp.example/s/1"' in html
    assert "微信公众号：清岚发布" in html
    actions.clean_channel(record, at=at(2026, 11, 19), actor=SYSTEM)
    assert "也发布于" not in client.get(f"/p/{paper.pk}").content.decode()


def test_reading_points_say_where_when_and_what(client: Client, site: Site) -> None:
    """条例第二十五条."""
    assert "还没有登记查阅点" in client.get("/chayuedian/").content.decode()
    for kind, name, is_open in (
        (PointKind.LIBRARY, "清岚县图书馆", True),
        (PointKind.ARCHIVE, "清岚县档案馆", True),
        (PointKind.STATION, "关了的查阅点", False),
    ):
        delivering.keep_point(
            None,
            kind,
            host=None,
            on=ON,
            actor=SYSTEM,
            is_open=is_open,
            name=name,
            address="文昌路8号",
            hours="工作日9:00—17:00",
            equipment="查询终端2台",
            help="有轮椅坡道",
        )
    html = client.get("/chayuedian/").content.decode()
    for word in (
        "清岚县图书馆",
        "清岚县档案馆",
        "文昌路8号",
        "工作日9:00—17:00",
        "查询终端2台",
        "有轮椅坡道",
        "2026-11-20",
    ):
        assert word in html, word
    assert "关了的查阅点" not in html
    assert 'href="/chayuedian/"' in client.get("/map/").content.decode()
    assert 'href="/gongbao/"' in client.get("/gongkai/").content.decode()
