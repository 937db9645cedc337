"""On a frozen day the log, the messages and the accounts tell the same day as the pages do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.people.factory import County
from zwgk.audit.models import Entry
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
