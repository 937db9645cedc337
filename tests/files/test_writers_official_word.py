"""The Word file of an official document: the numbers of GB/T 9704—2012 in its XML, and no grid that tears its lines."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from zwgk.files.body import sanitise
from zwgk.files.writers.elements import Form, OfficialDocument
from zwgk.files.writers.official_word import official_docx

PAPER = OfficialDocument(
    title="青禾县人民政府办公室关于印发2026年政务公开工作要点的通知",
    body_html=sanitise("<p>现通知如下。</p><p>一、总体要求</p><p>1.落实责任。</p>"),
    issuers=("青禾县人民政府办公室",),
    doc_number="青政办〔2026〕12号",
    addressees=("各乡镇人民政府",),
    signed_by=("青禾县人民政府办公室",),
    date_written=date(2026, 3, 5),
    copy_to=("县委办公室",),
    printed_by="青禾县人民政府办公室",
    printed_on=date(2026, 3, 6),
    sealed=True,
)


def read(document: OfficialDocument) -> docx.document.Document:
    return docx.Document(io.BytesIO(official_docx(document)))


def line(document: docx.document.Document, text: str) -> docx.text.paragraph.Paragraph:
    return next(p for p in document.paragraphs if text in p.text)


def test_page_and_lines_are_those_of_the_standard() -> None:
    made = read(PAPER)
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    normal = made.styles["Normal"]
    assert normal.font.size.pt == 16
    pitch = normal.paragraph_format.line_spacing
    assert 22 * pitch.mm <= 225 < 22 * pitch.mm + 0.5, "22行放满版心"
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + closer) / 72 * 25.4 <= 156, "28字放进一行"


def test_the_masthead_is_35_mm_down_whatever_stands_above_it() -> None:
    plain = line(read(PAPER), "办公室文件").paragraph_format.space_before.mm
    marked = line(read(dataclasses.replace(PAPER, copy_no="000012", urgency="特急")), "办公室文件")
    assert plain == pytest.approx(35, abs=2)
    assert plain - marked.paragraph_format.space_before.mm == pytest.approx(2 * 225 / 22, abs=0.1)


def test_the_title_is_2_small_song_and_broken_by_sense() -> None:
    title = line(read(PAPER), "关于印发")
    assert title.style.font.size.pt == 22
    assert title.text == "青禾县人民政府办公室关于印发\n2026年政务公开工作要点的通知"
    assert title.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_the_imprint_is_a_frame_on_the_lower_edge_of_the_type_area_with_thick_thin_thick_rules() -> None:
    made = read(PAPER)
    framed = [p for p in made.paragraphs if p._p.pPr is not None and p._p.pPr.find(qn("w:framePr")) is not None]
    frames = {tuple(sorted(p._p.pPr.find(qn("w:framePr")).attrib.items())) for p in framed}
    assert len(frames) == 1, "一个版记是一个框"
    frame = framed[0]._p.pPr.find(qn("w:framePr"))
    assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:yAlign"))) == ("margin", "bottom")
    assert [p.text for p in framed] == ["", "抄送：县委办公室。", "", "　青禾县人民政府办公室\t2026年3月6日印发", ""]
    rules = [p.paragraph_format.line_spacing.mm for p in framed if not p.text]
    assert rules == [pytest.approx(0.35, abs=0.01), pytest.approx(0.25, abs=0.01), pytest.approx(0.35, abs=0.01)]


def test_name_and_date_keep_together_at_the_right() -> None:
    made = read(PAPER)
    day = line(made, "2026年3月5日")
    assert day._p.pPr.ind.get(qn("w:rightChars")) == "400"
    assert day.paragraph_format.keep_with_next


def test_a_wide_table_has_a_section_on_its_side_and_the_text_after_it_stands_upright_again() -> None:
    table = f"<table><tr>{'<td>值</td>' * 10}</tr></table>"
    made = read(dataclasses.replace(PAPER, body_html=sanitise(f"<p>前文。</p>{table}<p>后文。</p>")))
    assert [section.orientation == WD_ORIENT.LANDSCAPE for section in made.sections] == [False, True, False]
    turned = made.sections[1]
    margins = (turned.top_margin, turned.right_margin, turned.bottom_margin, turned.left_margin)
    assert [round(margin.mm) for margin in margins] == [28, 37, 26, 35]
    cell = turned.footer._element.find(".//" + qn("w:textDirection"))
    assert cell.get(qn("w:val")) == "tbRl", "页码在竖看时的位置"
    assert made.sections[2].footer.paragraphs[0].text == "—  —"


def test_a_letter_s_first_page_has_no_number_and_its_lines_are_170_mm_long() -> None:
    letter = dataclasses.replace(PAPER, form=Form.LETTER, masthead_suffix=None)
    made = read(letter)
    assert made.sections[0].different_first_page_header_footer
    assert made.sections[0].first_page_footer.paragraphs[0].text == ""
    frames = [p._p.pPr.find(qn("w:framePr")) for p in made.paragraphs if p._p.pPr is not None]
    wide = [frame for frame in frames if frame is not None and frame.get(qn("w:vAnchor")) == "page"]
    assert [round(int(frame.get(qn("w:w"))) / 1440 * 25.4) for frame in wide] == [170, 170]
    kinds = [border.get(qn("w:val")) for border in made.element.body.iter(qn("w:bottom")) if border.get(qn("w:sz"))]
    assert kinds[:2] == ["thickThinSmallGap", "thinThickSmallGap"], "上粗下细，上细下粗"


def test_each_enclosure_begins_a_page() -> None:
    body = sanitise("<p>正文。</p><p class='attachment'>附件1</p><p class='title'>分工表</p><p>分工。</p>")
    made = read(dataclasses.replace(PAPER, body_html=body))
    assert line(made, "附件1").paragraph_format.page_break_before
    order = [p.text for p in made.paragraphs]
    assert order.index("2026年3月5日") < order.index("附件1") < order.index("抄送：县委办公室。")


def test_the_file_names_the_prescribed_faces_and_what_newer_systems_call_them() -> None:
    with zipfile.ZipFile(io.BytesIO(official_docx(PAPER))) as packed:
        table = packed.read("word/fontTable.xml").decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"):
        assert f'w:name="{name}"' in table
    assert '<w:altName w:val="仿宋"/>' in table
    assert "embed" not in table, "文件不带字体"
