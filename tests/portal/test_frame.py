"""What every page has: navigation, page tags for the inspectors' robots, footer, place, skip link (law.md §10.4)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.portal.conftest import Site, at
from zwgk.people.models import SiteSettings

pytestmark = pytest.mark.django_db
NAVIGATION = ["首页", "政府信息公开", "政策与解读", "依申请公开", "互动交流", "办事与清单", "数据开放", "查进度"]
PAGES = ["/", "/gongkai/", "/c/tzgg/", "/jigou/", "/search/", "/map/", "/about/privacy/", "/about/accessibility/"]


def tags(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="(\w+)"\s+content="([^"]*)"', html))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_same_frame(client: Client, site: Site, path: str) -> None:
    html = client.get(path).content.decode()
    bar = html[html.index('<nav class="mainnav"') : html.index("</nav>", html.index('<nav class="mainnav"'))]
    assert re.findall(r">([^<>\s]+)</a>", bar) == NAVIGATION
    assert '<html lang="zh-CN">' in html
    assert '<a class="skip" href="#main">' in html
    assert html.count("<h1") == 1
    assert 'id="main"' in html
    assert 'name="q"' in html


def test_every_entry_of_the_navigation_leads_to_a_page(client: Client, site: Site) -> None:
    html = client.get("/").content.decode()
    for url in set(re.findall(r'href="(/[^"#?]*)"', html)):
        if not url.startswith("/static/"):
            assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("room", ["hudong", "qingdan"])
def test_rooms_that_open_later_say_so(client: Client, site: Site, room: str) -> None:
    html = client.get(f"/{room}/").content.decode()
    assert "尚未开通" in html
    assert 'content="noindex"' in html


def test_the_page_tags_of_government_sites_are_complete(client: Client, site: Site) -> None:
    """国办发〔2017〕47号 页面标签; times as YYYY-MM-DD HH:MM."""
    paper = site.publish(
        "关于低保的实施意见",
        "<p>为保障困难群众基本生活，提出以下意见。</p>",
        column="gfxwj",
        when=at(2026, 11, 18, 9, 5),
        date_written=date(2026, 11, 17),
        keywords="低保 救助",
        source="县商务局",
    )
    found = tags(client.get(f"/p/{paper.pk}").content.decode())
    assert found["SiteName"] == "清岚县人民政府门户网站"
    assert found["SiteDomain"] == "www.qinglan.example"
    assert found["SiteIDCode"] == "9901000001"
    assert found["ColumnName"] == "规范性文件"
    assert found["ColumnType"] == "政策文件"
    assert found["ArticleTitle"] == "关于低保的实施意见"
    assert found["PubDate"] == "2026-11-18 09:05"
    assert found["ContentSource"] == "县商务局"
    assert found["Keywords"] == "低保 救助"
    assert found["Author"] == "清岚县商务局"
    assert found["Description"].startswith("为保障困难群众")
    assert {"ColumnDescription", "ColumnKeywords"} <= set(found)


def test_a_list_bears_its_column_s_tags(client: Client, site: Site) -> None:
    found = tags(client.get("/c/gfxwj/").content.decode())
    assert (found["ColumnName"], found["ColumnType"]) == ("规范性文件", "政策文件")
    assert found["ColumnDescription"] == "行政规范性文件统一登记、统一编号"
    assert "ArticleTitle" not in found


def test_the_footer_says_who_answers_for_the_site(client: Client, site: Site) -> None:
    SiteSettings.objects.update(icp="澜ICP备1号", police="澜公网安备2号")
    html = client.get("/").content.decode()
    foot = html[html.index("<footer") :]
    for wanted in (
        "主办单位",
        "承办单位",
        "联系电话",
        "网站标识码",
        "9901000001",
        "澜ICP备1号",
        "澜公网安备2号",
        "我为政府网站找错",
    ):
        assert wanted in foot


def test_the_entrance_for_reports_of_errors_bears_the_site_s_code(client: Client, site: Site) -> None:
    assert "site_code=9901000001" in client.get("/about/contact/").content.decode()


def test_the_place_leads_up_to_the_home_page(client: Client, site: Site) -> None:
    paper = site.publish(column="gfxwj")
    html = client.get(f"/p/{paper.pk}").content.decode()
    place = html[html.index('aria-label="位置"') :]
    steps = re.findall(r'<a href="([^"]+)">', place[: place.index("</nav>")])
    assert steps == ["/", "/gongkai/", "/gongkai/fading/", "/c/zcwj/", "/c/gfxwj/"]


def test_before_the_site_is_set_up_pages_answer_all_the_same(client: Client, db: None) -> None:
    for path in ("/", "/gongkai/", "/gongkai/zhinan/", "/jigou/", "/all/", "/about/contact/"):
        assert client.get(path).status_code == 200


def test_the_ribbon_is_only_on_the_sample_county(client: Client, site: Site, settings: object) -> None:
    assert "纯属虚构" not in client.get("/").content.decode()
    settings.ENV.values["DEMO"] = True  # type: ignore[attr-defined]
    assert "演示数据 · 纯属虚构" in client.get("/").content.decode()


def test_the_home_page_answers_three_questions(client: Client, site: Site) -> None:
    """What was published lately, how do I find a paper, how do I ask for one."""
    paper = site.publish("最近的通知")
    html = client.get("/").content.decode()
    assert f'<a href="/p/{paper.pk}">最近的通知</a>' in html
    assert 'role="search" action="/search/"' in html
    assert "收到之日起 20 个工作日内答复" in html
    assert 'href="/gongkai/shenqing/"' in html


def test_no_page_names_a_foreign_host(client: Client, site: Site) -> None:
    """No third party is ever contacted by reading."""
    paper = site.publish()
    for path in [*PAGES, f"/p/{paper.pk}"]:
        html = client.get(path).content.decode()
        assert not re.search(r'(?:src|<link[^>]+href)="(?:https?:)?//(?!www\.qinglan\.example)', html), path
