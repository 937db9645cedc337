"""What the five seed papers yield: titles, headings, the table of 52 tasks, eleven institutions in one paper."""

# ruff: noqa: E501 — papers are quoted line by line
from __future__ import annotations

import pytest

from tests.seeds import seed
from zwgk.files.body import BlockKind, blocks, grid, outline, sanitise
from zwgk.files.readers import read_path
from zwgk.files.structure import Structure, recognise

pytestmark = pytest.mark.seeds


def paper(number: int) -> Structure:
    return recognise(read_path(seed(number)))


def headings(found: Structure, tag: str) -> list[str]:
    return [b.text for b in blocks(found.body_html) if b.tag == tag]


@pytest.mark.parametrize(
    ("number", "title", "sections"),
    [
        (0, "中共蚌埠市委办公室蚌埠市人民政府办公室印发《关于全面推进政务公开工作的实施意见》的通知", 5),
        (1, "安徽滁州市加强政务公开 构建阳光透明政府", 10),
        (2, "楚雄州商务局政务公开工作实施方案", 5),
        (3, "荣县2019年政务公开工作要点", 5),
        (4, "毕节市文化广电旅游局关于印发《政务公开工作制度》等有关工作制度的通知", 8),
    ],
)
def test_every_paper_has_its_title_and_sections(number, title, sections):
    found = paper(number)
    assert found.title == title
    assert len(headings(found, "h2")) == sections
    assert sanitise(found.body_html) == found.body_html


def test_the_first_paper_has_addressee_signatures_date_and_attachment():
    found = paper(0)
    assert found.addressee == "各县、区党委,县、区人民政府,市直各单位"
    assert found.signatures == ("中共蚌埠市委办公室", "蚌埠市人民政府办公室")
    assert found.date_text == "2016年11月16日"
    assert found.attachments == ("全面推进政务公开工作任务分工表",)
    assert [p.title for p in found.parts] == ["关于全面推进政务公开工作的实施意见", "全面推进政务公开工作任务分工表"]
    assert headings(found, "h3") == ["(二)工作目标"]


def test_the_task_table_written_line_by_line_becomes_a_table_of_52_rows():
    """S0-40…: 52 rows of 序号, 工作任务, 牵头单位, 参加单位; one cell is empty, one was broken across two lines."""
    (table,) = [b for b in blocks(paper(0).body_html) if b.kind is BlockKind.TABLE]
    rows = grid(table)
    assert rows[0] == ("序号", "工作任务", "牵头单位", "参加单位")
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 53)]
    assert {len(row) for row in rows} == {4}
    assert rows[49][3] == ""
    assert rows[15][1].endswith("落实公开要求。")
    assert rows[52][2] == "市委组织部、市政府办、市监察局、市人社局"
    assert all(cell.header for cell in table.rows[0])


@pytest.mark.parametrize(
    ("number", "gone"),
    [
        (1, ["首 页加入收藏联系我们", "发布时间:2014-12-27 09:38:43", "分享到:", "Warning: fopen", "Warning: fwrite", "Warning: fclose"]),
        (2, ["首页 >> 公开信息内容", "索引号:115323007704937969-/2019-0703436", "下载"]),
        (3, ["来源:荣县类别:政务公开年度要点", "分享到:"]),
        (4, ["扫一扫在手机打开当前页面"]),
    ],
)  # fmt: skip
def test_what_belongs_to_the_web_page_is_left_out_and_told(number, gone):
    """S1-02: server warnings of a saved page never reach a public page."""
    found = paper(number)
    assert len(found.stripped) == len(gone)
    for line, stripped in zip(gone, found.stripped, strict=True):
        assert stripped.text.startswith(line)
        assert stripped.why
        assert line not in found.body_html


def test_nothing_else_is_lost_or_added():
    """Every character of the paper is in the body or in the list of what was left out."""
    for number in range(5):
        read = read_path(seed(number))
        found = recognise(read)
        written = "".join(b.text for b in blocks(found.body_html))
        rest = "".join(s.text for s in found.stripped)
        drop = str.maketrans("", "", " \u3000\t\n|\xa0")
        assert sorted(read.text.translate(drop)) == sorted((written + rest).translate(drop))


def test_one_paper_has_eleven_institutions_as_parts():
    """S4-01."""
    found = paper(4)
    assert found.doc_number == "毕文广旅通〔2020〕90号"
    assert found.addressee == "局机关各科(室)、直属各单位"
    assert found.signatures == ("毕节市文化广电旅游局",)
    assert found.date_text == "2020年12月2日"
    titles = [p.title.removeprefix("毕节").removeprefix("市文化广电旅游局") for p in found.parts]
    assert titles == [
        "政务公开工作制度",
        "政府信息公开工作制度",
        "政府信息依申请公开制度",
        "政府信息公开审核制度",
        "政府信息公开民主监督评议制度",
        "公文公开属性源头认定制度",
        "会议公开制度",
        "政民互动制度",
        "政务回应关切制度",
        "重大行政决策事项预公开制度",
        "政府信息公开政策解读制度",
    ]


def test_the_parts_follow_each_other_without_gap_and_overlap():
    found = paper(4)
    order = [b.id for b in blocks(found.body_html)]
    for part, following in zip(found.parts, found.parts[1:], strict=False):
        assert order.index(part.last_block_id) + 1 == order.index(following.first_block_id)
    assert found.parts[-1].last_block_id == order[-1]


def test_an_article_number_that_occurs_twice_has_two_anchors():
    """S4-01: the second institution has two 第十七条."""
    found = paper(4)
    anchors = [h.anchor for h in outline(found.body_html)]
    assert len(anchors) == len(set(anchors))
    assert sum(1 for a in anchors if a.startswith("tiao-17")) >= 2


def test_run_in_headings_stay_in_their_paragraphs_and_reach_the_outline():
    found = paper(2)
    assert headings(found, "h3") == ["(一)文件公开流程", "(二)依申请公开流程"]
    assert "(一)坚持依法公开" in [h.text for h in outline(found.body_html)]
