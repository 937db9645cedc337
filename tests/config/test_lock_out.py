"""Who guesses passwords is locked out for a quarter of an hour, and nobody else is (鉴别失败处理, GB/T 22239)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.office.desk import office_day
from tests.people.factory import PASSWORD, County
from zwgk.config.settings import office
from zwgk.rules.duties import Duty

__all__ = ["office_day"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_day")]
GUESSER, ELSEWHERE = "192.0.2.9", "192.0.2.10"


@pytest.fixture(autouse=True)
def _as_on_a_server(settings: Any) -> None:
    settings.AXES_ENABLED = True
    assert (office.AXES_FAILURE_LIMIT, office.AXES_COOLOFF_TIME) == (5, 0.25)


def _enter(username: str, password: str, address: str = GUESSER) -> tuple[int, bool]:
    """What the door answers, and whether a session has begun."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post("/account/sign-in/", {"username": username, "password": password})
    return answer.status_code, "_auth_user_id" in client.session


def test_four_wrong_ones_do_not_lock_and_the_right_one_forgets_them(county: County) -> None:
    name = county.post(Duty.OFFICE).user.username
    for _ in range(2):
        assert [_enter(name, "wrong") for _ in range(4)] == [(409, False)] * 4
        assert _enter(name, PASSWORD) == (302, True)


def test_after_the_fifth_even_the_right_password_opens_nothing(county: County) -> None:
    name = county.post(Duty.OFFICE).user.username
    assert [_enter(name, "wrong") for _ in range(5)][-1] == (429, False)
    assert _enter(name, PASSWORD) == (429, False)


def test_others_are_not_locked_with_the_guesser(county: County) -> None:
    """Neither the colleague at the same address nor the owner of the account at another: no one can lock an office."""
    name, colleague = county.post(Duty.OFFICE).user.username, county.post(Duty.LEADER).user.username
    for _ in range(6):
        _enter(name, "wrong")
    assert _enter(colleague, PASSWORD) == (302, True)
    assert _enter(name, PASSWORD, ELSEWHERE) == (302, True)


def test_a_quarter_of_an_hour_later_the_door_opens_again(county: County) -> None:
    name = county.post(Duty.OFFICE).user.username
    for _ in range(5):
        _enter(name, "wrong")
    for minutes, expected in ((14, (429, False)), (16, (302, True))):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=minutes))
        assert _enter(name, PASSWORD) == expected


def test_an_unknown_name_is_locked_like_a_known_one(county: County) -> None:
    """The door does not tell which accounts exist."""
    name = county.post(Duty.OFFICE).user.username
    assert [_enter("nobody", "wrong") for _ in range(6)] == [_enter(name, "wrong", ELSEWHERE) for _ in range(6)]
