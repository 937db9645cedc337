"""Areas of pages: where they lie on turned and cropped pages, what they take along, which pages may keep their text."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.files.making import as_bytes, pdf, scan
from zwgk.files.readers.result import PageState
from zwgk.files.redaction.areas import WHOLE, Area, Box, Glyph, PageLayout, PageLine, around, bar, covered, grown
from zwgk.files.redaction.burning import burnt, packed
from zwgk.files.redaction.layout import pages_of
from zwgk.files.redaction.rebuilding import SHARED
from zwgk.files.redaction.remaking import Remade, remade_pages
from zwgk.rules.errors import BadInput, LimitExceeded

GROUND = "《条例》第十五条"
NAME = "欧阳望舒"
PAGE = f"<p>救助对象{NAME}。</p><p>审核意见：同意发放。</p>"


def changed(data: bytes, **entries: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as made:
        for page in made.pages:
            for key, value in entries.items():
                page.obj[f"/{key}"] = value
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def area_over(data: bytes, wanted: str, number: int = 1) -> Area:
    with pages_of("a.pdf", data) as pages:
        line = next(line for line in pages.layout(number).lines if wanted in line.text)
    at = line.text.index(wanted)
    return Area(number, around(g.box for g in line.glyphs[at : at + len(wanted)]), "third_party", GROUND)


def remade(data: bytes, *areas: Area) -> Remade:
    return remade_pages("a.pdf", data, areas, title="审核表.pdf")


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_an_area_lies_where_the_reader_saw_the_words_however_the_page_is_turned_or_cropped(
    turned: int, cropped: bool
) -> None:
    entries: dict[str, object] = {"Rotate": turned}
    if cropped:
        entries["CropBox"] = pikepdf.Array([40, 300, 560, 830])
    data = changed(pdf(PAGE), **entries)
    area = area_over(data, NAME)
    new = remade(data, area)
    assert new.removed == (NAME,)
    with pages_of("a.pdf", data) as before, pages_of("a.pdf", new.file.data) as after:
        assert after.size(1) == pytest.approx(before.size(1), abs=0.5)
        old, page = before.image(1).convert("L"), after.image(1).convert("L")
        box = area.box
        edges = (
            box.left * page.width // WHOLE + 2, box.top * page.height // WHOLE + 2,
            box.right * page.width // WHOLE - 2, box.bottom * page.height // WHOLE - 2,
        )  # fmt: skip
        assert old.crop(edges).getextrema()[1] > 200, "the words stood there, on white"
        assert page.crop(edges).getextrema() == (0, 0)


def test_a_page_that_shares_its_fonts_with_a_covered_one_is_drawn_too() -> None:
    """A font tells which characters were used: a rare name's character would be in the font of every other page."""
    data = pdf(f"<p>救助对象{NAME}。</p><p style='break-before:page'>第二页没有要遮盖的。</p>")
    new = remade(data, area_over(data, NAME))
    assert new.drawn == {2: SHARED}
    assert text_of(new.file.data).strip() == ""
    assert "第二页没有要遮盖的" in new.text


def test_without_areas_a_page_that_hides_nothing_keeps_its_text() -> None:
    new = remade(pdf(PAGE))
    assert new.drawn == {}
    assert "审核意见" in text_of(new.file.data)
    assert new.spoken is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"BT /F 12 Tf 3 Tr 50 50 Td (secret) Tj ET", id="看不见的文字"),
        pytest.param(b"BT /F 12 Tf 1 1 1 rg 50 50 Td (secret) Tj ET", id="白字"),
        pytest.param(b"BT /F 12 Tf 0 g 50 50 Td (secret) Tj ET 0 g 40 40 100 40 re f", id="黑块下的字"),
        pytest.param(b"BT /F 12 Tf 0 g -500 50 Td (secret) Tj ET", id="页面外的字"),
        pytest.param(b"/OC /L BDC BT /F 12 Tf 0 g 50 50 Td (secret) Tj ET EMC", id="图层"),
    ],
)
def test_a_page_that_hides_text_is_drawn_and_the_text_is_gone(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf(PAGE))) as made:
        page = made.pages[0]
        page.obj.Resources.Font["/F"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        layer = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("L")))
        page.obj.Resources["/Properties"] = pikepdf.Dictionary(L=layer)
        made.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        page.contents_add(made.make_stream(b"q 1 0 0 1 0 0 cm " + content + b" Q"), prepend=True)
        out = io.BytesIO()
        made.save(out)
    data = out.getvalue()
    with pikepdf.open(io.BytesIO(data)) as before:
        assert b"secret" in before.pages[0].Contents[0].read_bytes()
    new = remade(data)
    assert list(new.drawn) == [1]
    with pikepdf.open(io.BytesIO(new.file.data)) as after:
        for item in after.objects:
            if isinstance(item, pikepdf.Stream):
                assert b"secret" not in item.read_raw_bytes()
    assert "secret" not in new.text


def test_what_a_kept_page_said_of_itself_and_did_not_show_stays_behind() -> None:
    data = pdf(PAGE)
    with pikepdf.open(io.BytesIO(data)) as made:
        page = made.pages[0]
        page.obj.Resources.Font["/Unused"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Secret")
        )
        page.contents_add(made.make_stream(b"/Span <</ActualText (secret)>> BDC EMC"))
        page.obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.String("secret"))
        out = io.BytesIO()
        made.save(out)
    new = remade(out.getvalue())
    assert new.drawn == {}
    with pikepdf.open(io.BytesIO(new.file.data)) as after:
        assert set(after.pages[0].obj.keys()) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert "/Unused" not in after.pages[0].obj.Resources.Font
        assert b"secret" not in after.pages[0].Contents.read_bytes()


def test_a_picture_is_written_anew_upright_and_without_what_its_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "secret place"
    data = as_bytes(scan("入户照片", size=(400, 200)), "JPEG", exif=exif)
    new = remade_pages("照片.jpg", data, [Area(1, Box(0, 0, 5000, 5000), "third_party", GROUND)], title="照片")
    assert new.file.name == "照片（删减件）.jpg"
    image = Image.open(io.BytesIO(new.file.data))
    assert image.size == (200, 400), "turned as its camera said"
    assert not image.getexif()
    assert b"secret" not in new.file.data
    assert max(image.convert("L").crop((0, 0, 95, 195)).tobytes()) < 16


def test_a_fax_of_several_pages_becomes_a_pdf() -> None:
    frames = [scan("第一页"), scan("第二页")]
    data = as_bytes(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    new = remade_pages("传真.tif", data, [Area(2, Box(0, 0, WHOLE, 3000), "third_party", GROUND)], title="传真.tif")
    assert new.file.name == "传真（删减件）.pdf"
    with pages_of("a.pdf", new.file.data) as pages:
        assert pages.count == 2


def test_an_area_on_a_page_that_nobody_could_read_is_named_for_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zwgk.files.readers.picture.available", lambda: False)
    area = Area(1, Box(0, 0, WHOLE, 5000), "third_party", GROUND)
    new = remade_pages("a.png", as_bytes(scan("名单"), "PNG"), [area], title="名单")
    assert new.unread == (1,)
    assert new.places[0].length == 0
    assert new.spoken is not None
    assert "未能识别文字" in new.spoken.data.decode()


def test_an_area_beside_the_pages_and_a_file_of_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="没有第2页"):
        remade(pdf(PAGE), Area(2, Box(0, 0, 500, 500), "third_party", GROUND))
    monkeypatch.setattr("zwgk.files.limits.MAX_OCR_PAGES", 0)
    with pytest.raises(LimitExceeded, match="逐页遮盖"):
        remade(pdf(PAGE))


def test_half_a_character_is_covered_whole() -> None:
    glyphs = tuple(Glyph(c, Box(n * 100, 0, n * 100 + 90, 100)) for n, c in enumerate("甲乙丙"))
    layout = PageLayout(1, 500, 700, (PageLine(glyphs),), PageState.TEXT)
    area = Area(1, Box(150, 0, 180, 100), "third_party", GROUND)
    (whole,) = grown([area], layout)
    assert (whole.box.left, whole.box.right) == (96, 194)
    (left,) = covered(layout, [whole])
    assert left.text == f"甲{bar(GROUND)}丙"
    assert left.gone == ("乙",)


boxes = st.tuples(*[st.integers(0, WHOLE)] * 4).map(
    lambda v: Box(min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
)


@given(st.text("甲乙丙丁12", min_size=1, max_size=20), st.lists(boxes, max_size=4))
def test_what_is_kept_and_what_is_gone_are_together_the_line(text: str, found: list[Box]) -> None:
    glyphs = tuple(Glyph(c, Box(n * 400, 4000, n * 400 + 380, 4400)) for n, c in enumerate(text))
    layout = PageLayout(1, 500, 700, (PageLine(glyphs),), PageState.TEXT)
    areas = [Area(1, box, "third_party", GROUND) for box in found]
    (left,) = covered(layout, areas)
    assert sorted("".join((*left.kept, *left.gone))) == sorted(text)
    assert left.text.count("（已删减：") == len(left.gone)


@given(boxes)
def test_bars_are_black_and_everything_else_stays(box: Box) -> None:
    page = Image.new("RGB", (120, 160), "white")
    area = Area(1, box, "third_party", GROUND)
    new = burnt(page, [area])
    left, top = box.left * 120 // WHOLE, box.top * 160 // WHOLE
    right, bottom = -(-box.right * 120 // WHOLE), -(-box.bottom * 160 // WHOLE)
    black = sum(count for count, colour in new.getcolors() or () if colour == (0, 0, 0))
    assert black == (min(right, 119) - left + 1 if left < 120 else 0) * (min(bottom, 159) - top + 1 if top < 160 else 0)


def test_print_is_packed_without_loss_of_shape_and_photographs_as_jpeg() -> None:
    assert packed(scan("文字")).filter == "/FlateDecode"
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    assert packed(noise).filter == "/DCTDecode"
    assert packed(Image.new("RGB", (301, 11), (255, 0, 0))).colours == "/DeviceRGB"
