"""What a reader of the public site can do: with a keyboard, without script, on paper, enlarged, on a phone."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.journeys.screens import Screen
from tests.journeys.town import Town, until

pytestmark = pytest.mark.journey

WORDS = "集贸市场改造"
TITLE = "清岚县商务局关于农村集贸市场改造提升的实施意见"
#: every kind of page that the portal has; a document and the results of a search are added where they are visited
PAGES = (
    *("/", "/gongkai/", "/gongkai/zhinan/", "/gongkai/zhidu/", "/gongkai/fading/", "/gongkai/nianbao/"),
    *("/gongkai/shenqing/", "/jigou/", "/zhengce/", "/all/", "/c/zcwj/", "/c/tzgg/", "/about/accessibility/"),
    *("/about/privacy/", "/about/contact/", "/map/", "/search/", "/search/?q=没有这样的文件xyz", "/nowhere/"),
    *("/shuju/", "/shuju/jiekou/", "/shuju/quanbu/"),
)


def _found(town: Town) -> str:
    """The public address of the paper that these readers look for."""
    found = until(lambda: town.find(WORDS))
    assert found
    return str(found[0])


def test_no_page_of_the_portal_has_a_serious_barrier(screens: Callable[..., Screen], town: Town) -> None:
    """axe-core finds nothing serious, and nothing is wider than the screen."""
    screen = screens()
    for address in (*PAGES, f"/search/?q={WORDS}", _found(town), f"{_found(town)}/feedback?understood=0", "/elder/"):
        screen.open(address)
        screen.must_be_fit()


def test_every_page_of_the_portal_fits_a_phone(screens: Callable[..., Screen], town: Town) -> None:
    """Nothing is wider than 360 pixels; on the pages that are laid out otherwise axe-core looks again."""
    screen = screens("phone")
    for address in PAGES:
        screen.open(address)
        screen.must_fit()
    for address in ("/", f"/search/?q={WORDS}", _found(town), "/elder/"):
        screen.open(address)
        screen.must_be_fit()


def test_with_the_keyboard_alone_one_skips_to_the_text_searches_and_opens_a_document(
    screens: Callable[..., Screen],
) -> None:
    screen = screens()
    screen.open("/all/")
    page = screen.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("getComputedStyle(document.activeElement).clipPath") in {"none", ""}
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "跳转链接得到焦点后应看得见"
    page.keyboard.press("Enter")
    page.wait_for_url("**/all/#main")

    screen.open("/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if focused.startswith("/p/"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "焦点看不见"
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/*")
    assert page.locator("h1").inner_text() == TITLE


def test_without_script_one_searches_reads_and_takes_the_files_home(
    screens: Callable[..., Screen], town: Town, tmp_path: Path
) -> None:
    address = _found(town)
    assert until(lambda: {"PDF 版", "Word 版"} <= set(town.downloads(address)), 60), town.downloads(address)
    screen = screens(java_script_enabled=False)
    screen.open("/")
    screen.page.locator("#q").fill(WORDS)
    screen.click("搜索")
    screen.page.locator("ol.hits a").first.click()
    assert screen.page.locator("h1").inner_text() == TITLE
    assert not screen.page.get_by_role("button", name="复制链接").is_visible(), "没有脚本时不摆只有脚本才能用的按钮"
    files = screen.page.locator("#downloads + ul")
    assert screen.fetch(files.get_by_text("PDF 版", exact=True)).startswith(b"%PDF-")
    word = screen.download(files.get_by_text("Word 版", exact=True), tmp_path)
    assert word.read_bytes().startswith(b"PK")
    assert TITLE in word.name


def test_printed_a_document_fills_the_sheet_with_its_text_and_nothing_else(
    screens: Callable[..., Screen], town: Town
) -> None:
    screen = screens()
    screen.open(_found(town))
    page = screen.page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("article").is_visible()
    for left_out in (".mainnav", "footer.foot", ".tools", "form.find"):
        assert not page.locator(left_out).first.is_visible(), f"{left_out} 不应打印"
    words = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))  # a PDF may name 用 by its radical
    assert "用两年时间完成十二个集贸市场的改造" in words
    assert "长辈版" not in words


def test_at_two_hundred_percent_nothing_runs_out_of_the_page(screens: Callable[..., Screen], town: Town) -> None:
    """A screen of 1280 at 200 % leaves 640 CSS pixels (GB/T 37668, WCAG 1.4.4, 1.4.10)."""
    screen = screens(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for address in ("/", f"/search/?q={WORDS}", "/gongkai/fading/", _found(town)):
        screen.open(address)
        screen.must_be_fit()


def test_the_elders_edition_stays_on_from_page_to_page(screens: Callable[..., Screen]) -> None:
    screen = screens("phone")
    screen.open("/")
    before = screen.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    screen.click("长辈版", role="link")
    screen.page.locator("html.elder, html[data-elder]").first.wait_for()
    after = screen.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert after > before
    screen.page.get_by_role("link", name="查文件").click()
    assert screen.page.evaluate("document.documentElement.classList.contains('elder')")
    screen.must_be_fit()


def test_a_screenshot_of_the_home_page_is_no_empty_sheet(screens: Callable[..., Screen], tmp_path: Path) -> None:
    """Style and script arrive under the strict policy: the picture has many colours and the seal's red among them."""
    screen = screens()
    screen.open("/")
    path = tmp_path / "home.png"
    screen.page.screenshot(path=path)
    with Image.open(path) as image:
        colours: Any = image.convert("RGB").getcolors(maxcolors=1 << 24)
    assert len(colours) > 200
    assert any(red > 140 and green < 70 and blue < 80 for _, (red, green, blue) in colours)


def test_what_pages_tell_programs_is_read_and_not_run(screens: Callable[..., Screen], town: Town) -> None:
    """The policy forbids scripts within pages; a block of data is none, and the browser says nothing against it."""
    screen = screens()
    answer = screen.open(_found(town))
    assert "script-src 'self'" in (answer.header_value("content-security-policy") or "")
    told = screen.page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)")
    assert told["@graph"][0]["name"] == TITLE
    assert screen.faults == []
