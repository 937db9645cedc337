"""Fresh, due, late, empty by one's own period; the four steps of a matter; what a topic gathers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import chains, topics
from zwgk.rules.catalogue import Frequency
from zwgk.rules.chains import Plan, Step, StepState
from zwgk.rules.coverage import GAPS, Served, UpdateClass, column_standing, row_standing, site_verdict
from zwgk.rules.errors import BadInput
from zwgk.rules.subjects import FiveOpen
from zwgk.rules.topics import Criteria, Facts

TODAY = date(2026, 11, 20)
_LONG, _PERIOD, _ANY = Frequency


@pytest.mark.parametrize(
    ("frequency", "days", "last", "served"),
    [
        pytest.param(_PERIOD, 30, date(2026, 11, 19), Served.FRESH, id="刚更新"),
        pytest.param(_PERIOD, 30, date(2026, 10, 30), Served.DUE, id="快到期"),
        pytest.param(_PERIOD, 30, date(2026, 10, 21), Served.DUE, id="最后一天还不算超期"),
        pytest.param(_PERIOD, 30, date(2026, 10, 20), Served.LATE, id="过一天"),
        pytest.param(_LONG, None, date(2019, 1, 1), Served.FRESH, id="长期公开在就行"),
        pytest.param(_LONG, 366, date(2024, 1, 1), Served.LATE, id="长期公开定了复核周期"),
        pytest.param(_ANY, 30, date(2019, 1, 1), Served.FRESH, id="临时公开不催"),
        pytest.param(_PERIOD, 30, None, Served.EMPTY, id="定期而空"),
        pytest.param(_LONG, None, None, Served.EMPTY, id="长期而空"),
        pytest.param(_ANY, None, None, Served.NOTHING, id="临时而空不是缺口"),
    ],
)
def test_a_row_is_served_by_its_own_period(
    frequency: Frequency, days: int | None, last: date | None, served: Served
) -> None:
    """S4-05"""
    assert row_standing(frequency, days, 1 if last else 0, last, TODAY).served is served


@given(st.integers(1, 400), st.integers(0, 800))
def test_later_is_never_fresher(gap: int, age: int) -> None:
    order = [Served.FRESH, Served.DUE, Served.LATE]
    today, tomorrow = (
        column_standing(UpdateClass.OTHER, gap, TODAY - timedelta(days=age), TODAY + timedelta(days=n)).served
        for n in (0, 1)
    )
    assert order.index(today) <= order.index(tomorrow)
    assert (column_standing(UpdateClass.OTHER, gap, TODAY - timedelta(days=age), TODAY).served is Served.LATE) == (
        age > gap
    )


def test_gaps_are_those_of_the_inspection() -> None:
    """国办秘函〔2019〕19号"""
    assert (GAPS[UpdateClass.NEWS].days, GAPS[UpdateClass.NOTICES].days) == (14, 183)
    verdict = site_verdict([(UpdateClass.NEWS, Served.LATE)] * 5 + [(UpdateClass.OTHER, Served.EMPTY)] * 5)
    assert (verdict.stale_first, verdict.stale, verdict.empty, len(verdict.vetoed)) == (5, 5, 5, 2)
    assert site_verdict([(UpdateClass.NEWS, Served.LATE)] * 4).vetoed == ()


def states(public: set[Step], plans: dict[Step, Plan] | None = None) -> list[StepState]:
    return [one.state for one in chains.line(public, plans or {}, TODAY)]


def test_a_step_before_one_that_is_public_is_missing_and_one_after_lies_ahead() -> None:
    done, missing, ahead = StepState.DONE, StepState.MISSING, StepState.AHEAD
    assert states(set()) == [missing, ahead, ahead, ahead]
    assert states({Step.DECISION}) == [missing, done, missing, ahead]
    assert states({Step.RESULT}) == [missing, missing, missing, done]
    assert states(set(Step)) == [done] * 4


def test_plans_make_late_or_needless() -> None:
    plans = {Step.DRAFT: Plan(waived="不涉及"), Step.EXECUTION: Plan(due_on=TODAY - timedelta(days=1))}
    found = chains.line({Step.DECISION}, plans, TODAY)
    assert [one.state for one in found] == [StepState.WAIVED, StepState.DONE, StepState.LATE, StepState.AHEAD]
    assert chains.missing(found) == (Step.EXECUTION,)


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("关于《老旧小区改造办法（征求意见稿）》公开征求意见的公告", Step.DRAFT),
        ("老旧小区改造办法", Step.DECISION),
        ("老旧小区改造进展情况", Step.EXECUTION),
        ("老旧小区改造验收结果公示", Step.RESULT),
    ],
)
def test_a_title_proposes_its_step(title: str, step: Step) -> None:
    assert chains.proposed_step(title, "") is step


@pytest.mark.parametrize(
    ("title", "dimension"),
    [
        ("清岚县供暖管理办法", FiveOpen.DECISION),
        ("食品抽检公告", FiveOpen.MANAGEMENT),
        ("生育登记办事指南", FiveOpen.SERVICE),
        ("项目建设进展", FiveOpen.EXECUTION),
        ("公务员拟录用名单", FiveOpen.RESULT),
    ],
)
def test_a_title_proposes_one_of_the_five_publicities(title: str, dimension: FiveOpen) -> None:
    """S0-04"""
    assert chains.proposed_dimension(title) is dimension


FACTS = Facts("供暖补贴通知", organ=3, kind="notice", subject="0901", on=TODAY, columns=frozenset({1, 2}))


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (Criteria(), False),
        (Criteria(words=("供暖", "供水")), True),
        (Criteria(words=("供水",)), False),
        (Criteria(words=("供暖",), without=("补贴",)), False),
        (Criteria(columns=(2, 9)), True),
        (Criteria(columns=(9,)), False),
        (Criteria(subjects=("09",)), True),
        (Criteria(organs=(3,), kinds=("notice",)), True),
        (Criteria(organs=(3,)), False),
        (Criteria(words=("供暖",), first=TODAY, last=TODAY), True),
        (Criteria(words=("供暖",), last=TODAY - timedelta(days=1)), False),
    ],
)
def test_all_that_a_rule_says_must_hold(rule: Criteria, fits: bool) -> None:
    assert rule.fits(FACTS) is fits
    assert topics.criteria(rule.stored()) == rule


def test_a_rule_for_everything_is_refused() -> None:
    for rule in (Criteria(first=TODAY), Criteria(words=("暖",)), Criteria(words=tuple(f"词{n}" for n in range(31)))):
        with pytest.raises(BadInput):
            topics.must_be_sound(rule)
    topics.must_be_sound(Criteria())
