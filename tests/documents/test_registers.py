"""发文、收文、用印登记簿: no number without a word, one line a paper, a year as xlsx and PDF (S2-31)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.documents.story import draft
from tests.files.measuring import texts
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents import registers
from zwgk.documents.actions import handing, registering
from zwgk.documents.actions.registering import Incoming
from zwgk.documents.models import IncomingEntry
from zwgk.documents.registers import Book
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Classified, Stale

pytestmark = pytest.mark.django_db


def register(county: County, paper: Incoming, on: date = TODAY) -> IncomingEntry:
    return registering.register_incoming(
        county.bureau, paper, on=on, at=draft(county).now, actor=county.actor(Duty.OFFICE)
    )


def test_a_number_that_was_passed_over_shows_until_it_is_explained(county: County) -> None:
    office = county.actor(Duty.OFFICE)
    story = draft(county).propose().signed()
    handing.number(story.fresh(), on=TODAY, actor=office, wanted=3)
    (gap,) = registers.gaps(office, year=2026)
    assert gap.numbers == (1, 2)
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        registering.explain_gap(county.bureau, code=gap.code, year=2026, number=1, reason=" ", on=TODAY, actor=office)
    with nothing_changes(), pytest.raises(BadInput, match="不是空号"):
        registering.explain_gap(county.bureau, code=gap.code, year=2026, number=9, reason="某", on=TODAY, actor=office)
    for number in gap.numbers:
        registering.explain_gap(
            county.bureau, code=gap.code, year=2026, number=number, reason="预留未用", on=TODAY, actor=office
        )
    assert registers.gaps(office, year=2026) == []
    with nothing_changes(), pytest.raises(Stale, match="已在簿上"):
        registering.explain_gap(
            county.bureau, code=gap.code, year=2026, number=1, reason="再来", on=TODAY, actor=office
        )


def test_incoming_papers_are_numbered_without_gaps_and_each_is_entered_once(county: County) -> None:
    paper = Incoming("澜溪市人民政府办公室", "关于做好某项工作的通知", "澜政办〔2026〕5号")
    first = register(county, paper)
    assert (first.number, str(first)) == (1, "收〔2026〕1号")
    county.actor(Duty.OFFICE)
    story = draft(county)
    with nothing_changes(), pytest.raises(Stale, match="已登记为收〔2026〕1号"):
        registering.register_incoming(county.bureau, paper, on=TODAY, at=story.now, actor=county.actor(Duty.OFFICE))
    assert register(county, Incoming("清岚县财政局", "关于报送材料的函")).number == 2
    assert register(county, Incoming("清岚县财政局", "关于报送材料的函"), on=date(2027, 1, 4)).number == 1


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        pytest.param(Incoming("", "某函"), "来文单位", id="没有来文单位"),
        pytest.param(Incoming("某局", " "), "标题", id="没有标题"),
        pytest.param(Incoming("某局", "某函", copies=0), "份数", id="份数不对"),
        pytest.param(Incoming("某局", "某函", reply_by=date(2026, 1, 1)), "已经过去", id="要求办结日期已过"),
        pytest.param(Incoming("某局", "长" * 301), "标题", id="标题过长"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(county: County, paper: Incoming, why: str) -> None:
    story = draft(county)
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match=why):
        registering.register_incoming(county.bureau, paper, on=TODAY, at=story.now, actor=office)


def test_a_classified_paper_is_not_entered_here(county: County) -> None:
    """涉密不上网."""
    story = draft(county)
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(Classified):
        registering.register_incoming(
            county.bureau, Incoming("某局", "关于某事的函（机密★5年）"), on=TODAY, at=story.now, actor=office
        )


def test_what_became_of_an_incoming_paper_is_entered_once(county: County) -> None:
    entry = register(county, Incoming("清岚县财政局", "关于报送材料的函"))
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="办理结果"):
        registering.close_incoming(entry, outcome="", on=TODAY, actor=office)
    assert registering.close_incoming(entry, outcome="已复函", on=TODAY, actor=office).done_on == TODAY
    with nothing_changes(), pytest.raises(Stale, match="办结"):
        registering.close_incoming(entry, outcome="又办", on=TODAY, actor=office)


def test_a_year_s_books_leave_as_xlsx_and_pdf_with_void_numbers_and_their_reasons(county: County) -> None:
    office = county.actor(Duty.OFFICE)
    void, kept = draft(county, title="关于甲的通知").propose().signed(), draft(county, title="关于乙的通知")
    handing.void_number(handing.number(void.fresh(), on=TODAY, actor=office), reason="编错", on=TODAY, actor=office)
    kept.propose().signed().handed_over()
    register(county, Incoming("清岚县财政局", "关于报送材料的函"))
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(registers.book_xlsx(Book.OUTGOING, office, year=2026, organ="清岚县商务局"))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert [row[1] for row in rows[2:]] == ["关于甲的通知", "关于乙的通知"]
    assert rows[2][-1] == "作废：编错"
    assert rows[3][7] == 20, "份数"
    printed = "".join(texts(registers.book_pdf(Book.OUTGOING, office, year=2026, organ="清岚县商务局"))).replace(
        "\n", ""
    )
    assert "作废：编错" in printed
    assert "共2条" in printed
    seals = "".join(texts(registers.book_pdf(Book.SEALS, office, year=2026, organ="清岚县商务局")))
    assert "共1条" in seals
    assert "收〔2026〕1号" in "".join(texts(registers.book_pdf(Book.INCOMING, office, year=2026, organ="清岚县商务局")))


def test_the_books_ask_the_database_no_more_for_many_lines_than_for_one(
    county: County, django_assert_max_num_queries: object
) -> None:
    office = county.actor(Duty.OFFICE)
    for name in "甲乙丙":
        draft(county, title=f"关于{name}的通知").propose().signed().handed_over()
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        registers.book_xlsx(Book.OUTGOING, office, year=2026, organ="清岚县商务局")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        registers.outgoing(office, year=2026)
