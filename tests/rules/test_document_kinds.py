"""Kinds of documents and other items."""

from __future__ import annotations

import pytest

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import (
    KINDS,
    METADATA,
    OFFICIAL,
    USUAL,
    Direction,
    Family,
    default_disclosure,
    guess_kind,
    guess_subtype,
    missing_metadata,
)


def test_there_are_the_fifteen_official_kinds_in_order() -> None:
    """《党政机关公文处理工作条例》第八条; S4-68."""
    labels = "决议 决定 命令（令） 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"
    assert [kind.label for kind in OFFICIAL] == labels.split()
    assert sorted(kind.label for kind in USUAL) == sorted(
        ["决定", "公告", "通告", "通知", "通报", "请示", "报告", "议案", "批复", "意见", "函"]
    )


def test_upward_documents_name_their_signer() -> None:
    for kind in OFFICIAL:
        if kind.directions == frozenset({Direction.UP}):
            assert "signer" in kind.required
    assert KINDS["request"].directions == KINDS["report"].directions == frozenset({Direction.UP})


def test_normative_documents_are_of_kinds_that_are_public_by_default() -> None:
    """S0-39."""
    normative = [kind for kind in OFFICIAL if kind.normative]
    assert [kind.label for kind in normative] == ["决定", "公告", "通告", "意见", "通知"]
    assert {kind.default for kind in normative} == {Disclosure.PUBLIC}


@pytest.mark.parametrize(
    ("title", "kind", "subtype"),
    [
        ("关于印发《某县政务公开办法（试行）》的通知", "circular", "issue"),
        ("关于召开全县政务公开工作会议的通知", "circular", "meeting"),
        ("关于做好统计报送工作的通知", "circular", "general"),
        ("关于印发某县2026年政务公开工作要点的通知", "circular", "work_points"),
        ("关于王某等同志任职的通知", "circular", "personnel"),
        ("关于表彰先进集体的决定", "decision", "award"),
        ("关于加快发展的实施意见", "opinion", "implementation"),
        ("关于公开征求《某办法（草案）》意见的公告", "proclamation", "consultation"),
        ("某县人民政府令（第5号）", "order", None),
        ("县政府第3次常务会议纪要", "minutes", None),
        ("关于商请支持数据共享的函", "letter", "inter_department"),
        ("关于某项目用地的复函", "letter", "reply"),
        ("关于某事的请示", "request", None),
        ("关于某事办理情况的报告", "report", None),
        ("关于同意设立某某园区的批复", "reply", None),
        ("2025年政府信息公开工作年度报告", "annual_report", None),
        ("《某办法》政策解读", "interpretation", None),
        ("关于封闭施工的通告（2026年第2号）", "notice_to_public", None),
    ],
)
def test_tells_kind_and_subtype_from_a_title(title: str, kind: str, subtype: str | None) -> None:
    guessed = guess_kind(title)
    assert guessed is KINDS[kind]
    fine = guess_subtype(guessed, title)
    assert (fine.code if fine else None) == subtype


@pytest.mark.parametrize(
    "title", ["某局政务公开工作实施方案", "向社会公开征求意见", "某县2026年工作要点", "领导动态", ""]
)
def test_a_title_without_a_kind_tells_none(title: str) -> None:
    assert guess_kind(title) is None


@pytest.mark.parametrize(("kind", "subtype"), [("circular", "general"), ("circular", "meeting")])
def test_plain_working_notices_are_proposed_on_request(kind: str, subtype: str) -> None:
    """S4-71."""
    assert default_disclosure(KINDS[kind], KINDS[kind].subtype(subtype)) is Disclosure.ON_REQUEST
    assert default_disclosure(KINDS[kind]) is Disclosure.PUBLIC


def test_requests_reports_letters_and_minutes_need_a_reason_for_each_piece() -> None:
    """S4-70: no class is withheld as a whole."""
    careful = {kind.label for kind in KINDS.values() if kind.item_reason}
    assert careful == {"请示", "报告", "函", "纪要"}
    assert all(kind.default is not Disclosure.WITHHELD for kind in KINDS.values())


def test_a_reprint_needs_source_and_link() -> None:
    assert {"source", "source_url"} <= set(KINDS["reprint"].required)
    assert missing_metadata(KINDS["reprint"], {"title", "date_published", "source"}) == ("原文链接",)


def test_required_metadata_have_labels() -> None:
    assert all(name in METADATA for kind in KINDS.values() for name in kind.required)
    assert {kind.family for kind in OFFICIAL} == {Family.OFFICIAL}
