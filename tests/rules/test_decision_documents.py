"""Every paper of a request, and what must stand in it (条例第三十六条;S0-36)."""

from __future__ import annotations

import pytest

from zwgk.rules.decision_documents import (
    PAPERS,
    Element,
    Remedies,
    To,
    missing,
    must_be_complete,
    must_not_tell,
    paper,
)
from zwgk.rules.errors import BadInput, GateClosed

#: the set that the procedure asks for
_SET = """application_form register receipt correction reason_request extension delay_reasonable third_party_consult
third_party_inform_applicant third_party_decision joint_consult assist secrecy_ask fee_notice reply_published
reply_granted reply_partial reply_refused reply_not_exist reply_not_ours reply_no_ready reply_unclear reply_repeat
reply_petition reply_publication reply_excess reply_special reply_reissue closed_not_corrected closed_not_paid
correction_own withdraw service approval archive"""


def test_the_whole_set_is_there() -> None:
    assert set(_SET.split()) <= set(PAPERS)


@pytest.mark.parametrize("key", PAPERS)
def test_a_paper_lacks_each_of_its_elements_until_it_is_given(key: str) -> None:
    row = paper(key)
    assert len(set(row.elements)) == len(row.elements)
    facts = {element.value: "有" for element in row.elements}
    assert missing(key, facts) == ()
    for element in row.elements:
        assert missing(key, {**facts, element.value: "  "}) == (element,)
    with pytest.raises(GateClosed, match=row.elements[0].label.split("（")[0]):
        must_be_complete(key, {})


@pytest.mark.parametrize("key", [key for key, row in PAPERS.items() if row.is_reply])
def test_a_reply_states_facts_basis_decision_and_remedy(key: str) -> None:
    wanted = {Element.APPLICANT, Element.RECEIVED_ON, Element.CHANNEL, Element.DESCRIPTION, Element.FACTS}
    wanted |= {Element.BASIS, Element.DECISION, Element.REMEDY, Element.ORGAN, Element.DATE, Element.CONTACT}
    assert wanted <= set(paper(key).elements)


def test_steps_of_the_procedure_cannot_be_challenged_alone() -> None:
    """法释〔2025〕8号; 国办函〔2021〕132号."""
    for key in ("correction", "extension", "fee_notice", "reason_request"):
        assert paper(key).remedies is Remedies.NOT_ALONE


def test_a_draft_needs_no_number_and_no_date_yet() -> None:
    facts = {element.value: "有" for element in paper("reply_granted").elements}
    del facts["doc_number"], facts["date"]
    assert missing("reply_granted", facts, drafting=True) == ()
    assert missing("reply_granted", facts) == (Element.DOC_NUMBER, Element.DATE)


def test_a_paper_to_others_does_not_tell_who_applied() -> None:
    """条例第三十二条: the third party is asked about information, not about the applicant."""
    others = [key for key, row in PAPERS.items() if row.to in {To.THIRD_PARTY, To.ORGAN}]
    assert all(paper(key).masks_applicant and Element.APPLICANT not in paper(key).elements for key in others)
    with pytest.raises(BadInput, match="出现了申请人的信息"):
        must_not_tell("third_party_consult", {"excerpt": "穆青禾申请公开采购合同"}, ("穆青禾",))
    must_not_tell("third_party_consult", {"excerpt": "采购合同"}, ("穆青禾", ""))
    must_not_tell("receipt", {"applicant": "穆青禾"}, ("穆青禾",))


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(BadInput, match="没有这种文书"):
        paper("acceptance")
