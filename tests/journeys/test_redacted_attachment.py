"""A PDF attachment cut in the browser, read by a second person, published, and attacked where the public fetches it
(删减后公开, S2-33, S4-15; 条例第三十七条)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.files.hostile import attacks
from tests.files.making import pdf
from tests.journeys import clerks, papers
from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.journey

NAME, LEFT = "欧阳望舒", "审核意见同意发放"


def test_what_was_covered_on_a_page_is_found_by_no_tool_in_the_file_that_the_public_fetches(
    desk: Callable[..., Desk], screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    paper = tmp_path / "审核表.pdf"
    paper.write_bytes(pdf(f"<title>{NAME}</title><h1>审核表</h1><p>救助对象{NAME}。</p><p>{LEFT}。</p>"))
    assert any(NAME in text for _, text in attacks(paper.read_bytes(), tmp_path)), "the attacks work"

    drafter = desk(Duty.DRAFTER)
    number = clerks.upload(drafter, papers.put(papers.five()[2], tmp_path))
    drafter.page.locator("#attachments #file").set_input_files(str(paper))
    drafter.page.locator("#attachments form[enctype] button[type=submit]").click()
    expect(drafter.page.locator("#attachments")).to_contain_text("审核表")
    clerks.fill_head(drafter)
    clerks.mark_attribute(drafter, "此件删减后公开", "附件写有救助对象的姓名，其余内容可以公开")
    clerks.precheck_and_send(drafter)
    town.acts(["advance", number, "to_publish"])

    publisher = desk(Duty.PUBLISHER)
    publisher.open(f"/documents/{number}/redact/")
    publisher.page.locator(".cut-parts a", has_text="审核表").click()
    publisher.must_be_fit()
    publisher.page.get_by_label(f"救助对象{NAME}。").check()
    publisher.page.locator("[data-cut-page] input[name=reason]").fill("个人隐私")
    publisher.click("遮盖")
    publisher.done("已标注 1 处")
    publisher.page.get_by_role("button", name="制作公开文本").click()
    expect(publisher.page.get_by_text("没有发现删去的内容残留")).to_be_visible(timeout=120_000)

    second = desk(Duty.SECRECY)
    second.open(f"/documents/{number}/redact/")
    expect(second.page.get_by_text(re.compile("须人工看过")).first).to_be_visible()
    second.must_be_fit()
    second.click("已通读，可以公开")
    second.done("已复读")
    address = clerks.publish(publisher, number)

    reader = screens()
    reader.open(address)
    assert NAME not in reader.source()
    public = reader.fetch(reader.page.get_by_role("link", name=re.compile("删减件")).first)
    assert public.startswith(b"%PDF")
    assert [how for how, text in attacks(public, tmp_path) if NAME in "".join(text.split())] == []
    spoken = reader.fetch(reader.page.get_by_role("link", name=re.compile("文字版")).first).decode()
    assert LEFT in spoken
    assert "已删减" in spoken
    assert NAME not in spoken
