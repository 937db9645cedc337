"""A year's calendar comes from a file; a wrong file is refused with the entry at fault."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.errors import BadInput
from zwgk.rules.holidays import PUBLISHED
from zwgk.rules.workdays import OFFICIAL, WorkCalendar
from zwgk.rules.yeartables import LocalDays, MakeUp, Off, YearTable, year_table, year_tables

OURS = {
    "year": 2027,
    "source": "国办发明电〔2026〕9号",
    "holidays": [
        {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"},
        {"name": "春节", "from": "2027-02-05", "to": "2027-02-11"},
        {"name": "清明节", "date": "2027-04-05"},
        {"name": "劳动节", "dates": ["2027-05-01", "2027-05-02"]},
    ],
    "workdays": [{"name": "春节", "date": "2027-01-31"}, "2027-02-20"],
}


def test_reads_our_own_layout():
    table = year_table(OURS)
    assert isinstance(table, YearTable)
    assert table.holidays[0] == Off("元旦", date(2027, 1, 1), date(2027, 1, 3))
    assert table.holidays[2] == Off("清明节", date(2027, 4, 5), date(2027, 4, 5))
    assert table.workdays == (MakeUp("春节", date(2027, 1, 31)), MakeUp("春节", date(2027, 2, 20)))


def test_a_made_up_day_without_a_name_belongs_to_the_nearest_festival():
    assert OFFICIAL.with_tables(year_table(OURS)).why(date(2027, 2, 20)) == "春节调休上班"


def test_make_up_days_may_be_written_as_a_span_and_sources_as_a_list():
    table = year_table(
        {
            "year": 2022,
            "source": ["国办发明电〔2021〕11号", "更正通知"],
            "holidays": [{"name": "春节", "from": "2022-01-31", "to": "2022-02-06"}],
            "workdays": [{"from": "2022-01-29", "to": "2022-01-30"}],
        }
    )
    assert table == YearTable(
        2022,
        "国办发明电〔2021〕11号；更正通知",
        (Off("春节", date(2022, 1, 31), date(2022, 2, 6)),),
        (MakeUp("春节", date(2022, 1, 29)), MakeUp("春节", date(2022, 1, 30))),
    )


def test_reads_the_layout_with_one_entry_a_day():
    table = year_table(
        {
            "$schema": "https://example.org/schema.json",
            "year": 2019,
            "papers": ["https://example.org/1", "https://example.org/2"],
            "days": [
                {"name": "元旦", "date": "2018-12-29", "isOffDay": False},
                {"name": "元旦", "date": "2018-12-30", "isOffDay": True},
                {"name": "元旦", "date": "2018-12-31", "isOffDay": True},
                {"name": "元旦", "date": "2019-01-01", "isOffDay": True},
                {"name": "清明节", "date": "2019-04-05", "isOffDay": True},
            ],
        }
    )
    assert table == YearTable(
        2019,
        "https://example.org/1；https://example.org/2",
        (Off("元旦", date(2018, 12, 30), date(2019, 1, 1)), Off("清明节", date(2019, 4, 5), date(2019, 4, 5))),
        (MakeUp("元旦", date(2018, 12, 29)),),
    )


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: str(table.year))
def test_every_built_in_table_survives_writing_and_reading(table):
    data = {
        "year": table.year,
        "source": table.source,
        "holidays": [{"name": off.name, "from": str(off.first), "to": str(off.last)} for off in table.holidays],
        "workdays": [{"name": made_up.name, "date": str(made_up.on)} for made_up in table.workdays],
    }
    assert year_table(data) == table


def test_reads_several_tables_and_a_regions_days():
    local = {"region": "楚雄州", "basis": "州政府通知", "holidays": [{"name": "火把节", "date": "2027-07-26"}]}
    tables = year_tables([OURS, local])
    assert [type(table) for table in tables] == [YearTable, LocalDays]
    assert OFFICIAL.with_tables(*tables).is_workday(date(2027, 7, 26)) is False


def test_an_imported_year_is_firm_from_its_first_to_its_last_day():
    calendar = WorkCalendar().with_tables(year_table(OURS))
    assert calendar.is_workday(date(2027, 1, 4)) is True
    assert calendar.is_workday(date(2027, 12, 31)) is True
    assert calendar.is_workday(date(2028, 1, 3)) is None


def changed(**parts):
    return {**OURS, **parts}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param([1], "不是 JSON 对象", id="不是对象"),
        pytest.param("2027", "不是 JSON 对象", id="一段文字"),
        pytest.param(changed(year="2027"), "年份", id="年份是文字"),
        pytest.param(changed(year=27), "年份", id="年份太小"),
        pytest.param(changed(year=True), "年份", id="年份是真假"),
        pytest.param(changed(source=" "), "依据的通知", id="没有来源"),
        pytest.param(changed(holidays=None), "缺少 holidays", id="没有假期"),
        pytest.param(changed(holidays={}), "不是列表", id="假期不是列表"),
        pytest.param(changed(holidays=[], workdays=[]), "没有任何放假安排", id="空表"),
        pytest.param({"year": 2027, "papers": [], "days": []}, "依据的通知", id="空的逐日表"),
        pytest.param(
            changed(holidays=[{"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"}]), "早于", id="首尾颠倒"
        ),
        pytest.param(
            changed(holidays=[{"name": "元旦", "from": "2027-01-01", "to": "2027-10-01"}]), "超过31天", id="太长"
        ),
        pytest.param(changed(holidays=[{"name": "元旦", "from": "2027-02-30"}]), "存在的日期", id="没有这一天"),
        pytest.param(changed(holidays=[{"name": "元旦"}]), "没有填写日期", id="没有日期"),
        pytest.param(changed(holidays=["2026-11-01"]), "不属于2027年", id="不是这一年"),
        pytest.param(changed(holidays=["2028-01-01"]), "不属于2027年", id="下一年"),
        pytest.param(changed(workdays=["2027-01-02"]), "既写成放假", id="既放假又上班"),
        pytest.param(changed(workdays=["2027-02-22"]), "不是周末", id="调休不是周末"),
        pytest.param(changed(workdays=["2027-02-20", "2027-02-20"]), "重复", id="重复"),
        pytest.param({"year": 2027, "papers": ["x"], "days": [{"date": "2027-01-01"}]}, "isOffDay", id="没写放假与否"),
        pytest.param({"region": "", "basis": "x"}, "地区", id="没有地区"),
        pytest.param({"region": "某州", "holidays": ["2027-01-01"]}, "依据", id="没有依据"),
        pytest.param({"region": "某州", "basis": "x"}, "没有任何日期", id="没有日期的地方安排"),
    ],
)
def test_a_wrong_table_is_refused_with_its_fault(data, why):
    with pytest.raises(BadInput) as refusal:
        year_tables(data)
    assert why in refusal.value.why
    assert refusal.value.what
    assert refusal.value.remedy
