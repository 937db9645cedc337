"""负面清单 and 非公开目录 on the site (S0-06, S0-59): in force with grounds; of items what was cleared, no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.people.factory import TODAY, County
from tests.publishing.cases_withheld import KNOWN, listed
from tests.publishing.lists import AT, drafted, in_force
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import negative_list, withheld

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


def test_the_list_in_force_is_public_and_drafts_are_not(county: County, client: Client) -> None:
    entry = in_force(county)
    drafted(county, "还没审定的一类")
    html = client.get("/gongkai/fumianqingdan/").content.decode()
    assert entry.name in html
    assert "第十六条第二款" in html
    assert "还没审定的一类" not in html
    assert client.get(f"/gongkai/fumianqingdan/?o={county.other.pk}").content.decode().count(entry.name) == 0
    negative_list.remove_entry(entry, reason="谈判结果都要公开", on=TODAY, at=AT, actor=SYSTEM)
    html = client.get("/gongkai/fumianqingdan/").content.decode()
    assert "谈判结果都要公开" in html
    assert "还没有公布负面清单" in html


def test_the_catalogue_shows_number_and_ground_and_masks_the_title(county: County, client: Client) -> None:
    item = listed(county)
    assert "目前没有列出的信息" in client.get("/gongkai/feigongkai/").content.decode()
    withheld.show_items([item], masked=True, on=TODAY, actor=SYSTEM)
    html = client.get("/gongkai/feigongkai/").content.decode()
    assert item.number in html
    assert "过程性信息" in html
    assert KNOWN.title not in html
