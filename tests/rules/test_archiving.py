"""Terms, archival numbers and boxes (国家档案局令第8号; DA/T 22—2015)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import archiving
from zwgk.rules.archiving import PartOfPiece, Term, archival_number, parsed_number, proposed_term
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.errors import BadInput


@pytest.mark.parametrize(
    ("kind", "title", "marks", "term", "code"),
    [
        pytest.param(
            "circular", "关于印发某办法的通知", {"is_normative": True}, Term.PERMANENT, "normative", id="规范性文件永久"
        ),
        pytest.param("order", "青禾县人民政府令", {}, Term.PERMANENT, "order", id="命令永久"),
        pytest.param("minutes", "县政府常务会议纪要", {}, Term.PERMANENT, "meeting", id="常务会议纪要永久"),
        pytest.param("minutes", "协调会会议纪要", {}, Term.TEN, "minutes", id="一般会议纪要10年"),
        pytest.param("circular", "关于某某同志任免的通知", {}, Term.PERMANENT, "personnel", id="人事任免永久"),
        pytest.param("circular", "关于印发工作方案的通知", {}, Term.THIRTY, "business", id="一般业务文件30年"),
        pytest.param("letter", "关于报送材料的函", {}, Term.TEN, "letter", id="一般函件10年"),
        pytest.param("request", "关于调整会议室的请示", {}, Term.THIRTY, "general_up", id="一般请示30年"),
        pytest.param("circular", "关于值班的通知", {"is_incoming": True}, Term.TEN, "incoming", id="一般来文10年"),
        pytest.param("circular", "关于放假的通知", {}, Term.TEN, "routine", id="一般事务10年"),
    ],
)
def test_a_paper_gets_the_term_of_its_class(
    kind: str, title: str, marks: dict[str, bool], term: Term, code: str
) -> None:
    row = proposed_term(kind, title, **marks)
    assert (row.term, row.code) == (term, code)
    assert row.basis.startswith("国家档案局令第8号")


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=30), st.booleans(), st.booleans())
def test_every_paper_gets_a_term_with_a_basis(kind: str, title: str, normative: bool, incoming: bool) -> None:
    row = proposed_term(kind, title, is_normative=normative, is_incoming=incoming)
    assert row.basis
    assert row.term in set(Term)


def test_a_shorter_term_needs_a_reason_and_a_longer_one_none() -> None:
    with pytest.raises(BadInput, match="理由"):
        archiving.must_be_reasoned(Term.PERMANENT, Term.TEN, " ")
    archiving.must_be_reasoned(Term.PERMANENT, Term.TEN, "重复件")
    archiving.must_be_reasoned(Term.TEN, Term.PERMANENT, "")


@given(
    st.from_regex(r"[0-9A-Z]{1,5}", fullmatch=True),
    st.integers(1949, 2100),
    st.sampled_from(list(Term)),
    st.integers(1, 9999),
    st.sampled_from(["", "BGS", "1"]),
)
def test_an_archival_number_is_read_back(fonds: str, year: int, term: Term, piece: int, section: str) -> None:
    assert parsed_number(archival_number(fonds, year, term, piece, section)) == (fonds, year, term, section, piece)


def test_an_archival_number_is_written_as_the_rule_has_it() -> None:
    assert archival_number("Z109", 2026, Term.THIRTY, 1, "BGS") == "Z109-WS·2026-D30-BGS-0001"
    assert archival_number("Z109", 2026, Term.PERMANENT, 12) == "Z109-WS·2026-Y-0012"
    with pytest.raises(BadInput, match="不是文书档案的档号"):
        parsed_number("Z109-2026-1")


@pytest.mark.parametrize("number", ["", "中1", "a1", "1234567890A"])
def test_what_is_no_fonds_number_is_refused(number: str) -> None:
    with pytest.raises(BadInput, match="全宗号"):
        archiving.must_be_fonds(number)


@given(st.lists(st.integers(1, 260), max_size=60))
def test_boxes_hold_every_piece_once_in_order_and_are_not_over_full(pages: list[int]) -> None:
    boxes = archiving.into_boxes(pages)
    assert [i for box in boxes for i in box] == list(range(len(pages)))
    assert all(sum(pages[i] for i in box) <= archiving.BOX_PAGES or len(box) == 1 for box in boxes)


def test_parts_lie_in_the_order_of_the_rule() -> None:
    parts = [(PartOfPiece.FINAL_DRAFT, 0), (PartOfPiece.ATTACHMENT, 2), (PartOfPiece.ATTACHMENT, 1)]
    assert archiving.in_order([*parts, (PartOfPiece.ORIGINAL, 0), (PartOfPiece.SLIP, 0)]) == [
        (PartOfPiece.SLIP, 0),
        (PartOfPiece.ORIGINAL, 0),
        (PartOfPiece.ATTACHMENT, 1),
        (PartOfPiece.ATTACHMENT, 2),
        (PartOfPiece.FINAL_DRAFT, 0),
    ]


def test_permanent_papers_of_a_county_go_to_the_archives_after_ten_years() -> None:
    assert archiving.transfer_due(2026) == date(2037, 1, 1)
    assert archiving.transfer_due(2026, "city") == date(2047, 1, 1)


def test_a_paper_is_filed_under_the_year_of_its_making() -> None:
    assert archiving.filing_year(date(2025, 12, 30), date(2026, 1, 5)) == 2025
    assert archiving.filing_year(None, date(2026, 1, 5)) == 2026
