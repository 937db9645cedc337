"""Attachments can be looked at page by page where no file opens (微信), and are gone with their paper (S2-04)."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from tests.portal.conftest import Site, asked
from zwgk.files import page_images, store
from zwgk.files.models import File
from zwgk.jobs import worker
from zwgk.jobs.models import Job
from zwgk.publishing.content import PublicFile
from zwgk.publishing.models import PagePicture, Publication
from zwgk.publishing.pictures import making
from zwgk.rules.errors import BadInput

pytestmark = pytest.mark.django_db


def sheets(number: int, colour: str = "black") -> list[Image.Image]:
    made = []
    for n in range(number):
        sheet = Image.new("RGB", (620, 877), "white")
        draw = ImageDraw.Draw(sheet)
        draw.rectangle((80, 80 + 40 * n, 400, 110 + 40 * n), fill=colour)
        made.append(sheet)
    return made


def bytes_of(pages: list[Image.Image], form: str) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, form, save_all=True, append_images=pages[1:])
    return out.getvalue()


def attached(name: str, data: bytes, text: str = "") -> PublicFile:
    """A public file whose bytes stand in the store."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = Path(store.storage().path(store.path_of(sha256)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return PublicFile("attachment", name, sha256, len(data), "application/pdf", text)


@pytest.fixture
def paper(site: Site) -> Publication:
    """With a scan of three pages, one broken file and a sheet of figures."""
    found = site.publish(
        files=(
            attached("实施方案.pdf", bytes_of(sheets(3), "PDF"), "第一章 总则\n第二章 补贴标准"),
            attached("坏的.pdf", b"%PDF-1.4 broken"),
            attached("目录.xlsx", b"PK"),
        )
    )
    making.make(found.pk)
    return found


def page_of(paper: Publication, name: str = "实施方案.pdf") -> str:
    assert paper.current is not None
    return f"/p/{paper.pk}/f/{paper.current.files.get(name=name).pk}/fenye/"


@pytest.mark.parametrize(("form", "name"), [("PDF", "扫描.pdf"), ("TIFF", "扫描.TIF")])
def test_print_and_colour_become_pictures_of_a_size_for_phones(form: str, name: str) -> None:
    black = list(page_images.drawn(name, bytes_of(sheets(2), form)))
    red = list(page_images.drawn(name, bytes_of(sheets(1, "red"), form)))
    assert [(page.number, page.of) for page in black] == [(1, 2), (2, 2)]
    for page, mode in ((black[0], "L"), (red[0], "RGB")):
        with Image.open(io.BytesIO(page.data)) as image:
            assert image.size == (page.width, page.height)
            assert page.width <= page_images.WIDTH
            colours = image.convert("RGB").getpixel((page.width // 3, page.height // 9))
            assert (max(colours) - min(colours) < 30) == (mode == "L")  # type: ignore[arg-type, type-var, operator]
    assert len(black[0].data) < 20_000


def test_what_cannot_be_drawn_is_refused() -> None:
    for data in (b"%PDF-1.4 broken", b""):
        with pytest.raises(BadInput):
            list(page_images.drawn("坏的.pdf", data))
    assert [page_images.has_pages(name) for name in ("a.PDF", "b.tiff", "c.docx", "pdf")] == [True, True, False, False]


def test_pages_are_drawn_after_publishing_and_the_paper_s_page_leads_to_them(client: Client, site: Site) -> None:
    found = site.publish(files=(attached("方案.pdf", bytes_of(sheets(2), "PDF"), "第一章 总则"),))
    making.ask(found.pk)
    making.ask(found.pk)
    assert Job.objects.filter(handler=making.PICTURE).count() == 1
    Job.objects.exclude(handler=making.PICTURE).delete()  # the renderings are another test's
    assert worker.drain(["slow"]) == 1
    assert PagePicture.objects.count() == 2
    html = client.get(f"/p/{found.pk}").content.decode()
    assert f'<a href="{page_of(found, "方案.pdf")}">看图（2页）' in html
    making.ask(found.pk)
    assert not Job.objects.filter(handler=making.PICTURE, state="waiting").exists(), "drawn once"


def test_the_pages_stand_below_each_other_with_their_text(client: Client, paper: Publication) -> None:
    html = client.get(page_of(paper)).content.decode()
    assert html.count("<figure") == 3
    assert 'alt="第 2 页，文字见下方“附件文字”"' in html
    assert "<p>第二章 补贴标准</p>" in html
    assert 'content="noindex"' in html
    picture: Any = client.get(f"{page_of(paper)}2")
    assert picture.headers["Content-Type"] == "image/webp"
    with Image.open(io.BytesIO(b"".join(picture.streaming_content))) as image:
        assert image.width == page_images.WIDTH
    assert client.get(f"{page_of(paper)}2", headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304


def test_a_scan_without_text_says_so(client: Client, site: Site) -> None:
    found = site.publish(files=(attached("扫描.tif", bytes_of(sheets(1), "TIFF")),))
    making.make(found.pk)
    html = client.get(page_of(found, "扫描.tif")).content.decode()
    assert "没有提取到文字" in html
    assert 'alt="第 1 页，扫描图像，没有可以朗读的文字"' in html


def test_a_file_that_cannot_be_drawn_has_no_such_page_and_the_others_do(client: Client, paper: Publication) -> None:
    assert PagePicture.objects.values("source").distinct().count() == 1
    for name in ("坏的.pdf", "目录.xlsx"):
        assert client.get(page_of(paper, name)).status_code == 404
    assert client.get(f"{page_of(paper)}4").status_code == 404


@pytest.mark.parametrize("how", ["withdraw", "take_down"])
def test_the_pictures_are_gone_with_the_paper(client: Client, site: Site, paper: Publication, how: str) -> None:
    there = page_of(paper)
    getattr(site, how)(paper)
    expected = {"withdraw": 404, "take_down": 410}[how]
    assert client.get(there).status_code == expected
    assert client.get(f"{there}1").status_code == expected
    assert File.objects.count() == 3, "kept inside the house, as the file is"


def test_a_page_with_pictures_costs_no_question_more(client: Client, paper: Publication, site: Site) -> None:
    plain = site.publish("无附件")
    assert asked(client, f"/p/{paper.pk}") == asked(client, f"/p/{plain.pk}")
