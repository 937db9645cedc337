"""Files go out under their Chinese names, and only while they are public (S2-04)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Site
from zwgk.files import store
from zwgk.publishing.content import PublicFile
from zwgk.publishing.models import Publication

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.4 \xe6\xad\xa3"


@pytest.fixture
def paper(site: Site, tmp_path: Path) -> Publication:
    sha256 = hashlib.sha256(DATA).hexdigest()
    path = Path(store.storage().path(store.path_of(sha256)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(DATA)
    files = (
        PublicFile("attachment", "申请表（2026）.pdf", sha256, len(DATA), "application/pdf"),
        PublicFile("image", "图.png", sha256, len(DATA), "image/png"),
        PublicFile("attachment", "脚本.html", sha256, len(DATA), "text/html"),
    )
    return site.publish(files=files)


def address(paper: Publication, name: str) -> str:
    return f"/p/{paper.pk}/f/{paper.current.files.get(name=name).pk}/x"  # type: ignore[union-attr]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_goes_out_under_its_chinese_name(client: Client, paper: Publication) -> None:
    response = client.get(address(paper, "申请表（2026）.pdf"))
    assert response.status_code == 200
    assert body(response) == DATA
    assert "filename*=UTF-8''%E7%94%B3%E8%AF%B7%E8%A1%A8" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert int(response.headers["Content-Length"]) == len(DATA)
    digest = base64.b64encode(hashlib.sha256(DATA).digest()).decode()
    assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"


def test_a_page_within_a_file_cannot_run_in_our_name(client: Client, paper: Publication) -> None:
    response = client.get(address(paper, "脚本.html"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert not response.headers["Content-Type"].startswith("text/html")


def test_what_the_reader_has_already_is_not_sent_again(client: Client, paper: Publication) -> None:
    path = address(paper, "申请表（2026）.pdf")
    etag = client.get(path).headers["ETag"]
    assert client.get(path, HTTP_IF_NONE_MATCH=etag).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_files_of_another_paper_of_no_public_version_or_unknown_are_not_found(
    client: Client, site: Site, paper: Publication
) -> None:
    other = site.publish("另一件")
    file = paper.current.files.get(name="申请表（2026）.pdf")  # type: ignore[union-attr]
    assert client.get(f"/p/{other.pk}/f/{file.pk}/x").status_code == 404
    assert client.get(f"/p/{paper.pk}/f/999999/x").status_code == 404
    paper.versions.update(is_public=False)
    assert client.get(address(paper, "申请表（2026）.pdf")).status_code == 404


def test_files_and_pictures_are_gone_with_their_paper(client: Client, site: Site, paper: Publication) -> None:
    path = address(paper, "申请表（2026）.pdf")
    picture = f"/files/{paper.current.files.get(name='图.png').sha256}.png"  # type: ignore[union-attr]
    assert client.get(picture).status_code == 200
    site.take_down(paper)
    assert client.get(path).status_code == 410
    assert client.get(picture).status_code == 404


def test_a_file_that_the_disk_has_lost_is_not_found(client: Client, paper: Publication) -> None:
    file = paper.current.files.get(name="申请表（2026）.pdf")  # type: ignore[union-attr]
    Path(store.storage().path(store.path_of(file.sha256))).unlink()
    assert client.get(address(paper, "申请表（2026）.pdf")).status_code == 404
