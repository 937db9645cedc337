"""What clerks do with a document in the browser, one function an errand; each ends where the page says it is done."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pypdfium2
from PIL import ImageDraw
from playwright.sync_api import expect

from tests.journeys.screens import Desk


def number_of(desk: Desk) -> str:
    """The number of the document whose page is open."""
    found = re.search(r"/documents/([^/]+)/", desk.page.url)
    assert found, desk.page.url
    return unquote(found[1])


def upload(drafter: Desk, file: Path) -> str:
    """新建 from a file; returns the number of the draft."""
    drafter.open("/documents/new/")
    drafter.page.locator("#file").set_input_files(file)
    drafter.click("读取并建稿")
    drafter.arrive("/edit/")
    drafter.done("已建稿")
    return number_of(drafter)


def check(drafter: Desk) -> int:
    """自动检查 beside the text; returns how many findings stand there."""
    drafter.click("检查")
    drafter.done("检查完毕")
    return drafter.page.locator("aside.side .finding").count()


def mend_first(drafter: Desk) -> str:
    """One click on the first finding that has a suggestion; returns what it was about."""
    finding = drafter.page.locator("aside.side .finding").filter(has=drafter.page.get_by_text("改过来")).first
    said = finding.inner_text()
    finding.get_by_role("button", name="改过来").click()
    drafter.done("已改")
    return said


def fill_head(drafter: Desk, column: str = "政策文件") -> None:
    """Column and subject, then on to the attribute."""
    choose(drafter, "#column", column)
    drafter.page.locator("#subject_code").select_option(index=1)
    drafter.page.locator("button[name=then]").click()
    drafter.arrive("/attribute/")


def choose(desk: Desk, selector: str, words: str) -> None:
    """Choose the first option whose label contains the words."""
    options = desk.page.locator(f"{selector} option").filter(has_text=words)
    desk.page.locator(selector).select_option(options.first.get_attribute("value") or "")


def mark_attribute(drafter: Desk, label: str, reason: str = "") -> None:
    """公开属性, after the wizard was asked."""
    drafter.click("看建议")
    expect(drafter.page.locator("#proposal .big")).not_to_be_empty()
    drafter.page.get_by_label(label, exact=True).check()
    if reason:
        drafter.page.locator("#ground_reason").fill(reason)
    drafter.click("标明公开属性")
    drafter.arrive("/send/")


def precheck_and_send(drafter: Desk, chain: str = "four") -> None:
    """The pre-review ticked, the levels chosen (four unless another chain is wanted), 送审."""
    for box in drafter.page.locator("#answers input[type=checkbox]").all():
        box.check()
    drafter.click("记录预审查并自动检查")
    drafter.done("保密预审查已记录")
    drafter.page.locator(f"input[name=chain][value={chain}]").check()
    drafter.click("送审")
    drafter.done("已送审")


def from_inbox(desk: Desk, number: str) -> None:
    """Open what waits, from the inbox."""
    desk.open("/")
    desk.page.locator(f'.inbox a[href="/documents/{number}/"]').first.click()
    desk.arrive(f"/documents/{quote(number)}/")


def agree(signer: Desk, number: str, *, said: str, secrecy: str = "", words: str = "", opened: bool = False) -> None:
    """同意 at the level that waits: every point or gate read and ticked one by one, the conclusion chosen.

    ``opened``: the paper is on the screen already, perhaps with something filled in.
    """
    if not opened:
        from_inbox(signer, number)
    for box in signer.page.locator("input[name=ticks]").all():
        box.check()
    if secrecy:
        signer.page.get_by_label(secrecy, exact=True).check()
    if words:
        signer.page.locator("#words").fill(words)
    signer.click("同意")
    signer.done(f"已签署：{said}")


def print_sheet(drafter: Desk, number: str) -> tuple[str, bytes]:
    """生成处理签; returns its code and its PDF."""
    drafter.open(f"/documents/{number}/")
    drafter.click("线下审签", role="link")
    drafter.click("生成处理签")
    drafter.done("处理签已生成")
    code = drafter.page.locator("table.list b").first.inner_text()
    return code, drafter.fetch(drafter.page.get_by_role("link", name="打印 PDF").first)


def signed_by_pen(sheet: bytes, path: Path) -> Path:
    """The printed sheet as it comes back from the scanner: a picture with something written on it."""
    page: Any = pypdfium2.PdfDocument(io.BytesIO(sheet))[0]
    picture = page.render(scale=1.6).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    width, height = picture.size
    points = [(width * 0.55 + n * 9, height * 0.45 + (n % 3) * 11) for n in range(14)]
    pen.line(points, fill=(20, 30, 120), width=3)
    picture.save(path)
    return path


def bring_back(drafter: Desk, code: str, scan: Path) -> None:
    """The code typed into the search box finds the file; the scan is laid to it."""
    drafter.open("/")
    drafter.page.locator("#q").fill(code)
    drafter.page.locator("#q").press("Enter")
    drafter.arrive("/paper/")
    drafter.page.locator("input[name=scan]").set_input_files(scan)
    drafter.click("上传")
    drafter.done("扫描件已归入本件")


def enter(drafter: Desk, signer: str, signed_on: str, attribute: str) -> None:
    """What stands on the paper, typed in."""
    choose(drafter, "#signer", signer)
    drafter.page.locator("#signed_on").fill(signed_on)
    drafter.page.locator("#enter").get_by_label(attribute, exact=True).check()
    drafter.click("录入")
    drafter.done("已录入，等另一位同事")


def confirm(second: Desk, number: str) -> None:
    """The second person compares with the scan."""
    second.open(f"/documents/{number}/paper/")
    second.click("与纸上一致，核对通过")
    second.done("线下签字生效")


def number_and_seal(office: Desk, number: str) -> str:
    """编号用印; returns the number the document got (one that a paper brought along stays)."""
    office.open(f"/documents/{number}/number/")
    if not office.page.locator(".lead-number").count():
        office.page.get_by_role("button", name=re.compile("编 .* 年的号")).click()
        office.done("文号：")
    given = office.page.locator(".lead-number").inner_text().strip()
    office.page.locator("#copies").fill("20")
    office.click("登记用印")
    office.done("已用印")
    return given


def hand_over(drafter: Desk, number: str) -> None:
    """移交发布."""
    drafter.open(f"/documents/{number}/do/hand-over/")
    drafter.click("移交发布")
    drafter.done("已移交")


def publish(publisher: Desk, number: str) -> str:
    """公开; returns the public address (a path of the portal)."""
    publisher.open(f"/documents/{number}/release/")
    publisher.click("公开")
    publisher.done("已公开")
    found = re.search(r"/publications/(\d+)/", publisher.page.url)
    assert found, publisher.page.url
    return f"/p/{found[1]}"


def select_words(desk: Desk, words: str) -> None:
    """Select words of the paper with the mouse's means: a range in the page, then the button let go."""
    found = desk.page.evaluate(
        """words => {
            const sheet = document.querySelector('[data-redact]');
            const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const selection = getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
                node.parentNode.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
                return true;
            }
            return false;
        }""",
        words,
    )
    assert found, f"“{words}”不在文稿里"
    expect(desk.page.locator("textarea[name=words]")).to_have_value(words)
