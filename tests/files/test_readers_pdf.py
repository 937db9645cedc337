"""PDF and images: text is joined to paragraphs, scans are recognised or marked unreadable, never taken for empty."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.files.making import as_bytes, pdf, scan
from zwgk.files import limits
from zwgk.files.readers import FileKind, PageState, picture, read_bytes

CLAUSE = "为了推进政务公开工作，保障人民群众知情权、参与权、表达权和监督权，根据有关规定，结合本县实际，制定本办法。"
needs_ocr = pytest.mark.skipif(not picture.available(), reason="本机未安装tesseract chi_sim")


@pytest.fixture(scope="module")
def paper() -> bytes:
    numerals = "一二三四五六七八九十"
    clauses = "".join(f"<p>第{n}条　{CLAUSE}{CLAUSE}</p>" for n in numerals)
    return pdf(
        f"<h1>青溪县政务公开工作办法</h1>{clauses}{clauses}",
        "h1 { font: 22pt 'Noto Serif CJK SC'; text-align: center } @page { @top-center { content: '青溪县政府公报' }"
        " @bottom-center { content: '— ' counter(page) ' —' } }",
    )


def test_lines_are_joined_to_paragraphs_across_pages_and_running_lines_left_out(paper):
    found = read_bytes("办法.pdf", paper)
    assert found.kind is FileKind.PDF
    assert len(found.pages) >= 3
    assert set(found.pages) == {PageState.TEXT}
    lines = found.text.split("\n")
    assert lines[0] == "青溪县政务公开工作办法"
    assert len(lines) == 21
    assert all(line.endswith("制定本办法。") for line in lines[1:])
    assert "公报" not in found.text
    assert [e.text for e in found.elsewhere] == ["青溪县政府公报"]
    assert found.complete


def test_the_title_of_a_pdf_is_known_to_stand_in_the_middle(paper):
    first = read_bytes("办法.pdf", paper).pieces[0]
    assert first.look.align == "center"


def scanned_pdf(*pages: tuple[str, ...]) -> bytes:
    first, *more = [scan(*lines) for lines in pages]
    return as_bytes(first, "PDF", resolution=200, save_all=True, append_images=more)


@needs_ocr
def test_a_scanned_page_is_recognised_and_marked_so():
    found = read_bytes("扫描件.pdf", scanned_pdf(("关于做好政务公开工作的通知", "各乡镇人民政府")))
    assert found.pages == (PageState.OCR,)
    assert "政务公开工作" in found.text


def test_a_scan_is_unreadable_where_recognition_is_missing(monkeypatch):
    monkeypatch.setattr(picture, "available", lambda: False)
    found = read_bytes("扫描件.pdf", scanned_pdf(("机密",), ("甲",)))
    assert found.pages == (PageState.UNREADABLE, PageState.UNREADABLE)
    assert found.text == ""
    assert found.unread == (
        "第1页是扫描图片，未能识别文字（本机未安装文字识别），须人工查看",
        "第2页是扫描图片，未能识别文字（本机未安装文字识别），须人工查看",
    )


def test_recognition_that_takes_too_long_leaves_the_page_unread(monkeypatch):
    monkeypatch.setattr(picture, "available", lambda: True)
    monkeypatch.setattr(picture, "recognise", lambda image: None)
    found = read_bytes("扫描件.pdf", scanned_pdf(("甲",)))
    assert found.pages == (PageState.UNREADABLE,)
    assert "超时或失败" in found.unread[0]


def test_pages_beyond_the_limit_of_recognition_are_unread_not_empty(monkeypatch):
    monkeypatch.setattr(limits, "MAX_OCR_PAGES", 0)
    found = read_bytes("扫描件.pdf", scanned_pdf(("甲",)))
    assert found.pages == (PageState.UNREADABLE,)
    assert "上限" in found.unread[0]


def test_an_image_on_a_page_of_text_is_named(paper):
    source = f"data:image/png;base64,{_encoded(as_bytes(scan('甲'), 'PNG'))}"
    picture_page = pdf(f"<p>{CLAUSE}</p><img style='width:12cm;height:12cm' src='{source}'>")
    found = read_bytes("图文.pdf", picture_page)
    assert found.pages == (PageState.TEXT,)
    assert found.unread == ("第1页有图片，图片中的文字未能读取",)


def _encoded(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


def test_the_text_layer_of_a_scan_counts_as_recognised():
    """Scanners lay what they recognised over the image: it is text that nobody has proof-read."""
    source = f"data:image/png;base64,{_encoded(as_bytes(scan(size=(1240, 1754)), 'PNG'))}"
    layered = pdf(
        f"<p>{CLAUSE}</p>",
        f"@page {{ margin: 0; background: url({source}) 0 0 / 100% 100% no-repeat }}",
    )
    found = read_bytes("扫描件.pdf", layered)
    assert found.pages == (PageState.OCR,)
    assert "知情权" in found.text


def test_comments_and_attachments_in_a_pdf_are_told(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 20, 20], Contents="领导批示：先不公开"
        )
        document.pages[0].obj["/Annots"] = pikepdf.Array([document.make_indirect(note)])
        document.attachments["底稿.txt"] = pikepdf.AttachedFileSpec(document, b"secret", filename="底稿.txt")
        out = io.BytesIO()
        document.save(out)
    found = read_bytes("办法.pdf", out.getvalue())
    assert "领导批示：先不公开" in found.everything
    assert "领导批示" not in found.text
    assert any("1条批注" in s for s in found.unread)
    assert any("内嵌了1个附件" in s for s in found.unread)


@needs_ocr
def test_a_photographed_page_is_recognised_and_loses_its_position_data():
    from PIL import Image

    image = scan("青溪县人民政府公告", "现予公布")
    exif = Image.Exif()
    exif[0x010F] = "某某手机"
    data = as_bytes(image, "JPEG", exif=exif, quality=95)
    found = read_bytes("照片.jpg", data)
    assert found.pages == (PageState.OCR,)
    assert "青溪县人民政府公告" in found.text.replace("青痪", "青溪")
    (kept,) = found.images
    assert "某某手机".encode() not in kept.data
    assert len(Image.open(io.BytesIO(kept.data)).getexif()) == 0


def test_a_blank_page_is_nothing_to_read_and_not_unreadable(monkeypatch):
    monkeypatch.setattr(picture, "available", lambda: False)
    found = read_bytes("空白.png", as_bytes(scan(), "PNG"))
    assert found.pages == (PageState.TEXT,)
    assert found.complete


def test_a_fax_in_tiff_is_read_page_by_page_and_shown_as_png(monkeypatch):
    monkeypatch.setattr(picture, "available", lambda: False)
    data = as_bytes(scan("甲"), "TIFF", save_all=True, append_images=[scan("乙")])
    found = read_bytes("传真.tif", data)
    assert found.pages == (PageState.UNREADABLE,) * 2
    assert found.images[0].name.endswith(".png")


def test_a_page_whose_letters_have_no_meaning_is_not_trusted(monkeypatch):
    """Fonts without a Unicode table give letters at random: the page is read by its looks or not at all."""
    monkeypatch.setattr(picture, "available", lambda: False)
    with pikepdf.open(io.BytesIO(pdf(f"<p>{CLAUSE}</p>"))) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        out = io.BytesIO()
        document.save(out)
    found = read_bytes("办法.pdf", out.getvalue())
    assert found.pages == (PageState.UNREADABLE,)
    assert found.text == ""
    assert "第1页的字体没有文字编码" in found.unread[0]
