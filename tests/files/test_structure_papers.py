"""Drafts that are all 正文 with fonts set by hand still have their red head, number, title and the rest (公文要素)."""

# ruff: noqa: E501 — papers are quoted line by line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.making import CENTER, RIGHT, Draft, pdf
from zwgk.files.body import blocks, sanitise
from zwgk.files.readers import read_bytes
from zwgk.files.structure import Structure, parts, recognise, recognise_text


def notice() -> Draft:
    draft = Draft()
    draft.line("青溪县人民政府办公室文件", 42, "方正小标宋简体", CENTER, red=True)
    draft.line("青政办发〔2026〕12号", align=CENTER)
    draft.line("青溪县人民政府办公室关于印发", 22, "方正小标宋简体", CENTER)
    draft.line("《青溪县政务公开工作办法》的通知", 22, "方正小标宋简体", CENTER)
    draft.lines(
        "各乡镇人民政府，县直各单位：", "　　《青溪县政务公开工作办法》已经县政府同意，现印发给你们，请认真贯彻执行。"
    )
    draft.line("一、总体要求", font="黑体")
    draft.line("（一）指导思想。以习近平新时代中国特色社会主义思想为指导，推进政务公开。")
    draft.line("（二）工作目标", font="楷体_GB2312")
    draft.lines(
        "到2026年底，全县政务公开工作再上新台阶。", "1.建立机制。明确责任。", "附件：1.任务分工表", "　　　2.联系人名单"
    )
    draft.line("青溪县人民政府办公室", align=RIGHT)
    draft.line("2026年3月2日", align=RIGHT)
    draft.line("（此件公开发布）")
    draft.line("附件1", font="黑体")
    draft.line("任务分工表", 22, "方正小标宋简体", CENTER)
    draft.document.add_table(2, 2).cell(0, 0).text = "序号"
    draft.line("抄送：县委办公室，县人大常委会办公室。", 14)
    draft.line("青溪县人民政府办公室　　2026年3月2日印发", 14)
    return draft


def marked(found: Structure) -> list[tuple[str, str]]:
    return [(b.cls or b.tag, b.text) for b in blocks(found.body_html) if b.cls or b.tag != "p"]


def test_every_element_of_a_hand_set_notice_is_found():
    found = recognise(read_bytes("通知.docx", notice().bytes()))
    assert marked(found) == [
        ("red-head", "青溪县人民政府办公室文件"),
        ("doc-number", "青政办发〔2026〕12号"),
        ("title", "青溪县人民政府办公室关于印发《青溪县政务公开工作办法》的通知"),
        ("addressee", "各乡镇人民政府，县直各单位："),
        ("h2", "一、总体要求"),
        ("h3", "（二）工作目标"),
        ("attachment", "附件：1.任务分工表"),
        ("attachment", "2.联系人名单"),
        ("signature", "青溪县人民政府办公室"),
        ("date", "2026年3月2日"),
        ("note", "（此件公开发布）"),
        ("attachment", "附件1"),
        ("title", "任务分工表"),
        ("table", "序号\t\n\t"),
        ("note", "抄送：县委办公室，县人大常委会办公室。"),
        ("note", "青溪县人民政府办公室　　2026年3月2日印发"),
    ]
    assert found.addressee == "各乡镇人民政府，县直各单位"
    assert found.attachments == ("任务分工表", "联系人名单")
    assert [p.title for p in found.parts] == ["任务分工表"]


def test_the_same_notice_as_plain_text_yields_the_same_elements():
    text = read_bytes("通知.docx", notice().bytes()).text
    found = recognise_text(text)
    assert found.title == "青溪县人民政府办公室关于印发《青溪县政务公开工作办法》的通知"
    assert (found.red_head, found.doc_number) == ("青溪县人民政府办公室文件", "青政办发〔2026〕12号")
    assert (found.signatures, found.date_text) == (("青溪县人民政府办公室",), "2026年3月2日")


def test_the_same_notice_as_pdf_yields_title_number_and_date():
    page = (
        "<h1 class=r>青溪县人民政府文件</h1><p class=c>青政发〔2026〕3号</p><h1>青溪县人民政府关于加强政务公开工作的意见</h1>"
        "<p class=n>各乡镇人民政府，县直各单位：</p><p>为了推进政务公开工作，现提出以下意见，请结合实际认真贯彻落实，并将情况及时报送县政府办公室。</p>"
        "<p class=e>青溪县人民政府</p><p class=e>2026年3月2日</p>"
    )
    style = (
        "h1 { font: 22pt 'Noto Serif CJK SC'; text-align: center } .r { color: red; font-size: 36pt } .c { text-align: center;"
        " text-indent: 0 } .n { text-indent: 0 } .e { text-align: right }"
    )
    found = recognise(read_bytes("意见.pdf", pdf(page, style)))
    assert found.title == "青溪县人民政府关于加强政务公开工作的意见"
    assert found.red_head == "青溪县人民政府文件"
    assert found.doc_number == "青政发〔2026〕3号"
    assert found.signatures == ("青溪县人民政府",)
    assert found.date_text == "2026年3月2日"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青政办发〔2026〕12号", "青政办发〔2026〕12号"),
        ("青政办发[2026]12号", "青政办发[2026]12号"),
        ("青政办发（2026）第12号", "青政办发（2026）第12号"),
        ("青政办发〔2026〕12号　　　签发人：某某", "青政办发〔2026〕12号"),
    ],
)
def test_a_number_is_found_however_it_is_written(line, number):
    found = recognise_text(f"{line}\n青溪县人民政府关于公开的通知\n各单位：\n现通知如下，请遵照执行。")
    assert found.doc_number == number
    assert found.title == "青溪县人民政府关于公开的通知"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("青溪县人民政府\n关于进一步加强政务公开工作的通知\n各单位：\n现通知如下，请遵照执行。", "青溪县人民政府关于进一步加强政务公开工作的通知"),
        ("关于2026年春节放假的公告\n根据上级安排，现将放假事项公告如下。", "关于2026年春节放假的公告"),
        ("县政府召开常务会议\n　　3月2日，县政府召开第5次常务会议，研究政务公开工作。", "县政府召开常务会议"),
        ("　　3月2日，县政府召开会议，研究政务公开工作。会议指出，要公开。", ""),
    ],
)  # fmt: skip
def test_the_title_is_what_stands_on_top_and_nothing_is_invented(lines, title):
    assert recognise_text(lines).title == title


def test_a_title_broken_by_hand_is_one_line():
    draft = Draft()
    draft.line("青溪县商务局关于印发2026年\n政务公开工作要点的通知", 22, "宋体", CENTER, bold=True)
    draft.lines("各股室、下属单位：", "　　现将要点印发给你们，请遵照执行。")
    found = recognise(read_bytes("a.docx", draft.bytes()))
    assert found.title == blocks(found.body_html)[0].text == "青溪县商务局关于印发2026年政务公开工作要点的通知"


def test_a_decree_has_its_number_and_the_person_who_signs():
    found = recognise_text(
        "青溪县人民政府令\n第12号\n《青溪县政务公开规定》已经县人民政府常务会议通过，现予公布。\n县长　某某\n2026年3月5日\n"
        "青溪县政务公开规定\n第一条 为了规范政务公开，制定本规定。"
    )
    assert found.doc_number == "青溪县人民政府令第12号"
    assert found.signatures == ("县长 某某",)
    assert [p.title for p in found.parts] == ["青溪县政务公开规定"]


@pytest.mark.parametrize("line", ["现将有关事项公告如下：", "为做好工作，现提出要求：", "根据有关规定，各单位包括："])
def test_an_opening_sentence_is_no_addressee(line):
    found = recognise_text(f"关于公开的公告\n{line}\n一是公开，二是监督。")
    assert found.addressee == ""


def test_buttons_below_a_page_of_news_are_left_out():
    found = recognise_text(
        "县领导调研政务服务工作\n来源：县政府办 发布时间：2026-03-05\n3月4日，县长到县政务服务中心调研。\n上一篇：无\n【打印】【关闭】"
    )
    assert [s.why for s in found.stripped] == ["网页信息行", "网页导航", "网页按钮"]
    assert [b.text for b in blocks(found.body_html)] == ["县领导调研政务服务工作", "3月4日，县长到县政务服务中心调研。"]


@pytest.mark.parametrize("date", ["2026年3月2日", "二〇二六年三月二日", "二○二六年十二月三十一日"])
def test_joint_issuers_sign_above_the_date(date):
    found = recognise_text(
        f"关于联合检查的通知\n各乡镇人民政府：\n现通知如下，请遵照执行。\n青溪县财政局\n青溪县审计局\n{date}"
    )
    assert found.signatures == ("青溪县财政局", "青溪县审计局")
    assert found.date_text == date


def test_a_date_within_the_text_is_no_closing_date():
    found = recognise_text("关于检查的通知\n各单位：\n检查自下列日期开始，请做好准备：\n2026年3月2日\n逾期不候。")
    assert found.date_text == ""


def test_chapters_and_articles_of_a_regulation():
    found = recognise_text(
        "青溪县政务公开办法\n第一章 总则\n第一条 为了推进政务公开，制定本办法。\n第二条 本办法适用于本县。\n第二章 附则\n第三条 本办法自印发之日起施行。"
    )
    assert [(b.tag, b.text) for b in blocks(found.body_html)[1:]] == [
        ("h2", "第一章 总则"),
        ("p", "第一条 为了推进政务公开，制定本办法。"),
        ("p", "第二条 本办法适用于本县。"),
        ("h2", "第二章 附则"),
        ("p", "第三条 本办法自印发之日起施行。"),
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["序号 |", "单位 |", "1 |", "县府办 |", "2 |", "|"], (("序号", "单位"), ("1", "县府办"), ("2", ""))),
        (["| 序号 | 单位 |", "|---|---|", "| 1 | 县府办 |"], (("序号", "单位"), ("1", "县府办"))),
    ],
)
def test_tables_that_became_lines_are_tables_again(lines, rows):
    found = recognise_text("\n".join(["任务分工表", "下表列明分工，请各单位认真落实。", *lines, "以上。"]))
    (table,) = [b for b in blocks(found.body_html) if b.tag == "table"]
    assert tuple(tuple(cell.text for cell in row) for row in table.rows) == rows
    assert blocks(found.body_html)[-1].text == "以上。"


def test_a_single_bar_at_a_line_end_makes_no_table():
    found = recognise_text("甲通知\n请登录系统，点击“公开” |\n然后保存。")
    assert not [b for b in blocks(found.body_html) if b.tag == "table"]
    assert "公开” |" in found.body_html


def test_words_of_navigation_within_the_text_are_left_alone():
    lines = ["关于网站改版的通知", *[f"第{n}段，说明改版的安排和要求，请各单位知悉。" for n in range(12)]]
    lines[6] = "下载"
    found = recognise_text("\n".join(lines + [f"第{n}段，继续说明改版安排。" for n in range(12, 24)]))
    assert found.stripped == ()
    assert "下载" in found.body_html


def test_a_paper_with_one_title_has_no_parts():
    assert parts(recognise_text("关于公开的通知\n各单位：\n请公开。").body_html) == ()
    assert parts("") == ()


LINES = st.lists(
    st.sampled_from(
        [
            "关于印发",
            "《办法》的通知",
            "各单位：",
            "一、总则",
            "（一）目标",
            "附件",
            "附件：1.表",
            "2026年3月2日",
            "青溪县财政局",
            "甲|",
            "1|",
            "分享到",
            "为了推进政务公开工作，制定本办法。",
            "青政发〔2026〕3号",
            "任务分工表",
            "（此件公开发布）",
            "<b>甲</b>&amp;",
        ]
    ),
    max_size=14,
)


@given(LINES)
def test_whatever_the_order_no_line_is_lost_and_the_body_is_clean(lines):
    found = recognise_text("\n".join(lines))
    assert sanitise(found.body_html) == found.body_html
    drop = str.maketrans("", "", " |\n\t")
    written = "".join(b.text for b in blocks(found.body_html)) + "".join(s.text for s in found.stripped)
    assert sorted(written.translate(drop)) == sorted("".join(lines).translate(drop))
