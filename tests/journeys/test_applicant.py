"""An applicant's way on a telephone: from the five ways to the form, the receipt, the days, and the reply opened."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.screens import Screen
from tests.journeys.town import Town, until
from tests.rules.numbers import id_card

pytestmark = pytest.mark.journey


def photograph() -> bytes:
    """A photograph of more bytes than are taken: noise does not compress."""
    out = io.BytesIO()
    Image.frombytes("RGB", (1500, 1100), os.urandom(1500 * 1100 * 3)).save(out, "PNG")
    return out.getvalue()


def test_from_the_form_to_the_reply_on_a_telephone(screens: Callable[..., Screen], town: Town) -> None:
    """条例第二十九至三十三条: asked, confirmed, counted, answered; the reply opens with number and code."""
    screen = screens("phone")
    page = screen.page
    screen.open("/gongkai/shenqing/")
    screen.must_be_fit()
    page.get_by_label("用一两句话写下您要的文件").fill("农村集贸市场改造提升资金分配情况")
    screen.click("下一步")
    expect(page.get_by_role("heading", name="先看一看有没有公开")).to_be_visible()
    screen.must_be_fit()
    page.get_by_role("link", name="填写申请表").click()
    expect(page.locator("#description")).to_have_value("农村集贸市场改造提升资金分配情况")
    page.locator("#organ").select_option(label="清岚县商务局")
    page.locator("#name").fill("穆青禾")
    page.locator("#number").fill("110101199001011234")
    page.locator("#phone").fill("13900000012")
    page.get_by_label("同意电子送达").check()
    page.locator("#proofs").set_input_files({"name": "card.png", "mimeType": "image/png", "buffer": photograph()})
    expect(page.locator("[data-pictures]")).to_contain_text("已选1份")
    screen.must_be_fit()
    screen.click("提交申请")
    expect(page.locator("#refusal")).to_contain_text("校验位")
    expect(page.locator("#name")).to_have_value("穆青禾")
    page.locator("#number").fill(id_card())
    page.locator("#proofs").set_input_files({"name": "card.png", "mimeType": "image/png", "buffer": photograph()})
    expect(page.locator("[data-pictures]")).to_contain_text("已选1份")
    screen.click("提交申请")
    expect(page.get_by_role("heading", name="申请已经提交")).to_be_visible()
    screen.must_be_fit()
    number, code = page.locator(".code-big").all_inner_texts()
    screen.click("记好了，关闭")
    expect(page.get_by_role("heading", name="申请公开政府信息")).to_be_visible()

    town.acts(["confirm_request", number])
    screen.open("/jindu/")
    screen.must_be_fit()
    page.locator("#number").fill(number)
    page.locator("#code").fill(code.lower())
    page.locator("main").get_by_role("button", name="查进度").click()
    expect(page.get_by_role("heading", name="20个工作日怎么数")).to_be_visible()
    screen.must_be_fit()
    paper = town.acts(["answer_request", number])[0]
    link = page.get_by_role("link", name="打开答复").first

    def ready() -> bool:
        screen.open("/jindu/shenqing/")
        return link.is_visible()

    assert until(ready), "系统在后台备妥网上副本"
    expect(page.locator("main")).to_contain_text(paper)
    link.click()
    expect(page.get_by_role("heading", name="答复", exact=True)).to_be_visible()
    screen.must_be_fit()
    assert screen.fetch(page.get_by_role("link", name="答复书.pdf")).startswith(b"%PDF")
