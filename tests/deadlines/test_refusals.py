"""What may not be done to clocks and calendars is refused, nothing changes; a year without a table fails nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.deadlines import actions, counting
from zwgk.deadlines.models import CalendarTable, Clock
from zwgk.matters import keeping
from zwgk.matters.models import Matter
from zwgk.people.actor import SYSTEM
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, LimitExceeded, NotAllowed

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OFF = {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}
TABLE: dict[str, Any] = {
    "year": 2027,
    "source": "国办发明电〔2026〕99号（测试）",
    "holidays": [OFF],
    "workdays": [],
}


@pytest.fixture
def matter(county: County) -> Matter:
    return keeping.open_matter("document", "文", "某件", owner=county.bureau, stage=Stage.DRAFTING, on=TODAY, at=NOW)


def _begun(matter: Matter, county: County, on: date) -> Clock:
    clock = counting.begin(matter, "request.reply", label="答复", on=on, organ=county.bureau)
    assert clock is not None
    return clock


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"year": "明年"}, "年份", id="年份不是数字"),
        pytest.param({"year": 1900}, "年份", id="年份不可能"),
        pytest.param({"holidays": [{**OFF, "from": "2027-13-01"}]}, "不是一个存在的日期", id="没有这一天"),
        pytest.param({"holidays": [{**OFF, "from": "2027-01-03", "to": "2027-01-01"}]}, "", id="倒着写"),
        pytest.param({"holidays": [{**OFF, "from": "2025-01-01", "to": "2025-01-02"}]}, "不属于", id="别的年份"),
        pytest.param({"workdays": [{"name": "元旦", "date": "2027-01-02"}]}, "既写成放假", id="放假又上班"),
        pytest.param({"workdays": [{"name": "元旦", "date": "2027-01-06"}]}, "不是周末", id="平日调休"),
        pytest.param({"holidays": "元旦"}, "", id="不是表"),
        pytest.param({"holidays": []}, "没有任何放假安排", id="空表"),
        pytest.param({"source": ""}, "依据", id="没有依据"),
    ],
)
def test_a_faulty_table_is_refused_whole(county: County, change: dict[str, Any], why: str) -> None:
    with nothing_changes(), pytest.raises(BadInput) as refused:
        actions.import_calendar({**TABLE, **change}, at=NOW, actor=SYSTEM)
    assert why in refused.value.why


def test_the_table_itself_is_taken(county: County) -> None:
    actions.import_calendar(TABLE, at=NOW, actor=SYSTEM)
    assert CalendarTable.objects.get().year == 2027


@pytest.mark.parametrize("duty", [Duty.DRAFTER, Duty.LEADER, Duty.AUDITOR, Duty.SECURITY_ADMIN])
def test_calendars_are_imported_by_whom_it_is_given(county: County, duty: Duty) -> None:
    actor = county.actor(duty)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.import_calendar(TABLE, at=NOW, actor=actor)


def test_a_clock_is_extended_once_and_no_further_than_allowed(county: County, matter: Matter) -> None:
    """条例第三十三条: at most twenty working days, once."""
    clock = _begun(matter, county, date(2026, 9, 7))
    for days in (0, -1, 21):
        with nothing_changes(), pytest.raises(LimitExceeded):
            counting.extend(clock, days=days, most=20)
    counting.extend(clock, days=20, most=20)
    with nothing_changes(), pytest.raises(LimitExceeded, match="只能延期一次"):
        counting.extend(clock, days=1, most=20)


def test_stopping_what_does_not_run_changes_nothing(county: County, matter: Matter) -> None:
    with nothing_changes():
        assert counting.stop(matter, "request.reply", on=TODAY, because="已答复") is None


def test_beginning_twice_leaves_the_first_clock(county: County, matter: Matter) -> None:
    first = _begun(matter, county, date(2026, 9, 7))
    with nothing_changes():
        assert _begun(matter, county, date(2026, 10, 9)) == first


def test_a_year_without_an_official_table_gives_days_that_are_not_firm_and_fails_nothing(
    county: County, matter: Matter
) -> None:
    """跨年期限标“暂定”: counted by weekends until the table comes, then counted again and told."""
    assert not CalendarTable.objects.exists()
    clock = _begun(matter, county, date(2026, 12, 21))
    assert clock.due_on.year == 2027
    assert clock.firm is False
    counting.pause(clock, first=date(2027, 1, 4), last=date(2027, 1, 8), reason="征求意见")
    counting.extend(clock, days=5, most=20)
    assert clock.firm is False
    provisional = clock.due_on
    (moved,) = actions.import_calendar({**TABLE, "holidays": [{**OFF, "to": "2027-01-12"}]}, at=NOW, actor=SYSTEM)
    clock.refresh_from_db()
    assert moved.before == provisional
    assert clock.due_on > provisional
    assert clock.firm is True
    assert counting.stop(matter, "request.reply", on=clock.due_on, because="已答复") is not None


def test_far_years_are_counted_too(county: County, matter: Matter) -> None:
    clock = _begun(matter, county, date(2040, 5, 2))
    assert (clock.firm, clock.due_on) == (False, date(2040, 5, 30))
