"""People at work: a stand-in signs during leave, a clerk leaves with a hand-over, keys can be switched off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.clerks import agree
from tests.journeys.screens import Desk
from tests.journeys.test_office_people import made
from tests.journeys.town import Town
from zwgk.rules.duties import Duty

Sit = Callable[..., Desk]


def _day(ahead: int = 0) -> str:
    return (datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=ahead)).isoformat()


def _pick(desk: Desk, selector: str, words: str) -> None:
    """Choose the option that holds these words."""
    option = desk.page.locator(f"{selector} option", has_text=words).first
    desk.page.locator(selector).select_option(value=option.get_attribute("value"))


def test_a_stand_in_signs_during_leave_and_the_log_says_both_names(desk: Sit, town: Town) -> None:
    number = made(town, "关于代理期间审签的通知", "section")
    head = desk(Duty.SECTION_HEAD)
    head.open("/account/stand-ins/")
    head.must_be_fit()
    _pick(head, "#deputy", "俞晚晴")
    head.page.locator("#first").fill(_day())
    head.page.locator("#last").fill(_day(3))
    head.page.locator("#reason").fill("年休假")
    head.click("设置代理")
    head.done("由俞晚晴代理陆知远")

    deputy = desk("colleague")
    deputy.open("/mine/")
    deputy.must_be_fit()
    assert "您今天代理 陆知远" in deputy.text()
    deputy.click("代陆知远办理")
    deputy.done("现在代陆知远")
    assert "俞晚晴（代陆知远）" in deputy.text()
    agree(deputy, number, said="同意此件公开发布")
    deputy.open(f"/documents/{number}/")
    assert "（代县商务局商务运行科科长 陆知远）" in deputy.text()
    deputy.open("/mine/")
    deputy.click("回到自己的岗位")
    deputy.done("现在以“县商务局商务运行科副科长”的岗位办理")

    auditor = desk(Duty.AUDITOR)
    auditor.open("/settings/log/?act=documents.sign")
    assert "俞晚晴（代陆知远）" in auditor.text()
    head.open("/account/stand-ins/")
    head.click("到今天为止")
    head.done("代理到今天为止")


def test_a_clerk_leaves_with_a_hand_over_and_the_successor_finds_everything(desk: Sit, town: Town) -> None:
    title = "关于移交事项的通知"
    number = made(town, title)
    drafter = desk(Duty.DRAFTER)
    drafter.open("/")
    drafter.page.locator("tr.item", has_text=number).locator("input[name=matter]").check()
    _pick(drafter, "#to", "周见山")
    drafter.click("转办")
    drafter.done("已转办 1 件")

    security = desk(Duty.SECURITY_ADMIN)
    _leave(security)
    assert "还有没有交接的：承办的公文1项" in security.text()

    leaver = desk("leaver")
    leaver.open("/handover/")
    leaver.page.locator("#last_day").fill(_day())
    leaver.click("列出清单")
    leaver.done("交接清单已列出")
    leaver.must_be_fit()
    _pick(leaver, "#taker", "俞晚晴")
    leaver.click("其余全部交给他")
    leaver.done("1 项交给俞晚晴")
    leaver.page.locator("#note").fill("资料在共享柜第三层")
    leaver.click("提交签字")
    leaver.done("已提交签字")
    leaver.click("签字")
    leaver.done("已以移交人身份签字")
    printed = leaver.fetch(leaver.page.get_by_role("link", name="打印 PDF"))
    assert printed.startswith(b"%PDF")
    address = leaver.page.url

    successor, head = desk("colleague"), desk(Duty.SECTION_HEAD)
    successor.open("/mine/")
    successor.click("周见山的工作交接清单", role="link")
    successor.page.wait_for_url(re.compile("/handover/"))
    successor.click("签字")
    successor.done("已以接收人身份签字")
    head.page.goto(address)
    head.page.locator("#role").select_option("supervisor")
    head.click("签字")
    head.done("交接完成")

    _leave(security)
    security.done("已办理离任")
    leaver.open(f"/documents/{number}/")
    assert title not in leaver.text(), "the old post's sight is lost at once"
    assert "没有任何岗位" in leaver.text()
    successor.open("/")
    assert title in successor.text()
    successor.open(f"/documents/{number}/")
    assert title in successor.text()


def _leave(security: Desk) -> None:
    security.open("/settings/users/?q=周见山")
    security.click("离任")
    security.page.wait_for_load_state()


def test_keys_are_looked_up_stand_back_while_one_types_and_can_be_switched_off(desk: Sit, town: Town) -> None:
    made(town, "关于快捷键的通知")
    drafter = desk(Duty.DRAFTER)
    page = drafter.page
    drafter.open("/")
    page.keyboard.press("?")
    page.locator("#keys").wait_for(state="visible")
    drafter.must_be_fit()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    page.locator("#within").focus()
    page.keyboard.type("j?g")
    assert page.locator("#within").input_value() == "j?g"
    assert not page.locator("tr.item.here").count()
    page.locator("#within").blur()
    composing = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true}))"
    )
    page.evaluate(composing)
    assert not page.locator("tr.item.here").count(), "an input method is choosing a character"
    page.keyboard.press("j")
    page.locator("tr.item.here").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("w")
    drafter.arrive("/mine/")
    drafter.open("/account/me/")
    page.get_by_label("使用单键快捷键").uncheck()
    page.locator("form:has([name=shortcuts])").get_by_role("button", name="保存").click()
    drafter.done("快捷键设置已保存")
    drafter.open("/")
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert not page.locator("tr.item.here").count()
    assert not page.locator("#keys").is_visible()
    drafter.open("/account/me/")
    page.get_by_label("使用单键快捷键").check()
    page.locator("form:has([name=shortcuts])").get_by_role("button", name="保存").click()
    drafter.done("快捷键设置已保存")


def test_the_pages_of_ones_own_work_fit_the_phone_and_have_no_serious_barrier(desk: Sit) -> None:
    clerk = desk("colleague", "phone")
    clerk.open("/documents/?mine=1")
    clerk.page.get_by_text("保存现在的筛选").click()
    clerk.page.locator("#filter_name").fill("我起草的")
    clerk.must_be_fit()
    clerk.page.get_by_role("button", name="保存", exact=True).click()
    clerk.done("筛选“我起草的”已保存")
    for address in ("/mine/", "/mine/done/", "/mine/elsewhere/", "/handover/", "/account/stand-ins/"):
        clerk.open(address)
        clerk.must_fit()
    clerk.open("/account/filters/")
    clerk.must_be_fit()
    clerk.click("删除")
    clerk.done("已删除")
