"""Attachments redacted: passages of texts and tables, areas of pages; found in all parts at once; made anew and proved
(删减后公开, S2-33, S4-14; 条例第三十七条)."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.documents.story import Story, draft
from tests.files.making import Draft, as_bytes, pdf, scan
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.documents import parts, spotting, texts
from zwgk.documents.actions import attaching, copying, covering, redacting
from zwgk.documents.models import Attachment, AttachmentMark, PageReading, RedactedCopy, Redaction
from zwgk.documents.parts import Spot
from zwgk.files import readers, store
from zwgk.files.models import File, Purpose
from zwgk.files.redaction.areas import Box
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.jobs import worker
from zwgk.people.actor import SYSTEM
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, Stale
from zwgk.rules.privacy import Kind

pytestmark = pytest.mark.django_db

NAME, CARD, PHONE = "欧阳望舒", "990100198001010018", "13900000421"
BODY = f"<p>现将救助对象{NAME}的情况公示如下。</p><p>公示期五个工作日。</p>"


def notice() -> bytes:
    return Draft().lines(f"救助对象{NAME}", f"身份证号{CARD}", "公示期五个工作日").bytes()


def table() -> bytes:
    rows = [[NAME, CARD, "3000"], ["秦小满", "990100199002020028", "2000"]]
    columns = [Column("姓名"), Column("身份证号"), Column("金额")]
    return workbook([SheetData("名单", columns, rows, title="发放名单")], title="名单", organ=NAME)


def paper() -> bytes:
    return pdf(f"<h1>审核表</h1><p>救助对象{NAME}，电话{PHONE}。</p><p>审核意见：同意发放。</p>")


def photo() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = f"{NAME}家门口"
    return as_bytes(scan("入户照片", "审核意见予以发放"), "JPEG", exif=exif)


def with_attachments(county: County, **files: bytes) -> tuple[Story, dict[str, Attachment]]:
    """A paper to be cut, with attachments by name: ``a_docx=…`` becomes “a.docx”."""
    story = draft(county, body=BODY)
    made = {}
    for key, data in files.items():
        name = key.replace("_", ".")
        read = readers.read_bytes(name, data)
        file = store.keep(name, data, actor=SYSTEM, purpose=Purpose.ATTACHMENT, read=read,
                          matter_id=story.document.matter_id)  # fmt: skip
        made[key] = attaching.attach(
            story.fresh(), file, title=f"附件{name}", at=story.tick(), actor=county.actor(Duty.DRAFTER)
        )
    story.propose(Disclosure.REDACTED, ground_reason="含救助对象的姓名和身份证号")
    return story, made


def cover(story: Story, spots: list[Spot], reason: str = "个人信息") -> int:
    return covering.cover(
        story.fresh(), spots, ground_code="third_party", reason=reason, at=story.tick(),
        actor=story.actor(Duty.DRAFTER),
    )  # fmt: skip


def cover_everywhere(story: Story, *wanted: str) -> int:
    return sum(cover(story, [found.spot for found in spotting.words(story.fresh(), text)]) for text in wanted)


def copy_of(story: Story) -> RedactedCopy:
    return copying.make_copy(story.fresh(), at=story.tick(), by="起草人", by_user=None)


def public_file(copy: RedactedCopy, attachment: Attachment) -> tuple[str, bytes]:
    made = copying.made_of(copy, attachment)
    assert made is not None
    return made.file.name, store.data_of(made.file)


def everything_in(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_one_search_covers_the_words_in_body_word_table_and_pdf_at_once(county: County) -> None:
    story, made = with_attachments(county, a_docx=notice(), b_xlsx=table(), c_pdf=paper())
    found = spotting.words(story.fresh(), NAME)
    assert [f.part for f in found] == ["正文", "附件a.docx", "附件b.xlsx", "附件c.pdf"]
    assert cover(story, [f.spot for f in found]) == 4
    assert Redaction.objects.count() == 1
    assert {m.attachment_id for m in AttachmentMark.objects.all()} == {a.pk for a in made.values()}
    assert spotting.words(story.fresh(), NAME) == [], "what is marked is not found again"


def test_all_findings_of_a_kind_are_covered_by_one_click_wherever_they_stand(county: County) -> None:
    story, _ = with_attachments(county, a_docx=notice(), b_xlsx=table(), c_pdf=paper())
    assert dict(spotting.kinds(story.fresh()))[Kind.ID_CARD] == 3
    cards = spotting.of_kind(story.fresh(), Kind.ID_CARD)
    assert [f.text for f in cards] == [CARD, CARD, "990100199002020028"]
    phones = spotting.of_kind(story.fresh(), Kind.MOBILE)
    assert [(f.part, f.text) for f in phones] == [("附件c.pdf", PHONE)]
    assert cover(story, [f.spot for f in [*cards, *phones]]) == 4


def test_word_and_table_attachments_are_newly_written_and_hold_nothing_removed(county: County) -> None:
    story, made = with_attachments(county, a_docx=notice(), b_xlsx=table())
    cover_everywhere(story, NAME, CARD)
    copy = copy_of(story)
    assert copy.proof["leaks"] == []
    for key, suffix in (("a_docx", ".docx"), ("b_xlsx", ".xlsx")):
        name, data = public_file(copy, made[key])
        assert name.endswith(f"（删减件）{suffix}")
        inside = everything_in(data)
        assert NAME not in inside
        assert CARD not in inside
        assert "第十五条" in inside
    _, data = public_file(copy, made["b_xlsx"])
    rows = readers.read_bytes("b.xlsx", data).tables[0]
    assert [row[2] for row in rows if row[2]] == ["发放名单", "金额", "3000", "2000"]
    assert "秦小满" in {row[0] for row in rows}


def test_a_pdf_attachment_goes_out_as_pictures_with_bars_and_a_text_version(county: County) -> None:
    story, made = with_attachments(county, c_pdf=paper())
    cover_everywhere(story, NAME, PHONE)
    copy = copy_of(story)
    assert copy.proof["leaks"] == []
    anew = copying.made_of(copy, made["c_pdf"])
    assert anew is not None
    assert anew.spoken is not None
    assert anew.spoken.name == "附件c（文字版）.html"
    text = store.data_of(anew.spoken).decode()
    assert "（已删减：" in text
    assert "审核意见：同意发放" in text
    assert NAME not in text
    assert NAME not in anew.file.text
    assert readers.read_bytes("c.pdf", store.data_of(anew.file)).pages[0] == "ocr", "no text layer is left"


def test_a_photo_goes_out_without_what_its_camera_wrote_even_where_nothing_is_covered(county: County) -> None:
    from PIL import Image

    story, made = with_attachments(county, d_jpg=photo(), a_docx=notice())
    cover_everywhere(story, NAME)
    copy = copy_of(story)
    _, data = public_file(copy, made["d_jpg"])
    assert not Image.open(io.BytesIO(data)).getexif()
    assert NAME.encode() not in data


def test_a_scan_is_recognised_in_the_background_and_its_lines_are_covered(county: County) -> None:
    story, made = with_attachments(county, e_png=as_bytes(scan("低保对象救助名单", f"身份证{CARD}"), "PNG"))
    covering.order_reading(made["e_png"], actor=story.actor(Duty.DRAFTER))
    worker.drain(["slow"])
    assert PageReading.objects.get().state == "ocr"
    found = spotting.words(story.fresh(), CARD)
    assert [(f.part, f.spot.page) for f in found] == [("附件e.png", 1)]
    cover(story, [f.spot for f in found])
    copy = copy_of(story)
    assert copy.proof["leaks"] == []
    _, data = public_file(copy, made["e_png"])
    read = readers.read_bytes("e.png", data)
    assert "救助名单" in read.text
    assert CARD not in read.text


def test_a_forgotten_attachment_is_found_by_the_proof(county: County) -> None:
    story, _ = with_attachments(county, a_docx=notice(), c_pdf=paper())
    cover(story, [f.spot for f in spotting.words(story.fresh(), NAME) if f.part != "附件a.docx"])
    copy = copy_of(story)
    assert {leak["file"] for leak in copy.proof["leaks"]} >= {"附件a.docx"}
    with pytest.raises(GateClosed, match="仍在公开文件里"):
        redacting.read_redacted(copy, at=story.tick(), actor=county.actor(Duty.SECRECY))


def test_what_goes_out_are_the_files_made_anew_and_never_the_originals(county: County) -> None:
    story, made = with_attachments(county, a_docx=notice(), c_pdf=paper())
    cover_everywhere(story, NAME, CARD, PHONE)
    story.signed().handed_over()
    copy = copy_of(story)
    redacting.read_redacted(copy, at=story.tick(), actor=county.actor(Duty.SECRECY), remaining_is_fine=True)
    publication = story.publish()
    assert publication.current is not None
    published = {f.sha256: f.name for f in publication.current.files.all()}
    assert not {a.file.sha256 for a in made.values()} & set(published)
    assert {"附件a（删减件）.docx", "附件c（删减件）.pdf", "附件c（文字版）.html"} <= set(published.values())
    for sha256 in published:
        data = store.data_of(File.objects.filter(blob__sha256=sha256)[0])
        assert NAME.encode() not in data


def test_personal_data_left_in_an_attachment_keeps_the_whole_paper_back(county: County) -> None:
    """Only the name was covered; the number still stands in the table: the release is refused and says where."""
    story, _ = with_attachments(county, b_xlsx=table())
    cover_everywhere(story, NAME)
    story.signed().handed_over()
    copy = copy_of(story)
    redacting.read_redacted(copy, at=story.tick(), actor=county.actor(Duty.SECRECY), remaining_is_fine=True)
    county.actor(Duty.PUBLISHER)
    with nothing_changes(), pytest.raises(GateClosed, match=r"附件b\.xlsx.*身份证号"):
        story.publish()


@pytest.mark.parametrize(
    ("spot", "said"),
    [
        pytest.param({"page": 9, "box": Box(0, 0, 500, 500)}, "没有第9页", id="没有这一页"),
        pytest.param({"page": 1, "box": Box(500, 0, 400, 500)}, "左上角", id="左右颠倒"),
        pytest.param({"page": 1, "box": Box(0, 0, 10_001, 500)}, "页面之内", id="出了页边"),
        pytest.param({"page": 1, "box": Box(0, 0, 3, 500)}, "太小", id="遮不住"),
    ],
)
def test_an_area_beside_the_page_is_refused(county: County, spot: dict[str, object], said: str) -> None:
    _, made = with_attachments(county, c_pdf=paper())
    with pytest.raises(BadInput, match=said):
        covering.must_be_on_pages(made["c_pdf"], [Spot(made["c_pdf"].pk, **spot)])  # type: ignore[arg-type]


def test_nothing_chosen_and_a_replaced_attachment_are_refused(county: County) -> None:
    story, made = with_attachments(county, a_docx=notice())
    with nothing_changes(), pytest.raises(BadInput, match="没有选中"):
        cover(story, [])
    spots = [f.spot for f in spotting.words(story.fresh(), NAME)]
    attaching.remove_attachment(made["a_docx"], at=story.tick(), actor=county.actor(Duty.DRAFTER))
    with nothing_changes(), pytest.raises(Stale):
        cover(story, spots)


def test_marking_an_attachment_anew_asks_for_a_new_copy(county: County) -> None:
    story, made = with_attachments(county, c_pdf=paper())
    cover_everywhere(story, NAME)
    copy = copy_of(story)
    assert copying.current_copy(story.fresh()) == copy
    mark = AttachmentMark.objects.get(attachment=made["c_pdf"])
    covering.uncover(mark, actor=county.actor(Duty.DRAFTER))
    assert copying.current_copy(story.fresh()) is None
    assert parts.areas(made["c_pdf"]) == []
    assert texts.outgoing_attachments(story.fresh())
