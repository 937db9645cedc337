"""What journeys share: one running town, one Chromium, a fresh context for everybody who sits down at a screen.

The scope is the package and not the session: while Playwright is open its event loop runs in this thread, and Django
refuses the database to the other tests of the same process.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.journeys.screens import Desk, Screen
from tests.journeys.town import Town
from tests.journeys.town import town as running_town
from zwgk.rules.duties import Duty

#: the shell first: without the windows of a whole browser a page costs half the processor
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The system at work over a small county of its own."""
    with running_town(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert found, "没有 Chromium：请运行 python3 tests/needs.py test"
    opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def screens(browser: Browser, town: Town) -> Iterator[Callable[..., Screen]]:
    """``screens("phone")``: somebody opens the portal on a screen of their own."""
    with ExitStack() as open_ones:
        yield lambda look="desk", **more: open_ones.enter_context(Screen(browser, town, look, **more))


@pytest.fixture
def desk(browser: Browser, town: Town) -> Iterator[Callable[..., Desk]]:
    """``desk(Duty.OFFICE)``: the person with that duty signs in; the same person keeps the same screen in a test."""
    with ExitStack() as open_ones:
        seated: dict[tuple[str, str], Desk] = {}

        def sit(duty: Duty | str, look: str = "desk") -> Desk:
            name = duty.value if isinstance(duty, Duty) else duty
            if (name, look) not in seated:
                seated[name, look] = open_ones.enter_context(Desk(browser, town, look)).sign_in(name)
            return seated[name, look]

        yield sit
