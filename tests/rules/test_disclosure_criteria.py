"""The criteria wizard: what it proposes for which answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_criteria import QUESTIONS, propose
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.errors import BadInput

PUBLIC, WITHHELD, ON_REQUEST, REDACTED = Disclosure


def yes(*codes: str) -> dict[str, bool]:
    return dict.fromkeys(codes, True)


@pytest.mark.parametrize(
    ("said", "proposed", "grounds"),
    [
        pytest.param(["own_interests"], PUBLIC, (), id="涉及切身利益"),
        pytest.param(["wide_knowledge"], PUBLIC, (), id="需要广泛知晓"),
        pytest.param(["participation"], PUBLIC, (), id="需要公众参与"),
        pytest.param(["organisation"], PUBLIC, (), id="反映机构职能"),
        pytest.param(["listed"], PUBLIC, (), id="法定事项"),
        pytest.param(["specific"], ON_REQUEST, (), id="特定对象"),
        pytest.param([], PUBLIC, (), id="什么都没有仍以公开为常态"),
        pytest.param(["forbidden_by_law"], WITHHELD, ("forbidden_by_law",), id="法律禁止"),
        pytest.param(["three_safety", "own_interests"], WITHHELD, ("three_safety_one_stability",), id="三安全"),
        pytest.param(["third_party", "own_interests", "severable"], REDACTED, ("third_party",), id="隐私可分"),
        pytest.param(["third_party", "consent", "own_interests"], PUBLIC, (), id="第三方同意"),
        pytest.param(["process_info"], WITHHELD, ("process_info",), id="过程性"),
        pytest.param(["process_info", "own_interests"], PUBLIC, (), id="过程性但涉及公众利益"),
        pytest.param(["internal_affairs", "listed", "severable"], REDACTED, ("internal_affairs",), id="部分内部"),
        pytest.param(["normative", "process_info"], PUBLIC, (), id="规范性文件"),
        pytest.param(["normative", "third_party"], REDACTED, ("third_party",), id="规范性文件含隐私"),
    ],
)
def test_proposes_what_the_regulation_says(said: list[str], proposed: Disclosure, grounds: tuple[str, ...]) -> None:
    """S4-11, S4-69."""
    proposal = propose(yes(*said))
    assert (proposal.disclosure, proposal.grounds) == (proposed, grounds)
    assert proposal.reasons
    assert all(reason.text and "《" in reason.basis for reason in proposal.reasons)


def test_doubtful_secrecy_is_referred_and_decides_nothing() -> None:
    """S4-16."""
    proposal = propose(yes("secrecy_doubt", "own_interests"))
    assert proposal.disclosure is None
    assert proposal.deferral is DeferralKind.SECRECY_UNDECIDED


@pytest.mark.parametrize(
    ("kind", "subtype", "proposed", "item_reason"),
    [
        ("circular", "general", ON_REQUEST, False),
        ("circular", "meeting", ON_REQUEST, False),
        ("circular", "issue", PUBLIC, False),
        ("request", "undecided", ON_REQUEST, True),
        ("report", "undecided", ON_REQUEST, True),
        ("letter", "inter_department", ON_REQUEST, True),
        ("minutes", None, ON_REQUEST, True),
        ("minutes", "decisions", PUBLIC, False),
        ("proclamation", None, PUBLIC, False),
    ],
)
def test_kind_and_subtype_propose_where_the_answers_say_nothing(
    kind: str, subtype: str | None, proposed: Disclosure, item_reason: bool
) -> None:
    """S4-70, S4-71."""
    row = KINDS[kind]
    proposal = propose({}, row, row.subtype(subtype) if subtype else None)
    assert (proposal.disclosure, proposal.item_reason) == (proposed, item_reason)


def test_the_public_interest_wins_over_the_default_of_the_kind() -> None:
    assert propose(yes("own_interests"), KINDS["minutes"]).disclosure is PUBLIC


def test_a_policy_that_would_be_withheld_is_sent_to_the_disclosure_office() -> None:
    assert propose(yes("internal_affairs"), policy=True).to_disclosure_office
    assert not propose(yes("internal_affairs")).to_disclosure_office
    assert not propose(yes("own_interests"), policy=True).to_disclosure_office


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(BadInput):
        propose({"nonsense": True})


@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.booleans()))
def test_never_withholds_a_normative_document_and_never_withholds_without_a_ground(answers: dict[str, bool]) -> None:
    proposal = propose(answers)
    if answers.get("normative") and not answers.get("secrecy_doubt"):
        assert proposal.disclosure in {PUBLIC, REDACTED}
    if proposal.disclosure in {WITHHELD, REDACTED}:
        assert proposal.grounds
        assert proposal.item_reason
