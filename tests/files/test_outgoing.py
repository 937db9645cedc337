"""What goes out bears no author, company, remark or tracked change; what a reader sees stays (S0-60)."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
import xlsxwriter
from PIL import Image

from tests.files.making import Draft, repacked, xml
from zwgk.files import readers, store
from zwgk.files.models import File, Purpose
from zwgk.files.outgoing import cleaned, sent_as
from zwgk.people.actor import SYSTEM

PERSON, COMPANY, REMARK = "王小明", "清岚县某某科技公司", "这句先别公开"


def _word() -> bytes:
    draft = Draft().lines("第一段没有改动。", "第二段", "第三段的结尾")
    paragraphs = draft.document.paragraphs
    paragraphs[1]._p.append(
        xml(f'<w:ins {{w}} w:id="1" w:author="{PERSON}"><w:r><w:t>添了这一句。</w:t></w:r></w:ins>')
    )
    paragraphs[1]._p.append(
        xml(f'<w:del {{w}} w:id="2" w:author="{PERSON}"><w:r><w:delText>{REMARK}</w:delText></w:r></w:del>')
    )
    draft.document.add_comment(paragraphs[0].runs, text=REMARK, author=PERSON, initials="王")
    core = draft.document.core_properties
    core.author = core.last_modified_by = PERSON
    core.title, core.comments, core.keywords = "关于供水的通知", REMARK, "内部"

    def company(parts: dict[str, bytes]) -> None:
        app = parts["docProps/app.xml"].decode()
        parts["docProps/app.xml"] = app.replace("</Properties>", f"<Company>{COMPANY}</Company></Properties>").encode()

    return repacked(draft.bytes(), company)


def _sheet() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"author": PERSON, "company": COMPANY, "title": "补贴名单", "comments": REMARK})
    page = book.add_worksheet("名单")
    page.write_row(0, 0, ["序号", "乡镇"])
    page.write_row(1, 0, [1, "云溪镇"])
    page.write_comment("B2", REMARK, {"author": PERSON})
    book.close()
    return out.getvalue()


def _paged(*, signed: bool = False) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"], pdf.docinfo["/Title"], pdf.docinfo["/Creator"] = PERSON, "通告", COMPANY
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=REMARK)
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[9, 9, 99, 99])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note), pdf.make_indirect(link)])
    pdf.attachments["底稿.txt"] = pikepdf.AttachedFileSpec(pdf, REMARK.encode(), filename="底稿.txt")
    if signed:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _picture() -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x010F] = "Wang", "Camera"
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#336699").save(out, "JPEG", exif=exif)
    return out.getvalue()


def _everything(data: bytes) -> str:
    """Every byte of every part, unpacked: what a curious person finds."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "ignore") + data.decode("utf-16-be", "ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


FILES = {"通知.docx": _word, "名单.xlsx": _sheet, "通告.pdf": _paged, "现场.jpg": _picture}


@pytest.mark.parametrize("name", FILES)
def test_nobody_is_named_and_nothing_said_in_the_margin(name: str) -> None:
    data = FILES[name]()
    made = cleaned(name, data)
    said = _everything(made)
    for word in (PERSON, COMPANY, REMARK, "Camera"):
        assert word not in said, word
    assert made != data
    assert cleaned(name, made) == made  # nothing is left to take out, and equal bytes give equal bytes
    assert cleaned(name, data) == made


def test_a_word_file_reads_as_its_changes_were_meant() -> None:
    made = cleaned("通知.docx", _word())
    shown = [paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs]
    assert shown == ["第一段没有改动。", "第二段添了这一句。", "第三段的结尾"]
    assert docx.Document(io.BytesIO(made)).core_properties.title == "关于供水的通知"
    assert readers.read_bytes("通知.docx", made).elsewhere == ()


def test_a_sheet_keeps_its_cells() -> None:
    made = readers.read_bytes("名单.xlsx", cleaned("名单.xlsx", _sheet()))
    assert "云溪镇" in made.text
    assert REMARK not in made.everything


def test_a_pdf_keeps_links_and_title_and_a_signed_one_its_signature() -> None:
    with pikepdf.open(io.BytesIO(cleaned("通告.pdf", _paged()))) as pdf:
        assert [str(note.Subtype) for note in pdf.pages[0].Annots] == ["/Link"]
        assert str(pdf.docinfo["/Title"]) == "通告"
        assert len(pdf.attachments) == 0
    signed = _paged(signed=True)
    assert cleaned("通告.pdf", signed) == signed


def test_a_file_without_such_things_goes_out_byte_for_byte() -> None:
    plain = "一行字\n".encode()
    assert cleaned("说明.txt", plain) == plain


@pytest.mark.django_db
def test_the_original_stays_inside_and_the_copy_is_made_once() -> None:
    data = _word()
    file = store.keep("通知.docx", data, actor=SYSTEM, purpose=Purpose.ATTACHMENT, matter_id=7)
    goes = sent_as(file)
    assert goes.pk != file.pk
    assert goes.matter_id == 7
    assert PERSON not in _everything(store.data_of(goes))
    assert store.data_of(file) == data
    number = File.objects.count()
    assert sent_as(file) == goes
    assert File.objects.count() == number
    plain = store.keep("说明.txt", b"abc", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    assert sent_as(plain) == plain
    assert File.objects.get(pk=plain.pk).outgoing == plain
