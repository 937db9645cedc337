"""A whole installation at work, for journeys: portal, office, workers as processes, on free ports, in a scratch var."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

ROOT = Path(__file__).resolve().parents[2]
#: the five who sign a paper and those who keep the house: duty → user name, as ``seeding`` answers
People = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What a plain reader without a browser gets."""

    status: int
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Town:
    """The running system and those who work in it."""

    portal: str
    office: str
    var: Path
    people: People
    environ: dict[str, str] = field(repr=False)
    password: str
    said: list[str] = field(default_factory=list, repr=False)
    _helper: subprocess.Popen[str] | None = field(default=None, init=False, repr=False)

    def acts(self, *commands: Sequence[Any]) -> list[Any]:
        """Do acts beside the browser: ``["advance", number, stage]`` … in a helper process; returns their answers."""
        if self._helper is None:
            self._helper = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.acts"],
                env=self.environ,
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        assert self._helper.stdin is not None
        assert self._helper.stdout is not None
        self._helper.stdin.write(json.dumps(commands) + "\n")
        self._helper.stdin.flush()
        answer = json.loads(self._helper.stdout.readline() or '{"fault": "the helper went away"}')
        assert "done" in answer, answer["fault"]
        return list(answer["done"])

    def close(self) -> None:
        """Let the helper go."""
        if self._helper is not None and self._helper.stdin is not None:
            self._helper.stdin.close()
            self._helper.wait(20)

    def get(self, address: str) -> Answer:
        """Fetch an address of the portal (or a whole URL); faults are answers too."""
        request = urllib.request.Request(urljoin(self.portal, quote(address, safe=":/?&=%#")))
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Answer(int(answer.status), answer.url, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, request.full_url, dict(error.headers), error.read())

    def find(self, query: str) -> list[str]:
        """The addresses that the portal's search finds, in its order; what is only akin (相近) is left out."""
        answer = self.get(f"/search/?q={quote(query)}")
        assert answer.status == 200, f"搜索回答 {answer.status}"
        hits = answer.text.partition('<ol class="hits">')[2].partition("</ol>")[0].split("<li>")
        found = (re.search(r'<h3><a href="(/p/\d+)"', hit) for hit in hits if "<span>相近</span>" not in hit)
        return [one[1] for one in found if one]

    def downloads(self, address: str) -> dict[str, str]:
        """The files that a document's page offers: label → address."""
        page = self.get(address).text
        files = re.findall(rf'<a href="({re.escape(address)}/f/[^"]+)">([^<]+)</a>', page)
        return {label.strip(): url for url, label in files}


def until(what: Callable[[], Any], seconds: float = 20.0, *, every: float = 0.1) -> Any:
    """Ask until the answer is true; returns the last answer, true or not."""
    end = time.monotonic() + seconds
    while True:
        answer = what()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(every)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def town(var: Path, *, command: Sequence[str] = ("serve",), seeded: bool = True, **more: str) -> Iterator[Town]:
    """Seed a small county into ``var``, start ``zwgk serve`` over it, and stop all of it at the end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZWGK_", "DJANGO_"))}
    environ = {
        **kept,
        "ZWGK_VAR": str(var),
        "ZWGK_PORTAL_PORT": str(free_port()),
        "ZWGK_OFFICE_PORT": str(free_port()),
        "ZWGK_METRICS_PORT": str(free_port()),
        "PYTHONPATH": str(ROOT),
        **more,
    }
    found: dict[str, Any] = _seeded(environ) if seeded else {"people": {}, "password": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "zwgk.cli.main", *command], env=environ, cwd=var, text=True, stderr=subprocess.PIPE
    )
    said: list[str] = []
    assert process.stderr is not None
    threading.Thread(target=said.extend, args=(process.stderr,), daemon=True).start()
    try:
        addresses = until(lambda: _addresses(process, said), 120)
        assert addresses, "".join(said)
        portal, office = addresses
        running = Town(portal, office, var, found["people"], environ, found["password"], said)
        try:
            yield running
        finally:
            running.close()
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _addresses(process: subprocess.Popen[str], said: list[str]) -> tuple[str, str] | None:
    text = "".join(said)
    assert process.poll() is None, text
    portal, office = re.search(r"门户\s*(http://\S+)", text), re.search(r"办公\S*\s*(http://\S+)", text)
    return (portal[1], office[1]) if portal and office else None


def _seeded(environ: dict[str, str]) -> Any:
    command = [sys.executable, "-m", "tests.journeys.seeding"]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
