"""What is done to units, accounts and posts: one function an act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypinyin import lazy_pinyin

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import Delegation, FormerName, Post, PostDuty, Unit, UnitKind, UnitPath, User
from zwgk.people.passwords import REMEMBERED
from zwgk.rules import duties as duty_rules
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput


def pinyin_key(text: str) -> str:
    """The key that puts Chinese names in dictionary order."""
    return " ".join(lazy_pinyin(text))[:240]


@act("people.add_unit")
def add_unit(
    name: str, kind: UnitKind, *, parent: Unit | None, actor: Actor, former_names: Iterable[str] = (), **fields: object
) -> Unit:
    """Add an organ or section below ``parent``. Errors: :class:`BadInput` where the name is taken there."""
    name = name.strip()
    if not name:
        raise BadInput(what="不能新增单位", why="名称是空的", remedy="请填写单位全称", field="name")
    if kind == UnitKind.SECTION and parent is None:
        raise BadInput(what="不能新增科室", why="科室须属于一个机关", remedy="请先选择所属机关", field="parent")
    unit = Unit(name=name, kind=kind, parent=parent, pinyin_key=pinyin_key(name), **fields)
    unit.organ = (parent.organ or parent) if kind == UnitKind.SECTION and parent else None
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise BadInput(
            what="不能新增单位",
            why=f"“{parent or '最上级'}”下已有“{name}”",
            remedy="请改用其他名称,或编辑已有的单位",
            field="name",
        ) from error
    if unit.organ is None:
        unit.organ = unit
        unit.save(update_fields=["organ"])
    rows = [UnitPath(above=unit, below=unit, depth=0)]
    if parent is not None:
        rows += [
            UnitPath(above_id=path.above_id, below=unit, depth=path.depth + 1)
            for path in UnitPath.objects.filter(below=parent)
        ]
    UnitPath.objects.bulk_create(rows)
    FormerName.objects.bulk_create([FormerName(unit=unit, name=former) for former in former_names])
    about(unit)
    note(kind=str(kind), parent=parent.pk if parent else None)
    return unit


@act("people.add_user")
def add_user(username: str, name: str, password: str, *, actor: Actor, must_change: bool = True) -> User:
    """Open an account. Errors: :class:`BadInput` where the name is taken or the password too weak."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="新增账号")
    username = username.strip()
    if User.objects.filter(username=username).exists():
        raise BadInput(
            what="不能新增账号", why=f"用户名“{username}”已有人用", remedy="请换一个用户名", field="username"
        )
    user = User(username=username, name=name.strip(), pinyin_key=pinyin_key(name), must_change_password=must_change)
    _set_password(user, password)
    user.save()
    about(user)
    return user


@act("people.change_password")
def change_password(user: User, password: str, *, actor: Actor, by_admin: bool = False) -> User:
    """Set a new password; one set by an administrator must be changed at the next sign-in."""
    if by_admin:
        actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="重设密码")
    _set_password(user, password)
    user.must_change_password = by_admin
    user.save()
    note(by_admin=by_admin)
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(
            what="不能使用这个密码",
            why=";".join(error.messages).replace("。", ""),
            remedy="请换一个密码",
            field="password",
        ) from error
    if user.password:
        user.past_passwords = [user.password, *user.past_passwords][:REMEMBERED]
    user.set_password(password)
    user.password_changed_at = timezone.now()


@act("people.appoint")
def appoint(
    user: User,
    unit: Unit,
    title: str,
    duties: Iterable[Duty],
    *,
    actor: Actor,
    over: Unit | None = None,
    on: date | None = None,
) -> Post:
    """Give a person a post with its duties. Errors: :class:`BadInput` where the duties must be kept apart (三员分立)."""
    actor.must_be(Duty.SECURITY_ADMIN, Duty.SYSTEM_ADMIN, over=None, to="任免岗位")
    wanted = list(dict.fromkeys(duties))
    held = {
        Duty(code)
        for code in PostDuty.objects.filter(post__user=user, post__valid_to=None).values_list("duty", flat=True)
    }
    clashes = duty_rules.conflicts([*held, *wanted])
    if clashes:
        raise BadInput(what="不能任命", why=";".join(clashes), remedy="请把这些职责分给不同的人", field="duties")
    post = Post.objects.create(user=user, unit=unit, title=title, valid_from=on)
    PostDuty.objects.bulk_create([PostDuty(post=post, duty=str(duty), over=over) for duty in wanted])
    about(post)
    note(duties=[str(duty) for duty in wanted], unit=unit.pk, over=over.pk if over else None)
    return post


@act("people.leave_post")
def leave_post(post: Post, *, on: date, actor: Actor) -> Post:
    """End a post on a day; what waited there waits for the unit's duty from then on."""
    actor.must_be(Duty.SECURITY_ADMIN, Duty.SYSTEM_ADMIN, over=None, to="任免岗位")
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    note(on=str(on))
    return post


@act("people.delegate")
def delegate(absent: Post, deputy: Post, *, first: date, last: date, reason: str, actor: Actor) -> Delegation:
    """Let ``deputy`` act for ``absent`` from ``first`` to ``last`` (代理), both days included."""
    if actor.post_id != absent.pk:
        actor.must_be(Duty.SECURITY_ADMIN, Duty.SYSTEM_ADMIN, over=None, to="为他人设置代理")
    if last < first:
        raise BadInput(what="不能设置代理", why="结束日期早于开始日期", remedy="请改正日期", field="last")
    if absent.pk == deputy.pk:
        raise BadInput(what="不能设置代理", why="代理人与被代理人是同一岗位", remedy="请选择另一岗位", field="deputy")
    delegation = Delegation.objects.create(absent=absent, deputy=deputy, first=first, last=last, reason=reason)
    about(delegation)
    note(absent=absent.pk, deputy=deputy.pk, first=str(first), last=str(last))
    return delegation
