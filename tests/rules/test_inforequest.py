"""The stages of a request for information and who moves it (S0-34;条例第二十九至四十五条)."""

from __future__ import annotations

import pytest

from zwgk.rules.duties import KEEPERS, Duty
from zwgk.rules.flow import WrongStage
from zwgk.rules.inforequest import (
    ENDED,
    FLOW,
    OPEN,
    PUBLIC_WORDS,
    STEPS,
    Stage,
    public_word,
    step_of,
)


def test_the_steps_are_those_of_the_plan() -> None:
    assert [step for step, _ in STEPS] == ["受理", "登记", "办理", "审核", "答复", "归档"]
    assert {stage for _, stages in STEPS for stage in stages} | {Stage.WITHDRAWN, Stage.SET_ASIDE} == set(Stage)
    assert step_of(Stage.PAYING) == "办理"
    assert step_of(Stage.WITHDRAWN) == "归档"


def test_every_open_stage_leads_on_and_every_stage_is_open_or_ended() -> None:
    assert set(Stage) == OPEN | ENDED
    assert frozenset() == OPEN & ENDED
    for stage in OPEN:
        assert [move for move in FLOW.open_at(stage) if move.to not in {None, stage}], stage


def test_every_stage_is_reached_from_what_came_in() -> None:
    reached, new = set(), {Stage.TO_CONFIRM}
    while new:
        reached |= new
        new = {move.to for stage in new for move in FLOW.open_at(stage) if move.to is not None} - reached  # type: ignore[misc]
        new |= {Stage.SEALING} - reached if Stage.REVIEW in reached else set()  # the last signature
    assert reached == set(Stage)


def test_the_head_of_the_disclosure_office_extends_and_no_leader_in_its_place() -> None:
    """条例第三十三条 against S4-41（分管领导）: the law's approver is required."""
    assert FLOW.move("approve_extension").duties == (Duty.OFFICE, Duty.DISCLOSURE_OFFICE)


def test_nobody_who_keeps_the_system_has_a_part_in_a_request() -> None:
    assert not any(KEEPERS & set(move.duties) for move in FLOW)


def test_correction_is_asked_before_a_reply_is_on_its_way() -> None:
    FLOW.must_be_open("ask_correction", Stage.REGISTERED)
    with pytest.raises(WrongStage, match="要求补正"):
        FLOW.must_be_open("ask_correction", Stage.REVIEW)


def test_the_applicant_reads_plain_words_and_never_of_an_acceptance() -> None:
    assert set(PUBLIC_WORDS) == set(Stage)
    assert not any("受理" in f"{word.word}{word.sentence}" for word in PUBLIC_WORDS.values())
    assert public_word(Stage.HANDLING, consulting=True).word == "正在征求他人意见"
    assert public_word(Stage.REVIEW, extended_to="4月2日").word == "延期至4月2日"
    assert public_word(Stage.ANSWERED, consulting=True, extended_to="4月2日").word == "已答复"
