"""People in the office beside the main road: two at one draft, a wrong password, a fixed hour, the auditor."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.journeys import clerks
from tests.journeys.screens import Desk
from tests.journeys.town import Town, until
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
BODY = "<p>为方便群众，现将有关事项通知如下。</p><h2>一、服务时间</h2><p>每个工作日上午八时三十分至十二时。</p>"


def made(town: Town, title: str, stage: str = "drafting", body: str = BODY) -> str:
    """A document of this title at a stage."""
    number = town.acts(["draft", title, body, "tzgg"])[0]
    if stage != "drafting":
        town.acts(["advance", number, stage])
    return str(number)


def typed(desk: Desk, words: str) -> None:
    """Write at the end of the text on the desk."""
    sheet = desk.page.get_by_role("textbox", name="正文")
    sheet.locator("p").last.click()
    desk.page.keyboard.press("End")
    desk.page.keyboard.type(words)


@dataclass(frozen=True)
class Planned:
    """A release that is planned at the beginning and looked after at the end of these journeys."""

    number: str
    title: str
    hour: datetime


@pytest.fixture(scope="module", autouse=True)
def planned(browser: Browser, town: Town) -> Planned:
    """The publisher plans a release for the next full minute and goes home."""
    title = "关于周末便民市集开放时间的通知"
    number = made(town, title, "to_publish")
    with Desk(browser, town) as publisher:
        publisher.sign_in(Duty.PUBLISHER.value)
        publisher.open(f"/documents/{number}/release/")
        publisher.must_be_fit()
        hour = (timezone.localtime() + timedelta(seconds=75)).replace(second=0, microsecond=0)
        publisher.page.locator("#release_at").fill(hour.strftime("%Y-%m-%dT%H:%M"))
        publisher.click("安排")
        publisher.done("已安排")
    assert town.acts(["stage", number]) == ["to_publish"]
    assert not town.find(title)
    return Planned(number, title, hour)


def test_of_two_at_one_draft_the_second_is_told_and_neither_loses_a_word(desk: Sit, town: Town) -> None:
    number = made(town, "关于调整窗口午间值班的通知")
    first, second = desk(Duty.DRAFTER), desk("colleague")
    for one in (first, second):
        one.open(f"/documents/{number}/edit/")
    typed(first, "甲补充一句。")
    first.click("保存")
    first.done("已保存")
    typed(second, "乙也补充一句。")
    second.click("保存")
    second.page.get_by_role("alert").filter(has_text="保存过").wait_for()
    both = second.text()
    assert "甲补充一句" in both
    assert "乙也补充一句" in second.page.locator("#body").input_value()
    second.must_be_fit()

    typed(second, "甲补充一句。")
    second.click("按右边（合并后的）保存")
    second.done("已保存")
    first.open(f"/documents/{number}/")
    assert "乙也补充一句。甲补充一句。" in first.text()


def test_what_is_typed_is_saved_by_itself_and_survives_a_closed_window(desk: Sit, town: Town) -> None:
    number = made(town, "关于自动保存的通知")
    drafter = desk(Duty.DRAFTER)
    drafter.open(f"/documents/{number}/edit/")
    typed(drafter, "写到一半的话。")
    expect(drafter.page.locator("[data-saved]")).to_contain_text("已自动保存", timeout=10_000)
    drafter.open(f"/documents/{number}/")
    assert "写到一半的话。" in drafter.text()


def test_five_wrong_passwords_lock_the_door_and_say_for_how_long(browser: Browser, town: Town) -> None:
    with Desk(browser, town) as stranger:
        for _ in range(5):
            stranger.try_to_sign_in(town.people["archivist"], "Wrong-Password-1")
        assert "15 分钟" in stranger.text()
        stranger.must_be_fit()
        stranger.try_to_sign_in(town.people["archivist"], town.password)
        assert "暂时不能登录" in stranger.text()
        stranger.open("/documents/")
        assert "/account/sign-in/" in stranger.page.url


def test_a_newcomer_goes_nowhere_before_setting_a_password_of_their_own(browser: Browser, town: Town) -> None:
    with Desk(browser, town) as newcomer:
        newcomer.try_to_sign_in("newcomer", town.password)
        newcomer.open("/documents/")
        assert newcomer.page.url.endswith("/account/password/")
        newcomer.must_be_fit()
        newcomer.page.locator("#password").fill("short")
        newcomer.page.locator("#again").fill("short")
        newcomer.click("保存密码")
        newcomer.page.get_by_role("alert").wait_for()
        newcomer.page.locator("#password").fill("Liuxi-Spring-27")
        newcomer.page.locator("#again").fill("Liuxi-Spring-27")
        newcomer.click("保存密码")
        newcomer.done("密码已修改")
        newcomer.open("/documents/")
        assert newcomer.page.url.endswith("/documents/")


def test_the_auditor_sees_every_step_and_the_chain_holds(desk: Sit, town: Town, tmp_path: Path) -> None:
    number = made(town, "关于审计轨迹的通知", "published")
    auditor = desk(Duty.AUDITOR)
    auditor.open("/settings/log/")
    auditor.must_be_fit()
    rows = auditor.page.locator("table.list tbody tr")
    for done in ("documents.submit", "documents.sign", "documents.seal", "documents.publish"):
        assert rows.filter(has_text=done).count(), f"日志里没有 {done}"
    auditor.page.locator("#act").select_option("documents.publish")
    auditor.click("筛选")
    assert rows.filter(has_text="documents.publish").count() == rows.count() > 0
    assert until(lambda: _sealed(auditor), 20, every=0.5), "日志没有封存"
    auditor.click("核对整条链")
    auditor.page.get_by_text("日志链完整，没有被改动的痕迹").wait_for()
    with auditor.page.expect_download() as coming:
        auditor.click("导出 CSV")
    kept = tmp_path / "audit.csv"
    coming.value.save_as(kept)
    assert "documents.publish" in kept.read_text(encoding="utf-8-sig")
    auditor.open(f"/documents/{number}/")
    assert "不能打开这个页面" in auditor.text(), "审计员不接触业务内容"


def _sealed(auditor: Desk) -> bool:
    auditor.page.reload()
    return "待封存" not in auditor.page.locator("table.list").inner_text()


def test_a_correction_shows_the_public_what_changed_and_keeps_the_earlier_version(desk: Sit, town: Town) -> None:
    """更正: 原文 stays until the new text is signed; then a change note, a second version, both comparable."""
    number = made(town, "关于便民服务点名单的通知", "published")
    address = town.acts(["address", number])[0]
    drafter, publisher = desk(Duty.DRAFTER), desk(Duty.PUBLISHER)
    publisher.open(f"/documents/{number}/do/amend/")
    publisher.page.locator("#reason").fill("群众来电指出服务时间有误")
    publisher.click("启动更正")
    publisher.done("已启动更正")
    drafter.open(f"/documents/{number}/edit/")
    typed(drafter, "午间安排专人值班。")
    drafter.click("保存")
    drafter.done("已保存")
    town.acts(["advance", number, "to_publish"])
    assert "午间安排专人值班" not in town.get(address).text, "没有签发就改了公开页面"
    publisher.open(f"/documents/{number}/release/")
    publisher.page.locator("#change_note").fill("补充午间值班安排")
    publisher.click("公开更正后的内容")
    publisher.done("已公开")
    assert until(lambda: "午间安排专人值班" in town.get(address).text, 5), "公开页面上还是原文"
    assert "补充午间值班安排" in town.get(address).text
    assert "午间安排专人值班" not in town.get(f"{address}/v/1").text
    assert "午间安排专人值班" in town.get(f"{address}/compare/1/2").text


def test_a_slip_of_the_pen_is_mended_by_two_and_the_page_says_so(desk: Sit, town: Town) -> None:
    """勘误: no new round of signing, but a second person, a note and a second version."""
    number = made(town, "关于勘误演示的通知", "published", BODY + "<p>各单位要各司其责。</p>")
    address = town.acts(["address", number])[0]
    publisher, office = desk(Duty.PUBLISHER), desk(Duty.OFFICE)
    publisher.open(f"/documents/{number}/")
    publisher.click("勘误", role="link")
    publisher.page.locator("#old_text").fill("上午八时")
    publisher.page.locator("#new_text").fill("上午九时")
    publisher.page.locator("#reason").fill("时间写错")
    publisher.click("提出勘误")
    publisher.page.get_by_role("alert").filter(has_text="涉及数字").wait_for()
    publisher.page.locator("#old_text").fill("各司其责")
    publisher.page.locator("#new_text").fill("各司其职")
    publisher.page.locator("#reason").fill("错别字")
    publisher.click("提出勘误")
    publisher.done("等另一位同事核准")
    publisher.page.get_by_text("您提出的，由另一位同事核准").wait_for()
    publisher.must_be_fit()
    assert "各司其责" in town.get(address).text, "没有核准就改了公开页面"
    office.open(f"/documents/{number}/errata/")
    office.click("核准")
    office.done("已核准")
    assert until(lambda: "“各司其责”改为“各司其职”" in town.get(address).text, 5), "公开页面上没有注明勘误"
    assert "勘误：勘误" not in town.get(address).text
    assert "各单位要各司其职" in town.get(address).text
    assert "各单位要各司其责" in town.get(f"{address}/v/1").text


def _pages(number: str, publication: str) -> dict[Duty, tuple[str, ...]]:
    document = f"/documents/{number}"
    return {
        Duty.DRAFTER: (
            *("/", "/documents/", "/documents/new/", "/documents/today/", "/account/me/", "/messages/"),
            *(f"{document}/", f"{document}/edit/", f"{document}/attribute/", f"{document}/send/"),
            *(
                f"{document}/versions/",
                f"{document}/story/",
                f"{document}/defer/",
                f"{document}/errata/",
                "/search/?q=通知",
            ),
            *("/requests/", "/letters/", "/registers/", "/supervision/", "/reports/", "/settings/"),
        ),
        Duty.PUBLISHER: ("/", "/publications/", f"/publications/{publication}/", "/settings/columns/"),
        Duty.OFFICE: ("/documents/register/",),
        Duty.SYSTEM_ADMIN: (
            *("/", "/settings/units/", "/settings/users/", "/settings/calendars/", "/settings/rules/"),
            *("/settings/site/", "/settings/jobs/", "/settings/state/"),
        ),
        Duty.LEADER: ("/settings/standing/",),
    }


@pytest.mark.parametrize("look", ["desk", "phone"])
def test_no_page_of_the_office_has_a_serious_barrier(look: str, desk: Sit, town: Town) -> None:
    """On the phone axe-core looks at the pages that are laid out otherwise there, the rest must fit."""
    number = made(town, f"关于无障碍检查的通知（{look}）")
    public = made(town, f"关于已公开页面检查的通知（{look}）", "published")
    publication = town.acts(["address", public])[0].removeprefix("/p/")
    laid_otherwise = {"/", f"/documents/{number}/"}
    faults: list[str] = []
    for duty, addresses in _pages(number, publication).items():
        one = desk(duty, look)
        for address in addresses:
            answer = one.open(address)
            assert answer.status == 200, f"{address} 回答 {answer.status}"
            try:
                if look == "desk" or address in laid_otherwise:
                    one.must_be_fit()
                else:
                    one.must_fit()
            except AssertionError as error:
                faults.append(str(error).partition("\nassert")[0])
    assert not faults, "\n".join(faults)


def test_the_keyboard_walks_the_inbox_and_opens_what_waits(desk: Sit, town: Town) -> None:
    number = made(town, "关于键盘操作的通知", "section")
    head: Any = desk(Duty.SECTION_HEAD)
    head.open("/")
    waiting = head.page.locator("tr.item")
    for _ in range(waiting.count()):
        head.page.keyboard.press("j")
        if number in head.page.locator("tr.item.here").inner_text():
            break
    head.page.keyboard.press("Enter")
    head.page.wait_for_url(re.compile("/documents/"))
    assert number in head.text()
    clerks.from_inbox(head, number)


def test_a_planned_release_goes_out_at_its_minute_without_anybody_at_the_desk(planned: Planned, town: Town) -> None:
    assert until(lambda: town.acts(["stage", planned.number]) == ["published"], 110, every=0.5), "到时没有公开"
    address, at = town.acts(["address", planned.number], ["published_at", planned.number])
    assert datetime.fromisoformat(at) >= planned.hour, "提前公开了"
    assert town.get(address).status == 200
    assert until(lambda: address in town.find(planned.title), 5)
