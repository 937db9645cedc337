"""The public is told the figures in force here, stricter local ones included; counters only under their clearance."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked, at
from zwgk.crossings import site_pages
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions, shelf
from zwgk.publishing.models import ShelfPage

pytestmark = pytest.mark.django_db

OWN = "《清岚县政府信息公开工作制度》第十八条"
WHEN = at(2026, 11, 19)


def _rule(site: Site, key: str, days: int, **fields: object) -> None:
    site_pages.set_local_rule(key, days, basis=OWN, at=WHEN, actor=SYSTEM, unit=site.county.government, **fields)  # type: ignore[arg-type]


def _said(client: Client, page: str) -> str:
    return client.get(page).content.decode().replace(" ", "")


@pytest.mark.parametrize("page", ["/", "/gongkai/zhinan/", "/gongkai/shenqing/"])
def test_a_stricter_local_period_to_answer_is_told(site: Site, client: Client, page: str) -> None:
    site.approve("guide")
    assert "20个工作日内答复" in _said(client, page)
    _rule(site, "request.reply", 15)
    shown = _said(client, page)
    assert "15个工作日内答复" in shown
    assert "20个工作日内答复" not in shown


def test_the_guide_says_on_what_a_local_period_rests(site: Site, client: Client) -> None:
    site.approve("guide")
    _rule(site, "publish.deadline", 5)
    assert f"5个工作日内公开（{OWN}）" in client.get("/gongkai/zhinan/").content.decode()


def test_a_looser_local_figure_never_counts(site: Site, client: Client) -> None:
    """条例第三十三条: a locality may be stricter, never looser."""
    _rule(site, "request.reply", 30)
    assert "20个工作日内答复" in _said(client, "/")


def test_a_figure_that_begins_later_is_not_told_yet(site: Site, client: Client) -> None:
    _rule(site, "request.reply", 15, valid_from=date(2027, 1, 1))
    assert "20个工作日内答复" in _said(client, "/")


def test_more_local_figures_cost_no_more_questions(site: Site, client: Client) -> None:
    before = asked(client, "/gongkai/shenqing/")
    for days in (15, 14, 13):
        _rule(site, "request.reply", days)
        _rule(site, "request.extension_max", days)
    assert asked(client, "/gongkai/shenqing/") == before


def test_numbers_stand_on_the_home_page_only_while_they_are_cleared(site: Site, client: Client) -> None:
    site.publish()
    assert "现有公开信息" not in client.get("/").content.decode()
    cleared = site.approve("counters")
    assert "现有公开信息 1 件" in client.get("/").content.decode()
    actions.revoke_clearance(cleared, reason="停止公布", at=WHEN, actor=SYSTEM)
    shown = client.get("/").content.decode()
    assert "现有公开信息" not in shown
    assert "共 1 件" not in shown


def test_pages_are_made_anew_when_a_figure_or_a_clearance_changes(site: Site) -> None:
    for path, key in (("/", shelf.key_of_standing("counters")), ("/gongkai/zhinan/", shelf.DAY)):
        shelf.want(path, [key], at=WHEN)
    ShelfPage.objects.update(stale_since=None)
    site.approve("counters")
    assert [path for path, _ in shelf.stale()] == ["/"]
    _rule(site, "request.reply", 15)
    assert {path for path, _ in shelf.stale()} == {"/", "/gongkai/zhinan/"}
