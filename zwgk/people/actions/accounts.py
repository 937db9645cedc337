"""Acts upon accounts: open, change, lock. 三员分立: the system administrator keeps accounts and gives no duties."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actions.posts import must_be_handed_over
from zwgk.people.actions.units import pinyin_key
from zwgk.people.actor import Actor, held
from zwgk.people.models import User
from zwgk.people.passwords import REMEMBERED
from zwgk.people.today import now, today
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed


@act("people.add_user")
def add_user(username: str, name: str, password: str, *, actor: Actor, must_change: bool = True) -> User:
    """Open an account. Errors: :class:`BadInput` where the name is taken or the password too weak."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="新增账号")
    username, name = username.strip(), name.strip()
    if not username or not name:
        raise BadInput(what="不能新增账号", why="用户名或姓名是空的", remedy="请填写用户名和姓名", field="username")
    user = User(username=username, name=name, pinyin_key=pinyin_key(name)[:120], must_change_password=must_change)
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise BadInput(
            what="不能新增账号", why=f"用户名“{username}”已有人用", remedy="请换一个用户名", field="username"
        ) from error
    about(user)
    return user


@act("people.edit_user")
def edit_user(user: User, *, actor: Actor, **fields: str) -> User:
    """Change an account's name and office addresses (``name phone email mobile``)."""
    if actor.user_id != user.pk:
        actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="修改账号")
    unknown = set(fields) - {"name", "phone", "email", "mobile"}
    if unknown:
        raise TypeError(f"not editable here: {sorted(unknown)}")
    for field, value in fields.items():
        setattr(user, field, value.strip())
    user.pinyin_key = pinyin_key(user.name)[:120]
    user.save(update_fields=[*fields, "pinyin_key"])
    note(fields=sorted(fields))
    return user


@act("people.set_shortcuts")
def set_shortcuts(user: User, on: bool, *, actor: Actor) -> User:
    """Let single keys do something in the office, or not (WCAG 2.1.4): one's own choice. Errors: ``NotAllowed``."""
    if actor.user_id != user.pk:
        raise NotAllowed(what="不能设置快捷键", why="这不是您自己的账号", remedy="请由本人设置")
    if user.has_shortcuts == on:
        nothing_happened()
        return user
    user.has_shortcuts = on
    user.save(update_fields=["has_shortcuts"])
    note(on=on)
    return user


@act("people.change_password")
def change_password(user: User, password: str, *, actor: Actor, by_admin: bool = False) -> User:
    """Set a new password; one set by an administrator must be changed at the next sign-in."""
    if by_admin:
        actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="重设密码")
    elif actor.user_id != user.pk and not actor.is_system:
        raise NotAllowed(what="不能修改密码", why="这不是您自己的账号", remedy="请联系系统管理员重设密码")
    _set_password(user, password)
    user.must_change_password = by_admin
    user.save(update_fields=["password", "past_passwords", "password_changed_at", "must_change_password"])
    note(by_admin=by_admin)
    return user


@act("people.set_active")
def set_active(user: User, active: bool, *, actor: Actor, urgent: str = "") -> User:
    """Lock an account, or open it again. Nobody locks their own.

    What is open at its posts must have been handed over first; an account in danger (被盗用、停职) is locked at once
    for the reason ``urgent``, and its work waits. Errors: :class:`BadInput`, ``GateClosed``.
    """
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="停用或启用账号")
    if user.pk == actor.user_id:
        raise BadInput(what="不能停用账号", why="这是您自己的账号", remedy="请由另一位系统管理员办理")
    if user.is_active == active:
        nothing_happened()
        return user
    if not active and not urgent.strip():
        for post in user.posts.filter(held(today())).select_related("unit__organ", "user"):
            must_be_handed_over(post, what="不能停用账号")
    user.is_active = active
    user.save(update_fields=["is_active"])
    note(active=active, urgent=bool(urgent.strip()))
    return user


def one_time_password() -> str:
    """A random password that satisfies the rules and holds no characters that look alike."""
    letters, digits = "abcdefghjkmnpqrstuvwxyz", "23456789"
    body = [secrets.choice(letters) for _ in range(5)] + [secrets.choice(letters.upper()) for _ in range(4)]
    body += [secrets.choice(digits) for _ in range(4)]
    secrets.SystemRandom().shuffle(body)
    return "".join(body[:7]) + "-" + "".join(body[7:])


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(
            what="不能使用这个密码",
            why="；".join(error.messages).replace("。", ""),
            remedy="请换一个密码",
            field="password",
        ) from error
    if user.password:
        user.past_passwords = [user.password, *user.past_passwords][:REMEMBERED]
    user.set_password(password)
    user.password_changed_at = now()
