"""What the public reads of organs that changed: the old address answers, the new one says where it comes from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.crossings.changing import NOON, change, plan
from zwgk.people.actions import add_unit
from zwgk.people.actor import SYSTEM
from zwgk.people.models import Unit, UnitKind
from zwgk.people.reorganising import became
from zwgk.publishing.open import exports, tables
from zwgk.rules.reorganising import ChangeKind
from zwgk.search import outbox
from zwgk.search import queries as searches

pytestmark = pytest.mark.django_db


def test_the_old_address_says_what_became_of_the_organ_and_leads_on(site: Any, client: Client) -> None:
    county = site.county
    paper = site.publish("关于举办消费季活动的通知")
    change(plan(ChangeKind.MERGE, county.bureau, county.other, new=["清岚县商务教育局"]))
    new = Unit.objects.get(name="清岚县商务教育局")
    page = client.get(f"/o/{county.bureau.pk}/").content.decode()
    assert "不再保留" in page
    assert f'href="/o/{new.pk}/"' in page
    assert "与清岚县教育局并入清岚县商务教育局" in page
    assert "清编〔2026〕3号" in page
    assert f'href="/p/{paper.pk}"' in page, "what it had made public is still listed at its own address"
    assert f'href="/p/{paper.pk}"' in client.get(f"/o/{county.bureau.pk}/all/").content.decode()
    assert client.get(f"/o/{county.bureau.pk}/feed.xml").status_code == 200
    successor = client.get(f"/o/{new.pk}/").content.decode()
    assert "曾用名：清岚县商务局" in successor
    assert "承接清岚县商务局、清岚县教育局的职能" in successor
    assert f'href="/p/{paper.pk}"' in successor
    organs = client.get("/jigou/").content.decode()
    assert f'href="/o/{new.pk}/"' in organs
    assert f'href="/o/{county.bureau.pk}/"' not in organs


def test_a_papers_page_goes_on_naming_the_organ_of_then_and_lists_show_who_goes_on(site: Any, client: Client) -> None:
    county = site.county
    paper = site.publish("关于举办消费季活动的通知")
    change(plan(ChangeKind.MERGE, county.bureau, successor=county.other))
    page = client.get(f"/p/{paper.pk}").content.decode()
    assert "清岚县商务局" in page
    assert f'href="/o/{county.other.pk}/"' in page
    assert "县教育局" in client.get(f"/o/{county.other.pk}/all/").content.decode()


def test_search_finds_by_the_old_and_by_the_new_name(site: Any, client: Client) -> None:
    county = site.county
    site.publish("关于举办消费季活动的通知")
    change(plan(ChangeKind.MERGE, county.bureau, county.other, new=["清岚县商务教育局"]))
    change(plan(ChangeKind.PLATE, Unit.objects.get(name="清岚县商务教育局"), name="清岚县口岸办公室"), at=NOON)
    outbox.drain()
    for name in ("清岚县商务局", "清岚县商务教育局", "清岚县口岸办公室"):
        found = searches.search(name)
        assert [hit.display.title for hit in found.hits] == ["关于举办消费季活动的通知"], name


def test_an_organ_that_nobody_follows_says_so(site: Any, client: Client) -> None:
    county = site.county
    gone = add_unit("清岚县筹备办公室", UnitKind.DEPARTMENT, parent=county.government, actor=SYSTEM)
    change(plan(ChangeKind.ABOLISH, gone))
    page = client.get(f"/o/{gone.pk}/").content.decode()
    assert "没有指定承接机关" in page
    assert "没有以本机关名义公开的信息" in page


def test_a_plate_and_a_former_name_are_told_apart(site: Any, client: Client) -> None:
    """双牌子写“加挂”，更名写“曾用名”，沿革里都有依据。"""
    county = site.county
    change(plan(ChangeKind.PLATE, county.bureau, name="清岚县口岸办公室"))
    change(plan(ChangeKind.RENAME, county.bureau, name="清岚县商贸局"))
    page = client.get(f"/o/{county.bureau.pk}/").content.decode()
    assert "加挂清岚县口岸办公室牌子" in page
    assert "曾用名：清岚县商务局" in page
    assert "由“清岚县商务局”更名为“清岚县商贸局”" in page


def test_machines_read_the_name_of_then_and_are_led_on_by_any_former_name(site: Any, client: Client) -> None:
    """开放接口、整体下载写公开时的名称和现名；按曾用名、编号、信用代码查，转到承接机关（S4-70；更名、分设之后）。"""
    county = site.county
    Unit.objects.filter(pk=county.bureau.pk).update(uscc="11510400MB0000001X")
    paper = site.publish("关于举办消费季活动的通知")
    change(plan(ChangeKind.RENAME, county.bureau, name="清岚县商贸局"))
    later = site.publish("关于消费季补贴的通知", when=NOON)

    def items(organ: str, path: str = "publications") -> list[dict[str, Any]]:
        answer = client.get(f"/api/v1/{path}", {"organ": organ, **({"q": "消费季"} if path == "search" else {})})
        assert answer.status_code == 200, answer.content.decode()
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    for organ in ("清岚县商务局", "清岚县商贸局", "11510400MB0000001X", str(county.bureau.pk)):
        assert [one["number"] for one in items(organ)] == [later.pk, paper.pk], organ
    told = {one["number"]: (one["publisher"], one["publisherThen"]) for one in items("清岚县商务局")}
    assert told == {
        paper.pk: ("清岚县商贸局", "清岚县商务局"),
        later.pk: ("清岚县商贸局", "清岚县商贸局"),
    }
    assert client.get(f"/api/v1/publications/{paper.pk}").json()["issuers"] == ["清岚县商务局"]
    headings = [heading for heading, _, _ in tables.COLUMNS]
    row = dict(zip(headings, tables.cells(next(exports.batches(None, None))[0]), strict=True))
    assert (row["公开机关"], row["公开时的机关名称"]) == ("清岚县商贸局", "清岚县商务局")

    change(plan(ChangeKind.SPLIT, county.bureau, new=["清岚县商业局", "清岚县外贸局"]), at=NOON + timedelta(minutes=1))
    outbox.drain()
    new = [Unit.objects.get(name=name).pk for name in ("清岚县商业局", "清岚县外贸局")]
    assert became.known_as("清岚县商务局") == became.known_as(str(county.bureau.pk)) == new
    for organ in ("清岚县商务局", "清岚县商贸局", str(county.bureau.pk)):
        for path in ("publications", "search"):
            assert {one["number"] for one in items(organ, path)} == {paper.pk, later.pk}, (organ, path)
    assert client.get("/api/v1/publications", {"organ": "清岚县无此局"}).status_code == 404
    assert became.known_as("") == became.known_as("9" * 30) == []
