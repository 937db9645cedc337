"""An official document on paper (GB/T 9704—2012; law.md §8): PDF and Word read back."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from datetime import date

import docx
import pikepdf
import pytest
from PIL import Image

from tests.files.measuring import texts
from tests.seeds import seed
from zwgk.files.body import sanitise
from zwgk.files.writers.flow import Para, flow
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_layout import arranged, bracketed, masthead_points, spread
from zwgk.files.writers.official_word import official_docx, render_docx_from_body
from zwgk.files.writers.rendition import About
from zwgk.rules.errors import BadInput

BODY = sanitise(
    "<p>为推进政务公开，现通知如下。</p><p>一、总体要求</p><p>（一）明确职责。各单位应当<strong>认真落实</strong>。</p>"
    "<p>第十七条 本办法自印发之日起施行。</p>"
    "<table><thead><tr><th>序号</th><th>任务</th></tr></thead><tbody><tr><td rowspan='2'>1</td><td>目录</td></tr>"
    "<tr><td>指南</td></tr></tbody></table><ol><li>甲</li><li>乙</li></ol>"
)
PAPER = OfficialDocument(
    title="青禾县人民政府办公室关于印发\n政务公开工作要点的通知",
    body_html=BODY,
    issuers=("青禾县人民政府办公室",),
    doc_number="青政办〔2026〕12号",
    addressees=("各乡镇人民政府", "县政府各部门"),
    attachments=("任务分工表。", "基本目录"),
    signed_by=("青禾县人民政府办公室",),
    date_written=date(2026, 3, 5),
    note="此件公开发布",
    copy_to=("县委办公室",),
    printed_by="青禾县人民政府办公室",
    printed_on=date(2026, 3, 6),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return official_pdf(PAPER)


@pytest.fixture(scope="module")
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(official_docx(PAPER)))


def test_every_element_stands_on_the_paper_once_and_in_order(pdf: bytes) -> None:
    whole = "\n".join(texts(pdf))
    order = [
        *("青禾县人民政府办公室文件", "青政办〔2026〕12号", "关于印发", "各乡镇人民政府，县政府各部门："),
        *("一、总体要求", "附件：1.任务分工表\n", "2.基本目录", "2026年3月5日", "（此件公开发布）"),
        *("抄送：县委办公室。", "2026年3月6日印发"),
    ]
    places = [whole.index(text) for text in order]
    assert places == sorted(places)
    assert whole.count("青政办〔2026〕12号") == 1


def test_the_file_says_what_it_is_and_can_be_read_aloud(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        metadata = file.Root.Metadata.read_bytes().decode()
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang).startswith("zh")
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.docinfo["/Title"]).startswith("青禾县人民政府办公室关于印发")
        assert "/StructTreeRoot" in file.Root
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not file.attachments
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>B<", "<pdfuaid:part>1<", "政务公开工作要点的通知"):
        assert claim in metadata


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    assert official_pdf(PAPER) == pdf
    assert official_docx(PAPER) == official_docx(PAPER)


def test_word_holds_the_same_elements_with_the_prescribed_fonts(word: docx.document.Document) -> None:
    lines = [p.text for p in word.paragraphs]
    for wanted in (
        *("青禾县人民政府办公室文件", "青政办〔2026〕12号", "各乡镇人民政府，县政府各部门：", "附件：1.任务分工表"),
        *("2.基本目录", "2026年3月5日", "（此件公开发布）", "抄送：县委办公室。"),
    ):
        assert wanted in lines, wanted
    fonts = {
        run.text: run._r.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))
        for p in word.paragraphs for run in p.runs if run._r.rPr is not None and run._r.rPr.rFonts is not None
    }  # fmt: skip
    assert fonts["一、总体要求"] == "黑体"
    assert fonts["（一）明确职责。"] == "楷体_GB2312"
    assert fonts["第十七条 "] == "黑体"
    assert fonts["青禾县人民政府办公室文件"] == "方正小标宋简体"
    section = word.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert word.tables[0].cell(1, 0).text == word.tables[0].cell(2, 0).text == "1"


def test_word_says_nothing_of_whoever_made_the_program(word: docx.document.Document) -> None:
    core = word.core_properties
    assert (core.title, core.author) == (PAPER.title, "青禾县人民政府办公室")
    assert (core.comments, core.last_modified_by, core.keywords) == ("", "", "")


def test_joint_issuers_are_spread_to_one_width_and_the_upward_paper_names_its_signer() -> None:
    joint = dataclasses.replace(
        PAPER, issuers=("青禾县财政局", "青禾县人力资源和社会保障局"), signers=("王某某",), copy_to=()
    )
    assert [name for name, _ in spread(joint)] == list(joint.issuers)
    assert spread(joint)[1][1] == "0.0000"
    assert float(spread(joint)[0][1]) == pytest.approx(7 / 5, abs=1e-4)
    assert masthead_points(joint) < masthead_points(PAPER)
    whole = "\n".join(texts(official_pdf(joint)))
    assert "签发人：王某某" in whole
    assert "抄送" not in whole
    read = docx.Document(io.BytesIO(official_docx(joint)))
    assert [cell.text for cell in read.tables[0].columns[0].cells] == list(joint.issuers)
    assert any("签发人：王某某" in p.text for p in read.paragraphs)


def test_what_the_body_bears_itself_is_not_printed_twice() -> None:
    body = sanitise(
        "<p class='red-head'>青禾县人民政府办公室文件</p><p class='doc-number'>青政办〔2026〕12号</p>"
        "<p class='title'>旧标题</p><p class='addressee'>各单位：</p><p>正文。</p>"
        "<p class='signature'>青禾县人民政府办公室</p><p class='date'>2026年3月5日</p>"
        "<p class='note'>（此件公开发布）</p><p class='title'>附录办法</p><p>第一条 目的。</p>"
    )
    parted = arranged(dataclasses.replace(PAPER, body_html=body))
    assert next(e.text for e in parted.main if isinstance(e, Para)) == "正文。"
    assert next(e.text for e in parted.enclosures[0] if isinstance(e, Para)) == "附录办法"
    assert {"signature", "date", "note"} <= parted.roles
    lines = [
        p.text for p in docx.Document(io.BytesIO(official_docx(dataclasses.replace(PAPER, body_html=body)))).paragraphs
    ]
    assert lines.count("2026年3月5日") == 1
    assert lines.count("（此件公开发布）") == 1


@pytest.mark.parametrize("written", ["此件公开发布", "(此件公开发布)", "（此件公开发布）"])
def test_the_annotation_has_one_pair_of_full_width_brackets(written: str) -> None:
    assert bracketed(written) == "（此件公开发布）"


def test_a_title_or_body_that_is_missing_is_refused() -> None:
    for change in ({"title": " "}, {"body_html": ""}):
        with pytest.raises(BadInput, match="不能生成公文"):
            official_pdf(dataclasses.replace(PAPER, **change))
        with pytest.raises(BadInput, match="不能生成公文"):
            official_docx(dataclasses.replace(PAPER, **change))


def test_pictures_come_only_from_what_was_handed_in() -> None:
    body = sanitise('<p>见图。</p><figure><img src="/f/1.png" alt="示意图"></figure>')
    with pytest.raises(BadInput, match=r"/f/1\.png"):
        official_pdf(OfficialDocument("标题", body))
    with pytest.raises(BadInput, match=r"/f/1\.png"):
        official_docx(OfficialDocument("标题", body))
    picture = io.BytesIO()
    Image.new("RGB", (3000, 40), "red").save(picture, "PNG")
    made = docx.Document(
        io.BytesIO(official_docx(OfficialDocument("标题", body, files={"/f/1.png": picture.getvalue()})))
    )
    assert made.inline_shapes[0].width.mm <= 156
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "示意图"
    with pytest.raises(BadInput, match="不能读取"):
        official_docx(OfficialDocument("标题", body, files={"/f/1.png": b"not a picture"}))


def test_markup_in_a_field_is_text() -> None:
    whole = "\n".join(
        texts(official_pdf(OfficialDocument("<b>标题</b>&amp;", sanitise("<p>正文</p>"), note="<i>x</i>")))
    )
    assert "<b>标题</b>&amp;" in whole
    assert "（<i>x</i>）" in whole


def test_other_items_have_a_word_file_of_their_own() -> None:
    read = docx.Document(io.BytesIO(render_docx_from_body(BODY, About("政策解读"))))
    assert "政策解读" in [p.text for p in read.paragraphs]


def test_the_writers_work_without_django_settings() -> None:
    script = (
        "from zwgk.files.writers.official import OfficialDocument, official_pdf\n"
        "print(len(official_pdf(OfficialDocument('标题', '<p data-b=\"b-00000000\">正文</p>'))) > 1000)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
    assert ran.stdout.strip() == "True", ran.stderr


@pytest.mark.seeds
@pytest.mark.parametrize("number", [2, 4])
def test_a_seed_paper_comes_out_whole(number: int) -> None:
    raw = seed(number).read_text("utf-8", "replace")
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    body = sanitise("".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines))
    paper = OfficialDocument("公开制度", body)
    read = docx.Document(io.BytesIO(official_docx(paper)))
    written = "".join(p.text for p in read.paragraphs)
    assert all(element.text in written for element in flow(body) if isinstance(element, Para))
    printed = "".join("".join(texts(official_pdf(paper))).split())
    sample = [element.text for element in flow(body) if isinstance(element, Para)][:: max(1, len(lines) // 30)]
    assert sum("".join(text.split())[:12] in printed for text in sample) >= 0.95 * len(sample)
