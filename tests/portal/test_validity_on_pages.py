"""What readers are told of validity: on the page, in lists, in the library of 规范性文件, for a day in the past."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Site, asked, at
from tests.portal.test_lists import titles
from zwgk.publishing.content import PublicLink
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def papers(site: Site) -> Any:
    """The old 办法, and the new one that repeals it from 2026-11-18 on."""
    old = site.publish(
        "停车管理办法",
        column="gfxwj",
        is_normative=True,
        doc_number="清商规〔2021〕1号",
        date_written=date(2021, 3, 1),
        effective_on=date(2021, 4, 1),
        when=at(2021, 3, 2),
    )
    new = site.publish(
        "城市停车管理办法",
        column="gfxwj",
        is_normative=True,
        doc_number="清商规〔2026〕3号",
        links=(PublicLink(LinkKind.REPEALS, old.pk),),
    )
    return old, new


def test_a_repealed_paper_keeps_its_address_and_says_by_whom_and_from_when(client: Client, papers: Any) -> None:
    """S0-40: the old page stays, with a banner that links to what ended it."""
    old, new = papers
    html = page(client, f"/p/{old.pk}")
    banner = html[html.index("note validity") : html.index("<dl")]
    assert "已废止" in banner
    assert "自2026年11月18日起被废止" in banner
    assert f'<a href="/p/{new.pk}">清商规〔2026〕3号</a>' in banner
    assert '<meta name="Validity" content="已废止">' in html
    assert '<meta name="EffectiveDate" content="2021-04-01">' in html
    ended = page(client, f"/p/{new.pk}")
    assert f'<a href="/p/{old.pk}">清商规〔2021〕1号</a>' in ended
    assert "废止" in ended


def test_the_name_of_a_paper_that_was_taken_away_is_not_told(client: Client, site: Site, papers: Any) -> None:
    old, new = papers
    site.take_down(new)
    html = page(client, f"/p/{old.pk}")
    assert "自2026年11月18日起被废止" in html
    assert "城市停车管理办法" not in html
    assert "清商规〔2026〕3号" not in html


def test_some_articles_are_named(client: Client, site: Site, papers: Any) -> None:
    _, new = papers
    site.publish(
        "关于修改停车管理办法的决定",
        column="gfxwj",
        is_normative=True,
        links=(PublicLink(LinkKind.AMENDS, new.pk, articles="第三条、第五条"),),
        when=at(2026, 11, 19),
    )
    assert "自2026年11月19日起第三条、第五条被修改" in page(client, f"/p/{new.pk}")


def test_a_decision_that_ends_many_papers_lists_them_below(client: Client, site: Site) -> None:
    old = [
        site.publish(f"第{n}号办法", column="gfxwj", is_normative=True, date_written=date(2020, 1, n))
        for n in range(1, 6)
    ]
    links = tuple(PublicLink(LinkKind.DECLARES, p.pk) for p in old)
    html = page(
        client, f"/p/{site.publish('关于宣布失效一批文件的决定', column='gfxwj', links=links, is_normative=True).pk}"
    )
    assert "本件变动了 5 件文件" in html
    listed = html[html.index('id="changes"') :]
    assert all(p.title in listed for p in old)


def test_the_library_answers_what_is_in_force_first_and_for_any_day(client: Client, papers: Any) -> None:
    old, new = papers
    assert titles(page(client, "/zhengce/")) == [new.title]
    assert titles(page(client, "/zhengce/?validity=repealed")) == [old.title]
    then = page(client, "/zhengce/?as_of=2023-06-01")
    assert titles(then) == [old.title]
    assert "2023年6月1日有效的规范性文件" in then
    assert "已废止" not in then[then.index("<tbody>") : then.index("</tbody>")], "the label is that of the day"
    assert titles(page(client, "/zhengce/?as_of=2020-01-01")) == []


@pytest.mark.parametrize("typed", ["2023年", "0001-01-01", "9999-12-31", "<b>"])
def test_a_day_that_cannot_be_read_is_said_and_not_an_error(client: Client, papers: Any, typed: str) -> None:
    html = page(client, f"/zhengce/?as_of={typed}")
    assert "不是一个日期" in html
    assert titles(html) == [papers[1].title]


def test_the_questions_of_the_library_do_not_grow(client: Client, site: Site) -> None:
    for n in range(25):
        site.publish(f"办法{n}", column="gfxwj", is_normative=True, date_written=date(2020, 1, 1))
    assert asked(client, "/zhengce/?as_of=2026-11-19") <= 7
