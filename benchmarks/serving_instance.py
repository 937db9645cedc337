"""A scratch installation with some hundred publications on the shelf, one of them a page of about 15 kB."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpus import HEADS, papers
from benchmarks.serving_load import BenchmarkFault, Server, fetch, free_port, run, running
from zwgk.cli.supervising import face_command

#: bytes of the page that is measured; the page is made to come near it
PAGE_SIZE = 15_000
#: bytes of that page that are not the paper's text: frame, metadata, tools
FRAME = 9_999
COLUMN = "通知公告"


@dataclass(frozen=True)
class Page:
    """The measured page: where it is, what it is made of, its bytes as the portal sends them."""

    path: str
    source: dict[str, Any]
    content: bytes


class Instance:
    """An installation of its own below ``folder``."""

    def __init__(self, folder: Path, *, pages: int) -> None:
        self.folder, self.pages = folder, pages
        self.var = folder / "var"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ZWGK_")},
            "ZWGK_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "zwgk.config.settings.worker",
        }

    def build(self) -> list[dict[str, Any]]:
        """Import the publications and shelve them; returns what was imported."""
        self.folder.mkdir(parents=True, exist_ok=True)
        rows = list(publications(self.pages))
        file = self.folder / "publications.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        run([sys.executable, "-m", "zwgk.config.prepare"], self.environ)
        self.zwgk("import", "publications", str(file))
        self.zwgk("shelve", "--newest", str(self.pages))
        return rows

    def zwgk(self, *words: str) -> str:
        """Run the command on this installation; returns what it printed."""
        return run([sys.executable, "-m", "zwgk.cli.main", *words], self.environ)

    @contextmanager
    def portal(self) -> Iterator[Server]:
        """Serve the portal just as ``zwgk serve`` does; yields it, its address without the last slash."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        metrics = self.var / "metrics"
        metrics.mkdir(exist_ok=True)
        environ = {**self.environ, "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        with running(server_command(port), environ, until=f"{address}/healthz", log=self.folder / "portal.log") as pid:
            yield Server(address, pid)

    def page(self, address: str, source: dict[str, Any]) -> Page:
        """Find the measured page by its title and fetch it. Errors: :class:`BenchmarkFault` where it is not shelved."""
        for number in range(1, self.pages + 1):
            status, headers, content = fetch(f"{address}/p/{number}")
            if status == 200 and source["title"] in content.decode():
                if "etag" not in headers:
                    raise BenchmarkFault(f"/p/{number} does not lie on the shelf")
                if not 0.9 < len(content) / PAGE_SIZE < 1.1:
                    raise BenchmarkFault(f"/p/{number} has {len(content)} bytes, not about {PAGE_SIZE}")
                return Page(f"/p/{number}", source, content)
        raise BenchmarkFault("the measured page was not published")


def server_command(port: int) -> list[str]:
    """The server of the portal with the numbers of ``zwgk serve``."""
    return face_command("portal", host="127.0.0.1", port=port, threads=4, workers=1)


def publications(number: int) -> Iterator[dict[str, Any]]:
    """Lines for ``zwgk import publications``; the first is the page that is measured."""
    long = max(islice(papers(40, seed=11, sentences=60), 40), key=lambda paper: len(paper.body))
    for place, paper in enumerate((long, *papers(number - 1, seed=12))):
        lines = paper.body.splitlines()
        if place == 0:
            lines = _cut(lines, PAGE_SIZE - FRAME)
        yield {
            "key": f"bench-{place}",
            "title": paper.title if place else f"{paper.title}（测量用）",
            "doc_number": paper.doc_number if place else "",
            "organ": paper.organ_names[0],
            "column": COLUMN,
            "published_on": str(paper.published_on),
            "body_html": "".join(f"<h2>{line}</h2>" if line in HEADS else f"<p>{line}</p>" for line in lines),
        }


def _cut(lines: list[str], size: int) -> list[str]:
    """As many lines as make a body of about ``size`` bytes with their tags and the blocks' own numbers."""
    kept, total = [], 0
    for line in lines:
        total += len(line.encode()) + 28
        if total > size:
            break
        kept.append(line)
    return kept
