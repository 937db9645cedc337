"""Every removed text is looked for in every part of every file (删减核验, S2-33): attacks that must be found."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from PIL import Image

from zwgk.files.body import blocks, sanitise
from zwgk.files.redaction import Artefact, LeakKind, Proof, Removal, prove
from zwgk.files.writers.official import OfficialDocument
from zwgk.files.writers.official_word import official_docx

NAME = "欧阳望舒"
PHONE = "13800001111"
SENTENCE = "经局务会讨论认为其申报材料存在瑕疵"
BODY = sanitise(f"<p>申请人{NAME}，电话{PHONE}。</p><p>{SENTENCE}。</p><p>处理结果予以公开。</p>")


def cut(html: str, index: int, wanted: str) -> Removal:
    block = blocks(html)[index]
    start = block.text.index(wanted)
    return Removal(block.id, "third_party", "《政府信息公开条例》第十五条", start, start + len(wanted))


REMOVALS = [cut(BODY, 0, NAME), cut(BODY, 0, PHONE), cut(BODY, 1, SENTENCE)]


def proof_of(data: bytes, name: str = "公开件.docx", *texts: str) -> Proof:
    return prove(BODY, REMOVALS, [Artefact(name, data)], texts)


def found_in(proof: Proof) -> set[str]:
    return {leak.part for leak in proof.leaks}


def word() -> docx.document.Document:
    document = docx.Document()
    document.add_paragraph("处理结果予以公开。")
    return document


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_the_copy_written_by_the_system_is_clean_and_every_part_was_looked_at() -> None:
    public = sanitise("<p>处理结果予以公开。</p>")
    proof = proof_of(official_docx(OfficialDocument("关于某事项的答复", public, ("青禾县民政局",))))
    assert proof.leaks == ()
    assert proof.remaining == ()
    assert not proof.blocked
    parts = {part for file, part, _ in proof.checked if file == "公开件.docx"}
    for wanted in ("word/document.xml", "docProps/core.xml", "word/styles.xml", "word/settings.xml", "压缩包目录"):
        assert any(wanted in part for part in parts), wanted
    assert ("公开正文.html", "文字", "网页文字") in proof.checked


def test_a_name_in_the_document_properties_is_found() -> None:
    document = word()
    document.core_properties.author = NAME
    proof = proof_of(saved(document))
    assert any("docProps/core.xml" in part for part in found_in(proof))
    assert proof.blocked


def test_a_name_in_a_comment_and_its_author_is_found() -> None:
    document = word()
    document.add_comment(document.paragraphs[0].runs[0], text="请隐去", author=NAME)
    assert any("word/comments.xml" in part for part in found_in(proof_of(saved(document))))


def test_a_deleted_revision_still_holds_its_text_and_is_found() -> None:
    document = word()
    deleted, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = SENTENCE
    run.append(text)
    deleted.append(run)
    document.paragraphs[0]._p.append(deleted)
    assert any("word/document.xml 文字" in part for part in found_in(proof_of(saved(document))))


def test_hidden_text_and_text_split_over_runs_is_found() -> None:
    document = word()
    paragraph = document.add_paragraph()
    for char in PHONE:
        run = paragraph.add_run(char)
        run.font.hidden = True
    kinds = {leak.kind for leak in proof_of(saved(document)).leaks}
    assert LeakKind.WHOLE in kinds
    assert LeakKind.FIGURES in kinds


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("１３８００００１１１１", id="全角数字"),
        pytest.param("138 0000 1111", id="空格分隔"),
        pytest.param("138-0000-1111", id="连字符分隔"),
        pytest.param("一三八〇〇〇〇一一一一", id="汉字数字"),
        pytest.param("1\u200b3\u200b8\u200b00001111", id="零宽字符"),
        pytest.param("欧 阳\n望 舒", id="换行断开的姓名"),
        pytest.param("讨论认为其申报", id="句中片段"),
        pytest.param("讨论、认为“其”申报", id="加标点的片段"),
    ],
)
def test_other_ways_of_writing_a_removed_text_are_found(written: str) -> None:
    document = word()
    document.add_paragraph(f"备注{written}等")
    assert proof_of(saved(document)).blocked


def test_headers_footers_text_for_the_blind_and_custom_xml_are_searched() -> None:
    document = word()
    document.sections[0].header.paragraphs[0].text = NAME
    assert any("word/header" in part for part in found_in(proof_of(saved(document))))

    document = word()
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    picture.seek(0)
    shape = document.add_paragraph().add_run().add_picture(picture)
    shape._inline.docPr.set("descr", f"{NAME}的照片")
    proof = proof_of(saved(document))
    assert any("说明性属性" in part for part in found_in(proof))
    assert any("word/media" in blind.name for blind in proof.blind), "a picture needs a human's eyes"

    data = io.BytesIO(saved(word()))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("customXml/item9.xml", f"<a><b>{SENTENCE}</b></a>")
        archive.writestr(f"word/media/{NAME}.bin", b"x")
    parts = found_in(proof_of(data.getvalue()))
    assert any("customXml/item9.xml" in part for part in parts)
    assert any("压缩包目录" in part for part in parts)


def test_files_within_files_are_opened() -> None:
    inner, middle, outer = io.BytesIO(), io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(inner)
    book.add_worksheet().write_string(0, 0, PHONE)
    book.close()
    with zipfile.ZipFile(middle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("附表.xlsx", inner.getvalue())
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("内层.zip", middle.getvalue())
    proof = proof_of(outer.getvalue(), "附件.zip")
    assert any("sharedStrings.xml" in part for part in found_in(proof))


def test_a_number_stored_as_a_number_in_a_spreadsheet_is_found() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, int(PHONE))
    sheet.write_comment(1, 0, NAME)
    book.close()
    parts = found_in(proof_of(out.getvalue(), "附表.xlsx"))
    assert any("worksheets/sheet1.xml" in part for part in parts)
    assert any("comments1.xml" in part for part in parts)


def test_old_text_files_are_read_in_their_own_encoding() -> None:
    assert proof_of(f"联系人：{NAME}".encode("gb18030"), "名单.txt").blocked
    assert proof_of(f"联系人：{NAME}".encode("utf-16"), "名单.dat").blocked
    assert not proof_of("联系人：王某".encode("gb18030"), "名单.txt").blocked


def test_web_pages_are_searched_in_attributes_comments_and_encoded_addresses() -> None:
    for trick in (
        f"<!-- {NAME} -->",
        f'<img alt="{NAME}">',
        f'<p data-x="{PHONE}"></p>',
        '<a href="/f/%E6%AC%A7%E9%98%B3%E6%9C%9B%E8%88%92.pdf">x</a>',
        "<p>欧<b>阳</b><i>望</i>舒</p>",
        "<p>&#27431;&#38451;&#26395;&#33298;</p>",
        f"<script>var a='{NAME}'</script>",
        f'<p style="display:none">{NAME}</p>',
    ):
        assert proof_of(f"<html><body>{trick}</body></html>".encode(), "页面.html").blocked, trick


def pdf_with(change: object) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)  # type: ignore[operator]
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def outlined(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"{NAME}案", 0))


def annotated(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=NAME)
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, f"{SENTENCE}".encode("gb18030"), filename="a.txt")


def titled(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = f"关于{NAME}的答复"


def described(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = f"来电{PHONE}"


def orphaned(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Unknown = pdf.make_stream(SENTENCE.encode("utf-16-be"))


def drawn(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 9 Tf 3 Tr 10 10 Td ({PHONE}) Tj ET 0 0 90 90 re f".encode())


@pytest.mark.parametrize("change", [outlined, annotated, attached, titled, described, orphaned, drawn])
def test_every_hiding_place_of_a_pdf_is_searched(change: object) -> None:
    assert proof_of(pdf_with(change), "公开件.pdf").blocked
    assert not proof_of(pdf_with(lambda pdf: None), "公开件.pdf").blocked


def test_an_earlier_revision_left_in_a_pdf_is_opened() -> None:
    first = pdf_with(titled)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, root = pdf.docinfo.objgen[0], pdf.Root.objgen[0]
    start = first.rindex(b"startxref") + len(b"startxref")
    previous = int(first[start:].split()[0])
    update = f"{number} 0 obj\n<< /Title (clean) >>\nendobj\n".encode()
    table_at = len(first) + len(update)
    size = max(number, root) + 20
    later = (
        first
        + update
        + f"xref\n{number} 1\n{len(first):010d} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R "
        f"/Info {number} 0 R /Prev {previous} >>\nstartxref\n{table_at}\n%%EOF\n".encode()
    )
    with pikepdf.open(io.BytesIO(later)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "clean"
    proof = proof_of(later, "公开件.pdf")
    assert any("早先保存的第1版" in part for part in found_in(proof))


def test_what_cannot_be_read_is_listed_for_a_human_and_never_counts_as_clean() -> None:
    locked = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    proof = prove(
        BODY,
        REMOVALS,
        [
            Artefact("锁.pdf", locked.getvalue()),
            Artefact("图.png", picture.getvalue()),
            Artefact("坏.docx", b"PK\x03\x04x"),
        ],
    )
    assert {blind.file for blind in proof.blind} == {"锁.pdf", "图.png", "坏.docx"}
    assert proof.needs_eyes


def test_a_text_that_stays_on_purpose_is_reported_for_confirmation_not_as_a_leak() -> None:
    html = sanitise(f"<p>申请人{NAME}。</p><p>公示：{NAME}。</p>")
    proof = prove(html, [cut(html, 0, NAME)], [])
    assert proof.leaks == ()
    assert [(leak.kind, leak.text) for leak in proof.remaining] == [(LeakKind.WHOLE, NAME)]
    assert proof.needs_eyes


def test_a_removed_name_in_the_public_title_is_reported_for_confirmation() -> None:
    data = official_docx(OfficialDocument(f"关于{NAME}申请的答复", sanitise("<p>公开。</p>")))
    assert proof_of(data).blocked
    proof = proof_of(data, "公开件.docx", f"关于{NAME}申请的答复")
    assert not proof.blocked
    assert any(leak.text == NAME for leak in proof.remaining)


def test_a_short_figure_counts_only_where_it_stands_by_itself() -> None:
    html = sanitise("<p>共12人。</p><p>2012年起。</p>")
    assert prove(html, [cut(html, 0, "12")], []).remaining == ()
    assert prove(html, [cut(html, 0, "12")], [Artefact("a.txt", "其中12人".encode())]).blocked
    assert not prove(html, [cut(html, 0, "12")], [Artefact("a.txt", "编号3125".encode())]).blocked


def test_a_leak_does_not_write_the_text_into_logs() -> None:
    proof = proof_of(f"{NAME}".encode(), "a.txt")
    assert proof.leaks
    assert NAME not in repr(proof.leaks)
    assert PHONE not in repr(proof)


def test_the_digest_of_the_proof_follows_the_bytes_that_were_searched() -> None:
    one, two = proof_of(b"a", "a.txt"), proof_of(b"b", "a.txt")
    assert one.files != two.files
    assert one.original_digest == two.original_digest != one.public_digest
