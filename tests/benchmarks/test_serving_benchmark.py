"""The serving and memory benchmarks measure what they say; the sample for nginx serves what our own layer serves."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from benchmarks import memory, serving
from benchmarks.peers import wagtail
from benchmarks.peers.nginx import SAMPLE, Nginx
from benchmarks.serving_instance import FRAME, PAGE_SIZE, Instance, Page, publications
from benchmarks.serving_load import BenchmarkFault, Series, Server, Turn, by_hand, fetch, running, tree_of
from zwgk.publishing import shelf

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
CONF = SAMPLE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_serving_is_measured_on_a_page_of_the_right_size(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--pages", "12", "--seconds", "1", "--turns", "1", "--no-peer"]
    result = serving.main(words if NGINX else [*words, "--no-nginx"])
    printed = capsys.readouterr().out
    assert 0.9 < result.size / PAGE_SIZE < 1.1
    lines = {line.name: line for line in result.lines}
    assert {serving.OURS, serving.UNSHELVED, serving.LIST} <= set(lines)
    assert all(line.rate > 0 and line.name in printed for line in result.lines)
    assert {serving.SHELF, serving.PLAIN} <= set(lines) or not NGINX
    if NGINX:
        (ratio,) = result.ratios
        assert (ratio.first, ratio.wanted) == (serving.SHELF, 0.9)
        assert ratio.value > 0


def test_without_wrk_the_same_address_is_asked_question_and_all() -> None:
    asked: set[str] = set()

    class Noting(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.add(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        answers, _ = by_hand(f"http://127.0.0.1:{server.server_port}/p/1?anew", 0.1)
    finally:
        server.shutdown()
        server.server_close()
    assert answers > 0
    assert asked == {"/p/1?anew"}


@pytest.mark.slow
def test_memory_counts_every_process_of_the_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = memory.measure("empty", Instance(tmp_path, pages=0), idle=2)
    memory.show(result)
    names = [process.name for process in result.processes]
    assert {"supervisor", "portal", "office", "worker, queue now", "worker, queue slow"} == set(names)
    assert result.total == pytest.approx(sum(process.pss for process in result.processes))
    assert all(process.pss >= process.private * 0.9 > 0 for process in result.processes)
    assert "together" in capsys.readouterr().out


def test_the_measured_page_and_the_others_are_the_same_each_time() -> None:
    first = list(publications(30))
    assert first == list(publications(30))
    assert len({row["key"] for row in first}) == 30
    assert len(first[0]["body_html"].encode()) > 0.7 * (PAGE_SIZE - FRAME)


def test_the_middle_ratio_is_taken_within_the_turns() -> None:
    """A turn in which the whole machine was slow counts as the others do."""
    ours = Series(tuple(Turn(answers, 1.0, 0.5) for answers in (1000, 100, 900)))
    theirs = Series(tuple(Turn(answers, 1.0, 1.0) for answers in (100, 10, 30)))
    assert ours.over(theirs) == 10
    assert ours.rate == 900
    assert ours.cost == pytest.approx(0.5 / 900 * 1e6)


def test_a_wrong_answer_is_a_fault_and_no_figure(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with (
        pytest.raises(BenchmarkFault, match="nothing answers"),
        running([*command[:3], "--no-such-word"], os.environ, until="http://127.0.0.1:9/", log=tmp_path / "log"),
    ):
        pytest.fail("it runs")  # pragma: no cover
    assert tree_of(os.getpid())[0] == os.getpid()


def page_of(**changes: str) -> Page:
    source: dict[str, Any] = {"title": "关于补贴的通知", "organ": "清岚县教育局", "published_on": "2026-03-02"}
    html = (
        '<meta name="PubDate" content="2026-03-02 09:00"><meta name="Description" content="一、补贴">'
        '<nav aria-label="位置"><ol><li>首页</li></ol></nav><dl><div><dt>索引号</dt><dd class="num">0001</dd></div>'
        "<div><dd>清岚县教育局</dd></div><div><dd>2026-03-02</dd></div></dl>"
        '<article class="doc" lang="zh-CN"><header><h1>关于补贴的通知</h1></header><p>各学校：</p></article></body>'
    )
    for before, after in changes.items():
        html = html.replace(before, after)
    return Page("/p/1", source, html.encode())


def test_the_peer_s_template_holds_nothing_of_the_paper_itself() -> None:
    template, fields = wagtail.template_of(page_of())
    assert fields["body"] == "<p>各学校：</p>"
    for name, value in fields.items():
        assert value not in template, name
        assert f"page.{name}" in template
    assert "page.get_ancestors" in template


def test_a_page_that_does_not_show_its_metadata_is_no_fair_measure() -> None:
    with pytest.raises(BenchmarkFault, match="索引号"):
        wagtail.template_of(page_of(索引号="编号"))


@pytest.mark.parametrize(
    "path",
    ["/", "/p/7", "/p/12", "/p/123456", "/c/tzgg/", "/c/tzgg/feed.xml", "/feed.xml", "/gongkai/fading/", "/zhengce/"],
)
def test_nginx_makes_the_same_file_names_as_the_ledger(path: str) -> None:
    assert nginx_name(path) == shelf.name_of(path) != "-"


@pytest.mark.parametrize(
    "path",
    [
        "/p/1?size=l",
        "/p/1/",
        "//p/1",
        "/p/../p/1",
        "/p/%31",
        "/p/1.h",
        "/p/1.gz",
        "/../secrets/django",
        "/c/tzgg",
        "/.x/",
    ],
)
def test_nginx_finds_nothing_where_the_layer_finds_nothing(path: str) -> None:
    name = nginx_name(path)
    assert name == "-" or name.endswith("/index")  # a folder that no page lies in
    assert name == "-" or shelf.name_of(path) == name


def nginx_name(uri: str) -> str:
    """What the sample's map makes of an address: whole words first, then patterns in their order."""
    block = re.search(r"map \$request_uri \$zwgk_page \{(.*?)\n\}", CONF, re.DOTALL)
    assert block is not None
    rows = re.findall(r'^\s*"([^"]+)" "([^"]+)";', block[1], re.MULTILINE)
    assert len(rows) == 4
    for pattern, value in rows:
        if pattern == uri:
            return str(value)
    for pattern, value in rows:
        match = re.search(pattern[1:].replace("(?<", "(?P<"), uri, re.ASCII) if pattern[0] == "~" else None
        if match:
            groups = match.groupdict()
            return re.sub(r"\$\{?(\w+)\}?", lambda name, groups=groups: str(groups[name[1]]), value)  # type: ignore[misc]
    return "-"


def test_nginx_sends_the_headers_that_our_own_layer_sends(settings: Any) -> None:
    from zwgk.portal.shelf import security_headers

    settings.SECURE_HSTS_SECONDS = 0
    for name, value in security_headers():
        assert f'add_header {name} "{value}";' in CONF
    assert 'add_header Cache-Control "no-cache";' in CONF
    assert "open_file_cache " not in "\n".join(line for line in CONF.splitlines() if not line.startswith("#"))


@pytest.mark.slow
@pytest.mark.parametrize("program", [NGINX] if NGINX else [])
def test_nginx_serves_the_shelf_and_hands_on_the_rest(program: str, tmp_path: Path) -> None:
    """紧急撤下 included: once the file is gone, the next answer is the portal's."""
    from datetime import date

    from zwgk.ui import visits

    instance = Instance(tmp_path / "ours", pages=3)
    instance.build()
    with instance.portal() as portal:
        content = fetch(f"{portal.url}/p/1")[2]
        page = Page("/p/1", {}, content)
        with Nginx(tmp_path / "nginx", var=instance.var, backend=portal.url).serve(page) as (ours, plain):
            base = ours.url.removesuffix("/p/1")
            status, headers, body = fetch(ours.url, {"User-Agent": "Mozilla/5.0"})
            assert (status, body) == (200, content)
            direct = fetch(f"{portal.url}/p/1")[1]
            for name in ("content-type", "cache-control", "content-security-policy", "vary", "x-frame-options"):
                assert headers[name] == direct[name], name
            assert fetch(ours.url, {"If-None-Match": headers["etag"]})[0] == 304
            assert fetch(ours.url, {"Accept-Encoding": "gzip"})[1]["content-encoding"] == "gzip"
            assert fetch(f"{base}/feed.xml")[1]["content-type"].startswith("application/atom+xml")
            assert fetch(f"{base}/search/?q=x")[0] == 200
            assert fetch(f"{base}/p/999")[0] == 404
            assert "etag" not in fetch(f"{base}/p/1?size=l")[1]
            assert fetch(plain.url)[2] == content
            (instance.var / "shelf" / "p" / "1" / "1").unlink()
            assert "etag" not in fetch(ours.url)[1]
            assert isinstance(ours, Server)
    seen = list(visits.visits(instance.var / "log", "/p/1", since=date(2000, 1, 1)))
    assert [(v.method, v.status, v.address) for v in seen if not v.robot] == [("GET", 200, "127.0.0.*")]
