"""施行日期 and 有效期 are read from a paper's own words; a person confirms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.validity_dates import end_of_term, is_trial, read

ISSUED = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("text", "effective", "expires"),
    [
        pytest.param("本办法自2026年3月1日起施行，有效期五年。", date(2026, 3, 1), date(2031, 2, 28), id="有效期五年"),
        pytest.param("本规定自公布之日起施行，试行期2年。", ISSUED, date(2028, 1, 19), id="自公布之日起，试行期"),
        pytest.param(
            "自印发之日起30日后施行，有效期至2030年12月31日。", date(2026, 2, 20), date(2030, 12, 31), id="三十日后"
        ),
        pytest.param(
            "自2026年1月1日起执行，有效期自2026年1月1日至2028年12月31日。",
            date(2026, 1, 1),
            date(2028, 12, 31),
            id="有效期自…至…",
        ),
        pytest.param(
            "本细则自二〇二六年五月一日起施行，有效期至2031年4月30日止。",
            date(2026, 5, 1),
            date(2031, 4, 30),
            id="汉字日期",
        ),
        pytest.param("自２０２６年５月１日起施行。", date(2026, 5, 1), None, id="全角数字"),
        pytest.param(
            "本办法自2026年3月1日起施行。2019年1月1日起施行的《停车管理办法》同时废止。",
            date(2026, 3, 1),
            None,
            id="别的文件的施行日期不算",
        ),
        pytest.param(
            "自2026年1月1日起试行，试行期限暂定为两年。", date(2026, 1, 1), date(2027, 12, 31), id="暂定为两年"
        ),
        pytest.param("试行期为18个月，自2026年1月1日起施行。", date(2026, 1, 1), date(2027, 6, 30), id="按月"),
        pytest.param("会议于2026年3月1日召开，有效期内的证件可以使用。", None, None, id="没有写"),
        pytest.param("自2026年2月30日起施行。", None, None, id="不存在的日期"),
    ],
)
def test_days_are_read_from_the_closing_words(text: str, effective: date | None, expires: date | None) -> None:
    found = read(text, issued_on=ISSUED)
    assert (found.effective_on, found.expires_on) == (effective, expires)


def test_what_hangs_on_a_day_not_yet_fixed_is_said_to_be_uncertain() -> None:
    found = read("本办法自公布之日起施行，有效期三年。", issued_on=None)
    assert found.effective_on is None
    assert found.effective_words
    assert not found.certain


def test_a_paper_without_end_says_so() -> None:
    assert read("自公布之日起施行，长期有效。", issued_on=ISSUED).open_ended
    assert not read("有效期五年，自2026年1月1日起施行。证照长期有效。", issued_on=ISSUED).open_ended


@pytest.mark.parametrize(
    ("title", "expected"), [("停车管理暂行办法", True), ("停车管理办法（试行）", True), ("停车管理办法", False)]
)
def test_a_trial_paper_is_known_by_its_title(title: str, expected: bool) -> None:
    assert is_trial(title) is expected


def test_a_term_ends_the_day_before_its_anniversary() -> None:
    assert end_of_term(date(2024, 2, 29), months=12) == date(2025, 2, 27)
    assert end_of_term(date(2026, 1, 1), months=60) == date(2030, 12, 31)
    assert end_of_term(date(9990, 1, 1), months=600) is None


@given(st.text(alphabet="自本办法有效期至起施行公布之日年月0123456789〇一二十，。后", max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read(text, issued_on=ISSUED)
    assert found.effective_on is None or found.effective_words
    assert found.expires_on is None or found.expires_words
