"""政府信息公开: exactly four parts and the entrance 依申请公开; the guide from data, under its clearance.

S4-21, S4-22; 国办公开办函〔2019〕61号
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.conftest import Site
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions

pytestmark = pytest.mark.django_db
FOUR = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"]


@pytest.fixture
def offices(site: Site) -> Site:
    bureau = site.county.bureau
    bureau.address, bureau.phone, bureau.fax = "政通路8号", "0990-8260014", "0990-8270014"
    bureau.office_hours, bureau.email, bureau.disclosure_office = "工作日8:30—12:00", "gk@qinglan.example", "办公室"
    bureau.save()
    return site


@pytest.mark.parametrize("with_columns", [True, False])
def test_the_platform_has_exactly_the_four_parts(
    client: Client, request: pytest.FixtureRequest, with_columns: bool
) -> None:
    """By these names and in this order, even before any column was set up."""
    request.getfixturevalue("site" if with_columns else "county")
    html = client.get("/gongkai/").content.decode()
    parts = html[html.index('<ul class="parts') :]
    assert re.findall(r'<li><a href="/gongkai/\w+/">([^<]+)</a>', parts[: parts.index("</ul>")]) == FOUR
    for path in ("zhinan", "zhidu", "fading", "nianbao", "shenqing"):
        assert client.get(f"/gongkai/{path}/").status_code == 200


def test_the_guide_names_every_field_that_the_regulation_asks_for(client: Client, offices: Site) -> None:
    """条例第十二条: 分类、编排体系、获取方式; 工作机构的名称、地址、时间、电话、传真、互联网联系方式."""
    offices.approve("guide")
    html = client.get("/gongkai/zhinan/").content.decode()
    for wanted in (
        "政府信息的分类",
        "编排体系",
        "获取方式",
        "清岚县商务局",
        "政通路8号",
        "工作日8:30—12:00",
        "0990-8260014",
        "0990-8270014",
        "gk@qinglan.example",
        "20个工作日",
        "应当先申请行政复议",
    ):
        assert wanted in html


@pytest.mark.parametrize("path", ["/gongkai/zhinan/", "/gongkai/shenqing/"])
def test_without_a_clearance_no_contact_is_shown(client: Client, offices: Site, path: str) -> None:
    """Generated pages, too, go out only under a clearance in force (S0-60)."""
    html = client.get(path).content.decode()
    assert "0990-8260014" not in html
    assert "正在履行公开审查程序" in html
    clearance = offices.approve("guide")
    assert "0990-8260014" in client.get(path).content.decode()
    actions.revoke_clearance(clearance, reason="内容有误", at=timezone.now(), actor=SYSTEM)
    assert "0990-8260014" not in client.get(path).content.decode()


def test_the_ways_to_apply_without_the_web_stand_beside_the_form(client: Client, offices: Site) -> None:
    """S4-13, S4-36: at the counter, by post, by fax, as good as the form."""
    offices.approve("guide")
    html = client.get("/gongkai/shenqing/").content.decode()
    assert "尚未开通" not in html
    assert "<form method" not in html, "the page lies on the shelf and can carry no token"
    assert "效力与网上申请相同" in html
    assert "0990-8270014" in html


def test_every_node_of_the_statutory_content_has_its_number_or_its_reason(client: Client, site: Site) -> None:
    site.publish("细则", column="gfxwj")
    html = client.get("/gongkai/fading/").content.decode()
    assert "1 件" in html
    assert "《政府信息公开条例》第二十条第（一）项" in html
    node = html[html.index("公务员招考和录用") :]
    assert "目前没有属于本类的应公开信息" in node[: node.index("</li>")]


def test_the_column_s_own_line_replaces_the_general_one(client: Client, site: Site) -> None:
    column = site.columns["zkly"]
    column.note = "本县公务员招考由市统一组织。"
    column.save()
    assert "本县公务员招考由市统一组织。" in client.get("/gongkai/fading/").content.decode()


def test_an_organ_s_profile_needs_its_clearance(client: Client, offices: Site) -> None:
    """条例第二十条第（二）项, 姓名和电话 only under the standing clearance."""
    bureau = offices.county.bureau
    bureau.leaders.create(name="沈青禾", title="局长", portfolio="主持全面工作")
    bureau.former_names.create(name="清岚县经济贸易局")
    path = f"/o/{bureau.pk}/"
    html = client.get(path).content.decode()
    assert "沈青禾" not in html
    assert "0990-8260014" not in html
    assert "清岚县经济贸易局" in html
    offices.approve("organs", bureau)
    html = client.get(path).content.decode()
    assert "沈青禾" in html
    assert "0990-8260014" in html
    assert "正在履行公开审查程序" in client.get(f"/o/{offices.county.other.pk}/").content.decode()


def test_an_organ_s_page_lists_what_it_made_public(client: Client, site: Site) -> None:
    paper = site.publish("商务局的通知")
    site.publish("教育局的通知", organ=site.county.other)
    html = client.get(f"/o/{site.county.bureau.pk}/").content.decode()
    assert f'<a href="/p/{paper.pk}">商务局的通知</a>' in html
    assert "教育局的通知" not in html


def test_sections_hidden_and_unknown_organs_are_not_found(client: Client, site: Site) -> None:
    other = site.county.other
    other.is_public = False
    other.save()
    for pk in (site.county.office.pk, other.pk, 99_999):
        assert client.get(f"/o/{pk}/").status_code == 404
    html = client.get("/jigou/").content.decode()
    assert "清岚县商务局" in html
    assert "清岚县教育局" not in html


def test_reports_and_rules_are_listed_in_their_part(client: Client, site: Site) -> None:
    reports = actions.add_column("年度报告", "ndbg", parent=site.columns["nianbao"], actor=SYSTEM)
    site.columns["ndbg"] = reports
    paper = site.publish("2025年政府信息公开工作年度报告", column="ndbg")
    assert f'href="/p/{paper.pk}"' in client.get("/gongkai/nianbao/").content.decode()
    assert f'href="/p/{paper.pk}"' not in client.get("/gongkai/zhidu/").content.decode()
