"""主动公开基本目录, 专题, 五公开 and the organs' own sites, as the public meets them."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.people.factory import TODAY, County
from tests.portal.conftest import Site, asked, at
from zwgk.files.readers import read_bytes
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions
from zwgk.publishing.actions import catalogue, chains, filing, moving, topics
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.arranging import booklet
from zwgk.publishing.models import CatalogueEdition, Topic
from zwgk.rules.catalogue_rows import Audience, RowValues, Tier, TrialField
from zwgk.rules.catalogue_tables import read
from zwgk.rules.chains import Step

pytestmark = pytest.mark.django_db

AT = at(2026, 11, 20)


def edition(site: Site, **fields: Any) -> CatalogueEdition:
    made = catalogue.begin_edition(site.county.bureau, TrialField.SOCIAL_RELIEF, reason="", actor=SYSTEM)
    for row in made.rows.all():
        catalogue.drop_row(row, actor=SYSTEM)
    texts = {"content": "标准和结果", "basis": "《社会救助暂行办法》", "limit": "20个工作日"}
    relief = RowValues("低保", group="救助", tiers=(Tier.COUNTY, Tier.TOWNSHIP), **texts)
    people = RowValues("对象告知", audience=Audience.SOME, audience_note="申请人", **texts)
    catalogue.put_row(made, Placed(relief, site.county.bureau, column=site.columns["gfxwj"]), actor=SYSTEM)
    catalogue.put_row(made, Placed(people, site.county.bureau), actor=SYSTEM)
    catalogue.submit_edition(made, at=AT, actor=SYSTEM)
    return catalogue.approve_edition(made, on=TODAY, at=AT, actor=SYSTEM)


def test_a_catalogue_is_listed_narrowed_and_each_matter_leads_to_its_papers(site: Site, client: Client) -> None:
    """S2-38, S4-22"""
    assert "正在编制和审定" in client.get("/gongkai/mulu/").content.decode()
    made = edition(site)
    paper = site.publish("低保标准的通知", column="gfxwj")
    page = client.get("/gongkai/mulu/").content.decode()
    address = f"/gongkai/mulu/{made.catalogue_id}/"
    assert f'href="{address}"' in page
    assert client.get("/gongkai/mulu/?organ=999999").status_code == 404
    table = client.get(address).content.decode()
    assert "社会救助领域基层政务公开标准目录" in table
    assert "1 件" in table
    some = client.get(f"{address}?audience=some").content.decode()
    assert "特定群众（申请人）" in some
    assert ">低保<" not in some
    assert ">低保<" in client.get(f"{address}?tier=township").content.decode()
    assert client.get(f"{address}?audience=nobody").status_code == 404
    number = made.rows.get(name="低保").item.number
    matter = client.get(f"{address}{number}/").content.decode()
    assert f'href="/p/{paper.pk}"' in matter
    assert 'href="/c/gfxwj/"' in matter
    assert client.get(f"{address}999/").status_code == 404


def test_a_catalogue_leaves_as_xlsx_that_reads_back_and_as_docx(site: Site, client: Client) -> None:
    made = edition(site)
    base = f"/gongkai/mulu/{made.catalogue_id}/mulu"
    sheet = read_bytes("目录.xlsx", client.get(f"{base}.xlsx").content)
    table = read(sheet.tables[0])
    assert [line.cells["name"] for line in table.lines] == ["低保", "对象告知"]
    assert table.lines[1].cells["audience"] == "特定群众：申请人"
    assert table.unknown == ()
    word = client.get(f"{base}.docx")
    assert "对象告知" in read_bytes("目录.docx", word.content).text
    assert client.get("/gongkai/mulu/999999/mulu.xlsx").status_code == 404


def test_a_draft_is_nowhere_to_be_seen(site: Site, client: Client) -> None:
    made = catalogue.begin_edition(site.county.bureau, TrialField.HEALTH, reason="", actor=SYSTEM)
    assert client.get(f"/gongkai/mulu/{made.catalogue_id}/").status_code == 404
    assert client.get(f"/gongkai/mulu/{made.catalogue_id}/mulu.docx").status_code == 404


def opened(site: Site, *papers: Any, slug: str = "nuan") -> Topic:
    made = topics.add_topic("供暖专题", slug, "供暖季的政策和服务信息。", organ=site.county.bureau, actor=SYSTEM)
    for paper in papers:
        topics.pick(made, paper, actor=SYSTEM)
    return topics.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)


def test_a_topic_is_read_narrowed_and_said_to_be_over(site: Site, client: Client) -> None:
    """S2-10"""
    first, second = site.publish("供暖方案"), site.publish("去年的供暖", when=at(2025, 11, 3))
    made = opened(site, first, second)
    topics.pin(made.items.get(publication=first), True, actor=SYSTEM)
    page = client.get("/zt/nuan/").content.decode()
    assert page.count(f'href="/p/{first.pk}"') == 2, "pinned, and in the list"
    assert 'href="/zt/nuan/?year=2025"' in page
    narrowed = client.get("/zt/nuan/?year=2025").content.decode()
    assert "去年的供暖" in narrowed
    assert "供暖方案" not in narrowed
    assert "没有符合条件" in client.get("/zt/nuan/?organ=999999").content.decode()
    for odd in ("year=9999999", "kind=%00", "organ=%C2%B2", f"organ={'9' * 40}", "dimension=x", "year=abcd"):
        assert "没有符合条件" in client.get(f"/zt/nuan/?{odd}").content.decode(), odd
    topics.close_topic(made, on=TODAY, actor=SYSTEM)
    assert "2026年11月20日结束" in client.get("/zt/nuan/").content.decode()
    assert "供暖专题" in client.get("/zt/").content.decode()
    assert client.get("/zt/nothing/").status_code == 404
    actions.revoke_clearance(made.clearance, reason="导语有误", at=AT, actor=SYSTEM)
    assert client.get("/zt/nuan/").status_code == 404


def test_a_booklet_is_offered_while_all_of_it_is_public(site: Site, client: Client) -> None:
    paper, other = site.publish("供暖方案"), site.publish("供暖补贴")
    made = opened(site, paper, other)
    booklet.make(made.pk)
    page = client.get("/zt/nuan/").content.decode()
    assert re.search(r"PDF 汇编（\d+ 页）", page)
    answer = client.get("/zt/nuan/huibian.pdf")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert data.startswith(b"%PDF")
    site.take_down(other)
    assert client.get("/zt/nuan/huibian.pdf").status_code == 404
    assert "huibian" not in client.get("/zt/nuan/").content.decode()


def test_a_cover_is_shown_as_it_was_reviewed(site: Site, client: Client) -> None:
    from PIL import Image

    from zwgk.files import images

    made = opened(site, site.publish("供暖方案"))
    picture = io.BytesIO()
    Image.new("RGB", (64, 36), "red").save(picture, "PNG")
    file = images.keep_image(picture.getvalue(), "供暖管道", actor=SYSTEM)
    topics.set_cover(made, file, alt="供暖管道", actor=SYSTEM)
    assert "供暖管道" not in client.get("/zt/nuan/").content.decode()
    topics.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)
    page = client.get("/zt/nuan/").content.decode()
    address = re.search(r'src="(/zt/nuan/[0-9a-f]{16}\.\w+)"', page)
    assert address
    assert 'alt="供暖管道"' in page
    assert client.get(address[1]).status_code == 200
    assert client.get(f"/zt/nuan/{'0' * 16}.png").status_code == 404


def test_a_paper_shows_the_steps_of_its_matter(site: Site, client: Client) -> None:
    """S0-04"""
    paper = site.publish("改造方案")
    chain = chains.open_chain("老旧小区改造", site.county.bureau, on=TODAY, actor=SYSTEM)
    assert client.get(f"/gongkai/shixiang/{chain.pk}/").status_code == 404, "nothing of it is public yet"
    chains.join_chain(paper, chain, Step.DECISION, actor=SYSTEM)
    chains.plan_step(chain, Step.RESULT, due_on=date(2026, 12, 31), waived="", actor=SYSTEM)
    page = client.get(f"/p/{paper.pk}").content.decode()
    assert "<strong>本件</strong>" in page
    assert "尚未公开，应于2026年12月31日前公开" in page
    assert "老旧小区改造" in client.get("/gongkai/shixiang/").content.decode()
    listed = client.get("/gongkai/wugongkai/").content.decode()
    assert "改造方案" in listed, "the step gave it its dimension"
    assert client.get("/gongkai/wugongkai/?d=secret").status_code == 404
    before = asked(client, f"/p/{site.publish('没有链条的').pk}")
    assert asked(client, f"/p/{paper.pk}") <= before + 3


def test_an_organs_own_site_has_its_columns_list_and_feed(site: Site, client: Client, county: County) -> None:
    bureau, other = county.bureau.pk, county.other.pk
    own = actions.add_column("商务动态", "swdt", parent=None, organ=county.bureau, actor=SYSTEM)
    inner = actions.add_column("消费", "swdt-xf", parent=own, organ=county.bureau, actor=SYSTEM)
    site.columns |= {"swdt": own, "swdt-xf": inner}
    mine = site.publish("促消费活动", column="swdt-xf")
    site.publish("消费券办法", column="gfxwj")
    site.publish("招生通知", column="gfxwj", organ=county.other)
    home = client.get(f"/o/{bureau}/").content.decode()
    assert home.count(f'href="/p/{mine.pk}"') == 2, "under its column, and among the newest"
    assert f'href="/o/{bureau}/c/zcwj/"' in home
    column = client.get(f"/o/{bureau}/c/gfxwj/").content.decode()
    assert "消费券办法" in column
    assert "招生通知" not in column
    assert client.get(f"/o/{bureau}/c/swdt/").status_code == 404, "its own column has its own address"
    page = client.get("/c/swdt-xf/").content.decode()
    assert 'href="/c/swdt/"' in page
    assert "商务动态" not in client.get(f"/o/{other}/").content.decode()
    feed = client.get(f"/o/{bureau}/feed.xml")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "促消费活动" in feed.content.decode()
    assert "招生通知" not in feed.content.decode()
    assert "招生通知" not in client.get(f"/o/{bureau}/all/").content.decode()
    assert client.get("/o/999999/all/").status_code == 404


def test_the_address_of_a_merged_column_leads_on_for_ever(site: Site, client: Client) -> None:
    """S1-14"""
    site.publish("通知一件", column="tzgg")
    moving.merge_column(site.columns["tzgg"], site.columns["zcjd"], actor=SYSTEM)
    answer = client.get("/c/tzgg/")
    assert (answer.status_code, answer["Location"]) == (301, "/c/zcjd/")
    assert "通知一件" in client.get("/c/zcjd/").content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_pages_ask_the_same_however_much_there_is(site: Site, client: Client, number: int) -> None:
    made = edition(site)
    papers = [site.publish(f"供暖{n}", column="gfxwj", organ=site.county.bureau) for n in range(number)]
    opened(site, *papers)
    for n, paper in enumerate(papers):
        chain = chains.open_chain(f"事项{n}", site.county.bureau, on=TODAY, actor=SYSTEM)
        chains.join_chain(paper, chain, Step.DECISION, actor=SYSTEM)
        filing.file_under(made.rows.get(name="对象告知").item, paper, at=AT, actor=SYSTEM)
    most = {
        "/gongkai/mulu/": 4,
        f"/gongkai/mulu/{made.catalogue_id}/": 12,
        "/zt/": 3,
        "/zt/nuan/": 8,
        "/gongkai/shixiang/": 6,
        "/gongkai/wugongkai/": 8,
        f"/o/{site.county.bureau.pk}/": 16,
    }
    for path, allowed in most.items():
        assert asked(client, path) <= allowed, path
