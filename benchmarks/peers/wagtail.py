"""A Wagtail site with the content of a scratch installation, served by the same server with the same numbers.

Its template is our own page with what differs from paper to paper replaced by Wagtail's fields: the same bytes go out.
What surrounds the paper (navigation, footer) stands literally in the template, so Wagtail need not make it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.serving_instance import COLUMN, Page, server_command
from benchmarks.serving_load import BenchmarkFault, Server, fetch, free_port, run, running

HERE = Path(__file__).resolve().parent
#: papers that the peer holds besides the measured one; more would only make it slower
AT_MOST = 500
_CRUMBS = (
    "{% for above in page.get_ancestors %}{% if not above.is_root %}"
    '<li><a href="{% pageurl above %}">{{ above.title }}</a></li>{% endif %}{% endfor %}<li>正文</li>'
)


class Wagtail:
    """The peer below ``folder``; ``venv`` is made where it is not there yet (by pip, from PyPI)."""

    def __init__(self, folder: Path, venv: Path | None = None) -> None:
        self.folder, self.venv = folder, venv or folder / "venv"
        self.site = folder / "site"
        self.python = str(self.venv / "bin" / "python")
        self.environ = {
            "PATH": os.environ["PATH"],
            "PEER_FOLDER": str(self.site),
            "PYTHONPATH": str(self.site),
            "LANG": "C.UTF-8",
        }

    def build(self, page: Page, rows: list[dict[str, Any]]) -> None:
        """Install Wagtail, make the site and its pages."""
        self._install()
        shutil.copytree(HERE / "wagtail_site", self.site)
        template, fields = template_of(page)
        place = self.site / "papers" / "templates" / "papers"
        place.mkdir(parents=True, exist_ok=True)
        (place / "paper_page.html").write_text(template, encoding="utf-8")
        others = [_fields(row) for row in rows[1 : AT_MOST + 1]]
        file = self.site / "papers.json"
        file.write_text(json.dumps({"column": COLUMN, "papers": [fields, *others]}), encoding="utf-8")
        environ = {**self.environ, "DJANGO_SETTINGS_MODULE": "settings"}
        for words in (["makemigrations", "papers"], ["migrate"]):
            run([self.python, "-m", "django", *words, "--verbosity", "0"], environ, cwd=self.site)
        run([self.python, "load.py", str(file)], environ, cwd=self.site)

    def take_in(self, file: Path) -> tuple[int, float, float]:
        """Take the papers of an export into an empty site; returns pages, seconds by the clock, of processor."""
        self._install()
        shutil.copytree(HERE / "wagtail_site", self.site)
        environ = {**self.environ, "DJANGO_SETTINGS_MODULE": "settings"}
        for words in (["makemigrations", "papers"], ["migrate"]):
            run([self.python, "-m", "django", *words, "--verbosity", "0"], environ, cwd=self.site)
        said = run([self.python, "take_in.py", str(file)], environ, cwd=self.site)
        number, seconds, processor = json.loads(said.splitlines()[-1])
        return number, seconds, processor

    @contextmanager
    def serve(self, page: Page) -> Iterator[Server]:
        """Serve it; yields it with the address of the measured page.

        Errors: :class:`BenchmarkFault` where its page is not alike.
        """
        port = free_port()
        command = [self.python, *server_command(port)[1:-1], "wsgi:application"]
        url = f"http://127.0.0.1:{port}/column/p/"
        with running(command, self.environ, until=url, log=self.folder / "wagtail.log") as pid:
            content = fetch(url)[2]
            if not 0.97 < len(content) / len(page.content) < 1.03:
                raise BenchmarkFault(f"the peer's page has {len(content)} bytes, ours {len(page.content)}")
            if _article(content.decode()) not in page.content.decode():
                raise BenchmarkFault("the peer's page does not hold the same text")
            yield Server(url, pid)

    def _install(self) -> None:
        if not Path(self.python).exists():
            run([sys.executable, "-m", "venv", str(self.venv)], os.environ)
        pip = [self.python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        run([*pip, "-r", str(HERE / "wagtail.txt")], os.environ)


def template_of(page: Page) -> tuple[str, dict[str, str]]:
    """Our page as a Wagtail template, and the fields of the paper that it was made from."""
    html = page.content.decode()
    if "{{" in html or "{%" in html:
        raise BenchmarkFault("the page reads like a template")
    body = _article(html)
    fields = {
        "title": page.source["title"],
        "organ": page.source["organ"],
        "published_on": page.source["published_on"],
        "search_description": _only(r'<meta name="Description" content="([^"]*)">', html),
        "published_at": _only(r'<meta name="PubDate" content="([^"]*)">', html),
        "index_no": _only(r"<dt>索引号</dt><dd[^>]*>([^<]*)</dd>", html),
    }
    html = html.replace(body, "{{ page.body|richtext }}")
    html = html.replace(_only(r'aria-label="位置"><ol>(.*?)</ol>', html), _CRUMBS)
    for name in ("search_description", "title", "published_at", "published_on", "index_no", "organ"):
        if not fields[name] or escape(fields[name]) not in html:
            raise BenchmarkFault(f"the page does not show {name}")
        html = html.replace(escape(fields[name]), f"{{{{ page.{name} }}}}")
    html = html.replace("</body>", "{% wagtailuserbar %}</body>")
    return "{% load wagtailcore_tags wagtailuserbar %}" + html.lstrip(), {**fields, "body": body}


def _fields(row: dict[str, Any]) -> dict[str, str]:
    on = row["published_on"]
    return {
        "title": row["title"],
        "organ": row["organ"],
        "published_on": on,
        "published_at": f"{on} 09:00",
        "index_no": row["key"],
        "body": row["body_html"],
    }


def _article(html: str) -> str:
    """What stands between the heading and the end of the paper."""
    return _only(r'<article class="doc"[^>]*>\s*<header>.*?</header>\s*(.*?)\s*</article>', html)


def _only(pattern: str, html: str) -> str:
    found = re.findall(pattern, html, re.DOTALL)
    if len(found) != 1:
        raise BenchmarkFault(f"{pattern} is found {len(found)} times in the page")
    return str(found[0])
