"""The approval sheet of the paper way (公文审批处理签, S2-27, S2-28…30, S4-55)."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import docx
import pypdfium2
import pytest
import segno

from zwgk.files.writers.qr import qr_address, qr_svg
from zwgk.files.writers.slip import ATTRIBUTES, Opinion, Slip, blank_opinions, boxes, slip_pdf
from zwgk.files.writers.slip_word import slip_docx
from zwgk.rules.errors import BadInput

SLIP = Slip(
    organ="青禾县人民政府办公室",
    code="QH26-0312-7K",
    title="青禾县人民政府办公室关于印发2026年政务公开工作要点的通知",
    drafting_unit="政务公开科",
    drafter="张小禾",
    drafted_on=date(2026, 3, 2),
    kind="通知",
    urgency="平急",
    secret=False,
    attribute="此件删减后公开",
    scope="面向社会",
    way="县政府网站",
    not_public_because="第三方个人信息，《政府信息公开条例》第十五条",
    addressees="各乡镇人民政府",
    copy_to="县委办公室",
    attachments=("任务分工表", "基本目录"),
    opinions=(
        Opinion("拟稿科室意见", "同意此件删减后公开。", "李晓梅", date(2026, 3, 3)),
        Opinion("办公室核稿意见", "此件应删减后公开。", "周立", date(2026, 3, 3), on_paper=True),
        *blank_opinions(legal=True, countersign=("县财政局",))[2:],
    ),
)


def page(data: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].get_textpage().get_text_range().replace("\r\n", "\n"), len(document)
    finally:
        document.close()


@pytest.fixture(scope="module")
def printed() -> tuple[bytes, str, int]:
    data = slip_pdf(SLIP)
    return data, *page(data)


def test_all_fields_that_are_decided_together_with_the_paper_stand_on_one_page(printed: tuple[bytes, str, int]) -> None:
    """S4-55: 是否公开、范围、方式、是否涉密、密级、期限."""
    _, text, pages = printed
    assert pages == 1
    for wanted in (
        *(
            "公开属性",
            "公开范围",
            "公开方式",
            "是否涉密",
            "密级",
            "保密期限",
            "文种",
            "紧急程度",
            "主送",
            "抄送",
            "附件",
        ),
        *("拟稿单位", "QH26-0312-7K", "县财政局会签", "合法性审核", "保密审查", "签发"),
    ):
        assert wanted in text, wanted
    assert "依据" in text


def test_exactly_one_of_the_four_attributes_is_ticked(printed: tuple[bytes, str, int]) -> None:
    assert [label for label, ticked in boxes(SLIP) if ticked] == ["此件删减后公开"]
    assert tuple(label for label, _ in boxes(SLIP)) == ATTRIBUTES
    text = printed[1].replace(" ", "").replace("\n", "")
    assert "☑此件删减后公开" in text
    assert text.count("☑") == 2, "the attribute and 不涉密"
    assert "☐此件公开发布" in text


def test_every_module_of_the_code_is_printed_where_a_reader_looks_for_it(printed: tuple[bytes, str, int]) -> None:
    document = pypdfium2.PdfDocument(printed[0])
    scale = 6.0
    image = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    matrix = [list(row) for row in segno.make(SLIP.code, error="m", micro=False).matrix]
    mm = scale * 72 / 25.4
    side = 26 / (len(matrix) + 8)  # the code is 26 mm wide with its quiet zone of four modules
    left, top = 210 - 16 - 30 + 2, 14
    for r, row in enumerate(matrix):
        for c, dark in enumerate(row):
            x, y = (left + (c + 4.5) * side) * mm, (top + (r + 4.5) * side) * mm
            assert (image.getpixel((round(x), round(y))) < 128) == bool(dark), (r, c)
    assert qr_svg(SLIP.code).startswith("<svg")
    assert qr_address("a") != qr_address("b")


def test_what_is_not_known_yet_stays_blank_for_the_pen() -> None:
    text, pages = page(slip_pdf(Slip(organ="青禾县民政局", code="QH26-0001", title="关于某事项的请示")))
    assert pages == 1
    assert "☑" not in text
    assert text.count("签名：") == 4
    for label in ATTRIBUTES:
        assert label in text


def test_the_word_file_has_the_same_cells() -> None:
    read = docx.Document(io.BytesIO(slip_docx(SLIP)))
    head, form = read.tables
    assert "公文审批处理签" in head.cell(0, 0).text
    assert "QH26-0312-7K" in head.cell(0, 1).text
    rows = {row.cells[0].text.replace("\n", ""): row.cells[-1].text for row in form.rows}
    assert rows["文件标题"] == SLIP.title
    assert "☑此件删减后公开" in rows["公开属性"]
    assert "☑否" in rows["密级"]
    assert rows["不公开理由与依据"] == SLIP.not_public_because
    assert "李晓梅" in rows["拟稿科室意见"]
    assert "2026年3月3日" in rows["拟稿科室意见"]
    assert "线下签署" in rows["办公室核稿意见"]
    assert "县财政局会签意见" in rows


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"code": "qh 26"}, "code", id="编码不合规"),
        pytest.param({"code": ""}, "code", id="没有编码"),
        pytest.param({"attribute": "公开"}, "attribute", id="第五种属性"),
    ],
)
def test_a_sheet_that_could_not_be_found_again_or_bears_a_fifth_attribute_is_refused(
    change: dict[str, str], field: str
) -> None:
    for write in (slip_pdf, slip_docx):
        with pytest.raises(BadInput, match="不能打印处理签") as refusal:
            write(dataclasses.replace(SLIP, **change))  # type: ignore[arg-type]
        assert refusal.value.field == field


def test_long_opinions_run_over_to_a_second_page_and_nothing_is_cut_off() -> None:
    long = "经研究，" + "此件涉及多个部门职责，请逐条核对后公开。" * 60 + "完毕"
    data = slip_pdf(dataclasses.replace(SLIP, opinions=(Opinion("领导签发意见", long, "王某", date(2026, 3, 4)),)))
    document = pypdfium2.PdfDocument(data)
    whole = "".join(p.get_textpage().get_text_range() for p in document)
    document.close()
    assert "完毕" in whole.replace("\r\n", "")
    assert "2026年3月4日" in whole
