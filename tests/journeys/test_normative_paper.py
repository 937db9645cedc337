"""A 规范性文件 from its reviews to its repeal: consultation, fair competition, 合法性审核, 上会, signing, publication,
and the clean-up batch whose decision puts 废止 on the old page (S0-39; 国办发〔2018〕37号、115号)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys import clerks
from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town, until
from zwgk.rules.duties import Duty

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

TITLE = "清岚县夜间集市管理办法"
BODY = "<p>为规范夜间集市的设置和管理，制定本办法。</p><p>夜间集市设置在县商务局公布的地段。</p>"
OPEN = "此件公开发布"


def test_a_normative_paper_is_reviewed_discussed_published_and_repealed_by_a_clean_up(
    desk: Callable[..., Desk], screens: Callable[..., Screen], town: Town
) -> None:
    today = timezone.localdate().isoformat()
    number = town.acts(["draft", TITLE, BODY, "zcwj"])[0]
    _send_as_normative(desk(Duty.DRAFTER), number, today)

    town.acts(["advance", number, "legal"])
    legal = desk(Duty.LEGAL)
    clerks.agree(legal, number, said=f"同意{OPEN}。内容合法", words="内容合法")
    office = desk(Duty.OFFICE)
    clerks.from_inbox(office, number)
    office.must_be_fit()
    office.page.locator("#meeting").fill("局长办公会2026年第12次会议")
    office.page.locator("#meeting_on").fill(today)
    clerks.agree(office, number, said="", words="会议审议通过", opened=True)
    clerks.agree(desk(Duty.SECRECY), number, said=f"同意{OPEN}", secrecy="不涉密，可以公开")
    clerks.agree(desk(Duty.LEADER), number, said="同意")
    _, _, legality, meeting, _, _ = town.acts(["opinions", number])[0]
    assert "内容合法" in legality[1]
    assert "会议审议通过" in meeting[1]
    town.acts(["advance", number, "to_publish"])
    address = clerks.publish(desk(Duty.PUBLISHER), number)
    reader = screens()
    reader.open(address)
    expect(reader.page.locator("dl.meta")).to_contain_text("有效")
    assert "已废止" not in reader.text()

    decision = _repealed_by_a_clean_up(legal, office, desk(Duty.DRAFTER), today)
    assert "已废止" not in town.get(address).text, "nothing changes on the old page before the decision is public"
    town.acts(["advance", decision, "published"])
    assert until(lambda: "废止" in town.get(address).text, 30)
    for screen in (reader, screens("phone")):
        screen.open(address)
        screen.must_be_fit()
        expect(screen.page.locator("main")).to_contain_text("废止")
    new = town.acts(["address", decision])[0]
    assert f'href="{new}"' in reader.source(), "the old page leads to the decision that ended it"
    reader.open(new)
    assert TITLE in reader.text()


def _send_as_normative(drafter: Desk, number: str, today: str) -> None:
    """Marked as 规范性文件, its two reviews recorded, sent on the chain that has 合法性审核 and 上会."""
    drafter.open(f"/documents/{number}/edit/")
    drafter.page.get_by_label("规范性文件", exact=True).check()
    clerks.fill_head(drafter)
    clerks.mark_attribute(drafter, OPEN)
    drafter.open(f"/documents/{number}/reviews/")
    drafter.must_be_fit()
    for code, fields in (
        ("consultation", {"why_not": "只规定集市设置的内部程序，不涉及群众切身利益"}),
        ("fair_competition", {"opinion": "没有排除、限制竞争的内容", "by": "办公室 顾南乔", "on": today}),
    ):
        form = drafter.page.locator(f"#{code} form")
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name="记录", exact=True).click()
        drafter.done("已记录")
    drafter.open(f"/documents/{number}/send/")
    clerks.precheck_and_send(drafter, chain="four_normative")


def _repealed_by_a_clean_up(legal: Desk, office: Desk, drafter: Desk, today: str) -> str:
    """Opened by 法制, answered by the unit, settled by 法制; returns the number of the drafted decision."""
    legal.open("/cleanups/")
    legal.must_be_fit()
    legal.page.locator("#title").fill("清岚县商务局2026年规范性文件清理")
    legal.page.locator("#organ").select_option(label="清岚县商务局")
    legal.page.locator("#basis").fill(
        "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"
    )
    legal.page.locator("#cutoff_on").fill(today)
    legal.page.locator("#answer_by").fill(today)
    legal.page.locator("#words").fill("夜间集市")
    legal.click("开展清理")
    legal.done("已开展")
    batch = legal.page.url
    office.open(batch)
    office.must_be_fit()
    office.page.get_by_text("提出意见…").click()
    office.page.get_by_label("意见", exact=True).select_option(label="废止")
    office.page.get_by_placeholder("理由").fill("夜间集市已经并入常设市场")
    office.page.get_by_role("button", name="提出", exact=True).click()
    office.done("已")
    legal.open(batch)
    legal.click("审定完毕")
    legal.done("审定")
    drafter.open(batch)
    clerks.choose(drafter, "#column", "政策文件")
    drafter.click("起草决定")
    drafter.done("决定已起草")
    drafter.click("清理结果决定", role="link")
    drafter.page.wait_for_url("**/documents/**")
    return clerks.number_of(drafter)
