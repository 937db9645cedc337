"""Checks before anything is released."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.errors import GateClosed
from zwgk.rules.release_checks import (
    Gate,
    Item,
    Point,
    Round,
    Scope,
    Secrecy,
    Sheet,
    must_have_rounds,
    must_pass,
    sheet_faults,
    warnings,
)

TODAY = date(2026, 11, 24)
OPEN_SHEET = Sheet(Disclosure.PUBLIC, Scope.SOCIETY, ("门户网站",), False, Secrecy.NONE)
GOOD = Item(
    KINDS["circular"],
    "关于印发2026年政务公开工作要点的通知",
    "各乡镇人民政府：\n第一条 甲。\n第二条 乙。",
    doc_number="某政办发〔2026〕12号",
    index_no="000014349/2026-00110",
    issuers=("某县人民政府办公室",),
    subject="0201",
    date_written=date(2026, 3, 2),
    date_published=date(2026, 3, 5),
    present=frozenset({"addressees"}),
)


def fields(item: Item) -> list[str]:
    return [fault.field for fault in warnings(item, TODAY)]


def test_eight_points_and_five_gates() -> None:
    """S4-57, S3-55."""
    assert len(Point) == 8
    assert [gate.label for gate in Gate] == ["政治关", "法律关", "政策关", "保密关", "文字关"]
    must_pass(dict.fromkeys(Point, True), dict.fromkeys(Gate, "李某"))
    must_pass(dict.fromkeys(Point, True))


def test_an_open_point_or_a_gate_without_a_name_refuses_release() -> None:
    """S4-56."""
    with pytest.raises(GateClosed) as refusal:
        must_pass(
            {**dict.fromkeys(Point, True), Point.ACCURACY: False}, {**dict.fromkeys(Gate, "李某"), Gate.SECRECY: " "}
        )
    assert "内容是否准确" in refusal.value.why
    assert "保密关" in refusal.value.why
    assert "政治关" not in refusal.value.why


def test_a_consistent_sheet_has_no_faults() -> None:
    """S4-55."""
    assert sheet_faults(OPEN_SHEET) == []
    assert sheet_faults(Sheet(Disclosure.WITHHELD, Scope.INTERNAL, (), False, Secrecy.NONE)) == []
    assert sheet_faults(Sheet(Disclosure.ON_REQUEST, Scope.APPLICANT, (), False, Secrecy.NONE)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"disclosure": None}, "disclosure", id="没填公开与否"),
        pytest.param({"scope": None}, "scope", id="没填范围"),
        pytest.param({"channels": ()}, "channels", id="公开却没有方式"),
        pytest.param({"scope": Scope.INTERNAL}, "scope", id="公开却只在内部"),
        pytest.param({"secret": None}, "secret", id="没填是否保密"),
        pytest.param({"secret": True}, "level", id="保密却没有密级"),
        pytest.param({"level": Secrecy.SECRET}, "level", id="不保密却有密级"),
        pytest.param({"secret": True, "level": Secrecy.CONFIDENTIAL, "years": 11}, "years", id="秘密超过十年"),
        pytest.param({"level": Secrecy.UNDECIDED}, "disclosure", id="待定密不能公开"),
        pytest.param({"years": 5}, "years", id="没有密级却有期限"),
        pytest.param({"disclosure": Disclosure.WITHHELD, "scope": Scope.NOBODY}, "channels", id="不公开却有方式"),
    ],
)
def test_fields_that_contradict_each_other_are_named(change: dict[str, object], field: str) -> None:
    assert field in {fault.field for fault in sheet_faults(replace(OPEN_SHEET, **change))}  # type: ignore[arg-type]


def test_three_readings_by_three_people_before_a_news_item_goes_out() -> None:
    done = dict(zip(Round, ["甲", "乙", "丙", "乙", "丁", "戊"], strict=True))
    must_have_rounds(KINDS["news"], done)
    for change in ({Round.SECOND_PROOF: ""}, {Round.SECOND_REVIEW: "甲"}, {Round.FINAL_PROOF: "丁"}):
        with pytest.raises(GateClosed):
            must_have_rounds(KINDS["news"], {**done, **change})
    must_have_rounds(KINDS["circular"], {})


def test_a_complete_item_gives_no_warning() -> None:
    assert warnings(GOOD, TODAY) == []


@pytest.mark.parametrize(
    ("change", "field", "blocking"),
    [
        pytest.param({"title": " "}, "title", True, id="空标题"),
        pytest.param({"text": ""}, "text", True, id="空正文"),
        pytest.param({"doc_number": ""}, "doc_number", False, id="没有文号"),
        pytest.param({"date_written": None}, "date_written", False, id="没有成文日期"),
        pytest.param({"index_no": ""}, "index_no", False, id="没有索引号"),
        pytest.param(
            {"date_written": date(2026, 12, 1), "date_published": None}, "date_written", True, id="成文在将来"
        ),
        pytest.param({"date_published": date(2026, 3, 1)}, "date_published", True, id="发布早于成文"),
        pytest.param({"index_no": "000014349/2019-00110"}, "index_no", False, id="索引号年份不符"),
        pytest.param({"index_no": "115323007704937969-/2019-0703436"}, "index_no", False, id="带分段的索引号"),
        pytest.param({"index_no": "003110926/201510-00216"}, "index_no", False, id="年月索引号"),
        pytest.param({"doc_number": "某政办发〔2018〕12号"}, "doc_number", False, id="文号年份不符"),
        pytest.param({"title": "2018年政务公开工作方案"}, "title", False, id="标题年份不符"),
        pytest.param({"text": "第一条 甲。\n第二条 乙。\n第二条 丙。"}, "text", False, id="条款重复"),
    ],
)
def test_what_is_missing_or_disagrees_is_said_before_publication(
    change: dict[str, object], field: str, blocking: bool
) -> None:
    """S2-03, S4-01."""
    found = warnings(replace(GOOD, **change), TODAY)  # type: ignore[arg-type]
    assert [(fault.field, fault.blocking) for fault in found] == [(field, blocking)]


def test_the_seeds_page_with_three_different_years_is_warned_about() -> None:
    """S2-03: index 2019, page 2021, text 2018; number and date empty."""
    item = replace(
        GOOD,
        title="楚雄州商务局政务公开工作实施方案",
        text="为进一步推进政务公开工作,结合我局实际,制定我局2018年政务公开工作实施方案。",
        doc_number="",
        index_no="115323007704937969-/2019-0703436",
        date_written=None,
        date_published=date(2021, 3, 1),
    )
    assert fields(item) == ["doc_number", "date_written", "index_no", "text"]


def test_last_years_report_and_several_institutions_in_one_paper_are_no_fault() -> None:
    assert fields(replace(GOOD, title="2025年政府信息公开工作总结")) == []
    assert fields(replace(GOOD, text="第一条 甲。\n第二条 乙。\n另一制度\n第一条 丙。\n第二条 丁。")) == []


def test_a_reprint_without_its_link_waits() -> None:
    item = Item(KINDS["reprint"], "转载标题", "正文", source="某网", date_published=TODAY)
    assert [(fault.field, fault.blocking) for fault in warnings(item, TODAY)] == [("source_url", True)]
