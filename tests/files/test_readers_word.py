"""Word files: what stands on the page is read, with automatic numbers; what is hidden in the file is told."""

# ruff: noqa: E501 — pages and parts of files are kept as they come
from __future__ import annotations

import pytest
from docx.shared import Inches

from tests.files.making import Draft, as_bytes, repacked, scan, xml
from zwgk.files.readers import FileKind, read_bytes
from zwgk.files.readers.word_numbering import chinese

NUMBERING = """<w:numbering {w}>
<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num><w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def numbered(draft: Draft, text: str, number: int, level: int = 0) -> None:
    paragraph = draft.line(text)
    paragraph._p.get_or_add_pPr().append(
        xml(f'<w:numPr {{w}}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def with_numbering(draft: Draft) -> Draft:
    part = draft.document.part.numbering_part
    part._element[:] = list(xml(NUMBERING))
    return draft


def test_automatic_numbers_appear_in_the_text_and_start_again_under_the_next_heading():
    draft = with_numbering(Draft())
    for text, level in (
        ("总体要求", 0),
        ("目标", 1),
        ("原则", 1),
        ("甲项", 2),
        ("主要任务", 0),
        ("公开", 1),
        ("乙项", 2),
    ):
        numbered(draft, text, 90, level)
    numbered(draft, "本办法由办公室解释。", 91)
    numbered(draft, "另起一组", 92)
    assert read_bytes("a.docx", draft.bytes()).text.split("\n") == [
        "一、总体要求", "（一）目标", "（二）原则", "1.甲项", "二、主要任务", "（一）公开", "1.乙项",
        "第三条本办法由办公室解释。", "一、另起一组",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (213, "二百一十三"),
    ],
)
def test_chinese_numerals_read_as_people_write_them(number, expected):
    assert chinese(number) == expected


def test_merged_cells_are_kept_in_the_body_and_repeated_in_the_grid():
    draft = Draft()
    table = draft.document.add_table(4, 3)
    for c, text in enumerate(("序号", "工作任务", "牵头单位")):
        table.cell(0, c).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    table.cell(1, 1).text, table.cell(1, 2).text = "梳理目录", "县政府办"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "各单位"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "备注"
    found = read_bytes("分工表.docx", draft.bytes())
    assert found.tables == (
        (("序号", "工作任务", "牵头单位"), ("1", "梳理目录", "县政府办"), ("1", "各单位", "各单位"), ("备注",) * 3),
    )
    assert '<td rowspan="2">1</td>' in found.body_html
    assert '<td colspan="3">备注</td>' in found.body_html


def test_headers_comments_and_hidden_text_are_looked_through_but_do_not_enter_the_body():
    draft = Draft().lines("正文一句。")
    draft.document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"
    draft.document.sections[0].footer.paragraphs[0].text = "— 1 —"
    hidden = draft.line("藏起来的话")
    hidden.runs[0].font.hidden = True
    commented = draft.line("被批注的话")
    draft.document.add_comment(commented.runs, text="这里先别公开", author="甲")
    found = read_bytes("a.docx", draft.bytes())
    assert found.text == "正文一句。\n被批注的话"
    assert {(e.place, e.text) for e in found.elsewhere} == {
        ("页眉", "内部资料 注意保存"), ("隐藏文字", "藏起来的话"), ("批注", "这里先别公开"),
    }  # fmt: skip
    assert "内部资料" in found.everything
    assert any("1条批注" in s for s in found.unread)
    assert any("隐藏文字" in s for s in found.unread)


def test_tracked_changes_are_read_as_accepted_and_told():
    draft = Draft()
    paragraph = draft.line("会议于")
    paragraph._p.append(xml('<w:ins {w} w:id="1" w:author="甲"><w:r><w:t>三月二日</w:t></w:r></w:ins>'))
    paragraph._p.append(xml('<w:del {w} w:id="2" w:author="甲"><w:r><w:delText>三月一日</w:delText></w:r></w:del>'))
    paragraph.add_run("召开。")
    found = read_bytes("a.docx", draft.bytes())
    assert found.text == "会议于三月二日召开。"
    assert "三月一日" not in found.body_html
    assert "三月一日" in found.everything
    assert any("修订痕迹（插入1处、删除1处）" in s for s in found.unread)


def test_text_boxes_are_read_once_and_field_codes_are_not_text():
    draft = Draft()
    paragraph = draft.line("发布机关")
    box = "<w:txbxContent><w:p><w:r><w:t>特急</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        xml(
            '<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    paragraph._p.append(
        xml(
            '<w:p {w}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r>'
            '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
    )
    for run in list(paragraph._p.findall(paragraph._p[-1].tag)):
        for child in list(run):
            paragraph._p.append(child)
        paragraph._p.remove(run)
    assert read_bytes("a.docx", draft.bytes()).text.split("\n") == ["发布机关7", "特急"]


def test_images_come_with_their_texts_and_an_address_by_digest():
    draft = Draft().lines("流程如下：")
    picture = as_bytes(scan("流程图"), "PNG")
    import io

    draft.document.add_picture(io.BytesIO(picture), width=Inches(3))
    prop = draft.document.inline_shapes[0]._inline.docPr
    prop.set("descr", "依申请公开流程图")
    found = read_bytes("a.docx", draft.bytes())
    (image,) = found.images
    assert image.alt == "依申请公开流程图"
    assert image.data == picture
    assert f'<img src="{image.name}" alt="依申请公开流程图">' in found.body_html


def test_a_name_that_the_program_gave_is_no_alternative_text():
    import io

    draft = Draft()
    draft.document.add_picture(io.BytesIO(as_bytes(scan("甲"), "PNG")))
    draft.document.inline_shapes[0]._inline.docPr.set("descr", "图片 1")
    assert read_bytes("a.docx", draft.bytes()).images[0].alt == ""


def test_footnotes_stand_at_the_end_with_their_numbers():
    draft = Draft()
    paragraph = draft.line("全县公开政府信息一万条")
    paragraph._p.append(xml('<w:r {w}><w:footnoteReference w:id="2"/></w:r>'))

    def add(parts: dict[str, bytes]) -> None:
        note = xml(
            '<w:footnotes {w}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            '<w:footnote w:id="2"><w:p><w:r><w:t>截至2026年2月底。</w:t></w:r></w:p></w:footnote></w:footnotes>'
        )
        from lxml import etree

        parts["word/footnotes.xml"] = etree.tostring(note)

    found = read_bytes("a.docx", repacked(draft.bytes(), add))
    assert found.text.split("\n") == ["全县公开政府信息一万条〔脚注1〕", "〔脚注1〕截至2026年2月底。"]


def test_fonts_sizes_colours_and_alignment_are_known_to_the_recogniser():
    from tests.files.making import CENTER

    draft = Draft()
    draft.line("青溪县人民政府文件", 42, "方正小标宋简体", CENTER, red=True)
    look = read_bytes("a.docx", draft.bytes()).pieces[0].look
    assert (look.size, look.align, look.colour, look.font) == (42, "center", "ff0000", "方正小标宋简体")


def test_the_kind_is_docx_even_when_named_doc():
    assert read_bytes("旧名.doc", Draft().lines("内容").bytes()).kind is FileKind.DOCX


def test_a_main_part_of_another_name_and_strict_open_xml_are_read():
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document2.xml"] = parts.pop("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")

    assert read_bytes("a.docx", repacked(Draft().lines("公开的内容").bytes(), change)).text == "公开的内容"
