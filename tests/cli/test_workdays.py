"""``zwgk workdays``: a line a day, null where no official table is known."""

from __future__ import annotations

import json

import pytest

from zwgk.cli.main import main


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_each_day_with_its_reason(capsys):
    assert main(["workdays", "2026-02-13", "2026-02-15"]) == 0
    assert lines(capsys) == [
        {"date": "2026-02-13", "workday": True, "why": "工作日"},
        {"date": "2026-02-14", "workday": True, "why": "春节调休上班"},
        {"date": "2026-02-15", "workday": False, "why": "春节放假"},
    ]


def test_null_where_no_table_is_known(capsys):
    assert main(["workdays", "2026-12-31", "2027-01-01"]) == 0
    assert [line["workday"] for line in lines(capsys)] == [True, None]


def test_a_file_adds_a_year_and_a_regions_days(capsys, tmp_path):
    file = tmp_path / "calendar.json"
    tables = [
        {"year": 2027, "papers": ["通知"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]},
        {"region": "楚雄州", "basis": "州政府通知", "holidays": [{"name": "火把节", "date": "2027-01-05"}]},
    ]
    file.write_text(json.dumps(tables), encoding="utf-8")
    assert main(["workdays", "2027-01-01", "2027-01-05", "--calendar", str(file)]) == 0
    assert [(line["workday"], line["why"]) for line in lines(capsys)] == [
        (False, "元旦放假"),
        (False, "周六休息"),
        (False, "周日休息"),
        (True, "工作日"),
        (False, "火把节放假（楚雄州）"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-01-02", "2026-01-01", "早于"),
        ("1950-01-01", "2026-01-01", "最多"),
        ("2026-02-30", "2026-03-01", "不是一个存在的日期"),
        ("2026-02-01", "someday", "不是一个存在的日期"),
        ("0001-01-01", "2026-01-01", "不在"),
    ],
)
def test_an_impossible_span_is_refused_and_nothing_printed(capsys, first, last, why):
    assert main(["workdays", first, last]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert why in shown.err


def test_the_whole_built_in_span_at_once(capsys):
    assert main(["workdays", "2015-01-01", "2026-12-31"]) == 0
    answers = lines(capsys)
    assert len(answers) == 4383
    assert all(answer["workday"] in (True, False) and answer["why"] for answer in answers)
