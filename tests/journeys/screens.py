"""A person at a screen: one browser context, what they do in it, and what must hold on every page they see."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, TimeoutError

from tests.journeys.town import Town

#: the widths that everything must fit
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "phone": {
        "viewport": {"width": 360, "height": 780},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}
WEIGHTY = {"serious", "critical"}
#: what holds is counted by nobody: axe-core then spends nothing on telling it
_ONLY_FAULTS = {"resultTypes": ["violations"], "preload": False}
_AXE = Axe()


class Screen:
    """A browser context of one person's own: no cookie of anybody else's, faults of the page collected."""

    def __init__(self, browser: Browser, town: Town, look: str = "desk", **more: Any) -> None:
        self.town = town
        self.look = look
        self.base = town.portal
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            **{"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **LOOKS[look], **more}
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url} 脚本出错：{error}"))
        self.page.on("console", self._console)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.context.close()
        if kind is None:
            assert not self.faults, "\n".join(self.faults)

    def _console(self, message: Any) -> None:
        refused = "Failed to load resource" in message.text  # a page that answers 4xx says so here; tests look at it
        if message.type == "error" and not refused:
            self.faults.append(f"{self.page.url} {message.text}")

    def open(self, address: str) -> Response:
        """Go to an address of this face."""
        answer = self.page.goto(urljoin(self.base, address))
        assert answer is not None
        return answer

    def click(self, name: str, *, role: Any = "button", exact: bool = True) -> Page:
        """Press what bears this name."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        return self.page

    def text(self) -> str:
        """What can be read on the page."""
        return self.page.inner_text("body")

    def source(self) -> str:
        """The page's source as it stands now."""
        return self.page.content()

    def must_fit(self) -> None:
        """Nothing is wider than the screen."""
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} ({self.look}) 比屏幕宽 {over} 像素"

    def must_be_fit(self, *, looked_at: bool = True) -> None:
        """Nothing wider than the screen and, where it is ``looked_at``, nothing serious for axe."""
        self.must_fit()
        if not looked_at:
            return
        found = _AXE.run(self.page, options=_ONLY_FAULTS).response["violations"]
        weighty = [
            f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:4]]}"
            for one in found
            if one["impact"] in WEIGHTY
        ]
        assert not weighty, f"{self.page.url} ({self.look})\n" + "\n".join(weighty)

    def arrive(self, end: str) -> Self:
        """The address now ends so; where it does not, the page says why."""
        try:
            self.page.wait_for_url(re.compile(f"{re.escape(end)}(#.*)?$"))
        except TimeoutError as error:
            raise AssertionError(f"没有到 {end}：{self.page.url}\n{self.text()[:1500]}") from error
        return self

    def fetch(self, link: Locator) -> bytes:
        """What stands behind a link, for files that Chromium shows instead of keeping (PDF)."""
        answer = self.context.request.get(urljoin(self.page.url, link.get_attribute("href") or ""))
        assert answer.ok, f"{answer.status} {answer.url}"
        return answer.body()

    def download(self, link: Locator, folder: Path) -> Path:
        """Follow a link that brings a file; returns where it was put."""
        with self.page.expect_download() as coming:
            link.click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path


class Desk(Screen):
    """A member of staff at the office face."""

    def __init__(self, browser: Browser, town: Town, look: str = "desk", **more: Any) -> None:
        super().__init__(browser, town, look, **more)
        self.base = town.office

    def sign_in(self, who: str) -> Self:
        """Sign in as the person with a duty (its code)."""
        self.try_to_sign_in(self.town.people[who], self.town.password)
        assert "/account/sign-in/" not in self.page.url, self.text()
        return self

    def try_to_sign_in(self, username: str, password: str) -> None:
        """Fill in the door's form and send it."""
        self.open("/account/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.click("登录")

    def done(self, sentence: str) -> Self:
        """The page says that this was done."""
        said = self.page.locator(".said-done").first
        try:
            said.wait_for()
        except TimeoutError as error:
            raise AssertionError(f"没有“{sentence}”：{self.page.url}\n{self.text()[:1500]}") from error
        assert sentence in said.inner_text(), said.inner_text()
        return self
