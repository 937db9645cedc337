"""Every paper of a request says all it must in the official layout; every outcome has its own, with remedies."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date

import pikepdf
import pytest

from tests.inforequests.story import registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.inforequests.actions import charging, consulting, correcting, sending, timing
from zwgk.inforequests.models.asking import Answer
from zwgk.inforequests.papers import facts, rendering, wording
from zwgk.rules import remedies
from zwgk.rules.decision_documents import PAPERS, Element, Remedies, missing
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.fees import Standard
from zwgk.rules.outcomes import OUTCOMES

#: where an element stands that is no part of the wording: head, foot, layout
_ELSEWHERE = {
    *(Element.DOC_NUMBER, Element.APPLICANT, Element.RECIPIENT, Element.ORGAN, Element.DATE, Element.CONTACT),
    *(Element.RECEIVED_ON, Element.CHANNEL, Element.REQUEST_NUMBER, Element.DESCRIPTION, Element.REMEDY),
}
WORDED = {**wording.REPLIES, **wording.STEPS, **wording.LETTERS, "withdraw": wording.WITHDRAWN}
BODIES = remedies.Bodies("清岚县人民政府", "清岚县人民法院", "https://fuyi.example")
ON = date(2026, 3, 5)


def sample(key: str) -> dict[str, str]:
    """Each element told by its own name, so that it is found again on the paper."""
    return {e.value: f"〈{e.value}〉" for e in PAPERS[key].elements}


def text_of(data: bytes) -> str:
    """All that stands on a Word file: body, tables, text boxes, heads and feet."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [
            packed.read(name).decode()
            for name in sorted(packed.namelist())
            if name.startswith("word/") and name.endswith(".xml")
        ]
    return html.unescape("".join(text for part in parts for text in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part)))


def test_every_numbered_paper_has_its_wording_and_names_each_element() -> None:
    for key, row in PAPERS.items():
        if not row.numbered:
            continue
        named = {Element(name) for name in wording.used(WORDED[key])}
        assert set(row.elements) - _ELSEWHERE <= named, key
        assert named <= {*row.elements, *_ELSEWHERE, Element.RIGHT_OFFICE}, key


@pytest.mark.parametrize("key", PAPERS)
def test_every_paper_renders_as_word_with_all_its_elements(key: str) -> None:
    row = PAPERS[key]
    paper = rendering.official(
        key,
        {"elements": sample(key), "items": []},
        organ="清岚县商务局",
        doc_number="清商公开复〔2026〕1号" if row.numbered else "",
        issued_on=ON,
        applicant="〈applicant〉",
    )
    shown = text_of(rendering.official_docx(paper))
    shown_by_layout = {
        Element.DOC_NUMBER: "清商公开复〔2026〕1号",
        Element.ORGAN: "清岚县商务局",
        Element.DATE: "2026年3月5日",
    }
    for element in row.elements:
        wanted = shown_by_layout.get(element, f"〈{element.value}〉")
        if not row.numbered and element in shown_by_layout:
            continue
        assert wanted in shown, f"{key} does not show {element.label}"
    assert ("不能单独申请行政复议" in shown) is (row.remedies is Remedies.NOT_ALONE)
    assert not (row.masks_applicant and "〈applicant〉" in shown)


@pytest.mark.parametrize("code", [code for code in OUTCOMES if code != "withdrawn"])
def test_every_outcome_has_a_decision_that_renders_with_its_remedies(code: str) -> None:
    row = OUTCOMES[code]
    way = remedies.way([code], ON)
    elements = {**sample(row.document), "remedy": remedies.notice(way, BODIES, ON).text}
    items = [{"no": 1, "description": "资金", "outcome": code, "elements": elements, "attached": ["分配表"]}]
    paper = rendering.official(
        row.document,
        {"elements": elements, "items": items},
        organ="清岚县商务局",
        doc_number="清商公开复〔2026〕1号",
        issued_on=ON,
        applicant="穆青禾",
    )
    shown = text_of(rendering.official_docx(paper))
    assert "穆青禾" in shown
    assert "60日内向清岚县人民政府申请行政复议" in shown
    assert ("应当先" in shown) is row.reconsideration_first
    assert ("6个月内向清岚县人民法院" in shown) is not row.reconsideration_first


@pytest.mark.django_db
def test_a_decision_of_the_room_prints_as_pdf(county: County) -> None:
    story = registered(county).with_material().decided().submitted().signed().sealed()
    paper = story.things["paper"]
    data = rendering.pdf(paper, applicant="穆青禾", code="https://www.qinglan.example/verify/1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert 1 <= len(pdf.pages) <= 2
    shown = text_of(rendering.docx(paper, applicant="穆青禾"))
    for said in (
        "穆青禾",
        "清商公开复〔2026〕1号",
        "2026年1月30日",
        "当面提交",
        "农村公路养护资金分配表",
        "6个月",
        "0990-1234567",
    ):
        assert said in shown, said
    assert paper.facts["elements"]["applicant"] == "穆＊＊", "the name is in no table"
    assert (
        missing(paper.key, {**paper.facts["elements"], **paper.facts["items"][0]["elements"], "doc_number": "1"}) == ()
    )


@pytest.mark.django_db
def test_papers_of_the_procedure_are_filled_from_the_file(county: County) -> None:
    story = registered(county, received=date(2026, 4, 20)).on(date(2026, 4, 28)).consulted()
    issue = sending.issue_paper
    with nothing_changes(), pytest.raises(GateClosed, match="需要补正的事项"):
        issue(story.fresh(), "correction", actor=story.desk, **story.day)
    letter = issue(
        story.fresh(), "third_party_consult", consultation=story.things["consultation"], actor=story.desk, **story.day
    )
    assert letter.doc_number == "清商公开函〔2026〕1号"
    assert "穆" not in str(letter.facts)
    shown = "".join(rendering.paragraphs(letter.key, letter.facts["elements"], []))
    assert "15个工作日内" in shown
    assert "由本机关依照条例的规定决定是否公开" in shown
    told = issue(
        story.fresh(), "third_party_inform_applicant", given={"reason": "涉及第三方"}, actor=story.desk, **story.day
    )
    assert told.doc_number == "清商公开告〔2026〕1号"
    consulting.end_consultation(
        story.fresh(), story.things["consultation"], answer=Answer.AGREE, actor=story.desk, **story.day
    )
    correcting.ask_correction(story.fresh(), points="请写明道路名称", actor=story.desk, **story.day)
    assert "2026年5月14日前" in str(issue(story.fresh(), "correction", actor=story.desk, **story.day).facts)
    correcting.receive_correction(
        story.fresh(), description="县道", corrected_on=story.today, actor=story.desk, **story.day
    )
    timing.ask_extension(story.fresh(), workdays=5, reason="需要查阅历年档案", actor=story.desk, **story.day)
    timing.approve_extension(story.fresh(), actor=story.desk, **story.day)
    extended = issue(story.fresh(), "extension", actor=story.desk, **story.day)
    assert story.due() == date(2026, 5, 28)
    assert extended.facts["elements"]["new_due"] == "2026年6月4日", "as it will be once it is told"
    charging.send_fee_notice(
        story.fresh(),
        standard=Standard.BY_VOLUME,
        number=250,
        payment="非税专户",
        told_on=story.today,
        actor=story.desk,
        **story.day,
    )
    assert "4700元" in str(issue(story.fresh(), "fee_notice", actor=story.desk, **story.day).facts)
    with nothing_changes(), pytest.raises(BadInput, match="审签后编号"):
        issue(story.fresh(), "reply_granted", actor=story.desk, **story.day)
    with nothing_changes(), pytest.raises(BadInput, match="申请人的信息"):
        issue(
            story.fresh(),
            "assist",
            given={"recipient": "县交通局", "excerpt": "穆青禾要的资金表", "period": "3月1日"},
            actor=story.desk,
            **story.day,
        )
    said = facts.history(story.fresh())
    assert "收到您的补正" in said
    assert "征求第三方意见" in said
