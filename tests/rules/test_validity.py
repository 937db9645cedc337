"""Validity on a day: derived from dates and changes; what cannot be true is refused; a circle is found and named."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Validity
from zwgk.rules.validity import Change, ChangeKind, Facts, last_day, must_be_sound, path, standing, validity_on

BORN = date(2021, 3, 1)
PAPER = Facts(BORN, date(2021, 4, 1), date(2026, 3, 31), is_normative=True)


def having(*changes: Change, facts: Facts = PAPER) -> Facts:
    return Facts(facts.born_on, facts.effective_on, facts.expires_on, changes, facts.is_normative)


REPEALED = Change(ChangeKind.REPEALS, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        pytest.param(PAPER, date(2021, 3, 31), Validity.NOT_YET, id="施行之前"),
        pytest.param(PAPER, date(2021, 4, 1), Validity.IN_FORCE, id="施行当日"),
        pytest.param(PAPER, date(2026, 3, 31), Validity.IN_FORCE, id="届满当日仍有效"),
        pytest.param(PAPER, date(2026, 4, 1), Validity.EXPIRED, id="届满次日失效"),
        pytest.param(having(REPEALED), date(2023, 12, 31), Validity.IN_FORCE, id="废止生效之前仍有效"),
        pytest.param(having(REPEALED), date(2024, 1, 1), Validity.REPEALED, id="废止生效当日"),
        pytest.param(having(REPEALED), date(2027, 1, 1), Validity.REPEALED, id="已废止不再变为已失效"),
        pytest.param(
            having(Change(ChangeKind.DECLARES, date(2027, 1, 1))), date(2027, 1, 1), Validity.DECLARED, id="宣布失效"
        ),
        pytest.param(
            having(Change(ChangeKind.REPLACES, date(2024, 1, 1))), date(2024, 1, 1), Validity.REPEALED, id="被代替"
        ),
        pytest.param(
            having(Change(ChangeKind.AMENDS, date(2024, 1, 1), "第三条")), date(2024, 1, 1), Validity.AMENDED, id="修改"
        ),
        pytest.param(
            having(Change(ChangeKind.REPEALS, date(2024, 1, 1), "第三条")),
            date(2024, 1, 1),
            Validity.AMENDED,
            id="废止个别条款，其余仍有效",
        ),
        pytest.param(
            having(Change(ChangeKind.EXTENDS, date(2026, 1, 1), until=date(2028, 3, 31))),
            date(2027, 1, 1),
            Validity.IN_FORCE,
            id="延长有效期",
        ),
        pytest.param(
            having(Change(ChangeKind.REPEALS, None)), date(2021, 5, 1), Validity.REPEALED, id="何日废止未载明"
        ),
        pytest.param(Facts(BORN), date(2026, 1, 1), Validity.NONE, id="动态没有有效性"),
        pytest.param(Facts(BORN, is_normative=True), date(2026, 1, 1), Validity.IN_FORCE, id="没有写期限的规范性文件"),
    ],
)
def test_the_state_of_a_paper_on_a_day_follows_from_its_facts(facts: Facts, day: date, expected: Validity) -> None:
    """S0-40; 国办发〔2018〕37号."""
    assert validity_on(facts, day) is expected


def test_the_span_in_force_ends_with_whatever_comes_first() -> None:
    assert standing(PAPER, BORN).last == date(2026, 3, 31)
    assert standing(having(REPEALED), BORN).last == date(2023, 12, 31)
    extended = having(Change(ChangeKind.EXTENDS, date(2026, 1, 1), until=date(2028, 3, 31)))
    assert standing(extended, BORN).last == last_day(extended, date(2027, 1, 1)) == date(2028, 3, 31)
    assert standing(Facts(BORN, is_normative=True), BORN).last is None


_DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))
_CHANGES = st.builds(
    Change,
    st.sampled_from([k for k in ChangeKind if k is not ChangeKind.EXTENDS]),
    st.none() | _DAYS,
    st.sampled_from(["", "第三条"]),
)
_FACTS = st.builds(
    Facts,
    st.none() | _DAYS,
    st.none() | _DAYS,
    st.none() | _DAYS,
    st.lists(_CHANGES, max_size=4).map(tuple),
    st.booleans(),
)


@given(_FACTS, _DAYS, st.integers(0, 4000))
def test_between_two_turns_nothing_changes(facts: Facts, today: date, ahead: int) -> None:
    """The night's work looks again on ``turns_on`` only: no state may change in between."""
    turn = standing(facts, today).turns_on
    later = today + timedelta(days=ahead)
    if turn is None or later < turn:
        assert validity_on(facts, later) is validity_on(facts, today)


@given(_FACTS, _DAYS)
def test_a_paper_is_in_force_exactly_within_its_span(facts: Facts, day: date) -> None:
    where = standing(facts, day)
    if where.validity in {Validity.IN_FORCE, Validity.AMENDED}:
        assert where.last is None or day <= where.last
        assert facts.effective_on is None or facts.effective_on <= day
    elif facts.have_validity and where.validity is not Validity.NOT_YET:
        undated = any(c.ends_all and c.on is None for c in facts.changes)
        assert undated or (where.last is not None and where.last < day)


@given(_FACTS, _DAYS)
def test_what_has_ended_stays_ended(facts: Facts, day: date) -> None:
    if validity_on(facts, day) in {Validity.REPEALED, Validity.DECLARED}:
        assert validity_on(facts, date(2040, 1, 1)).is_past


@pytest.mark.parametrize(
    ("change", "basis_on", "word"),
    [
        (Change(ChangeKind.REPEALS, None), None, "没有生效日期"),
        (Change(ChangeKind.REPEALS, date(2020, 1, 1)), None, "不会在"),
        (Change(ChangeKind.REPEALS, date(2024, 1, 1)), date(2019, 1, 1), "早于"),
        (Change(ChangeKind.EXTENDS, date(2026, 1, 1)), None, "延长到哪一天"),
        (Change(ChangeKind.EXTENDS, date(2026, 1, 1), until=date(2026, 1, 1)), None, "不晚于"),
        (Change(ChangeKind.EXTENDS, date(2026, 6, 1), until=date(2028, 1, 1)), None, "失效后不能再延长"),
    ],
)
def test_a_change_that_cannot_be_true_is_refused(change: Change, basis_on: date | None, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        must_be_sound(change, PAPER, title="停车管理办法", basis_on=basis_on)


def test_a_paper_ends_once() -> None:
    with pytest.raises(BadInput, match="已于2024-01-01废止"):
        must_be_sound(
            Change(ChangeKind.AMENDS, date(2025, 1, 1), "第三条"), having(REPEALED), title="停车管理办法", basis_on=None
        )


def test_the_way_from_one_paper_to_another_is_named() -> None:
    ends = {1: [2, 3], 2: [4], 4: [1]}
    onward = lambda edge: {source: ends.get(source, []) for source in edge}  # noqa: E731
    assert path(1, 4, onward) == [1, 2, 4]
    assert path(3, 1, onward) == ()
    assert path(2, 2, onward) == [2]


@given(st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=4)))
def test_a_way_that_is_found_is_a_way(ends: dict[int, list[int]]) -> None:
    way = path(0, 12, lambda edge: {source: ends.get(source, []) for source in edge})
    if way:
        assert (way[0], way[-1]) == (0, 12)
        assert all(after in ends.get(before, []) for before, after in pairwise(way))
