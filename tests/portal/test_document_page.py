"""The page of a paper: what it says of the paper, and that nothing of the text can act.

S1-01, S2-01, S2-04, S3-01, S4-116
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.conftest import Site, asked, at
from zwgk.files.models import Blob
from zwgk.publishing.content import PublicFile, PublicLink
from zwgk.publishing.models import Publication
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db
Publish = Callable[..., Publication]


def page(client: Client, publication: Publication) -> str:
    response = client.get(f"/p/{publication.pk}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_metadata_block_bears_the_labels_of_the_field(client: Client, publish: Publish) -> None:
    """S2-01: 索引号、公文目录、主题词、文号、成文日期、发布日期; further labelled values stand with them."""
    paper = publish(
        "关于低保的实施意见",
        column="gfxwj",
        doc_number="清商规〔2026〕4号",
        date_written=date(2026, 9, 22),
        keywords="最低生活保障",
        subject_code="0201",
        source="县商务局",
        issuers=("清岚县商务局", "清岚县教育局"),
        meta={"统一编号": "清规登〔2026〕17号"},
    )
    html = page(client, paper)
    block = html[html.index('<dl class="meta"') : html.index("</dl>")]
    labels = re.findall(r"<dt>([^<]+)</dt>", block)
    assert labels[:6] == ["索引号", "公文目录", "发文机关", "文号", "成文日期", "发布日期"]
    assert {"主题分类", "主题词", "来源", "统一编号"} <= set(labels)
    assert "综合政务 &gt; 政务公开" in block
    for value in (paper.index_no, "清商规〔2026〕4号", "2026-09-22", "2026-11-18", "清岚县商务局、清岚县教育局"):
        assert str(value) in block


def test_a_missing_number_or_date_is_shown_as_missing(client: Client, publish: Publish) -> None:
    """S2-03: empty fields are not hidden."""
    html = page(client, publish())
    assert re.search(r"<dt>文号</dt><dd>—</dd>", html)
    assert re.search(r"<dt>成文日期</dt><dd class=\"num\">—</dd>", html)


def test_scripts_in_titles_and_metadata_are_only_text(client: Client, publish: Publish) -> None:
    evil = "<script>alert(1)</script>"
    html = page(client, publish(f"通知{evil}", f"<p>正文{evil}<img src=x onerror=alert(2)></p>", meta={"备注": evil}))
    assert "<script>alert" not in html
    assert "onerror" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_no_page_carries_script_or_style_of_its_own(client: Client, publish: Publish) -> None:
    """A strict content security policy forbids them; a block of data (JSON-LD) is no script."""
    paper = publish("表", "<table><tr><td>1</td></tr></table>")
    response = client.get(f"/p/{paper.pk}")
    html = response.content.decode()
    assert not re.search(r'<script(?![^>]* src=)(?! type="application/ld\+json">)', html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_tables_stand_in_a_frame_that_can_be_scrolled_by_keyboard(client: Client, publish: Publish) -> None:
    html = page(
        client, publish("表", "<table><tr><th>地区</th><th>标准</th></tr><tr><td>城关</td><td>785</td></tr></table>")
    )
    assert re.search(r'<div class="scroll"[^>]* tabindex="0"[^>]* aria-label="[^"]+"><table', html)
    assert '<td class="n">785</td>' in html


def test_the_outline_leads_to_every_part_of_a_paper(client: Client, publish: Publish) -> None:
    """A paper may hold several titled institutions, each with a 第一条 of its own."""
    parts = "".join(f'<p class="title">{name}</p><p>第一条 为了{name}。</p>' for name in ("公开制度", "审查制度"))
    html = page(client, publish("两项制度", parts))
    targets = re.findall(r'<a href="#([^"]+)">', html)
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert {"tiao-1", "tiao-1-2"} <= set(targets)
    assert set(targets) <= ids


def test_a_title_that_the_body_repeats_is_shown_once(client: Client, publish: Publish) -> None:
    html = page(client, publish("关于供水的通告", '<p class="title">关于供水的通告</p><p>恢复供水。</p>'))
    article = html[html.index("<article") : html.index("</article>")]
    assert article.count("关于供水的通告") == 1


def test_attachments_say_kind_and_size_and_can_be_downloaded(client: Client, publish: Publish) -> None:
    """S2-04: original and PDF of every item."""
    files = (
        PublicFile("attachment", "申请表.docx", "a" * 64, 46_211, "application/msword"),
        PublicFile("original", "原件.docx", "b" * 64, 900, "application/msword"),
        PublicFile("pdf", "正文.pdf", "c" * 64, 1_800_000, "application/pdf"),
    )
    paper = publish(files=files)
    html = page(client, paper)
    assert "DOCX" in html
    assert "46 kB" in html
    assert "1.8 MB" in html
    assert len(re.findall(rf'href="/p/{paper.pk}/f/\d+/', html)) == 5  # three below the text, two beside it


def test_files_stand_with_both_digests_so_that_a_download_can_be_held_against_them(
    client: Client, publish: Publish
) -> None:
    """SHA-256 和国密 SM3（《密码法》第二十七条）；旧系统迁来、尚未补算的只有 SHA-256。"""
    Blob.objects.create(sha256="a" * 64, sm3="5" * 64, size=9, kept_at=timezone.now())
    files = (
        PublicFile("attachment", "申请表.docx", "a" * 64, 9, "application/msword"),
        PublicFile("attachment", "旧表.doc", "b" * 64, 9, "application/msword"),
    )
    html = page(client, publish(files=files))
    told = html.split('<details class="digests')[1].split("</details>")[0]
    assert re.findall(r"<dt>(.*?)</dt>", told) == ["申请表.docx", "旧表.doc"]
    assert re.findall(r"(SHA-256|SM3) <code>(\w)", told) == [("SHA-256", "a"), ("SM3", "5"), ("SHA-256", "b")]
    assert "digests" not in page(client, publish())


def test_validity_is_said_in_words_at_the_top(client: Client, publish: Publish) -> None:
    """§5: 失效、废止 strongly visible, not by colour alone."""
    html = page(client, publish(column="gfxwj", validity="repealed", is_normative=True))
    banner = html[html.index("note validity") : html.index("<dl")]
    assert "已废止" in banner
    assert "不再作为行政管理的依据" in banner


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"expires_on": date(2026, 11, 19), "validity": "in_force"}, "已失效", id="有效期已过"),
        pytest.param({"expires_on": date(2026, 11, 20), "validity": "in_force"}, "现行有效", id="届满当日仍有效"),
        pytest.param({"effective_on": date(2026, 11, 21), "validity": "in_force"}, "尚未施行", id="还没到施行日"),
        pytest.param({"effective_on": date(2026, 11, 20), "validity": "not_yet"}, "现行有效", id="施行当日"),
        pytest.param({"effective_on": date(2027, 1, 1), "validity": "repealed"}, "已废止", id="已废止不因日期改变"),
    ],
)
def test_validity_follows_the_days(client: Client, publish: Publish, fields: dict[str, object], expected: str) -> None:
    html = page(client, publish(column="gfxwj", **fields))
    assert f"<strong>{expected}</strong>" in html


def test_relations_are_shown_both_ways(client: Client, site: Site) -> None:
    """The reading names its paper, the paper its reading; the same for the basis."""
    basis = site.publish("上位办法", column="gfxwj")
    paper = site.publish("实施细则", column="gfxwj", links=(PublicLink(LinkKind.BASIS, target_id=basis.pk),))
    reading = site.publish("一图读懂", column="zcjd", links=(PublicLink(LinkKind.INTERPRETS, target_id=paper.pk),))
    assert f'<a href="/p/{basis.pk}">上位办法</a>' in page(client, paper)
    assert f'<a href="/p/{reading.pk}">一图读懂</a>' in page(client, paper)
    assert f'<a href="/p/{paper.pk}">实施细则</a>' in page(client, reading)
    assert f'<a href="/p/{paper.pk}">实施细则</a>' in page(client, basis)


def test_the_title_of_a_related_paper_that_was_withdrawn_is_not_told(client: Client, site: Site) -> None:
    basis = site.publish("不再公开的办法", column="gfxwj")
    paper = site.publish("实施细则", links=(PublicLink(LinkKind.BASIS, target_id=basis.pk),))
    back = site.publish("引用它的通知", links=(PublicLink(LinkKind.BASIS, target_id=paper.pk),))
    site.take_down(basis)
    site.take_down(back)
    html = page(client, paper)
    assert "不再公开的办法" not in html
    assert "引用它的通知" not in html


def test_every_page_bears_its_permanent_address_as_qr_code(client: Client, publish: Publish) -> None:
    """S4-116, drawn on the page itself: no other host is asked."""
    paper = publish()
    html = page(client, paper)
    assert '<svg role="img" aria-label="本页二维码"' in html
    assert f"http://www.qinglan.example/p/{paper.pk}" in html


def test_earlier_wordings_can_be_read_and_compared(client: Client, site: Site) -> None:
    paper = site.publish(text="<p>自十五日起供暖。</p><p>不变的一段。</p>")
    site.correct(paper, site.content(text="<p>自十日起供暖。</p><p>不变的一段。</p>"), "更正供暖日期")
    html = page(client, paper)
    assert "更正供暖日期" in html
    assert f"/p/{paper.pk}/compare/1/2" in html
    first = client.get(f"/p/{paper.pk}/v/1").content.decode()
    assert "这是历史版本" in first
    assert "自十五日起供暖" in first
    assert 'name="robots" content="noindex"' in first
    compared = client.get(f"/p/{paper.pk}/compare/1/2").content.decode()
    assert "<del>五</del>" in compared
    assert "不变的一段" not in compared
    assert "不变的一段" in client.get(f"/p/{paper.pk}/compare/1/2?all=1").content.decode()


@pytest.mark.parametrize("path", ["v/9", "compare/1/9", "compare/1/1", "compare/9/1"])
def test_a_wording_that_was_never_public_is_not_found(client: Client, publish: Publish, path: str) -> None:
    assert client.get(f"/p/{publish().pk}/{path}").status_code == 404


def test_a_wording_that_is_no_longer_public_is_not_found(client: Client, site: Site) -> None:
    paper = site.publish(text="<p>含有错误的一版。</p>")
    site.correct(paper, site.content(text="<p>改好的一版。</p>"), "更正")
    paper.versions.filter(no=1).update(is_public=False)
    assert client.get(f"/p/{paper.pk}/v/1").status_code == 404
    assert client.get(f"/p/{paper.pk}/compare/1/2").status_code == 404
    assert f"/p/{paper.pk}/v/1" not in page(client, paper)


def test_the_number_of_queries_does_not_grow_with_the_paper(client: Client, site: Site) -> None:
    small = site.publish("短的")
    files = tuple(PublicFile("attachment", f"附件{n}.pdf", f"{n:064}", 9, "application/pdf") for n in range(12))
    targets = [site.publish(f"依据{n}", when=at(2026, 11, 1)) for n in range(6)]
    links = tuple(PublicLink(LinkKind.BASIS, target_id=target.pk) for target in targets)
    large = site.publish("长的", "<h2>一、总则</h2><p>正文。</p>" * 40, files=files, links=links)
    for _ in range(3):
        site.publish("解读", links=(PublicLink(LinkKind.INTERPRETS, target_id=large.pk),))
    assert asked(client, f"/p/{small.pk}") == asked(client, f"/p/{large.pk}") <= 7
