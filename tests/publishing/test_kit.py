"""Written once, everywhere: what is made for other channels says what the page says (S0-11, S1-36, S4-04, S4-20)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from zwgk.files import body
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.leaving import kit as kits
from zwgk.publishing.leaving.kit import harvest, sheet, texts, wechat
from zwgk.publishing.leaving.kit.source import Kit
from zwgk.publishing.models import Publication
from zwgk.rules import channels
from zwgk.rules.channels import Form
from zwgk.rules.errors import GateClosed

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001
TEXT = (
    '<p class="title">关于调整供水价格的通知</p><p class="addressee">各乡镇人民政府：</p>'
    "<p>自2026年12月1日起，居民用水每立方米3.5元。<strong>请提前准备。</strong></p><h2>一、范围</h2>"
    "<table><thead><tr><th>乡镇</th><th>户数</th></tr></thead><tbody><tr><td>东山镇</td><td>1,200</td></tr></tbody></table>"
    '<ul><li>城区</li><li>乡镇</li></ul><p><a href="https://tracker.example/x">办法</a>见附件。</p>'
    '<p class="signature">清岚县商务局</p>'
)
KIT = Kit(
    number=7,
    title="关于调整供水价格的通知",
    doc_number="清商〔2026〕15号",
    organ="清岚县商务局",
    column="通知公告",
    index_no="K-1",
    published_on=TODAY,
    address="http://127.0.0.1:8000/p/7",
    body_html=body.sanitise(TEXT),
    attachments=("价目表.xlsx",),
    digest="d" * 64,
    version=1,
)


@pytest.fixture
def paper(county: County) -> Publication:
    return draft(county).published()


def without_tags(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html.replace("<br>", "\n"))


def test_the_article_bears_inline_styles_only_and_no_script_link_or_class() -> None:
    html = wechat.article(KIT)
    assert re.search(r"<(script|style|link|iframe|a|form|h1)\b|\bclass=|\bid=|\bon\w+=|javascript:", html) is None
    assert "tracker.example" not in html
    assert 'style="' in html


def test_the_article_says_what_the_page_says() -> None:
    """The check that staff run on what stands on the account holds for what the kit made."""
    said = without_tags(wechat.article(KIT))
    ours = body.text_of(body.sanitise(TEXT.replace('<p class="title">关于调整供水价格的通知</p>', "")))
    pieces = [channels.bare(line) for line in re.split(r"[\n\t]", ours)]
    assert all(piece in channels.bare(said) for piece in pieces if piece)
    assert KIT.address in said


def test_the_summary_is_short_and_taken_from_the_text() -> None:
    assert KIT.summary == "自2026年12月1日起，居民用水每立方米3.5元。请提前准备。办法见附件。"
    assert len(KIT.summary) <= 120
    assert replace(KIT, body_html="").summary == KIT.title


def test_the_cover_has_the_size_that_the_platform_asks_for() -> None:
    picture = Image.open(io.BytesIO(wechat.cover(replace(KIT, title="很长的标题" * 20))))
    assert picture.size == (900, 383)


def test_the_newspaper_gets_plain_lines_and_tables_as_sentences() -> None:
    said = texts.newspaper(KIT)
    assert "<" not in said
    assert "　　乡镇：东山镇，户数：1,200。" in said
    assert said.count("关于调整供水价格的通知") == 1
    assert "来源：清岚县商务局" in said


def test_what_is_read_on_the_air_holds_no_figure() -> None:
    said = texts.on_air(KIT)
    assert re.search(r"[0-9]", said) is None
    assert "二〇二六年十二月一日" in said
    assert "三点五元" in said
    assert "户数：一千二百" in said
    assert "二〇二六年十一月二十日在政府网站公开" in said


@pytest.mark.parametrize(("form", "millimetres"), [(Form.SHEET_A4, (210, 297)), (Form.SHEET_A3, (297, 420))])
def test_the_sheet_fits_its_paper_and_bears_address_and_terms(form: Form, millimetres: tuple[int, int]) -> None:
    reader = PdfReader(io.BytesIO(sheet.posting(KIT, form, phone="0990-1234567", until=TODAY)))
    page = reader.pages[0]
    size = tuple(round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height))
    assert size == millimetres
    text = channels.bare("".join(page.extract_text() for page in reader.pages))
    for word in ("关于调整供水价格的通知", "127.0.0.1:8000/p/7", "张贴至:2026年11月20日", "0990-1234567"):
        assert channels.bare(word) in text, word


@pytest.mark.django_db
def test_the_harvest_file_holds_metadata_text_and_digest(paper: Publication) -> None:
    read = json.loads(harvest.written(paper))
    assert read["identifier"].endswith(f"/p/{paper.pk}")
    assert paper.current is not None
    assert (read["digest"], read["version"]) == (paper.current.digest, 1)
    assert read["indexNo"] == paper.index_no


@pytest.mark.django_db
def test_the_package_holds_every_form_and_is_the_same_when_packed_again(paper: Publication) -> None:
    first = kits.packed(paper)
    names = zipfile.ZipFile(io.BytesIO(first.data)).namelist()
    for part in ("公众号/正文.html", "公众号/封面.png", "公众号/标题和摘要.txt", "公众号/原文二维码.png"):
        assert part in names
    assert sum(name.endswith(".pdf") for name in names) == 2
    assert kits.packed(paper).data == first.data


@pytest.mark.django_db
def test_nothing_is_made_of_what_is_not_on_the_website(paper: Publication) -> None:
    door.take_down(paper, on=TODAY, at=AT, actor=SYSTEM)
    paper.refresh_from_db()
    for form in Form:
        with pytest.raises(GateClosed, match="先于网站"):
            kits.made(paper, form)
    with pytest.raises(GateClosed):
        kits.packed(paper)
