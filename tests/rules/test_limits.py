"""Figures: the strictest holds, never looser than the law, and every collision is said in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.figures import KEYS, LIMITS, Direction, Limit
from zwgk.rules.limits import (
    RANGES,
    SETTINGS,
    Level,
    LocalFigure,
    in_force,
    must_be_usable,
    predecision_period,
    setting,
)
from zwgk.rules.periods import Unit, yearly

TODAY = date(2026, 11, 20)


def local(key, value, level=Level.ORGAN, **more):
    return LocalFigure(key, value, f"《{level.label}规定》", level=level, **more)


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("publish.deadline", 20, Unit.WORKING_DAYS),
        ("publish.update_deadline", 20, Unit.WORKING_DAYS),
        ("request.reply", 20, Unit.WORKING_DAYS),
        ("request.extension_max", 20, Unit.WORKING_DAYS),
        ("request.correction_notice", 7, Unit.WORKING_DAYS),
        ("request.third_party", 15, Unit.WORKING_DAYS),
        ("request.joint_organ", 15, Unit.WORKING_DAYS),
        ("fee.payment", 30, Unit.NATURAL_DAYS),
        ("letters.veto", 3, Unit.MONTHS),
        ("interpret.deadline", 3, Unit.WORKING_DAYS),
        ("incident.first_release", 5, Unit.HOURS),
        ("incident.press_conference", 24, Unit.HOURS),
        ("opinion.reply_other", 48, Unit.HOURS),
        ("predecision.period_min", 30, Unit.NATURAL_DAYS),
        ("legality_review.min", 7, Unit.WORKING_DAYS),
        ("hearing.material", 7, Unit.NATURAL_DAYS),
        ("site_check.per_year", 4, Unit.TIMES_PER_YEAR),
        ("assess.weight_min", 4, Unit.PERCENT),
        ("annual.department_due", "01-31", Unit.MONTH_DAY),
        ("annual.government_due", "03-31", Unit.MONTH_DAY),
        ("enforcement.result", 20, Unit.WORKING_DAYS),
        ("enforcement.licence_penalty", 7, Unit.WORKING_DAYS),
        ("enforcement.penalty_withdraw", 3, Unit.WORKING_DAYS),
        ("remedy.reconsideration", 60, Unit.NATURAL_DAYS),
        ("remedy.litigation_direct", 6, Unit.MONTHS),
        ("remedy.litigation_after", 15, Unit.NATURAL_DAYS),
        ("remedy.respondent_simple", 5, Unit.WORKING_DAYS),
        ("remedy.respondent_ordinary", 10, Unit.WORKING_DAYS),
    ],
)
def test_the_national_figures_of_today(key, value, unit):
    found = in_force(key, TODAY)
    assert (found.value, found.unit) == (value, unit)
    assert found.basis
    assert found.conflicts == ()


def test_what_the_law_leaves_open_has_no_figure():
    open_keys = [key for key in KEYS if in_force(key, TODAY).value is None]
    assert len(open_keys) == len(KEYS) - 28 - 11, "28 national and 11 suggested figures"
    assert str(in_force("request.transfer", TODAY)) == "未规定"
    with pytest.raises(BadInput, match="没有规定"):
        _ = in_force("request.transfer", TODAY).number


def test_a_suggested_figure_binds_nobody():
    """《条例》第三十条只要求补正期限合理,第十八条只要求定期审查。"""
    found = in_force("request.correction_period", TODAY)
    assert (found.value, found.verified) == (10, False)
    assert "没有规定" in found.basis
    for value in (5, 15):
        chosen = in_force("request.correction_period", TODAY, [local("request.correction_period", value)])
        assert (chosen.value, chosen.conflicts) == (value, ())
    assert in_force("disclosure.review_cycle", TODAY).value == 1


def test_a_figure_of_the_old_law_holds_for_its_time():
    assert in_force("request.reply", date(2019, 5, 14)).value == 15
    assert in_force("request.reply", date(2019, 5, 15)).value == 20
    assert in_force("annual.department_due", date(2018, 12, 31)).value == "03-31"
    assert in_force("request.reply", date(2008, 4, 30)).value is None
    assert in_force("remedy.reconsideration", date(2023, 12, 31)).value is None


def test_no_two_rows_of_a_key_are_in_force_together():
    for key in KEYS:
        rows = [row for row in LIMITS if row.key == key]
        starts = sorted({row.valid_from for row in rows if row.valid_from} | {TODAY})
        assert all(sum(row.in_force(day) for row in rows) <= 1 for day in starts), key
        assert len({(row.unit, row.direction) for row in rows}) == 1, key


def test_every_national_figure_has_a_basis_and_every_other_has_none():
    assert [row.key for row in LIMITS if bool(row.basis) != (row.national is not None)] == []


@pytest.mark.parametrize(
    ("key", "stricter", "looser"),
    [
        ("publish.deadline", 5, 21),
        ("predecision.period_min", 45, 29),
        ("annual.department_due", "01-15", "02-28"),
    ],
)
def test_a_stricter_local_figure_holds_and_a_looser_one_is_reported(key, stricter, looser):
    national = in_force(key, TODAY)
    found = in_force(key, TODAY, [local(key, stricter)])
    assert (found.value, found.basis, found.conflicts) == (stricter, "《本机关规定》", ())
    kept = in_force(key, TODAY, [local(key, looser)])
    assert (kept.value, kept.basis) == (national.value, national.basis)
    (conflict,) = kept.conflicts
    assert f"{looser}" in conflict.sentence
    assert f"{national.value}" in conflict.sentence
    assert "宽于" in conflict.sentence


def test_the_strictest_of_many_holds_and_only_the_looser_ones_are_reported():
    figures = [
        local("publish.deadline", 5),
        local("publish.deadline", 10, Level.CITY),
        local("publish.deadline", 30, Level.COUNTY),
    ]
    found = in_force("publish.deadline", TODAY, figures)
    assert found.value == 5
    assert [conflict.local.value for conflict in found.conflicts] == [30]


def test_a_lower_level_may_not_be_looser_than_a_higher_one():
    figures = [local("request.transfer", 5), local("request.transfer", 3, Level.CITY)]
    found = in_force("request.transfer", TODAY, figures)
    assert found.value == 3
    assert [conflict.local.level for conflict in found.conflicts] == [Level.ORGAN]


def test_a_fixed_figure_cannot_be_changed_either_way():
    for value in (10, 20):
        found = in_force("request.third_party", TODAY, [local("request.third_party", value)])
        assert found.value == 15
        assert "不得另行规定" in found.conflicts[0].sentence


def test_the_same_figure_as_the_national_one_is_no_conflict():
    """S4-40:毕节也规定20个工作日。"""
    found = in_force("request.reply", TODAY, [local("request.reply", 20)])
    assert (found.value, found.local, found.conflicts) == (20, None, ())


def test_a_local_figure_holds_only_within_its_dates():
    figure = local("publish.deadline", 5, valid_from=date(2020, 1, 1), valid_to=date(2026, 11, 19))
    assert in_force("publish.deadline", date(2026, 11, 19), [figure]).value == 5
    assert in_force("publish.deadline", TODAY, [figure]).value == 20
    assert in_force("publish.deadline", date(2019, 12, 31), [figure]).value == 20


def test_figures_of_other_keys_do_not_matter():
    assert in_force("publish.deadline", TODAY, [local("request.reply", 5)]).value == 20


def test_another_unit_is_reported_not_compared():
    found = in_force("publish.deadline", TODAY, [local("publish.deadline", 5, unit=Unit.NATURAL_DAYS)])
    assert found.value == 20
    assert "单位" in found.conflicts[0].sentence


def test_three_days_are_working_days_unless_set_otherwise():
    """S2-32:"3日""5日"未写明工作日或者自然日。"""
    figures = [local("publish.handover", 3)]
    assert in_force("publish.handover", TODAY, figures).unit is Unit.WORKING_DAYS
    chosen = {"publish.handover.unit": "natural_days"}
    assert in_force("publish.handover", TODAY, figures, chosen).unit is Unit.NATURAL_DAYS
    stated = [local("publish.handover", 3, unit=Unit.NATURAL_DAYS)]
    assert in_force("publish.handover", TODAY, stated).unit is Unit.NATURAL_DAYS


def test_a_local_maximum_holds_only_where_no_statutory_minimum_applies():
    """S4-106:预公开制度五 与国务院令第713号第十五条。"""
    figures = [local("predecision.period_max_local", 7)]
    statutory = predecision_period(TODAY, statutory=True, local=figures)
    assert (statutory.value, statutory.unit) == (30, Unit.NATURAL_DAYS)
    other = predecision_period(TODAY, statutory=False, local=figures)
    assert (other.value, other.unit) == (7, Unit.WORKING_DAYS)
    assert "30日" in other.conflicts[0].sentence


def test_settings_have_a_default_among_their_options_and_govern_known_keys():
    for point in SETTINGS:
        assert setting(point.key, {}) == point.default
        assert point.default in dict(point.options)
        assert set(point.governs) <= set(KEYS)
    assert setting("request.section_draft.start", {}) == "received_on", "S4-39"
    with pytest.raises(BadInput):
        setting("publish.handover.unit", {"publish.handover.unit": "weeks"})


def test_ranges_have_a_target_and_a_limit():
    """S4-89:5—7个工作日、15个或30个工作日。"""
    assert set(RANGES["letters.complaint"] + RANGES["letters.hard"]) <= set(KEYS)


@pytest.mark.parametrize(
    ("figure", "error", "why"),
    [
        pytest.param(local("no.such", 5), BadInput, "没有", id="没有这一项"),
        pytest.param(LocalFigure("publish.deadline", 5, " "), BadInput, "依据", id="没有依据"),
        pytest.param(local("publish.deadline", 0), BadInput, "正整数", id="零"),
        pytest.param(local("publish.deadline", True), BadInput, "正整数", id="真假"),
        pytest.param(local("publish.deadline", "5"), BadInput, "正整数", id="文字"),
        pytest.param(local("assess.weight_min", 101), BadInput, "100%", id="超过百分之百"),
        pytest.param(local("annual.department_due", "02-30"), BadInput, "02-30", id="没有这一天"),
        pytest.param(local("publish.deadline", 21), LimitExceeded, "宽于", id="宽于国家规定"),
        pytest.param(local("assess.weight_min", 3), LimitExceeded, "宽于", id="低于最低比例"),
        pytest.param(local("annual.department_due", "02-01"), LimitExceeded, "宽于", id="晚于法定日期"),
        pytest.param(local("request.third_party", 10), LimitExceeded, "不得另行规定", id="不得变更"),
        pytest.param(
            local("publish.deadline", 5, valid_from=TODAY, valid_to=date(2026, 1, 1)), BadInput, "失效", id="日期颠倒"
        ),
    ],
)
def test_a_local_figure_that_cannot_be_kept_is_refused(figure, error, why):
    with pytest.raises(error) as refusal:
        must_be_usable(figure, TODAY)
    assert why in refusal.value.why
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "figure",
    [
        local("publish.deadline", 5),
        local("annual.department_due", "01-20"),
        local("publish.handover", 3, unit=Unit.NATURAL_DAYS),
        local("predecision.period_max_local", 7),
        local("request.reply", 20),
    ],
)
def test_a_usable_local_figure_is_kept(figure):
    must_be_usable(figure, TODAY)
    assert in_force(figure.key, TODAY, [figure]).value == figure.value


def test_fixed_days_exist_in_every_year():
    fixed = [row for row in LIMITS if row.unit is Unit.MONTH_DAY]
    assert fixed
    assert all(yearly(str(row.national), 2027) for row in fixed)


def test_a_limit_knows_its_dates():
    row = Limit("x", "x", Unit.MONTHS, Direction.LOWER, valid_from=TODAY, valid_to=TODAY)
    assert [row.in_force(day) for day in (date(2026, 11, 19), TODAY, date(2026, 11, 21))] == [False, True, False]
