"""Two bureaus merge and an old address still answers; a year's calendar comes in and says which due days moved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town, until
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
NEW = "清岚县文化旅游广电局"


def test_two_bureaus_merge_and_the_old_address_still_answers(
    desk: Sit, screens: Callable[..., Screen], town: Town
) -> None:
    """S3-54: told beforehand, carried out, found by the old name and by the new one; every address answers."""
    (old, paper), _ = town.acts(
        ["organ_with_paper", "清岚县旅游局", "关于举办银杏文化节的通知", "tzgg"],
        ["organ_with_paper", "清岚县广播电视局", "关于有线电视检修的通知", "tzgg"],
    )
    admin = desk(Duty.SYSTEM_ADMIN)
    admin.open(f"/settings/organs/new/merge/?former={old}")
    admin.must_be_fit()
    admin.page.locator("#former-2").select_option(label="清岚县广播电视局")
    admin.page.get_by_label("全称").fill(NEW)
    admin.page.get_by_label("批准文号").fill("清编〔2026〕8号")
    admin.page.get_by_label("批准文件").fill("清岚县机构改革方案")
    admin.click("预览会转移什么")
    admin.page.get_by_role("heading", name="合并：预览").wait_for()
    admin.must_be_fit()
    assert f"不再保留，由{NEW}承接" in admin.text()
    admin.click("确认合并")
    admin.done("合并已生效")
    address = admin.page.url

    def followed() -> bool:
        admin.open(address)
        return "已完成" in admin.text()

    assert until(followed, 30), admin.text()[:800]
    admin.must_be_fit()
    phone = desk(Duty.SYSTEM_ADMIN, "phone")
    for page in ("/settings/organs/", "/settings/organs/new/rename/", address):
        phone.open(page)
        phone.must_be_fit()

    reader = screens("phone")
    reader.open(f"/o/{old}/")
    reader.must_be_fit()
    assert "不再保留" in reader.text()
    reader.page.get_by_role("link", name=NEW).first.click()
    reader.page.get_by_role("heading", name=NEW, exact=True).wait_for()
    reader.must_be_fit()
    assert "曾用名：清岚县旅游局" in reader.text()
    reader.open(paper)
    assert "清岚县旅游局" in reader.text(), "the page goes on naming the organ of then"
    for name in ("清岚县旅游局", NEW):
        assert until(lambda name=name: paper in town.find(name), 20), name


def test_a_calendar_comes_in_and_says_which_due_days_moved(desk: Sit, town: Town, tmp_path: Path) -> None:
    """新一年的放假安排：先预览，再导入，页面写明哪些届满日变了；撤销后还原。"""
    number = town.acts(["draft", "关于岁末年初促消费活动的通知", "<p>活动自下月开始。</p>", "tzgg"])[0]
    town.acts(["advance", number, "to_publish"])
    office = desk(Duty.DISCLOSURE_OFFICE)
    office.open("/settings/calendars/")
    office.must_be_fit()
    today = date.fromisoformat(office.page.locator("#first").input_value())
    year = (today + timedelta(days=10)).year
    first = max(today + timedelta(days=3), date(year, 1, 1))
    table = {
        "year": year,
        "source": "国办发明电〔9999〕1号（测试）",
        "holidays": [{"name": "临时假", "from": str(first), "to": str(first + timedelta(days=9))}],
    }
    file = tmp_path / "table.json"
    file.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    office.page.locator("#file").set_input_files(file)
    office.click("预览哪些期限会变")
    office.page.get_by_role("heading", name="导入放假安排：预览").wait_for()
    office.must_be_fit()
    row = office.page.locator("tr", has_text=number).first.inner_text()
    before, after = re.findall(r"\d{4}-\d{2}-\d{2}", row)[:2]
    assert after > before
    office.click("确认导入并重算")
    office.done("届满日变了")
    assert f"{before} → {after}" in office.text()
    office.must_be_fit()
    phone = desk(Duty.DISCLOSURE_OFFICE, "phone")
    for page in (f"/settings/calendars/?year={year}", "/settings/calendars/?year=2031", "/settings/rules/"):
        phone.open(page)
        phone.must_be_fit()
    office.page.get_by_placeholder("撤销原因").fill("测试完毕")
    office.click("撤销导入")
    office.done("已撤销导入")
    assert f"{after} → {before}" in office.text()
