"""The portal's door: a published attachment by its digest, with headers that let nothing run in our name."""

from __future__ import annotations

import io

import pytest

from tests.files.making import Draft, as_bytes, scan
from zwgk.files import images, public, store
from zwgk.files.body import sanitise
from zwgk.files.models import File, Purpose
from zwgk.files.readers import read_bytes
from zwgk.people.actor import SYSTEM
from zwgk.rules.errors import BadInput

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    options = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path / "files"


def test_an_attachment_is_opened_by_digest_without_asking_a_table(django_assert_num_queries):
    file = store.keep("任务分工表.pdf", b"%PDF-1.7 content", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    with django_assert_num_queries(0):
        opened = public.open_published(file.sha256, "任务分工表.pdf")
    with opened.stream as stream:
        assert stream.read() == b"%PDF-1.7 content"
    assert (opened.mime, opened.size) == ("application/pdf", 16)
    assert opened.disposition == "inline; filename*=UTF-8''%E4%BB%BB%E5%8A%A1%E5%88%86%E5%B7%A5%E8%A1%A8.pdf"


@pytest.mark.parametrize("name", ["页.html", "图.svg", "表.docx", "无扩展名"])
def test_what_could_run_in_a_browser_is_only_offered_for_saving(name):
    file = store.keep(name, b"<script>alert(1)</script>", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    opened = public.open_published(file.sha256, name)
    opened.stream.close()
    assert opened.disposition.startswith("attachment;")
    assert opened.mime not in ("text/html; charset=utf-8", "image/svg+xml")


@pytest.mark.parametrize("digest", ["0" * 64, "../../../etc/passwd", "A" * 64, ""])
def test_an_unknown_or_crafted_digest_opens_nothing(digest):
    with pytest.raises(BadInput):
        public.open_published(digest, "a.pdf")


def test_a_name_cannot_break_out_of_the_header():
    file = store.keep("a.pdf", b"%PDF", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    opened = public.open_published(file.sha256, 'a"\r\nSet-Cookie: x=1;.pdf')
    opened.stream.close()
    assert "\r" not in opened.disposition
    assert "\n" not in opened.disposition
    assert ";" not in opened.disposition.partition("; ")[2]


def drafted() -> bytes:
    draft = Draft().lines("流程如下。")
    draft.document.add_picture(io.BytesIO(as_bytes(scan("流程图"), "PNG")))
    draft.document.add_picture(io.BytesIO(as_bytes(scan("流程图"), "PNG")))
    return draft.bytes()


def test_images_of_a_draft_are_kept_once_under_the_addresses_its_body_shows():
    read = read_bytes("a.docx", drafted())
    (file,) = images.keep_images(read, actor=SYSTEM, matter_id=5)
    assert read.body_html.count(f'src="{file.address}"') == 2
    assert images.digests_in(read.body_html) == (file.sha256,)
    assert (file.purpose, file.matter_id) == ("body_image", 5)


def test_images_without_alternative_text_are_listed_until_it_is_given():
    body = read_bytes("a.docx", drafted()).body_html
    silent = images.without_alt(body)
    assert len(silent) == 2
    better = images.with_alt(body, silent[0].src, '办事"流程"图，共四步\\1')
    assert images.without_alt(better) == ()
    assert better == sanitise(better)
    assert "共四步\\1" in better
    with pytest.raises(BadInput, match="没有这幅图片"):
        images.with_alt(body, "/files/other.png", "甲")


def test_an_image_from_the_editor_must_be_one():
    with pytest.raises(BadInput, match="不是网页能显示的图片"):
        images.keep_image(b"<svg onload=alert(1)>", "甲", actor=SYSTEM)
    assert not File.objects.exists()
    kept = images.keep_image(as_bytes(scan("甲"), "BMP"), " 县政府大楼 ", actor=SYSTEM)
    assert (kept.mime, kept.alt) == ("image/png", "县政府大楼")
