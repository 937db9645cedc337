"""The second factor of signing in (动态口令): bound by oneself, checked at the door, reset by a keeper.

A wrong code is counted, so checking refuses nothing by itself: it says what it found, and the door decides.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from zwgk.audit.acts import act, note
from zwgk.people import sealed
from zwgk.people.actor import Actor
from zwgk.people.models import SecondFactor, User
from zwgk.rules import totp
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale
from zwgk.rules.labelled import Labelled


class Checked(Labelled):
    """What a typed code turned out to be (动态口令核对)."""

    CODE = "code", "动态口令正确"
    RECOVERY = "recovery", "恢复码正确"
    WRONG = "wrong", "不正确"
    LOCKED = "locked", "暂时锁定"


@act("people.begin_second_factor")
def begin_second_factor(user: User, *, at: datetime, actor: Actor) -> SecondFactor:
    """Make a fresh secret to be scanned; it counts only once a code from it was typed back."""
    _must_be_own(user, actor)
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is not None and factor.confirmed_at is not None:
        raise Stale(
            what="不能绑定", why="已经绑定了动态口令", remedy="更换手机的，请先解除；手机丢失的，请系统管理员重置"
        )
    factor = factor or SecondFactor(user=user)
    factor.sealed_secret = sealed.seal(secrets.token_bytes(totp.SECRET), whose=user.pk)
    factor.made_at, factor.last_step, factor.failures, factor.locked_until = at, 0, 0, None
    factor.save()
    return factor


@act("people.confirm_second_factor")
def confirm_second_factor(user: User, typed: str, *, at: datetime, seconds: float, actor: Actor) -> list[str]:
    """Bind it: the code that was typed came from the secret. Returns the recovery codes, shown this once."""
    _must_be_own(user, actor)
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None or factor.confirmed_at is not None:
        raise Stale(what="不能绑定", why="没有等待绑定的二维码", remedy="请刷新页面，重新扫描")
    step = totp.matching_step(
        sealed.opened(factor.sealed_secret, whose=user.pk), typed, seconds=seconds, after=factor.last_step
    )
    if step is None:
        raise BadInput(
            what="没有绑定", why="动态口令不对", remedy="请核对手机时间是否准确，输入正在显示的六位数字", field="code"
        )
    factor.confirmed_at, factor.last_step = at, step
    codes = _new_recovery(factor)
    factor.save()
    return codes


@act("people.renew_recovery_codes")
def renew_recovery_codes(user: User, *, actor: Actor) -> list[str]:
    """Fresh recovery codes; those before are worth nothing any more."""
    _must_be_own(user, actor)
    factor = _bound(user, to="更换恢复码")
    codes = _new_recovery(factor)
    factor.save(update_fields=["recovery"])
    return codes


@act("people.check_second_factor")
def check_second_factor(user: User, typed: str, *, at: datetime, seconds: float, actor: Actor) -> Checked:
    """Check a code or a recovery code; each is taken once. Five wrong ones in a row lock for a quarter of an hour."""
    _must_be_own(user, actor)
    factor = _bound(user, to="核对动态口令")
    found = _checked(factor, typed, at=at, seconds=seconds)
    if found is Checked.WRONG:
        factor.failures += 1
        if factor.failures >= totp.MOST_FAILURES:
            factor.failures, factor.locked_until = 0, at + timedelta(minutes=totp.LOCKED_MINUTES)
    elif found is not Checked.LOCKED:
        factor.failures, factor.locked_until = 0, None
    factor.save()
    note(found=str(found), left=len(factor.recovery))
    return found


@act("people.unbind_second_factor")
def unbind_second_factor(user: User, *, compulsory: bool, actor: Actor) -> None:
    """Take it off by oneself, where it is not compulsory; the door has just checked a code."""
    _must_be_own(user, actor)
    if compulsory:
        raise NotAllowed(
            what="不能解除", why="您的岗位必须使用动态口令", remedy="更换手机的，请系统管理员重置后重新绑定"
        )
    _bound(user, to="解除").delete()


@act("people.reset_second_factor")
def reset_second_factor(user: User, *, reason: str, actor: Actor) -> None:
    """Take it off somebody who has lost the phone (重置). Never one's own."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="重置动态口令")
    if user.pk == actor.user_id:
        raise BadInput(what="不能重置", why="这是您自己的账号", remedy="请由另一位系统管理员办理")
    if not reason.strip():
        raise BadInput(what="不能重置", why="没有写明事由", remedy="请写明事由，如手机丢失", field="reason")
    _bound(user, to="重置").delete()
    note(because=reason.strip()[:40])


def _must_be_own(user: User, actor: Actor) -> None:
    if actor.user_id != user.pk:
        raise NotAllowed(what="不能办理", why="动态口令只能由本人操作", remedy="请本人登录后办理")


def _bound(user: User, *, to: str) -> SecondFactor:
    factor = SecondFactor.objects.select_for_update().filter(user=user).exclude(confirmed_at=None).first()
    if factor is None:
        raise Stale(what=f"不能{to}", why="没有绑定动态口令", remedy="请刷新页面查看")
    return factor


def _checked(factor: SecondFactor, typed: str, *, at: datetime, seconds: float) -> Checked:
    if factor.locked_until is not None and at < factor.locked_until:
        return Checked.LOCKED
    whose = factor.user_id
    if totp.is_recovery_code(typed):
        digest = sealed.keyed_digest(totp.tidy(typed), whose=whose)
        if digest not in factor.recovery:
            return Checked.WRONG
        factor.recovery = [kept for kept in factor.recovery if kept != digest]
        return Checked.RECOVERY
    secret = sealed.opened(factor.sealed_secret, whose=whose)
    step = totp.matching_step(secret, typed, seconds=seconds, after=factor.last_step)
    if step is None:
        return Checked.WRONG
    factor.last_step = step
    return Checked.CODE


def _new_recovery(factor: SecondFactor) -> list[str]:
    letters = totp.RECOVERY_LETTERS
    codes = ["".join(secrets.choice(totp.ALPHABET) for _ in range(letters)) for _ in range(totp.RECOVERY_CODES)]
    factor.recovery = [sealed.keyed_digest(code, whose=factor.user_id) for code in codes]
    return [totp.grouped(code) for code in codes]
