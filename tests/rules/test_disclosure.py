"""Attributes: their exact wording at each level and what has to be justified."""

from __future__ import annotations

import itertools

import pytest

from zwgk.rules.disclosure import (
    PRESELECTED,
    Disclosure,
    Level,
    NationalAttribute,
    must_be_justified,
    must_have_versions,
    national,
    needs_ground,
    needs_reason,
    opinion,
    read_opinion,
)
from zwgk.rules.errors import BadInput, GateClosed, RuleViolation

PUBLIC, WITHHELD, ON_REQUEST, REDACTED = Disclosure


def test_the_four_attributes_are_worded_exactly_so() -> None:
    """S2-27."""
    assert [member.label for member in Disclosure] == ["此件公开发布", "此件不公开", "此件依申请公开", "此件删减后公开"]
    assert [opinion(Level.DRAFTER, None, member) for member in Disclosure] == [member.label for member in Disclosure]


@pytest.mark.parametrize("level", [Level.SECTION, Level.OFFICE])
def test_section_and_office_agree_or_say_what_it_should_be(level: Level) -> None:
    """S2-28, S2-29."""
    assert [opinion(level, member, member) for member in Disclosure] == [
        "同意此件公开发布",
        "同意此件不公开",
        "同意此件依申请公开",
        "同意此件删减后公开",
    ]
    assert opinion(level, WITHHELD, PUBLIC) == "此件应公开发布"
    assert opinion(level, PUBLIC, WITHHELD) == "此件应不公开"
    assert opinion(level, PUBLIC, ON_REQUEST) == "此件应依申请公开"
    assert opinion(level, PUBLIC, REDACTED) == "此件应删减后公开"


def test_the_leader_says_only_agreed_or_the_attribute_without_should() -> None:
    """S2-30."""
    assert {opinion(Level.LEADER, member, member) for member in Disclosure} == {"同意"}
    assert opinion(Level.LEADER, PUBLIC, REDACTED) == "此件删减后公开"
    assert not any("应" in opinion(Level.LEADER, a, b) for a, b in itertools.permutations(Disclosure, 2))


@pytest.mark.parametrize("level", [Level.SECTION, Level.OFFICE, Level.LEADER])
def test_nobody_agrees_before_the_drafter_has_proposed(level: Level) -> None:
    with pytest.raises(GateClosed) as refusal:
        opinion(level, None, PUBLIC)
    assert "拟稿人" in refusal.value.why


@pytest.mark.parametrize(("level", "previous", "chosen"), list(itertools.product(Level, Disclosure, Disclosure)))
def test_an_opinion_written_by_pen_reads_back_as_it_was_meant(
    level: Level, previous: Disclosure, chosen: Disclosure
) -> None:
    assert read_opinion(level, previous, f" {opinion(level, previous, chosen)}。") is chosen


@pytest.mark.parametrize("text", ["", "同意公开", "可以", "同意此件公开发布吧"])
def test_an_opinion_in_other_words_is_refused_and_the_right_ones_shown(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_opinion(Level.SECTION, PUBLIC, text)
    assert "“同意此件公开发布”" in refusal.value.remedy
    assert "“此件应不公开”" in refusal.value.remedy


def test_four_attributes_count_as_the_national_three() -> None:
    assert national(REDACTED) is national(PUBLIC) is NationalAttribute.PROACTIVE
    assert national(ON_REQUEST) is NationalAttribute.ON_REQUEST
    assert national(WITHHELD) is NationalAttribute.NOT_DISCLOSED


def test_publicity_is_the_rule_and_anything_else_needs_a_reason() -> None:
    """S0-03."""
    assert PRESELECTED is PUBLIC
    assert [needs_reason(member) for member in Disclosure] == [False, True, True, True]
    assert [needs_ground(member) for member in Disclosure] == [False, True, False, True]
    must_be_justified(PUBLIC)
    must_be_justified(WITHHELD, reason="讨论记录，事项尚未决定", grounds=["process_info"])
    must_be_justified(ON_REQUEST, reason="只涉及个别企业的办理结果")
    must_be_justified(REDACTED, reason="附表含身份证号", grounds=["third_party"])


@pytest.mark.parametrize(
    ("disclosure", "reason", "grounds", "field"),
    [
        pytest.param(WITHHELD, "", ["process_info"], "reason", id="没有理由"),
        pytest.param(ON_REQUEST, "  。", [], "reason", id="只有标点"),
        pytest.param(WITHHELD, "事项尚未决定", [], "ground", id="没有依据"),
        pytest.param(REDACTED, "附表含身份证号", [], "ground", id="删减没有依据"),
        pytest.param(WITHHELD, "事项尚未决定", ["not_needed"], "ground", id="法外依据"),
        pytest.param(WITHHELD, "登记资料另有规定", ["special_query"], "ground", id="只用于答复的依据"),
        pytest.param(REDACTED, "其中一段涉密", ["secret"], "ground", id="涉密不能删减"),
        pytest.param(WITHHELD, "会议纪要", ["process_info"], "reason", id="按文种一概不公开"),
        pytest.param(WITHHELD, "会议纪要一律不公开", ["process_info"], "reason", id="一律不公开"),
    ],
)
def test_an_unjustified_attribute_is_refused(
    disclosure: Disclosure, reason: str, grounds: list[str], field: str
) -> None:
    """S0-06, S4-70: ground and reason for each piece, no class as a whole."""
    with pytest.raises(BadInput) as refusal:
        must_be_justified(disclosure, reason=reason, grounds=grounds, blanket_words=["会议纪要"])
    assert refusal.value.field == field


@pytest.mark.parametrize("disclosure", [WITHHELD, ON_REQUEST])
def test_a_normative_document_cannot_end_unpublished(disclosure: Disclosure) -> None:
    """S0-39."""
    with pytest.raises(BadInput) as refusal:
        must_be_justified(disclosure, reason="其中有工作秘密", grounds=["process_info"], normative=True)
    assert "规范性文件" in refusal.value.why
    must_be_justified(REDACTED, reason="附表含身份证号", grounds=["third_party"], normative=True)


def test_a_policy_proposed_as_withheld_goes_first_to_the_disclosure_office() -> None:
    with pytest.raises(GateClosed) as refusal:
        must_be_justified(WITHHELD, reason="内部工作流程安排", grounds=["internal_affairs"], policy=True)
    assert "公开工作机构" in refusal.value.why
    must_be_justified(
        WITHHELD,
        reason="内部工作流程安排",
        grounds=["internal_affairs"],
        policy=True,
        reviewed_by_disclosure_office=True,
    )


@pytest.mark.parametrize(("original", "redacted"), [(True, False), (False, True), (False, False)])
def test_redacted_publication_needs_both_versions(original: bool, redacted: bool) -> None:
    """S2-33."""
    with pytest.raises(GateClosed):
        must_have_versions(REDACTED, original=original, redacted=redacted)
    must_have_versions(PUBLIC, original=original, redacted=redacted)
    must_have_versions(REDACTED, original=True, redacted=True)


def test_every_refusal_says_what_why_and_what_next() -> None:
    with pytest.raises(RuleViolation) as refusal:
        must_be_justified(WITHHELD)
    assert all(part and not part.endswith("。") for part in refusal.value.as_dict().values())
