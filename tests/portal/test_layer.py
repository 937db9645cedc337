"""The layer before Django: what lies on the shelf goes out with its headers; everything else falls through."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest

from tests.portal.conftest import Site
from zwgk.portal import jobs
from zwgk.portal import layer as layers
from zwgk.portal.layer import ShelfLayer
from zwgk.publishing import shelf
from zwgk.publishing.models import Publication
from zwgk.ui.visits import Log

pytestmark = pytest.mark.django_db


class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"django"]


@pytest.fixture
def shelved(site: Site, tmp_path: Path) -> tuple[ShelfLayer, str]:
    paper = site.publish("架上的通知")
    jobs.shelve()
    log = Log(tmp_path / "log")
    return ShelfLayer(django, shelf.folder(), log=log, trust_proxy=False), f"/p/{paper.pk}"


def ask(layer: ShelfLayer, path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
    answer = Answer()

    def start(status: str, sent: list[tuple[str, str]], exc_info: Any = None) -> None:
        answer.status, answer.headers = int(status[:3]), dict(sent)

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "REMOTE_ADDR": "203.0.113.7",
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    answer.body = b"".join(layer(environ, start))
    return answer


def test_a_shelved_page_goes_out_with_its_headers(shelved: tuple[ShelfLayer, str]) -> None:
    layer, path = shelved
    answer = ask(layer, path)
    assert answer.status == 200
    assert "架上的通知" in answer.body.decode()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert int(answer.headers["Content-Length"]) == len(answer.body)


@pytest.mark.parametrize(
    ("accept", "coding", "unpack"),
    [
        pytest.param("gzip, deflate, br", "br", brotli.decompress, id="br"),
        pytest.param("gzip", "gzip", gzip.decompress, id="gzip"),
        pytest.param("identity", "", bytes, id="plain"),
    ],
)
def test_the_packed_form_is_what_the_reader_accepts(
    shelved: tuple[ShelfLayer, str], accept: str, coding: str, unpack: Any
) -> None:
    layer, path = shelved
    answer = ask(layer, path, accept_encoding=accept)
    assert answer.headers.get("Content-Encoding", "") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert unpack(answer.body) == ask(layer, path).body


def test_what_the_reader_has_already_is_not_sent_again(shelved: tuple[ShelfLayer, str]) -> None:
    layer, path = shelved
    etag = ask(layer, path).headers["ETag"]
    again = ask(layer, path, if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == etag
    assert ask(layer, path, if_none_match='W/"other"').status == 200


def test_head_sends_the_headers_only(shelved: tuple[ShelfLayer, str]) -> None:
    layer, path = shelved
    answer = ask(layer, path, method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(ask(layer, path).body)


@pytest.mark.parametrize(
    ("path", "method", "query"),
    [
        pytest.param("{page}", "POST", "", id="提交"),
        pytest.param("{page}", "GET", "size=l", id="带问号"),
        pytest.param("{page}/", "GET", "", id="多一个斜杠"),
        pytest.param("/{page}", "GET", "", id="两个斜杠"),
        pytest.param("/x/..{page}", "GET", "", id="上一级"),
        pytest.param("/../../../etc/passwd", "GET", "", id="穿越"),
        pytest.param("/%2e%2e/etc/passwd", "GET", "", id="编码的穿越"),
        pytest.param("/p/1\x00", "GET", "", id="空字符"),
        pytest.param("/wanted", "GET", "", id="文件夹名"),
        pytest.param("/搜索", "GET", "", id="中文路径"),
    ],
)
def test_everything_else_falls_through(shelved: tuple[ShelfLayer, str], path: str, method: str, query: str) -> None:
    layer, page = shelved
    assert ask(layer, path.format(page=page), method, query).body == b"django"


def test_a_page_is_gone_as_soon_as_its_file_is(shelved: tuple[ShelfLayer, str]) -> None:
    """Also from the memory of a process that has just served it."""
    layer, path = shelved
    assert ask(layer, path).status == 200
    shelf.remove_bytes(path)
    assert ask(layer, path).body == b"django"


def test_a_page_rendered_anew_replaces_the_one_in_memory(shelved: tuple[ShelfLayer, str], site: Site) -> None:
    layer, path = shelved
    ask(layer, path)
    publication = Publication.objects.get(pk=int(path.removeprefix("/p/")))
    site.correct(publication, site.content("架上的通知", "<p>改过的正文。</p>"), "更正")
    jobs.shelve()
    assert "改过的正文" in ask(layer, path).body.decode()


def test_half_a_page_is_not_served(shelved: tuple[ShelfLayer, str]) -> None:
    """A missing part (a disk that filled up, a hand that deleted) leaves the answer to Django."""
    layer, path = shelved
    Path(f"{shelf.file_for(path)}.h").unlink()
    assert ask(layer, path).body == b"django"


def test_memory_is_bounded(shelved: tuple[ShelfLayer, str], site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, path = shelved
    monkeypatch.setattr(layers, "IN_MEMORY", 60_000)
    papers = [site.publish(f"通知{n}") for n in range(6)]
    jobs.shelve()
    for paper in papers:
        assert ask(layer, f"/p/{paper.pk}").status == 200
    assert layer._size <= 60_000
    assert ask(layer, path).status == 200


def test_every_answer_is_one_line_in_the_log(shelved: tuple[ShelfLayer, str], tmp_path: Path) -> None:
    """Whoever answered; the reader's address is masked (who fetched it, after 紧急撤下)."""
    layer, path = shelved
    ask(layer, path, user_agent="Mozilla/5.0")
    ask(layer, "/nothing", user_agent="Mozilla/5.0")
    (file,) = (tmp_path / "log").iterdir()
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line[1], line[2], line[3]) for line in lines] == [("GET", path, "200"), ("GET", "/nothing", "404")]
    assert {line[5] for line in lines} == {"203.0.113.*"}
    assert "203.0.113.7" not in file.read_text(encoding="utf-8")
