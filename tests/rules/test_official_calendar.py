"""The official calendar 2015–2026: agrees day by day with two independent data sets, and says why."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from zwgk.rules.holidays import PUBLISHED
from zwgk.rules.workdays import OFFICIAL, DayKind, WorkCalendar
from zwgk.rules.yeartables import LocalDays, MakeUp, Off, YearTable

DAYS = [date(2015, 1, 1) + timedelta(days=number) for number in range((date(2026, 12, 31) - date(2015, 1, 1)).days + 1)]


def test_every_day_from_2015_to_2026_agrees_with_an_independent_calendar():
    ours = {day: OFFICIAL.is_workday(day) for day in DAYS}
    assert ours == {day: chinese_calendar.is_workday(day) for day in DAYS}


def test_no_statutory_holiday_is_worked():
    statutory = holidays.country_holidays("CN", years=range(2015, 2027))
    assert len(statutory) > 200
    assert [day for day in statutory if OFFICIAL.is_workday(day)] == []


def test_every_made_up_day_of_an_independent_list_is_worked():
    statutory = holidays.country_holidays("CN", years=range(2015, 2027), language="zh_CN")
    worked = [
        date.fromisoformat(name.split("由 ")[1][:10]) for name in statutory.values() if name.startswith("休息日（由")
    ]
    assert len(worked) > 50
    assert [day for day in worked if OFFICIAL.kind(day) is not DayKind.MAKEUP] == []


def test_working_days_of_a_year():
    counted = Counter(day.year for day in DAYS if OFFICIAL.is_workday(day))
    assert {year: counted[year] for year in range(2019, 2027)} == {
        2019: 250,
        2020: 249,
        2021: 250,
        2022: 249,
        2023: 249,
        2024: 251,
        2025: 248,
        2026: 248,
    }


def test_every_table_names_the_notices_it_comes_from():
    assert [table.year for table in PUBLISHED] == list(range(2015, 2027))
    assert all(f"国办发明电〔{table.year - 1}〕" in table.source for table in PUBLISHED)


@pytest.mark.parametrize(
    ("day", "kind", "why"),
    [
        pytest.param(date(2026, 3, 2), DayKind.COUNTED, "工作日", id="平日"),
        pytest.param(date(2026, 3, 7), DayKind.REST, "周六休息", id="周六"),
        pytest.param(date(2026, 3, 8), DayKind.REST, "周日休息", id="周日"),
        pytest.param(date(2026, 2, 17), DayKind.HOLIDAY, "春节放假", id="假日"),
        pytest.param(date(2026, 2, 21), DayKind.HOLIDAY, "春节放假", id="假期内的周六"),
        pytest.param(date(2026, 10, 10), DayKind.MAKEUP, "国庆节调休上班", id="调休"),
        pytest.param(date(2018, 12, 31), DayKind.HOLIDAY, "元旦放假", id="前一年十二月的元旦假"),
        pytest.param(date(2018, 12, 29), DayKind.MAKEUP, "元旦调休上班", id="前一年十二月的调休"),
        pytest.param(date(2022, 12, 31), DayKind.HOLIDAY, "元旦放假", id="2023年元旦自2022年起"),
        pytest.param(date(2020, 1, 31), DayKind.HOLIDAY, "春节（延长）放假", id="2020年延长春节"),
        pytest.param(date(2020, 2, 1), DayKind.HOLIDAY, "春节（延长）放假", id="延长后取消的调休"),
        pytest.param(date(2024, 2, 9), DayKind.COUNTED, "工作日", id="2024年除夕不放假"),
        pytest.param(date(2015, 9, 4), DayKind.HOLIDAY, "抗战胜利70周年纪念日放假", id="2015年纪念日"),
    ],
)
def test_says_why_a_day_is_worked_or_off(day, kind, why):
    assert (OFFICIAL.kind(day), OFFICIAL.why(day)) == (kind, why)


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2027, 1, 1), date(2027, 3, 6)])
def test_a_year_without_a_table_is_unknown_not_guessed(day):
    assert OFFICIAL.is_workday(day) is None
    assert not OFFICIAL.is_published(day)
    assert OFFICIAL.why(day) == f"没有{day.year}年的官方安排"


def test_the_next_years_notice_has_the_last_word_on_the_december_before():
    table = YearTable(
        2027,
        "国办发明电〔2026〕9号",
        (Off("元旦", date(2026, 12, 31), date(2027, 1, 2)),),
        (MakeUp("元旦", date(2026, 12, 26)),),
    )
    calendar = OFFICIAL.with_tables(table)
    assert calendar.is_workday(date(2026, 12, 31)) is False
    assert calendar.is_workday(date(2026, 12, 26)) is True
    assert calendar.is_workday(date(2027, 1, 4)) is True
    assert OFFICIAL.is_workday(date(2026, 12, 31)) is True, "the calendar it was made from is unchanged"


def test_a_corrected_table_replaces_the_built_in_one():
    table = YearTable(2026, "更正通知", (Off("元旦", date(2026, 1, 1), date(2026, 1, 2)),), ())
    calendar = OFFICIAL.with_tables(table)
    assert calendar.is_workday(date(2026, 2, 17)) is True
    assert calendar.is_workday(date(2025, 10, 11)) is True, "other years stay"


def test_a_regions_festival_is_off_there_only():
    """S2:楚雄州的火把节由地方规定（全国年节及纪念日放假办法第四条）。"""
    local = LocalDays("楚雄州", "州政府通知", (Off("火把节", date(2026, 8, 6), date(2026, 8, 7)),))
    calendar = OFFICIAL.with_tables(local)
    assert calendar.is_workday(date(2026, 8, 6)) is False
    assert calendar.why(date(2026, 8, 6)) == "火把节放假（楚雄州）"
    assert OFFICIAL.is_workday(date(2026, 8, 6)) is True


def test_a_regions_days_win_over_the_national_table():
    local = LocalDays("某县", "应急通知", (), (MakeUp("抗洪", date(2026, 10, 2)),))
    assert OFFICIAL.with_tables(local).is_workday(date(2026, 10, 2)) is True


def test_a_regions_days_do_not_make_a_year_official():
    local = LocalDays("某县", "通知", (Off("火把节", date(2027, 7, 26), date(2027, 7, 26)),))
    calendar = OFFICIAL.with_tables(local)
    assert calendar.is_workday(date(2027, 7, 26)) is False
    assert calendar.is_workday(date(2027, 7, 27)) is None
    assert not calendar.is_published(date(2027, 7, 26))


def test_the_version_changes_with_what_the_calendar_knows():
    local = LocalDays("某县", "通知", (Off("火把节", date(2026, 8, 6), date(2026, 8, 6)),))
    assert OFFICIAL.version == WorkCalendar().version
    assert OFFICIAL.with_tables(local).version != OFFICIAL.version


def test_counts_and_moves_over_holidays():
    assert OFFICIAL.workdays_between(date(2026, 9, 30), date(2026, 10, 12)) == 4
    assert OFFICIAL.workdays_between(date(2026, 10, 12), date(2026, 9, 30)) == 0
    assert OFFICIAL.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert OFFICIAL.next_workday(date(2026, 10, 10)) == date(2026, 10, 10)
    assert OFFICIAL.add_workdays(date(2026, 10, 1), 0) == date(2026, 10, 1)
