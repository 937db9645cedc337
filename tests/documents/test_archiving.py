"""文书归档: filed with a term, numbered without gaps, boxed, checked by a second person, handed over with a receipt.

DA/T 22—2015; 国家档案局令第8号; 档案法实施条例第三十条.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as XML

import pytest

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents import archive_queries, archive_sheets, filed
from zwgk.documents.actions import archiving
from zwgk.documents.actions.archiving import Filing
from zwgk.documents.models import ArchivePiece, ArchiveTransfer, Fonds
from zwgk.files import store
from zwgk.files.models import File
from zwgk.jobs.models import Job
from zwgk.people.actor import Actor
from zwgk.rules.archiving import Term
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation, Stale

pytestmark = pytest.mark.django_db


def fonds(county: County, number: str = "Z109") -> Fonds:
    return archiving.set_fonds(
        county.bureau, number=number, name="清岚县商务局", on=TODAY, actor=county.actor(Duty.ARCHIVIST)
    )


def closed(county: County, title: str) -> Story:
    story = draft(county, title=title)
    story.published()
    return story


def put(county: County, *stories: Story, term: Term | None = None, reason: str = "") -> list[ArchivePiece]:
    chosen = [Filing(s.fresh(), term or archive_queries.proposal(s.fresh()).term, reason) for s in stories]
    return archiving.file_pieces(chosen, on=TODAY, at=stories[0].tick(), actor=county.actor(Duty.ARCHIVIST))


def second(county: County) -> Actor:
    """Another person with an office's duty."""
    return county.actor(Duty.OFFICE)


def test_a_closed_paper_is_proposed_with_its_term_and_filed_under_it(county: County) -> None:
    fonds(county)
    story = closed(county, "关于印发政务公开工作方案的通知")
    archivist = county.actor(Duty.ARCHIVIST)
    _, proposals = archive_queries.to_file(archivist)
    assert [(p.document.pk, p.row.term) for p in proposals] == [(story.document.pk, Term.THIRTY)]
    (piece,) = put(county, story)
    assert story.stage == "archived"
    assert (piece.year, piece.term, piece.author) == (2026, "thirty", county.bureau.name)
    assert "国家档案局令第8号" in piece.basis
    assert archive_queries.to_file(archivist)[1] == []
    assert Job.objects.filter(handler=archiving.COUNT_PAGES).count() == 1


def test_a_paper_whose_clock_runs_is_not_proposed_and_not_filed(county: County) -> None:
    fonds(county)
    story = draft(county).propose().signed().handed_over()
    assert archive_queries.to_file(county.actor(Duty.ARCHIVIST))[1] == []
    with nothing_changes(), pytest.raises(RuleViolation):
        put(county, story)


def test_all_chosen_papers_are_filed_or_none(county: County) -> None:
    fonds(county)
    good, bad = closed(county, "关于甲的通知"), draft(county, title="关于乙的通知")
    with nothing_changes(), pytest.raises(RuleViolation):
        put(county, good, bad)


def test_without_a_fonds_number_nothing_is_filed(county: County) -> None:
    story = closed(county, "关于甲的通知")
    county.actor(Duty.ARCHIVIST)
    with nothing_changes(), pytest.raises(BadInput, match="全宗号"):
        put(county, story)


def test_a_shorter_term_needs_a_reason(county: County) -> None:
    fonds(county)
    story = closed(county, "关于印发工作方案的通知")
    with nothing_changes(), pytest.raises(BadInput, match="理由"):
        put(county, story, term=Term.TEN)
    (piece,) = put(county, story, term=Term.TEN, reason="与上级文件重复")
    assert (piece.term, piece.proposed_term, piece.reason) == ("ten", "thirty", "与上级文件重复")


def test_the_same_paper_is_filed_once(county: County) -> None:
    fonds(county)
    story = closed(county, "关于甲的通知")
    put(county, story)
    with nothing_changes(), pytest.raises(Stale, match="已经归档"):
        put(county, story)


def test_numbers_run_by_date_without_gaps_and_what_comes_later_follows_on(county: County) -> None:
    row = fonds(county)
    stories = [closed(county, f"关于{name}的通知") for name in "甲乙丙"]
    put(county, *stories)
    archivist = county.actor(Duty.ARCHIVIST)
    first = archiving.number_pieces(row, year=2026, term=Term.TEN, actor=archivist)
    assert [piece.number for piece in first] == [1, 2, 3]
    assert first[0].archival_number == "Z109-WS·2026-D10-0001"
    with nothing_changes(), pytest.raises(BadInput, match="没有等待编件号"):
        archiving.number_pieces(row, year=2026, term=Term.TEN, actor=archivist)
    put(county, closed(county, "关于丁的通知"))
    assert [p.number for p in archiving.number_pieces(row, year=2026, term=Term.TEN, actor=archivist)] == [4]


def test_a_piece_leaves_or_changes_its_term_only_before_it_is_numbered(county: County) -> None:
    row = fonds(county)
    archivist = county.actor(Duty.ARCHIVIST)
    kept, gone = put(county, closed(county, "关于甲的通知"), closed(county, "关于乙的通知"))
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        archiving.unfile(gone, reason=" ", actor=archivist)
    archiving.unfile(gone, reason="重复归档", actor=archivist)
    archiving.change_term(kept, term=Term.THIRTY, reason="", actor=archivist)
    archiving.number_pieces(row, year=2026, term=Term.THIRTY, actor=archivist)
    for wrong in (
        lambda: archiving.unfile(kept, reason="不要了", actor=archivist),
        lambda: archiving.change_term(kept, term=Term.PERMANENT, reason="", actor=archivist),
    ):
        with nothing_changes(), pytest.raises(Stale, match="已编件号"):
            wrong()


def boxed(county: County) -> tuple[Fonds, list[ArchivePiece]]:
    row = fonds(county)
    pieces = put(county, closed(county, "关于甲的通知"), closed(county, "关于乙的通知"))
    archivist = county.actor(Duty.ARCHIVIST)
    archiving.number_pieces(row, year=2026, term=Term.TEN, actor=archivist)
    filed.count_pages([piece.pk for piece in pieces])
    archiving.pack_boxes(row, year=2026, term=Term.TEN, on=TODAY, actor=archivist)
    return row, pieces


def test_pages_are_counted_before_anything_is_boxed(county: County) -> None:
    row = fonds(county)
    pieces = put(county, closed(county, "关于甲的通知"))
    archivist = county.actor(Duty.ARCHIVIST)
    archiving.number_pieces(row, year=2026, term=Term.TEN, actor=archivist)
    with nothing_changes(), pytest.raises(BadInput, match="没有数出页数"):
        archiving.pack_boxes(row, year=2026, term=Term.TEN, on=TODAY, actor=archivist)
    assert filed.count_pages([pieces[0].pk]) == 1
    assert filed.count_pages([pieces[0].pk]) == 0, "再数一遍不变"
    assert ArchivePiece.objects.get(pk=pieces[0].pk).pages == 3, "处理签一页，正本两页"
    (box,) = archiving.pack_boxes(row, year=2026, term=Term.TEN, on=TODAY, actor=archivist)
    assert [p.document.title for p in archive_queries.in_box(box)] == ["关于甲的通知"]


def test_whoever_packed_a_box_does_not_check_it(county: County) -> None:
    row, _ = boxed(county)
    (box,) = archive_queries.boxes(row, 2026)
    with nothing_changes(), pytest.raises(NotAllowed, match="双人核对"):
        archiving.check_box(box, remark="无", on=TODAY, actor=county.actor(Duty.ARCHIVIST))
    checked = archiving.check_box(box, remark="无", on=TODAY, actor=second(county))
    assert checked.checked_on == TODAY
    with nothing_changes(), pytest.raises(Stale, match="检查"):
        archiving.check_box(box, remark="无", on=TODAY, actor=second(county))


def test_only_what_was_boxed_and_checked_is_handed_over_and_the_package_proves_itself(county: County) -> None:
    row, pieces = boxed(county)
    archivist = county.actor(Duty.ARCHIVIST)
    with nothing_changes(), pytest.raises(BadInput, match="装盒"):
        archiving.transfer(row, year=2026, to="清岚县档案馆", at=pieces[0].document.matter.touched_at, actor=archivist)
    (box,) = archive_queries.boxes(row, 2026)
    archiving.check_box(box, remark="无", on=TODAY, actor=second(county))
    made = archiving.transfer(
        row, year=2026, to="清岚县档案馆", at=pieces[0].document.matter.touched_at, actor=archivist
    )
    assert made.pieces_count == 2
    with nothing_changes(), pytest.raises(BadInput, match="移交包还没有生成"):
        archiving.record_receipt(
            made, receipt_no="1", received_by="馆员", received_on=TODAY, today=TODAY, actor=archivist
        )
    kept = filed.make_package(made.pk)
    assert kept is not None
    assert filed.make_package(made.pk) is None, "做过的不再做"
    data = store.data_of(File.objects.get(pk=kept.pk))
    assert filed.verified(io.BytesIO(data)) == []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        folder = "Z109-WS.2026-D10-0001"
        assert [n for n in names if n.startswith(folder)] == [
            f"{folder}/处理签.pdf", f"{folder}/正本.pdf", f"{folder}/定稿.docx", f"{folder}/元数据.xml",
        ]  # fmt: skip
        root = XML.fromstring(packed.read(f"{folder}/元数据.xml"))
    assert root.get("档号") == "Z109-WS·2026-D10-0001"
    assert root.findtext("题名") == "关于甲的通知"
    assert root.findtext("政府信息公开属性") == "此件公开发布"
    assert [e.get("名称") for e in root.iter("行为")][:2] == ["拟稿", "科室审核"]
    assert "归档文件目录.xlsx" in names
    received = archiving.record_receipt(
        made, receipt_no="清档收2026-1", received_by="馆员", received_on=TODAY, today=TODAY, actor=archivist
    )
    assert received.receipt_on == TODAY


def test_a_package_that_was_changed_is_found_out(county: County) -> None:
    row, _ = boxed(county)
    (box,) = archive_queries.boxes(row, 2026)
    archiving.check_box(box, remark="无", on=TODAY, actor=second(county))
    made = archiving.transfer(
        row, year=2026, to="清岚县档案馆", at=box.fonds.pieces.first().document.matter.touched_at,
        actor=county.actor(Duty.ARCHIVIST),
    )  # fmt: skip
    kept = filed.make_package(made.pk)
    assert kept is not None
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(store.data_of(File.objects.get(pk=kept.pk)))) as source,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"x" if name.endswith("正本.pdf") else b""))
    assert len(filed.verified(changed)) == 2


def test_a_receipt_s_day_lies_between_the_handing_over_and_today(county: County) -> None:
    row = fonds(county)
    made = ArchiveTransfer.objects.create(
        fonds=row, year=2026, to="馆", made_by="某", made_at=draft(county).now, pieces_count=0, manifest_sm3="0" * 64
    )
    with nothing_changes(), pytest.raises(BadInput, match="接收日期"):
        archiving.record_receipt(
            made, receipt_no="", received_by="馆员", received_on=date(2026, 11, 1), today=TODAY,
            actor=county.actor(Duty.ARCHIVIST),
        )  # fmt: skip


def test_a_fonds_number_is_one_organ_s_and_stays_once_pieces_are_numbered(county: County) -> None:
    row = fonds(county)
    other = county.actor(Duty.ARCHIVIST, county.other)
    with nothing_changes(), pytest.raises(BadInput, match="已是"):
        archiving.set_fonds(county.other, number="Z109", name="别的局", on=TODAY, actor=other)
    put(county, closed(county, "关于甲的通知"))
    archiving.number_pieces(row, year=2026, term=Term.TEN, actor=county.actor(Duty.ARCHIVIST))
    with nothing_changes(), pytest.raises(BadInput, match="重新编号"):
        fonds(county, "Z110")


def test_the_catalogue_is_printed_by_term_with_what_the_rule_wants(county: County) -> None:
    row, _ = boxed(county)
    pieces = list(archive_queries.pieces(row, 2026))
    (table,) = archive_sheets.catalogue(row, pieces, year=2026)
    assert [column.heading for column in table.columns][:8] == [
        "序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数",
    ]  # fmt: skip
    assert table.rows[0][1] == "Z109-WS·2026-D10-0001"
    assert table.below == ("共2件，6页",)
    assert archive_sheets.catalogue_pdf(row, pieces, year=2026).startswith(b"%PDF")
    assert zipfile.is_zipfile(io.BytesIO(archive_sheets.catalogue_docx(row, pieces, year=2026)))
    assert zipfile.is_zipfile(io.BytesIO(archive_sheets.catalogue_xlsx(row, pieces, year=2026)))
    (box,) = archive_queries.boxes(row, 2026)
    assert archive_sheets.box_pdf(box, archive_queries.in_box(box)).startswith(b"%PDF")
