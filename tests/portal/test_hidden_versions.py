"""A hidden earlier wording: the list of versions says so, everything of it is gone (隐藏旧版本)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked, at
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions
from zwgk.publishing.content import PublicFile
from zwgk.publishing.models import Publication
from zwgk.rules.hiding import HidingCause

pytestmark = pytest.mark.django_db

LEAK = "13912340421"
FILE = PublicFile("attachment", "名单.txt", "a" * 64, 9, "text/plain", LEAK)


@pytest.fixture
def paper(site: Site) -> Publication:
    """Two wordings; the first held a private number, and the note of the second quotes it."""
    paper = site.publish("关于供暖的通知", f"<p>联系人手机{LEAK}。</p>", files=(FILE,))
    return site.correct(paper, site.content("关于供暖的通知", "<p>自即日起供暖。</p>"), f"删去“{LEAK}”")


def hide(paper: Publication, no: int = 1) -> None:
    actions.hide_version(
        paper.versions.get(no=no),
        HidingCause.PERSONAL,
        reason="误列个人手机，局长批准",
        on=date(2026, 11, 20),
        at=at(2026, 11, 20),
        actor=SYSTEM,
    )


def test_the_page_says_that_a_wording_is_no_longer_shown_and_why(client: Client, paper: Publication) -> None:
    before = client.get(f"/p/{paper.pk}").content.decode()
    assert LEAK in before  # the note of the correction quotes it
    hide(paper)
    html = client.get(f"/p/{paper.pk}").content.decode()
    assert "该版本因含有个人信息，自2026年11月20日起不再提供" in html
    assert LEAK not in html
    assert "局长批准" not in html
    assert f"/p/{paper.pk}/v/1" not in html
    assert "compare" not in html


def test_its_own_addresses_are_gone_at_once(client: Client, paper: Publication) -> None:
    file = paper.versions.get(no=1).files.get()
    paths = [f"/p/{paper.pk}/v/1", f"/p/{paper.pk}/compare/1/2", f"/p/{paper.pk}/f/{file.pk}/x.txt"]
    paths.append(f"/elder/p/{paper.pk}/v/1")
    hide(paper)
    for path in paths:
        answer = client.get(path)
        assert answer.status_code in {404, 410}, path
        assert LEAK not in answer.content.decode()
    said = client.get(f"/p/{paper.pk}/v/1").content.decode()
    assert "这一版不再提供" in said
    assert f'href="/p/{paper.pk}"' in said


def test_a_wording_that_never_was_is_still_not_found(client: Client, paper: Publication) -> None:
    hide(paper)
    assert client.get(f"/p/{paper.pk}/v/7").status_code == 404
    assert client.get(f"/p/{paper.pk}/compare/7/8").status_code == 404


def test_after_taking_down_not_even_the_sentence_stands_there(client: Client, site: Site, paper: Publication) -> None:
    hide(paper)
    site.take_down(paper)
    answer: Any = client.get(f"/p/{paper.pk}/v/1")
    assert answer.status_code == 410
    assert "个人信息" not in answer.content.decode()


def test_a_paper_without_hidden_wordings_costs_no_more_questions(client: Client, site: Site) -> None:
    one = site.publish("甲")
    two = site.correct(site.publish("乙"), site.content("乙", "<p>改。</p>"), "改")
    assert asked(client, f"/p/{one.pk}") == asked(client, f"/p/{two.pk}")
