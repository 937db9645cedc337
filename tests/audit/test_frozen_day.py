"""On a frozen day the log, the messages and the accounts tell the same day as the pages do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.audit.moments import frozen_time
from zwgk.notices.models import NoticeKind
from zwgk.notices.sending import notify
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.people.today import now
from zwgk.rules.duties import Duty

FROZEN = date(2031, 2, 3)

pytestmark = pytest.mark.django_db


def test_an_act_is_logged_on_the_frozen_day(county: County, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", FROZEN)
    user = county.post(Duty.DRAFTER).user
    actions.set_active(user, False, actor=SYSTEM)
    assert timezone.localdate(Entry.objects.get(act="people.set_active").at) == FROZEN
    actions.change_password(user, actions.one_time_password(), actor=SYSTEM, by_admin=True)
    user.refresh_from_db()
    assert timezone.localdate(user.password_changed_at) == FROZEN


def test_a_message_is_told_on_the_frozen_day(county: County, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", FROZEN)
    told = notify([county.post(Duty.DRAFTER).pk], kind=NoticeKind.AUDIT, text="请核对", actor=SYSTEM)
    assert [timezone.localdate(notice.created_at) for notice in told] == [FROZEN]


def test_without_a_frozen_day_it_is_this_moment(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", None)
    assert abs(now() - timezone.now()) < timedelta(seconds=5)


SINCE = datetime(2026, 11, 20, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(timedelta(0), time(9, 30), id="开始"),
        pytest.param(timedelta(hours=7), time(16, 30), id="当日照钟表"),
        pytest.param(timedelta(hours=13, minutes=30), time(23), id="当日二十三点"),
        pytest.param(timedelta(hours=14, minutes=30), time(23, 30), id="过了零点"),
        pytest.param(timedelta(hours=22, minutes=30), time(23, 54), id="次日早晨不退回"),
        pytest.param(timedelta(hours=-3), time(9, 30), id="钟表拨回"),
    ],
)
def test_the_hour_of_a_frozen_day_goes_on_past_real_midnight(later: timedelta, expected: time) -> None:
    assert frozen_time(SINCE, SINCE + later) == expected


@given(st.lists(st.timedeltas(min_value=timedelta(hours=-1), max_value=timedelta(days=400)), min_size=2, max_size=6))
def test_no_moment_of_a_frozen_day_lies_before_an_earlier_one(waits: list[timedelta]) -> None:
    told = [frozen_time(SINCE, SINCE + wait) for wait in sorted(waits)]
    assert told == sorted(told)


def test_two_processes_on_different_real_days_tell_the_same_hour(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The first start is handed to every process, so that one started days later is not a day behind."""
    monkeypatch.setitem(settings.ENV.values, "TODAY", FROZEN)
    monkeypatch.setitem(settings.ENV.values, "TODAY_SINCE", timezone.now() - timedelta(days=3))
    told = timezone.localtime(now())
    assert told.date() == FROZEN
    assert told.time() > time(23, 50)
