"""Renditions: their key, and that printing never reaches out of the room."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

import pypdfium2
import pytest

from zwgk.files.writers import fonts
from zwgk.files.writers.proof import CheckedRow, NotedRow, ProofSheet, RemovedRow, proof_pdf, verdict
from zwgk.files.writers.rendition import About, Sheet, filled, render_pdf, rendition_key, style
from zwgk.rules.errors import BadInput

SHEET = ProofSheet(
    organ="青禾县民政局",
    title="关于某事项的批复",
    doc_number="青民〔2026〕3号",
    original_digest="a1" * 32,
    public_digest="b2" * 32,
    removed=(
        RemovedRow("b-12345678", "《政府信息公开条例》第十五条", 12),
        RemovedRow("b-12345679", "《条例》第十六条", 230, True),
    ),
    checked=(CheckedRow("公开件.pdf", "c3" * 32, 45, ("pypdfium2提取", "pypdf提取")),),
    leaks=(),
    remaining=(NotedRow("公开正文.html", "文字", "整段，3字（网页文字）"),),
    blind=(),
    by="李晓梅",
    confirmed_by="陈静",
    at=datetime(2026, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=8))),
)  # fmt: skip


def test_a_key_changes_with_source_form_and_template() -> None:
    keys = {
        rendition_key("a", "official.pdf"), rendition_key("b", "official.pdf"), rendition_key("a", "official.docx"),
        rendition_key("a", "official.pdf", "another"), rendition_key("a\x00", "official.pdf"),
    }  # fmt: skip
    assert len(keys) == 5
    assert rendition_key("a", "official.pdf") == rendition_key("a", "official.pdf")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "/etc/hostname", "//x.example/a.png"]
)
def test_printing_fetches_nothing_that_was_not_handed_in(address: str) -> None:
    with pytest.raises(BadInput, match="未提供的文件"):
        render_pdf(Sheet(f'<p>文</p><img src="{address}" alt="x">', (), About("标题")))
    with pytest.raises(BadInput, match="未提供的文件"):
        render_pdf(Sheet("<p>文</p>", (f'p {{ background: url("{address}") }}',), About("标题")))


def test_templates_escape_what_they_are_given() -> None:
    text = filled("slip.html", {"slip": {"organ": "<script>", "code": "A"}, "qr": "data:,"})
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_licensed_fonts_come_first_and_a_free_one_stands_in() -> None:
    assert fonts.css_stack("body").startswith('"仿宋_GB2312"')
    assert "Noto Serif CJK SC" in fonts.css_stack("title")
    assert "var-" not in style("official.css")
    assert fonts.missing(frozenset({"Noto Serif CJK SC"})) == ("hei",)
    assert fonts.missing(frozenset()) == ("title", "body", "kai", "hei", "song")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "未发现遗留；另有1项须由人工核对，核对前不得公开。"),
        ({"remaining": ()}, "未发现遗留。"),
        ({"remaining": (NotedRow("a", "b", "c", "同意保留"),)}, "未发现遗留；须人工核对的各项均已核对。"),
        ({"leaks": (NotedRow("a", "b", "c"),)}, "发现1处遗留，不得公开。"),
    ],
)
def test_the_proof_sheet_sums_up_in_one_sentence(change: dict[str, object], expected: str) -> None:
    assert verdict(dataclasses.replace(SHEET, **change)) == expected  # type: ignore[arg-type]


def test_the_proof_sheet_prints_counts_places_and_digests() -> None:
    document = pypdfium2.PdfDocument(proof_pdf(SHEET))
    text = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    document.close()
    for wanted in (
        "遮盖证明",
        "共2处，242字",
        "《政府信息公开条例》第十五条",
        "a1" * 32,
        "公开件.pdf",
        "李晓梅",
        "陈静",
        "2026年3月5日 09:30",
    ):
        assert wanted in text, wanted
