"""A catalogue comes in from a table, its gap is seen and filled; a topic becomes a booklet; a full column stays."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town, until
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.rules.catalogue_rows import LABELS
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

Sit = Callable[..., Desk]
HEAD = tuple(
    LABELS[name] for name in ("name", "content", "basis", "limit", "frequency", "every_days", "column", "words")
)
ROWS = (
    ("放心消费评选", "评选范围、步骤、结果", "《消费者权益保护法》", "20个工作日", "临时公开", "", "tzgg", "放心消费"),
    ("集贸市场改造", "计划、进度、验收", "《条例》第二十条", "20个工作日", "长期公开", "", "zcwj", ""),
    ("夜间市集开放", "地点、时间、摊位", "《条例》第二十一条", "7个工作日", "定期公开", "31", "gzdt", ""),
    ("写错的一行", "", "", "", "每天", "", "", ""),
)


def sheet(folder: Path) -> Path:
    path = folder / "目录.xlsx"
    data = SheetData("目录", [Column(name, 18) for name in HEAD], ROWS)
    path.write_bytes(workbook([data], title="目录"))
    return path


def test_a_catalogue_is_imported_its_gap_is_seen_and_filled(
    desk: Sit, screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    """S0-09, S0-10, S2-38"""
    publisher = desk(Duty.PUBLISHER)
    publisher.open("/registers/catalogues/")
    publisher.must_be_fit()
    publisher.page.locator("#organ").select_option(label="县商务局")
    publisher.page.locator("#field").select_option(label="市政服务")
    publisher.click("开始")
    publisher.done("已开始第1版")
    address = publisher.page.url
    while publisher.page.get_by_role("button", name="删去").count():
        publisher.click("删去")
        publisher.done("已删去事项")
    publisher.page.locator("#file").set_input_files(sheet(tmp_path))
    publisher.click("导入")
    assert "新增3项" in publisher.text()
    assert "第 5 行" in publisher.text()
    publisher.must_be_fit()
    publisher.open(address)
    publisher.click("送审")
    publisher.done("已送审")
    leader = desk(Duty.LEADER)
    leader.open(address)
    leader.must_be_fit()
    leader.click("审定并公布")
    leader.done("已审定")

    informant = desk(Duty.INFORMANT)
    informant.open("/registers/coverage/")
    informant.must_be_fit()
    informant.page.get_by_role("link", name="县商务局市政服务").or_(
        informant.page.get_by_role("link", name="清岚县商务局市政服务领域")
    ).first.click()
    gaps = informant.page.url
    informant.open(f"{gaps}?show=empty")
    assert "夜间市集开放" in informant.text()

    reader = screens()
    reader.open("/gongkai/mulu/")
    reader.must_be_fit()
    reader.click("市政服务（清岚县商务局）", role="link", exact=False)
    assert "夜间市集开放" in reader.text()
    reader.must_be_fit()
    table = reader.page.url
    with_phone = screens("phone")
    with_phone.open(table)
    with_phone.must_be_fit()

    number = town.acts(["draft", "关于十二月夜间市集开放安排的通告", "<p>每周五、周六晚开放。</p>", "gzdt"])[0]
    town.acts(["advance", number, "published"])
    informant.open(f"{gaps}?show=empty")
    assert "夜间市集开放" not in informant.text()
    reader.open(table)
    reader.click("夜间市集开放", role="link")
    assert "关于十二月夜间市集开放安排的通告" in reader.text()
    reader.must_be_fit()


def test_a_topic_gathers_opens_and_becomes_a_booklet(desk: Sit, screens: Callable[..., Screen], town: Town) -> None:
    """S2-10"""
    publisher, leader = desk(Duty.PUBLISHER), desk(Duty.LEADER)
    publisher.open("/registers/topics/")
    publisher.must_be_fit()
    publisher.page.locator("#title").fill("便民消费")
    publisher.page.locator("#slug").fill("bianmin")
    publisher.page.locator("#intro").fill("集贸市场改造、放心消费和办事服务的政策与进展。")
    publisher.page.locator("#organ").select_option(label="县商务局")
    publisher.click("新建")
    publisher.done("专题已建立")
    address = publisher.page.url
    publisher.page.locator("#words").fill("消费、市场、服务时间")
    publisher.click("保存条件并归集")
    publisher.done("归集条件已保存")

    def gathered() -> bool:
        publisher.open(address)
        return publisher.page.get_by_role("button", name="置顶", exact=True).count() >= 3

    assert until(gathered, 40), publisher.text()
    publisher.must_be_fit()
    leader.open(address)
    leader.click("审定并开放")
    leader.done("专题对外开放")
    publisher.open(address)
    publisher.click("编印 PDF 和 Word")
    publisher.done("已开始编印")

    reader = screens()
    assert until(lambda: (reader.open("/zt/bianmin/"), "PDF 汇编" in reader.text())[1], 90), reader.text()
    reader.must_be_fit()
    phone = screens("phone")
    phone.open("/zt/bianmin/")
    phone.must_be_fit()
    book = PdfReader(io.BytesIO(town.get("/zt/bianmin/huibian.pdf").body))
    text = book.pages[1].extract_text()
    assert "实施意见" in text
    assert len(book.pages) >= 6
    assert town.get("/zt/bianmin/huibian.docx").status == 200


def test_a_column_with_content_is_not_deleted_and_a_merged_one_leads_on(desk: Sit, town: Town) -> None:
    office = desk(Duty.DISCLOSURE_OFFICE)
    office.open("/settings/columns/")
    office.click("工作动态", role="link")
    office.must_be_fit()
    number = town.acts(["draft", "关于商圈活动的动态", "<p>活动顺利举行。</p>", "gzdt"])[0]
    town.acts(["advance", number, "published"])
    office.click("删除")
    assert "并入另一个栏目" in office.page.locator("#refusal").inner_text()
    assert town.get("/c/gzdt/").status == 200
    office.page.locator("#into").select_option(label="通知公告")
    office.click("并入")
    office.done("已并入“通知公告”")
    moved = town.get("/c/gzdt/")
    assert moved.url.endswith("/c/tzgg/")
    assert until(lambda: "关于商圈活动的动态" in town.get("/c/tzgg/").text)


@pytest.mark.parametrize("look", ["desk", "phone"])
def test_every_page_of_the_room_fits_and_has_no_barrier(desk: Sit, screens: Callable[..., Screen], look: str) -> None:
    office = desk(Duty.DISCLOSURE_OFFICE, look)
    for address in ("", "catalogues/", "coverage/", "columns/", "publicity/", "topics/"):
        office.open(f"/registers/{address}")
        office.must_be_fit(looked_at=look == "desk")
    reader = screens(look)
    for address in ("/gongkai/mulu/", "/gongkai/wugongkai/", "/gongkai/shixiang/", "/zt/", "/jigou/"):
        reader.open(address)
        reader.must_be_fit(looked_at=look == "desk")
    reader.click("县商务局", role="link", exact=False)
    reader.must_be_fit(looked_at=look == "desk")
