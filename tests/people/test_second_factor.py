"""动态口令: bound by oneself, a code taken once, guessing locked, recovery codes hashed, reset by another's hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.people import actions, sealed
from zwgk.people.actions import Checked
from zwgk.people.actor import Actor
from zwgk.people.models import SecondFactor, User
from zwgk.rules import totp
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

pytestmark = pytest.mark.django_db
NOW = 1_800_000_000.0
AT = timezone.make_aware(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001


class Phone:
    """A person with a phone that shows codes."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.own = Actor(user.pk, None, None, None, user.name, "")
        self.codes: list[str] = []

    def shows(self, seconds: float = NOW) -> str:
        factor = SecondFactor.objects.get(user=self.user)
        return totp.code(sealed.opened(factor.sealed_secret, whose=self.user.pk), int(seconds) // totp.STEP)

    def bind(self) -> Phone:
        actions.begin_second_factor(self.user, at=AT, actor=self.own)
        self.codes = actions.confirm_second_factor(self.user, self.shows(), at=AT, seconds=NOW, actor=self.own)
        return self

    def check(self, typed: str, *, seconds: float = NOW + 60, at: datetime = AT) -> Checked:
        return actions.check_second_factor(self.user, typed, at=at, seconds=seconds, actor=self.own)


@pytest.fixture
def phone(county: County) -> Phone:
    return Phone(county.post(Duty.SYSTEM_ADMIN).user)


def test_neither_secret_nor_recovery_codes_stand_in_the_database_or_the_log(phone: Phone) -> None:
    phone.bind()
    row = SecondFactor.objects.values().get()
    secret = sealed.opened(row["sealed_secret"], whose=phone.user.pk)
    stored = repr([row, list(Entry.objects.values())])
    for plain in (totp.as_typed_by_hand(secret), secret.hex(), *phone.codes, *map(totp.tidy, phone.codes)):
        assert plain not in stored
    assert len(set(phone.codes)) == totp.RECOVERY_CODES


def test_a_secret_is_opened_for_its_owner_only(phone: Phone, county: County) -> None:
    phone.bind()
    text = SecondFactor.objects.get().sealed_secret
    with pytest.raises(BadInput, match="打不开"):
        sealed.opened(text, whose=county.post(Duty.AUDITOR).user_id)


def test_a_code_opens_once(phone: Phone) -> None:
    phone.bind()
    typed = phone.shows(NOW + 60)
    assert phone.check(typed) is Checked.CODE
    assert phone.check(typed) is Checked.WRONG
    assert phone.check(phone.shows(NOW + 90), seconds=NOW + 90) is Checked.CODE


def test_the_code_that_bound_the_phone_opens_nothing(phone: Phone) -> None:
    phone.bind()
    assert phone.check(phone.shows(NOW), seconds=NOW) is Checked.WRONG


def test_a_recovery_code_opens_once(phone: Phone) -> None:
    phone.bind()
    assert phone.check(phone.codes[3].lower()) is Checked.RECOVERY
    assert phone.check(phone.codes[3]) is Checked.WRONG
    assert len(SecondFactor.objects.get().recovery) == totp.RECOVERY_CODES - 1


def test_guessing_locks_for_a_quarter_of_an_hour_even_the_right_code(phone: Phone) -> None:
    phone.bind()
    assert [phone.check("000000") for _ in range(5)] == [Checked.WRONG] * 5
    assert phone.check(phone.shows(NOW + 60)) is Checked.LOCKED
    assert phone.check(phone.codes[0]) is Checked.LOCKED
    later = AT + timedelta(minutes=15)
    assert phone.check(phone.shows(NOW + 960), seconds=NOW + 960, at=later) is Checked.CODE


def test_a_right_code_forgets_the_wrong_ones(phone: Phone) -> None:
    phone.bind()
    for turn in range(3):
        assert [phone.check("000000") for _ in range(4)] == [Checked.WRONG] * 4
        moment = NOW + 60 + 30 * turn
        assert phone.check(phone.shows(moment), seconds=moment) is Checked.CODE


def test_a_wrong_code_binds_nothing(phone: Phone) -> None:
    actions.begin_second_factor(phone.user, at=AT, actor=phone.own)
    with nothing_changes(), pytest.raises(BadInput, match="动态口令不对"):
        actions.confirm_second_factor(phone.user, "000000", at=AT, seconds=NOW, actor=phone.own)


def test_bound_is_bound(phone: Phone) -> None:
    phone.bind()
    with nothing_changes(), pytest.raises(Stale, match="已经绑定"):
        actions.begin_second_factor(phone.user, at=AT, actor=phone.own)
    with nothing_changes(), pytest.raises(Stale, match="没有等待绑定"):
        actions.confirm_second_factor(phone.user, phone.shows(), at=AT, seconds=NOW, actor=phone.own)


def test_fresh_recovery_codes_end_the_old_ones(phone: Phone) -> None:
    old = phone.bind().codes[0]
    fresh = actions.renew_recovery_codes(phone.user, actor=phone.own)
    assert phone.check(old) is Checked.WRONG
    assert phone.check(fresh[0]) is Checked.RECOVERY


def test_it_is_taken_off_by_oneself_only_where_it_is_not_compulsory(phone: Phone) -> None:
    phone.bind()
    with nothing_changes(), pytest.raises(NotAllowed, match="必须使用"):
        actions.unbind_second_factor(phone.user, compulsory=True, actor=phone.own)
    actions.unbind_second_factor(phone.user, compulsory=False, actor=phone.own)
    assert not SecondFactor.objects.exists()


def test_nobody_acts_on_anothers(phone: Phone, county: County) -> None:
    phone.bind()
    other = county.actor(Duty.SECURITY_ADMIN)
    for act in (
        lambda: actions.begin_second_factor(phone.user, at=AT, actor=other),
        lambda: actions.confirm_second_factor(phone.user, "1", at=AT, seconds=NOW, actor=other),
        lambda: actions.check_second_factor(phone.user, "1", at=AT, seconds=NOW, actor=other),
        lambda: actions.renew_recovery_codes(phone.user, actor=other),
        lambda: actions.unbind_second_factor(phone.user, compulsory=False, actor=other),
        lambda: actions.reset_second_factor(phone.user, reason="手机丢失", actor=other),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


def test_a_lost_phone_is_reset_by_another_system_administrator_with_a_reason(phone: Phone, county: County) -> None:
    phone.bind()
    mine = county.actor(Duty.SYSTEM_ADMIN)
    with nothing_changes(), pytest.raises(BadInput, match="您自己的账号"):
        actions.reset_second_factor(phone.user, reason="手机丢失", actor=mine)
    clerk = Phone(county.post(Duty.DRAFTER).user).bind()
    with nothing_changes(), pytest.raises(BadInput, match="没有写明事由"):
        actions.reset_second_factor(clerk.user, reason=" ", actor=mine)
    actions.reset_second_factor(clerk.user, reason="手机丢失", actor=mine)
    assert not SecondFactor.objects.filter(user=clerk.user).exists()
    assert Entry.objects.get(act="people.reset_second_factor").details == {"because": "手机丢失"}
    with nothing_changes(), pytest.raises(Stale, match="没有绑定"):
        actions.reset_second_factor(clerk.user, reason="手机丢失", actor=mine)
