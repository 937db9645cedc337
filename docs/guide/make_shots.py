"""Make the pictures of the user guide from the sample county: ``python docs/guide/make_shots.py PORTAL OFFICE``.

Both addresses are those that ``zwgk demo`` prints. Chromium and the development requirements must be there. A picture
is the upper part of a page at 1280 or 360 pixels, with fewer colours where it would be too big.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from zwgk.cli.sample.signins import PASSWORD

IMG = Path(__file__).resolve().parent / "img"
MAX_BYTES = 300_000
WIDE = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


#: pictures that are loaded only when they come into view are waited for
LOADED = """() => Promise.all([...document.images].map(image => {
  image.loading = 'eager'
  return image.decode().catch(() => null)
}))"""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks ("" is the public), where, what is pressed first and what must be in view."""

    name: str
    who: str
    address: str
    #: links followed one after another: selectors of which the first match is pressed
    follow: tuple[str, ...] = ()
    #: scrolled to the upper edge before the picture is taken
    show: str = ""
    width: int = 1280


#: papers of the sample county that show something, by their numbers there
BEGUN, AT_OFFICE, ON_PAPER, AT_LEADER = "文2026-00001", "文2026-00016", "文2026-00025", "文2026-00026"
LATE, WAITING, CUT = "文2026-00032", "文2026-00035", "文2026-00038"

#: the pictures in the order of the guides
SHOTS = (
    Shot("home-1280", "", "/"),
    Shot("home-360", "", "/", width=360),
    Shot("search-1280", "", "/search/?q=老年助餐补贴"),
    Shot("document-1280", "", "/zhengce/", ("main a[href^='/p/']",)),
    Shot("document-360", "", "/zhengce/", ("main a[href^='/p/']",), width=360),
    Shot("elder-360", "", "/elder/", width=360),
    Shot("inbox-1280", "fabu", "/"),
    Shot("mine-1280", "nigao", "/mine/"),
    Shot("mine-360", "nigao", "/mine/", width=360),
    Shot("list-1280", "bangongshi", "/documents/"),
    Shot("edit-1280", "nigao", f"/documents/{BEGUN}/edit/"),
    Shot("attribute-1280", "nigao", f"/documents/{BEGUN}/attribute/"),
    Shot("sign-1280", "bangongshi", f"/documents/{AT_OFFICE}/"),
    Shot("sign-360", "fenguan", f"/documents/{AT_LEADER}/", width=360),
    Shot("paper-1280", "nigao", f"/documents/{ON_PAPER}/paper/"),
    Shot("story-1280", "bangongshi", f"/documents/{LATE}/story/", show=".ledger-wrap"),
    Shot("redact-1280", "fabu", f"/documents/{CUT}/redact/"),
    Shot("release-1280", "fabu", f"/documents/{WAITING}/release/"),
    Shot("take-down-360", "fabu", "/publications/", ("a[href$='/take-down/']",), width=360),
    Shot("log-1280", "shenji", "/settings/log/?act=documents.sign"),
    Shot("rules-1280", "xitong", "/settings/rules/"),
    Shot("calendars-1280", "xitong", "/settings/calendars/"),
    Shot("topics-1280", "", "/zt/"),
    Shot("topic-1280", "", "/zt/wenming/"),
    Shot("topic-360", "", "/zt/yanglao/", width=360),
    Shot("gazette-1280", "", "/gongbao/", ("main a[href='/gongbao/2026/20/']",)),
    Shot("catalogue-1280", "", "/gongkai/mulu/", ("main a[href^='/gongkai/mulu/']",)),
    Shot("chain-1280", "", "/gongkai/shixiang/", ("main a[href^='/gongkai/shixiang/']:has-text('出租汽车')",)),
    Shot("points-360", "", "/chayuedian/", width=360),
    Shot("coverage-1280", "gongkaiban", "/registers/coverage/"),
    Shot(
        "edition-1280",
        "gongkaiban",
        "/registers/catalogues/",
        ("main a[href^='/registers/catalogues/']:has-text('公共资源交易')",),
    ),
    Shot("issue-1280", "gongkaiban", "/gazette/", ("main a[href^='/gazette/']",)),
    Shot("channels-1280", "fabu", "/channels/"),
    Shot("deliveries-1280", "dangan", "/deliveries/", ("main a[href^='/deliveries/']",)),
    Shot("archive-1280", "dangan", "/documents/archive/", ("main a[href^='/documents/archive/2026/']",)),
    Shot("cleanup-1280", "gongkaiban", "/cleanups/", ("table a[href^='/cleanups/']",)),
    Shot("second-360", "xitong", "/account/second/", width=360),
)


def main(portal: str, office: str, only: set[str]) -> int:
    """Take them all, or those named; returns the exit status."""
    IMG.mkdir(exist_ok=True)
    chromium = next(
        (
            path
            for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
            if (path := shutil.which(name))
        ),
        None,
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"},
        )
        for shot in SHOTS:
            if only and shot.name not in only:
                continue
            size = take(browser, shot, urljoin(office if shot.who else portal, shot.address))
            sys.stdout.write(f"{shot.name}.png {size // 1000} kB\n")
        browser.close()
    return 0


def take(browser: Browser, shot: Shot, url: str) -> int:
    """Take one picture; returns its size in bytes."""
    look = PHONE if shot.width == 360 else WIDE
    context = browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **look})  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    page = context.new_page()
    if shot.who:
        sign_in(page, url, shot.who)
    page.goto(url)
    for selector in shot.follow:
        address = page.locator(selector).first.get_attribute("href")
        page.goto(urljoin(page.url, address or ""))
    if shot.show:
        page.locator(shot.show).first.evaluate("e => e.closest('section').scrollIntoView({block: 'start'})")
    page.evaluate(LOADED)
    size = keep(page.screenshot(), IMG / f"{shot.name}.png", shot.width)
    context.close()
    return size


def sign_in(page: Page, url: str, who: str) -> None:
    """As one of the demo's accounts."""
    page.goto(urljoin(url, "/account/sign-in/"))
    page.get_by_label("用户名").fill(who)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda address: "/account/sign-in/" not in address)


def keep(data: bytes, path: Path, width: int) -> int:
    """Keep a picture, with fewer colours where it would be too big; returns its size."""
    with Image.open(io.BytesIO(data)) as image:
        whole = image.convert("RGB")
        if width == 360:
            whole = whole.resize((540, whole.height * 540 // whole.width), Image.Resampling.LANCZOS)
        for colours in (0, 256, 128, 64):
            buffer = io.BytesIO()
            reduced = whole.quantize(colours, dither=Image.Dither.NONE) if colours else whole
            reduced.save(buffer, "PNG", optimize=True)
            if buffer.tell() < MAX_BYTES:
                break
    path.write_bytes(buffer.getvalue())
    return buffer.tell()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], set(sys.argv[3:])))
