"""The numbers of GB/T 9704—2012 measured on the printed page (law.md §8), in millimetres from the paper's corner."""

from __future__ import annotations

import dataclasses
from datetime import date

import pypdfium2
import pytest

from tests.files.measuring import RED, ink, place_of, texts
from zwgk.files.body import sanitise
from zwgk.files.writers.elements import Form
from zwgk.files.writers.official import OfficialDocument, official_pdf

PARAGRAPH = "各乡镇人民政府、县政府各部门要高度重视，明确分管领导和具体责任人，按照时限要求抓好落实。"
BODY = sanitise(
    "<p>为推进政务公开，现通知如下。</p><p>一、总体要求</p><p>（一）明确职责。各单位应当认真落实。</p>"
    + f"<p>{PARAGRAPH}</p>" * 16
)
PAPER = OfficialDocument(
    title="青禾县人民政府办公室关于印发2026年政务公开工作要点的通知",
    body_html=BODY,
    issuers=("青禾县人民政府办公室",),
    doc_number="青政办〔2026〕12号",
    addressees=("各乡镇人民政府", "县政府各部门"),
    signed_by=("青禾县人民政府办公室",),
    date_written=date(2026, 3, 5),
    note="此件公开发布",
    copy_to=("县委办公室", "县人大常委会办公室"),
    printed_by="青禾县人民政府办公室",
    printed_on=date(2026, 3, 6),
    urgency="特急",
    copy_no="000012",
    sealed=True,
)
CHARACTER = 156 / 28
LETTER = OfficialDocument(
    title="青禾县财政局关于调整预算的复函",
    body_html=sanitise("<p>你单位来函收悉。经研究，现函复如下。</p>" + f"<p>{PARAGRAPH}</p>" * 14),
    form=Form.LETTER,
    issuers=("青禾县财政局",),
    doc_number="青财函〔2026〕7号",
    addressees=("青禾县水利局",),
    signed_by=("青禾县财政局",),
    date_written=date(2026, 3, 5),
    copy_to=("县审计局",),
    printed_by="青禾县财政局办公室",
    printed_on=date(2026, 3, 6),
    urgency="加急",
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return official_pdf(PAPER)


@pytest.fixture(scope="module")
def letter() -> bytes:
    return official_pdf(LETTER)


def test_the_masthead_begins_35_mm_below_the_type_area_and_is_centred(pdf: bytes) -> None:
    box = ink(pdf, (0, 60, 210, 95), RED)
    assert box is not None
    assert box[1] == pytest.approx(37 + 35, abs=1)
    assert (box[0] + box[2]) / 2 == pytest.approx(28 + 78, abs=1)


def test_the_red_line_is_as_wide_as_the_type_area_and_4_mm_below_the_number(pdf: bytes) -> None:
    number, line = place_of(pdf, "青政办〔2026〕12号"), ink(pdf, (0, 100, 210, 135), RED)
    assert line is not None
    assert line[1] - number[3] == pytest.approx(4, abs=0.7)
    assert (line[0], line[2]) == (pytest.approx(28, abs=0.3), pytest.approx(184, abs=0.3))


def test_copy_number_and_urgency_stand_at_the_upper_left_corner_in_this_order(pdf: bytes) -> None:
    number, urgency = place_of(pdf, "000012"), place_of(pdf, "特急")
    assert number[0] == pytest.approx(28, abs=0.5)
    assert 37 < number[1] < 37 + 225 / 22
    assert urgency[1] - number[1] == pytest.approx(225 / 22, abs=1)


def test_two_blank_lines_stand_between_the_red_line_and_the_title(pdf: bytes) -> None:
    line, title = ink(pdf, (0, 100, 210, 135), RED), place_of(pdf, "青禾县人民政府办公室关于印发")
    assert line is not None
    assert 2 <= (title[1] - line[3]) / (225 / 22) < 2.5


def test_addressees_are_flush_left_and_text_is_indented_by_two_characters(pdf: bytes) -> None:
    assert place_of(pdf, "各乡镇人民政府")[0] == pytest.approx(28, abs=0.6)
    assert place_of(pdf, "为推进政务公开")[0] == pytest.approx(28 + 2 * CHARACTER, abs=0.6)


def test_a_page_takes_22_lines_of_28_characters() -> None:
    lines = sanitise("".join(f"<p class='addressee'>{'国' * 28}</p>" for _ in range(60)))
    data = official_pdf(OfficialDocument("标题", f"<p data-b='b-00000000'>始</p>{lines}"))
    second = [line for line in texts(data)[1].split("\n") if "国" in line]
    assert [len(line) for line in second] == [28] * 22
    first = place_of(data, "国国", page=1)
    assert first[1] == pytest.approx(37 + (225 / 22 - 16 / 72 * 25.4) / 2, abs=0.8)


def test_page_numbers_stand_outside_7_mm_below_the_type_area(pdf: bytes) -> None:
    odd, even = place_of(pdf, "— 1 —"), place_of(pdf, "— 2 —", page=1)
    dash = place_of(pdf, "—", page=0)
    four = 14 / 72 * 25.4
    assert dash[1] == pytest.approx(262 + 7, abs=0.5)
    assert odd[2] == pytest.approx(184 - four, abs=1), "单页码居右空一字"
    assert even[0] == pytest.approx(28 + four, abs=1), "双页码居左空一字"


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page_with_thick_and_thin_rules(pdf: bytes) -> None:
    last = len(texts(pdf)) - 1
    box = ink(pdf, (27, 200, 30, 264), page=last, dpi=600)
    assert box is not None
    assert box[3] == pytest.approx(262, abs=0.3)
    rules = [ink(pdf, (28, at - 2, 30, at + 2), page=last, dpi=600) for at in (box[1], box[3] - 9.5, box[3])]
    thick, thin, end = (rule[3] - rule[1] for rule in rules if rule is not None)
    assert thick == pytest.approx(0.35, abs=0.08)
    assert thin == pytest.approx(0.25, abs=0.08)
    assert end == pytest.approx(0.35, abs=0.08)
    four = 14 / 72 * 25.4
    assert place_of(pdf, "抄送", page=last)[0] == pytest.approx(28 + four, abs=0.7)
    assert place_of(pdf, "2026年3月6日印发", page=last)[2] == pytest.approx(184 - four, abs=0.7)


def test_a_sealed_date_is_4_characters_from_the_right_and_the_name_centred_over_it(pdf: bytes) -> None:
    last = len(texts(pdf)) - 1
    day = place_of(pdf, "2026年3月5日", page=last)
    assert (184 - day[2]) / CHARACTER == pytest.approx(4, abs=0.4)
    name = place_of(pdf, "青禾县人民政府办公室\n2026年3月5日"[:10], page=last)
    assert (name[0] + name[2]) / 2 == pytest.approx((day[0] + day[2]) / 2, abs=0.7)


def test_a_letter_has_its_masthead_30_mm_below_the_paper_s_edge_between_double_lines_of_170_mm(letter: bytes) -> None:
    masthead = ink(letter, (30, 20, 180, 53), RED)
    upper, lower = ink(letter, (15, 48, 210, 60), RED), ink(letter, (0, 270, 210, 290), RED)
    assert masthead is not None
    assert upper is not None
    assert lower is not None
    assert masthead[1] == pytest.approx(30, abs=1)
    line = ink(letter, (19, 48, 26, 60), RED)
    assert line is not None
    assert line[1] - 50.4 == pytest.approx(4, abs=0.7), "双线在发文机关标志之下4毫米"
    assert lower[3] == pytest.approx(277, abs=0.5), "第二条双线距下页边20毫米"
    for box in (upper, lower):
        assert box[2] - box[0] == pytest.approx(170, abs=0.5)
    number = place_of(letter, "青财函〔2026〕7号")
    assert number[2] == pytest.approx(184, abs=0.6), "发文字号顶格居版心右边缘"
    assert number[1] - line[3] == pytest.approx(7 / 8 * 16 / 72 * 25.4, abs=0.8)


def test_a_letter_has_no_number_on_its_first_page_and_no_printer_in_its_imprint(letter: bytes) -> None:
    pages = texts(letter)
    assert "— 1 —" not in pages[0]
    assert "— 2 —" in pages[1]
    assert "抄送：县审计局。" in pages[-1]
    assert "印发" not in pages[-1]


def test_an_order_has_its_masthead_20_mm_down_and_the_signer_for_a_seal() -> None:
    order = OfficialDocument(
        title="青禾县人民政府令",
        body_html=sanitise("<p>《青禾县行政规范性文件管理办法》已经通过，现予公布。</p>"),
        form=Form.ORDER,
        issuers=("青禾县人民政府",),
        doc_number="第5号",
        signers=("王某某",),
        signer_post="县长",
        signed_by=("青禾县人民政府",),
        date_written=date(2026, 3, 5),
    )
    data = official_pdf(order)
    box = ink(data, (0, 40, 210, 100), RED)
    assert box is not None
    assert box[1] == pytest.approx(37 + 20, abs=1)
    assert texts(data)[0].count("青禾县人民政府") == 1, "令的标题就是发文机关标志，落款是职务和姓名"
    name, post, day = place_of(data, "王某某"), place_of(data, "县长"), place_of(data, "2026年3月5日")
    assert (184 - name[2]) / CHARACTER == pytest.approx(4, abs=0.4)
    assert (name[0] - post[2]) / CHARACTER == pytest.approx(2, abs=0.3)
    assert (day[1] - name[1]) / (225 / 22) == pytest.approx(2, abs=0.3), "签名章下空一行编排成文日期"


def test_minutes_say_who_was_there_before_the_imprint() -> None:
    minutes = dataclasses.replace(
        PAPER,
        form=Form.MINUTES,
        masthead_suffix="常务会议纪要",
        attendance=(("出席", "王某某　李某某"), ("列席", "赵某")),
    )
    whole = "\n".join(texts(official_pdf(minutes)))
    assert whole.index("出席：王某某") < whole.index("列席：赵某") < whole.index("抄送：")
    assert "2026年3月5日" not in whole, "纪要不加盖印章，不署名"


def test_a_wide_table_lies_on_its_side_with_its_head_at_the_left_and_the_number_where_other_pages_have_it() -> None:
    head = "".join(f"<th>第{i}列</th>" for i in range(1, 11))
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{'<td>值</td>' * 10}</tr></tbody></table>"
    data = official_pdf(dataclasses.replace(PAPER, body_html=sanitise(f"<p>前文。</p>{table}<p>后文。</p>")))
    document = pypdfium2.PdfDocument(data)
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert place_of(data, "第1列", page=1)[1] > 28, "装订边（天头一侧）28毫米"
    number = place_of(data, "— 2 —", page=1)
    assert number[2] < 35, "页码在竖看时的版心下边缘之下"
    assert number[1] == pytest.approx(28 + 14 / 72 * 25.4, abs=1), "双页码居左空一字"
    assert "后文。" in texts(data)[2]


def test_each_enclosure_begins_a_page_with_its_name_in_the_first_line_after_the_signature() -> None:
    body = sanitise(
        "<p>正文。</p><p class='attachment'>附件1</p><p class='title'>任务分工表</p><p>分工。</p>"
        "<p class='attachment'>附件2</p><p class='title'>基本目录</p><p>目录。</p>"
    )
    data = official_pdf(dataclasses.replace(PAPER, body_html=body, attachments=("任务分工表", "基本目录")))
    pages = texts(data)
    first = len(pages) - 2
    assert "2026年3月5日" in pages[first - 1]
    assert "（此件公开发布）" in pages[first - 1]
    assert pages[first].startswith("附件1")
    assert pages[first + 1].startswith("附件2")
    assert "抄送" in pages[first + 1], "版记在最后一面"
    name, title = place_of(data, "附件1", page=first), place_of(data, "任务分工表", page=first)
    assert name[0] == pytest.approx(28, abs=0.6)
    assert 37 < name[1] < 37 + 225 / 22
    assert 37 + 2 * 225 / 22 < title[1] < 37 + 3 * 225 / 22, "附件标题居中编排在版心第三行"


def test_the_list_of_contents_of_the_file_has_the_headings_of_the_paper(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    titles = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert [title for _, title in titles] == [
        "青禾县人民政府办公室关于印发2026年政务公开工作要点的通知",
        "一、总体要求",
        "（一）明确职责。",
    ]
    assert [level for level, _ in titles] == [0, 1, 2]
