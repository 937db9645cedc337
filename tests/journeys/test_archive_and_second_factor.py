"""A closed paper is filed, numbered, boxed and checked by two; a keeper signs in with a second factor; the coverage map
holds more organs than a screen is wide.
"""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.journeys.screens import Desk
from tests.journeys.town import Town, until
from zwgk.rules import totp
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
TITLE, BODY = "清岚县商务局关于春节市场供应的通知", "<p>现就春节市场供应工作通知如下。</p>"


def test_a_closed_paper_becomes_a_piece_with_its_number_in_a_checked_box(desk: Sit, town: Town) -> None:
    """文书归档: 待归档 → 归档 → 编件号 → 装盒 → 第二人检查 → 目录 (DA/T 22—2015; S2-33)"""
    (number,) = town.acts(["draft", TITLE, BODY, "tzgg"])
    town.acts(["advance", number, "published"])
    keeper = desk(Duty.ARCHIVIST)
    keeper.open("/documents/archive/")
    keeper.must_be_fit()
    keeper.page.get_by_label("全宗号").fill("Z109")
    keeper.click("登记全宗号")
    keeper.done("全宗号已登记")
    for box in keeper.page.get_by_role("checkbox", name=re.compile("归档《")).all():
        box.uncheck()
    keeper.page.get_by_label(f"归档《{TITLE}》").check()
    keeper.click("归档选中的文件")
    keeper.done("已归档 1 件")
    keeper.page.locator("a[href^='/documents/archive/2']").first.click()
    expect(keeper.page.get_by_role("heading", name=re.compile("归档文件"))).to_be_visible()
    shelf = keeper.page.url
    keeper.click("给 1 件编件号")
    keeper.done("已编件号 1—1")
    keeper.must_be_fit()

    def counted() -> bool:
        keeper.open(shelf)
        return "正在数页数" not in keeper.text()

    assert until(counted, 60, every=0.5), "页数没有数出来"
    keeper.click("把 1 件装盒")
    keeper.done("请由另一位同事检查")
    assert "您整理的，由另一位同事检查" in keeper.text()
    catalogue = keeper.fetch(keeper.page.get_by_role("link", name="归档文件目录"))
    said = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(catalogue)).pages)
    assert "Z109-WS·" in said
    assert "春节市场供应" in said

    second = desk(Duty.OFFICE, "phone")
    second.open(shelf)
    second.must_be_fit()
    second.page.get_by_label("盒内文件情况说明").fill("文件齐全")
    second.click("检查无误")
    second.done("已检查")


def test_a_person_signs_in_with_a_second_factor_and_with_a_recovery_code(browser: Browser, town: Town) -> None:
    """绑定 → 退出 → 密码 → 错的口令进不去 → 口令 → 恢复码 → 解除 (GB/T 22239 8.1.4.1)"""
    who = town.people[Duty.EVALUATOR.value]
    with Desk(browser, town) as person:
        person.sign_in(Duty.EVALUATOR.value)
        person.open("/account/second/")
        person.must_be_fit()
        secret = base64.b32decode(_padded(person.page.locator(".note code").inner_text()))
        person.page.locator("#code").fill(_code(secret, 0))
        person.click("绑定")
        expect(person.page.locator(".codes code").first).to_be_visible()
        person.must_be_fit()
        recovery = person.page.locator(".codes code").first.inner_text()
    with Desk(browser, town, "phone") as person:
        person.try_to_sign_in(who, town.password)
        expect(person.page.get_by_role("heading", name="输入动态口令")).to_be_visible()
        person.must_be_fit()
        person.open("/")
        assert person.page.locator("#password").count() or person.page.locator("#code").count(), "只有密码进不去"
        person.try_to_sign_in(who, town.password)
        person.page.locator("#code").fill("000000" if _code(secret, 1) != "000000" else "111111")
        person.click("登录")
        expect(person.page.locator("#code")).to_be_visible()
        person.page.locator("#code").fill(_code(secret, 1))  # that of the next half minute: the last was used
        person.click("登录")
        expect(person.page.get_by_role("navigation").first).to_be_visible()
    with Desk(browser, town) as person:
        person.try_to_sign_in(who, town.password)
        person.page.locator("#code").fill(recovery)
        person.click("登录")
        person.page.wait_for_url(lambda address: "/account/" not in address)
        person.open("/account/second/")
        assert "还有 9 个恢复码" in person.text()
        person.page.locator("#code").fill(recovery)
        person.click("解除绑定")
        expect(person.page.locator("#code")).to_be_visible()  # a recovery code is good once
        assert "动态口令已绑定" in person.text()


def _padded(by_hand: str) -> str:
    letters = "".join(by_hand.split())
    return letters + "=" * (-len(letters) % 8)


def _code(secret: bytes, ahead: int) -> str:
    return totp.code(secret, int(time.time()) // totp.STEP + ahead)


def test_the_coverage_map_scrolls_inside_itself_however_many_organs_there_are(desk: Sit, town: Town) -> None:
    """S0-10: forty organs are wider than any screen; the page is not, and the last square is reached."""
    town.acts(["organs", 40])
    for look in ("desk", "phone"):
        officer = desk(Duty.DISCLOSURE_OFFICE, look)
        officer.open("/registers/coverage/")
        officer.must_be_fit()
        frame = officer.page.get_by_role("region", name=re.compile("覆盖图"))
        heads = frame.locator("thead th")
        assert heads.count() > 40
        assert frame.evaluate("e => e.scrollWidth - e.clientWidth") > 100, "地图应比屏幕宽"
        frame.focus()  # by keyboard: the frame takes the arrow keys
        frame.evaluate("e => { e.scrollLeft = e.scrollWidth }")
        expect(heads.last).to_be_in_viewport()
