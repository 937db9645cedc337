"""Installed from the wheel, with Python alone, ``zwgk demo`` lays its county and both faces show it."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest

from tests.packaging import fresh
from zwgk.cli.sample.signins import PASSWORD, SIGN_INS

pytestmark = pytest.mark.slow
#: what a browser is told to load
_LOADS = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')


def _port() -> str:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@dataclass
class Demo:
    """A demo at work, and what it says."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said += iter(self.process.stderr)  # extends as lines come

    def wait_for(self, pattern: str, seconds: float = 240) -> str:
        """The first group of what fits; fails with all that was said."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            found = re.search(pattern, "".join(self.said))
            if found:
                return found[1]
            time.sleep(0.2)
        raise AssertionError(f"never said {pattern}: {''.join(self.said)}")


@pytest.fixture(scope="module")
def demo(installed: fresh.Environment) -> Iterator[Demo]:
    ports = {f"ZWGK_{name}_PORT": _port() for name in ("PORTAL", "OFFICE", "METRICS")}
    process = subprocess.Popen(
        [str(installed.zwgk), "demo", "--scale", "0.02"],
        cwd=installed.desk,
        env=installed.environ(ZWGK_VAR="demo", **ports),
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    running = Demo(process)
    try:
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(40)
        finally:
            process.kill()


class Reader:
    """A plain reader who keeps cookies."""

    def __init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def read(self, url: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, type and text of an answer, after redirections."""
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(urllib.request.Request(url, data), timeout=30) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read().decode("utf-8", "replace")


def test_the_home_page_shows_the_county_and_all_that_it_loads_is_there(demo: Demo) -> None:
    portal = demo.wait_for(r"门户 (http://\S+)")
    status, _, page = Reader().read(portal)
    assert status == 200
    assert "清岚" in page
    assert "演示数据" in page
    loads = _LOADS.findall(page)
    assert any(name.endswith(".css") for name in loads)
    for name in loads:
        status, kind, text = Reader().read(urljoin(portal, name))
        assert status == 200, name
        assert text, name
        assert kind != "text/html", name
    published = re.search(r'href="(/p/\d+)"', page)
    assert published is not None
    assert Reader().read(urljoin(portal, published[1]))[0] == 200


def test_a_printed_sign_in_opens_the_office(demo: Demo) -> None:
    office = demo.wait_for(r"办公 (http://\S+)")
    clerk = SIGN_INS[0]
    assert demo.wait_for(rf"\s({re.escape(clerk.username)})\s")
    reader = Reader()
    _, _, door = reader.read(office)
    loads = _LOADS.findall(door)
    assert loads
    for name in loads:
        assert reader.read(urljoin(office, name))[0] == 200, name
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', door)
    assert token is not None
    form = {"username": clerk.username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    status, _, inbox = reader.read(urljoin(office, "/account/sign-in/"), form)
    assert status == 200
    assert clerk.title in inbox
