"""Static files are served by ourselves: nothing outside the folder, hashed names for ever, precompressed."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from zwgk.config.static import StaticLayer, compress

CSS = b"body { color: black }\n" * 50


@pytest.fixture
def layer(tmp_path: Path) -> StaticLayer:
    folder = tmp_path / "static"
    (folder / "portal").mkdir(parents=True)
    (folder / "portal" / "site.0123456789ab.css").write_bytes(CSS)
    (folder / "portal" / "plain.css").write_bytes(CSS)
    (folder / "portal" / "中文.svg").write_text("<svg/>")
    (folder / ".version").write_text("v")
    (tmp_path / "secret").write_text("geheim")
    compress(folder)

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"django"]

    return StaticLayer(application, folder, "/static/")


def _get(layer: StaticLayer, path: str, method: str = "GET", **environ: str) -> tuple[str, dict[str, str], bytes]:
    answer: list[Any] = []
    raw = path.encode().decode("latin-1")
    body = b"".join(layer({"PATH_INFO": raw, "REQUEST_METHOD": method, **environ}, lambda *given: answer.append(given)))
    return answer[0][0], dict(answer[0][1]), body


def test_a_hashed_name_may_be_kept_for_ever_and_a_plain_one_may_not(layer: StaticLayer) -> None:
    status, headers, body = _get(layer, "/static/portal/site.0123456789ab.css")
    assert (status, body) == ("200 OK", CSS)
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" not in _get(layer, "/static/portal/plain.css")[1]["Cache-Control"]


def test_it_goes_out_compressed_to_who_can_read_that(layer: StaticLayer) -> None:
    _, headers, body = _get(layer, "/static/portal/plain.css", HTTP_ACCEPT_ENCODING="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == CSS
    assert _get(layer, "/static/portal/plain.css", HTTP_ACCEPT_ENCODING="gzip, br")[1]["Content-Encoding"] == "br"


def test_who_has_it_already_is_told_so(layer: StaticLayer) -> None:
    etag = _get(layer, "/static/portal/plain.css")[1]["ETag"]
    status, _, body = _get(layer, "/static/portal/plain.css", HTTP_IF_NONE_MATCH=etag)
    assert (status, body) == ("304 Not Modified", b"")


def test_a_head_request_gets_no_body(layer: StaticLayer) -> None:
    status, headers, body = _get(layer, "/static/portal/plain.css", "HEAD")
    assert (status, body, headers["Content-Length"]) == ("200 OK", b"", str(len(CSS)))


def test_a_chinese_name_is_found(layer: StaticLayer) -> None:
    assert _get(layer, "/static/portal/中文.svg")[0] == "200 OK"


@pytest.mark.parametrize(
    "path", ["/static/../secret", "/static/portal/../../secret", "/static/.version", "/static/", "/static/portal",
             "/static/none.css", "/static/a\x00b", "/static//etc/passwd"],
)  # fmt: skip
def test_nothing_but_static_files_is_served(layer: StaticLayer, path: str) -> None:
    status, _, body = _get(layer, path)
    assert status == "404 Not Found"
    assert b"geheim" not in body


def test_nothing_is_written_to(layer: StaticLayer) -> None:
    assert _get(layer, "/static/portal/plain.css", "POST")[0] == "405 Method Not Allowed"


def test_everything_else_is_djangos(layer: StaticLayer) -> None:
    assert _get(layer, "/p/1/")[2] == b"django"
