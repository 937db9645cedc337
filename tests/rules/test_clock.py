"""The clock: counted, paused, extended, restarted. Cases with real calendars, every one checked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.clock import MOST_WORKDAYS, CountedDay, Due, Pause, consultation, due, merged, remaining
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.workdays import OFFICIAL, DayKind


@pytest.mark.parametrize(
    ("received_on", "workdays", "expected"),
    [
        pytest.param(date(2026, 9, 21), 1, date(2026, 9, 22), id="收到当日不计"),
        pytest.param(date(2026, 10, 9), 1, date(2026, 10, 10), id="调休上班算一天"),
        pytest.param(date(2026, 9, 21), 20, date(2026, 10, 26), id="二十个工作日跨中秋国庆"),
        pytest.param(date(2026, 1, 30), 7, date(2026, 2, 10), id="例1 春节前补正告知"),
        pytest.param(date(2026, 1, 30), 20, date(2026, 3, 5), id="例1 春节前答复"),
        pytest.param(date(2025, 9, 19), 20, date(2025, 10, 23), id="例2 国庆节答复"),
        pytest.param(date(2025, 9, 19), 3, date(2025, 9, 24), id="例2 转交"),
        pytest.param(date(2025, 9, 19), 10, date(2025, 10, 10), id="例2 科室答复内容"),
        pytest.param(date(2026, 4, 20), 7, date(2026, 4, 29), id="例3 补正告知"),
        pytest.param(date(2026, 4, 20), 20, date(2026, 5, 20), id="例3 若不补正"),
        pytest.param(date(2026, 9, 7), 20, date(2026, 10, 10), id="例4 若不征求意见"),
        pytest.param(date(2024, 2, 10), 20, date(2024, 3, 14), id="例5 假日收到"),
        pytest.param(date(2026, 4, 28), 20, date(2026, 5, 28), id="例8 公开期限"),
        pytest.param(date(2026, 4, 28), 5, date(2026, 5, 8), id="例8 毕节公开期限"),
        pytest.param(date(2026, 4, 28), 3, date(2026, 5, 6), id="例8 解读期限"),
        pytest.param(date(2026, 9, 26), 1, date(2026, 9, 28), id="周末收到"),
        pytest.param(date(2018, 12, 28), 2, date(2019, 1, 2), id="跨年,年末调休"),
        pytest.param(date(2020, 1, 23), 1, date(2020, 2, 3), id="2020年延长春节"),
    ],
)
def test_counts_working_days_from_the_day_after_receipt(received_on, workdays, expected):
    assert due(received_on, workdays, OFFICIAL) == Due(on=expected, firm=True)


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        pytest.param(date(2026, 1, 30), date(2026, 4, 2), id="例1"),
        pytest.param(date(2025, 9, 19), date(2025, 11, 20), id="例2"),
    ],
)
def test_a_full_extension_adds_twenty_working_days(received_on, expected):
    assert due(received_on, 20, OFFICIAL, extended_by=20).on == expected


def test_a_corrected_request_starts_anew_in_full():
    """例3;《条例》第三十条。"""
    received, corrected = date(2026, 4, 20), date(2026, 5, 12)
    assert due(received, 20, OFFICIAL, corrected_on=corrected).on == date(2026, 6, 9)
    assert due(received, 20, OFFICIAL, corrected_on=corrected, extended_by=20).on == date(2026, 7, 8)
    assert due(received, 20, OFFICIAL, corrected_on=received).on == due(received, 20, OFFICIAL).on


def test_a_pause_before_the_restart_has_no_effect():
    received, corrected = date(2026, 4, 20), date(2026, 5, 12)
    before = Pause(date(2026, 4, 21), corrected)
    assert due(received, 20, OFFICIAL, [before], corrected_on=corrected).on == date(2026, 6, 9)


def test_the_answer_of_a_third_party_ends_the_pause():
    """例4(a);《条例》第三十二、三十三条。"""
    pause = consultation(date(2026, 9, 11), OFFICIAL, received_on=date(2026, 9, 14), answered_on=date(2026, 9, 29))
    assert pause == Pause(date(2026, 9, 12), date(2026, 9, 29))
    assert due(date(2026, 9, 7), 20, OFFICIAL, [pause]).on == date(2026, 10, 27)


def test_a_silent_third_party_ends_the_pause_after_fifteen_working_days():
    """例4(b)。"""
    pause = consultation(date(2026, 9, 11), OFFICIAL, received_on=date(2026, 9, 14))
    assert pause == Pause(date(2026, 9, 12), date(2026, 10, 10))
    assert due(date(2026, 9, 7), 20, OFFICIAL, [pause]).on == date(2026, 11, 2)


def test_an_answer_after_the_fifteen_working_days_pauses_no_longer():
    late = consultation(date(2026, 9, 11), OFFICIAL, received_on=date(2026, 9, 14), answered_on=date(2026, 10, 30))
    assert late is not None
    assert late.last == date(2026, 10, 10)


def test_an_answer_on_the_day_of_sending_costs_nothing():
    assert consultation(date(2026, 9, 11), OFFICIAL, answered_on=date(2026, 9, 11)) is None


@pytest.mark.parametrize(
    "days",
    [
        pytest.param({"answered_on": date(2026, 9, 10)}, id="答复早于发出"),
        pytest.param({"received_on": date(2026, 9, 10)}, id="收到早于发出"),
        pytest.param({}, id="什么都不知道"),
    ],
)
def test_a_consultation_that_cannot_be_is_refused(days):
    with pytest.raises(BadInput):
        consultation(date(2026, 9, 11), OFFICIAL, **days)


def test_a_paid_fee_starts_anew_from_the_day_after_payment():
    """例6;国办函〔2020〕109号第七条。"""
    assert due(date(2026, 3, 2), 20, OFFICIAL, fee_paid_on=date(2026, 3, 27)).on == date(2026, 4, 27)


def test_the_later_of_two_restarts_counts():
    later = due(date(2026, 3, 2), 20, OFFICIAL, corrected_on=date(2026, 3, 10), fee_paid_on=date(2026, 3, 27))
    assert later.on == date(2026, 4, 27)


def test_across_the_year_boundary_without_a_table_the_day_is_provisional():
    """例9。"""
    assert due(date(2026, 12, 25), 20, OFFICIAL) == Due(on=date(2027, 1, 22), firm=False)
    assert due(date(2026, 12, 25), 4, OFFICIAL) == Due(on=date(2026, 12, 31), firm=True)


@pytest.mark.parametrize(
    "pauses",
    [
        pytest.param([(12, 29)], id="一段"),
        pytest.param([(12, 20), (21, 29)], id="相接"),
        pytest.param([(12, 25), (20, 29)], id="重叠"),
        pytest.param([(12, 29), (15, 16)], id="嵌套"),
        pytest.param([(20, 29), (12, 19)], id="次序颠倒"),
        pytest.param([(12, 29), (12, 29)], id="重复"),
        pytest.param([(1, 6), (12, 29)], id="收到以前的不影响"),
    ],
)
def test_overlapping_pauses_count_once(pauses):
    spans = [Pause(date(2026, 9, first), date(2026, 9, last)) for first, last in pauses]
    assert due(date(2026, 9, 7), 20, OFFICIAL, spans).on == date(2026, 10, 27)


def test_a_pause_that_began_before_receipt_counts_from_receipt():
    pause = Pause(date(2026, 8, 1), date(2026, 9, 8))
    assert due(date(2026, 9, 7), 1, OFFICIAL, [pause]).on == date(2026, 9, 9)


def test_a_pause_of_one_day_off_costs_nothing():
    weekend = Pause(date(2026, 9, 12), date(2026, 9, 12))
    assert due(date(2026, 9, 7), 20, OFFICIAL, [weekend]).on == date(2026, 10, 10)


def test_a_pause_on_the_due_day_moves_it():
    pause = Pause(date(2026, 10, 10), date(2026, 10, 10))
    assert due(date(2026, 9, 7), 20, OFFICIAL, [pause]).on == date(2026, 10, 12)


def test_a_long_pause_is_waited_out():
    pause = Pause(date(2015, 1, 6), date(2025, 12, 31))
    assert due(date(2015, 1, 5), 1, OFFICIAL, [pause]).on == date(2026, 1, 4), "a made-up Sunday"


def test_the_first_day_counts_only_where_that_is_set():
    assert due(date(2026, 9, 21), 1, OFFICIAL, count_first_day=True).on == date(2026, 9, 21)
    assert due(date(2026, 9, 26), 1, OFFICIAL, count_first_day=True).on == date(2026, 9, 28)


def test_no_days_are_due_at_once():
    assert due(date(2026, 9, 26), 0, OFFICIAL) == Due(on=date(2026, 9, 26), firm=True)
    assert due(date(2026, 9, 26), 0, OFFICIAL).days == ()


def test_explains_every_day():
    pause = Pause(date(2026, 9, 23), date(2026, 9, 26))
    explained = due(date(2026, 9, 18), 5, OFFICIAL, [pause]).days
    assert [(line.date.isoformat(), line.kind.value, line.n) for line in explained] == [
        ("2026-09-19", "rest", None),
        ("2026-09-20", "makeup", 1),
        ("2026-09-21", "counted", 2),
        ("2026-09-22", "counted", 3),
        ("2026-09-23", "paused", None),
        ("2026-09-24", "paused", None),
        ("2026-09-25", "holiday", None),
        ("2026-09-26", "holiday", None),
        ("2026-09-27", "holiday", None),
        ("2026-09-28", "counted", 4),
        ("2026-09-29", "counted", 5),
    ]
    assert explained[0] == CountedDay(date(2026, 9, 19), DayKind.REST, "周六休息")
    assert explained[4].why == "期限暂停"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        pytest.param({"workdays": -1}, BadInput, id="负数"),
        pytest.param({"extended_by": -1}, BadInput, id="延长负数"),
        pytest.param({"workdays": MOST_WORKDAYS + 1}, LimitExceeded, id="天数过大"),
        pytest.param({"corrected_on": date(2026, 9, 6)}, BadInput, id="补正早于收到"),
        pytest.param({"fee_paid_on": date(2026, 9, 6)}, BadInput, id="缴费早于收到"),
        pytest.param({"pauses": [Pause(date(2026, 9, 8), date.max)]}, LimitExceeded, id="暂停没有尽头"),
    ],
)
def test_what_does_not_fit_together_is_refused(facts, error):
    with pytest.raises(error) as refusal:
        due(date(2026, 9, 7), calendar=OFFICIAL, **{"workdays": 20, **facts})
    assert refusal.value.what
    assert refusal.value.remedy


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadInput, match="早于"):
        Pause(date(2026, 9, 8), date(2026, 9, 7))


def test_a_union_is_in_order_and_without_gaps():
    pauses = [Pause(date(2026, 9, 8), date(2026, 9, 9)), Pause(date(2026, 9, 1), date(2026, 9, 7))]
    assert merged([*pauses, Pause(date(2026, 9, 20), date(2026, 9, 20))]) == (
        Pause(date(2026, 9, 1), date(2026, 9, 9)),
        Pause(date(2026, 9, 20), date(2026, 9, 20)),
    )


def test_says_how_many_working_days_are_left_or_overdue():
    due_on = date(2026, 10, 9)
    assert remaining(due_on, date(2026, 9, 30), OFFICIAL) == 2
    assert remaining(due_on, due_on, OFFICIAL) == 0
    assert remaining(due_on, date(2026, 10, 12), OFFICIAL) == -2
