"""Withdrawn, taken down, internal, unknown: nothing of what is not public leaks, by any address (紧急撤下)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.portal.conftest import Site
from zwgk.publishing.content import PublicFile
from zwgk.publishing.models import Publication
from zwgk.rules.publication import Visibility

pytestmark = pytest.mark.django_db
Publish = Callable[..., Publication]
SECRET = "绝不应再出现的标题"
FILES = (PublicFile("attachment", f"{SECRET}.pdf", "a" * 64, 9, "application/pdf"),)
EVERYWHERE = ("/", "/all/", "/c/tzgg/", "/c/tzgg/feed.xml", "/feed.xml", "/gongkai/", "/search/?q=标题", "/zhengce/")


def paths(paper: Publication) -> list[str]:
    number, file = paper.pk, paper.versions.get(no=1).files.get()
    return [
        f"/p/{number}",
        f"/p/{number}/v/1",
        f"/p/{number}/feedback",
        f"/p/{number}/f/{file.pk}/x.pdf",
        f"/elder/p/{number}",
    ]


def test_a_withdrawn_paper_leaves_a_dated_notice_and_nothing_else(client: Client, site: Site) -> None:
    paper = site.publish(SECRET, f"<p>{SECRET}的正文</p>", files=FILES)
    site.withdraw(paper, "因数据有误撤回。")
    response = client.get(f"/p/{paper.pk}")
    html = response.content.decode()
    assert response.status_code == 200
    assert "2026年11月19日" in html
    assert "因数据有误撤回。" in html
    assert SECRET not in html
    for path in paths(paper)[2:4]:
        assert client.get(path).status_code in {404, 410}


def test_a_paper_taken_down_is_gone_by_every_address(client: Client, site: Site) -> None:
    paper = site.publish(SECRET, files=FILES)
    site.take_down(paper)
    assert client.get(f"/p/{paper.pk}").status_code == 410
    for path in paths(paper):
        response = client.get(path)
        assert response.status_code in {404, 410}
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize("remove", ["withdraw", "take_down"])
def test_no_list_feed_or_search_names_what_left(client: Client, site: Site, remove: str) -> None:
    paper = site.publish(SECRET)
    assert SECRET in client.get("/all/").content.decode()
    getattr(site, remove)(paper)
    for path in EVERYWHERE:
        assert SECRET not in client.get(path).content.decode(), path


def test_an_internal_paper_looks_like_one_that_does_not_exist(client: Client, publish: Publish) -> None:
    paper = publish(SECRET, visibility=Visibility.INTERNAL, files=FILES)
    unknown = client.get("/p/987654321")
    for path in paths(paper):
        response = client.get(path)
        assert response.status_code == 404
        assert SECRET not in response.content.decode()
    known = client.get(f"/p/{paper.pk}")
    assert known.content.replace(b"/p/%d" % paper.pk, b"/p/N") == unknown.content.replace(b"/p/987654321", b"/p/N")
    for path in EVERYWHERE:
        assert SECRET not in client.get(path).content.decode(), path
