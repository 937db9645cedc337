"""Reading by everybody (GB/T 37668): larger steps, contrast themes, read aloud, 微信; with axe-core in every theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.screens import Screen
from tests.journeys.test_public_reader import WORDS
from tests.journeys.town import Town, until

pytestmark = pytest.mark.journey

#: a voice that says nothing and notes what it was given: machines without sound have none
VOICE = """
  window.said = [];
  const voice = {
    getVoices: () => [{ lang: "zh-CN" }],
    cancel: () => { clearTimeout(voice.timer); },
    speak: (one) => {
      window.said.push([one.text, one.rate, one.lang]);
      voice.timer = setTimeout(() => one.onend(), 60);
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
    "Mobile Safari/537.36 MicroMessenger/8.0.49.2600(0x2800313D) WeChat/arm64 NetType/WIFI Language/zh_CN"
)


def _paper(town: Town) -> str:
    found = until(lambda: town.find(WORDS))
    assert found
    return str(found[0])


@pytest.mark.parametrize("theme", ["bai", "hei", "lan"])
def test_no_page_has_a_barrier_in_a_contrast_theme(screens: Callable[..., Screen], town: Town, theme: str) -> None:
    """Chosen in the bar on one page, kept on the next; the largest step fits the phone. Colours are looked at once."""
    paper = _paper(town)
    for look in ("desk", "phone"):
        screen = screens(look)
        screen.open("/")
        opener = screen.page.get_by_role("button", name="阅读工具")
        opener.click()
        bar = screen.page.get_by_role("region", name="阅读工具")
        bar.locator(f"[data-theme={theme}]").click()
        for _ in range(3):
            bar.get_by_role("button", name="放大").click()
        expect(bar.get_by_role("button", name="放大")).to_have_attribute("aria-disabled", "true")
        screen.must_be_fit(looked_at=look == "desk")
        screen.page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        for address in (paper, f"/search/?q={WORDS}", "/dingyue/", "/xianshi/"):
            screen.open(address)
            classes = screen.page.locator("html").get_attribute("class") or ""
            assert {"step-3", f"theme-{theme}"} <= set(classes.split())
            screen.must_be_fit(looked_at=look == "desk")


def test_the_page_is_read_sentence_by_sentence(screens: Callable[..., Screen], town: Town) -> None:
    screen = screens()
    screen.context.add_init_script(VOICE)
    screen.open(_paper(town))
    page = screen.page
    page.get_by_role("button", name="阅读工具").click()
    page.get_by_role("button", name="朗读本页").click()
    assert until(lambda: page.evaluate("window.said.length >= 3"), 15)
    assert page.evaluate("CSS.highlights.has('speaking')"), "what is read is marked"
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.get_by_role("button", name="暂停")).to_be_in_viewport()  # the page moves with the voice, this does not
    page.get_by_role("button", name="暂停").click()
    held = page.evaluate("window.said.length")
    page.wait_for_timeout(200)
    assert page.evaluate("window.said.length") == held
    page.get_by_label("语速").select_option("1.4")
    page.get_by_role("button", name="继续").click()
    assert until(lambda: page.evaluate(f"window.said.length > {held}"), 15)
    said = page.evaluate("window.said")
    assert said[held][0] == said[held - 1][0], "the sentence that was broken off is read again"
    assert said[held][1] == 1.4
    assert all(lang == "zh-CN" for _, _, lang in said)
    assert all(len(text) <= 200 for text, _, _ in said)
    page.get_by_role("button", name="停止").click()
    assert not page.evaluate("CSS.highlights.has('speaking')")


def test_a_machine_without_a_chinese_voice_says_so(screens: Callable[..., Screen], town: Town) -> None:
    screen = screens()
    screen.context.add_init_script(VOICE.replace("zh-CN", "en-US", 1))
    screen.open("/")
    screen.page.get_by_role("button", name="阅读工具").click()
    screen.page.get_by_role("button", name="朗读本页").click()
    expect(screen.page.locator(".reading-says")).to_contain_text("没有中文语音")


def test_in_wechat_s_browser_the_page_says_how_files_open(screens: Callable[..., Screen], town: Town) -> None:
    screen = screens("phone", user_agent=WECHAT)
    screen.open(_paper(town))
    assert "wechat" in (screen.page.locator("html").get_attribute("class") or "").split()
    screen.must_be_fit()


def test_without_script_the_addresses_do_the_same(screens: Callable[..., Screen], town: Town) -> None:
    screen = screens("phone", java_script_enabled=False)
    screen.open("/xianshi/")
    assert "没有开启脚本" in screen.page.inner_text("main")
    screen.page.get_by_role("link", name="黑底黄字的长辈版").click()
    screen.page.wait_for_url("**/elder-hei/")
    assert screen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
