"""A class of the 负面清单 is put in force, a withheld paper rests on it, is re-evaluated and released (S0-06, S0-59,
S2-39; 条例第十八条)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import clerks
from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

TITLE = "关于冷链园区招商谈判情况的报告"


def test_a_withheld_paper_is_evaluated_again_and_released(
    desk: Callable[..., Desk], screens: Callable[..., Screen], town: Town
) -> None:
    office, secrecy, deputy = desk(Duty.OFFICE), desk(Duty.SECRECY), desk(Duty.DEPUTY)
    office.open("/negative-list/")
    office.must_be_fit()
    office.page.locator("#name").fill("招商谈判")
    clerks.choose(office, "#ground_code", "过程性信息")
    office.page.locator("#matters").fill("未签约招商项目的谈判底价和比选方案")
    office.page.locator("#words").fill("招商、谈判")
    office.click("拟定")
    office.done("已拟定")
    entry = office.page.url
    secrecy.open(entry)
    secrecy.must_be_fit()
    secrecy.click("审定并公布")
    secrecy.done("已审定")

    number = town.acts(["withheld", TITLE, "gzdt"])[0]
    office.open(f"/documents/{number}/withheld/")
    office.must_be_fit()
    expect(office.page.get_by_label("招商谈判：未签约招商项目的谈判底价和比选方案")).to_be_checked()
    assert town.acts(["at_rest", number]) == ["not_published"]
    office.open("/withheld/?due=1")
    office.must_be_fit()
    expect(office.page.get_by_role("link", name=TITLE)).to_be_visible()

    office.open("/reevaluations/")
    office.must_be_fit()
    office.page.locator("#title").fill("年度评估")
    office.page.locator("#organ").select_option(label="清岚县商务局")
    office.page.locator("#answer_by").fill(office.page.locator("#due_by").input_value())
    office.click("开展评估")
    office.done("已开展评估")
    found = office.page.url
    office.page.get_by_text("提出意见…").click()
    office.page.get_by_label(re.compile("意见$")).select_option(label="转为公开")
    office.page.get_by_placeholder("理由").fill("已经签约，双方约定签约后公开")
    office.page.get_by_role("button", name="提出", exact=True).click()
    office.done("已提出“转为公开”")
    deputy.open(found)
    deputy.must_be_fit()
    deputy.page.get_by_text("确认…").click()
    deputy.page.get_by_role("button", name="确认", exact=True).click()
    deputy.done("已确认“转为公开”")
    office.open(found)
    office.click("评估完毕")
    office.done("评估完毕：评估1件，继续不公开0件，转为公开1件")

    town.acts(["advance", number, "to_publish"])
    address = clerks.publish(desk(Duty.PUBLISHER), number)
    reader, phone = screens(), screens("phone")
    reader.open(address)
    assert TITLE in reader.text()
    for screen in (reader, phone):
        for page in ("/gongkai/fumianqingdan/", "/gongkai/feigongkai/"):
            screen.open(page)
            screen.must_be_fit()
    reader.open("/gongkai/fumianqingdan/")
    assert "招商谈判" in reader.text()
    office.open("/withheld/?state=released")
    expect(office.page.get_by_role("link", name=TITLE)).to_be_visible()
