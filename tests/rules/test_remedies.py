"""What a person may do against a decision, by ground and day (行政复议法;行政诉讼法;法释〔2025〕8号)."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.errors import GateClosed
from zwgk.rules.remedies import (
    Bodies,
    Standing,
    Way,
    after_reconsideration,
    edition,
    last_days,
    notice,
    way,
    which_court,
    who_reconsiders,
)
from zwgk.rules.workdays import OFFICIAL

NOW = date(2026, 3, 5)
BODIES = Bodies("清岚县人民政府", "清岚县人民法院", "https://fuyi.example")


@pytest.mark.parametrize(
    ("codes", "on", "expected"),
    [
        pytest.param(["refuse_process_info"], NOW, Way.RECONSIDERATION_FIRST, id="不予公开先复议"),
        pytest.param(["refuse_process_info"], date(2024, 1, 1), Way.RECONSIDERATION_FIRST, id="2024年1月1日起"),
        pytest.param(["refuse_process_info"], date(2023, 12, 31), Way.FREE, id="修订前可以直接起诉"),
        pytest.param(["reply_special"], NOW, Way.FREE, id="行政查询事项不前置"),
        pytest.param(["reply_not_exist", "reply_not_ours"], NOW, Way.FREE, id="无法提供不前置"),
        pytest.param(["reply_repeat"], NOW, Way.FREE, id="不予处理不前置"),
        pytest.param(["reply_granted", "refuse_third_party"], NOW, Way.RECONSIDERATION_FIRST, id="有一项不予公开"),
        pytest.param(["closed_not_paid"], NOW, Way.FREE, id="不再处理"),
    ],
)
def test_the_way_follows_ground_and_day(codes: list[str], on: date, expected: Way) -> None:
    assert way(codes, on) is expected


def test_the_withheld_part_of_a_partial_publication_decides() -> None:
    assert way(["reply_partial"], NOW, withheld_grounds=["third_party"]) is Way.RECONSIDERATION_FIRST
    assert way(["reply_partial"], NOW, withheld_grounds=["special_query"]) is Way.FREE


def test_the_notice_says_organ_court_and_period() -> None:
    first = notice(Way.RECONSIDERATION_FIRST, BODIES, NOW)
    assert "应当先" in first.text
    assert "60日内向清岚县人民政府申请行政复议" in first.text
    assert "15日内向清岚县人民法院" in first.text
    assert "6个月" not in first.text
    free = notice(Way.FREE, BODIES, NOW)
    assert "或者自收到本答复之日起6个月内" in free.text
    assert "法释〔2025〕8号" in free.basis
    assert "法释" not in notice(Way.FREE, BODIES, date(2025, 5, 31)).basis
    assert "不能单独" in notice(Way.NONE, BODIES, NOW).text


def test_a_decision_served_by_internet_tells_the_way_by_internet() -> None:
    """行政复议法第二十二条."""
    assert "https://fuyi.example" in notice(Way.FREE, BODIES, NOW, served_online=True).text
    with pytest.raises(GateClosed, match="网上申请行政复议的途径"):
        notice(Way.FREE, Bodies("清岚县人民政府", "清岚县人民法院"), NOW, served_online=True)
    assert "网上" not in notice(Way.FREE, BODIES, date(2023, 6, 1), served_online=True).text


def test_without_organ_or_court_no_notice_is_given() -> None:
    with pytest.raises(GateClosed, match="行政复议机关、管辖法院"):
        notice(Way.FREE, Bodies("", " "), NOW)


def test_the_last_days_are_natural_days_that_end_on_a_working_day() -> None:
    """Served 2025-12-25: the sixtieth day falls in the Spring Festival; served 2025-08-31: no 31st of February."""
    days = last_days(date(2025, 12, 25), Way.FREE, OFFICIAL)
    assert days.reconsideration.on == date(2026, 2, 24)
    assert days.litigation is not None
    assert days.litigation.on == date(2026, 6, 25)
    short = last_days(date(2025, 8, 31), Way.FREE, OFFICIAL).litigation
    assert short is not None
    assert short.on == date(2026, 2, 28)
    assert last_days(NOW, Way.RECONSIDERATION_FIRST, OFFICIAL).litigation is None
    assert last_days(date(2023, 6, 1), Way.FREE, OFFICIAL).reconsideration.on == date(2023, 7, 31)
    assert after_reconsideration(date(2026, 3, 2), OFFICIAL).on == date(2026, 3, 17)


def test_the_edition_changes_on_its_day_and_bodies_follow_the_organ() -> None:
    assert [edition(day).valid_from.year for day in (date(2025, 6, 1), date(2025, 5, 31), date(2010, 1, 1))] == [
        2025,
        2024,
        2019,
    ]
    assert who_reconsiders(Standing.DEPARTMENT) == "本级人民政府"
    assert which_court(Standing.COUNTY_UP) == "中级人民法院"
    assert which_court(Standing.TOWNSHIP) == "基层人民法院"
