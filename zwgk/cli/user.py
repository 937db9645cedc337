"""``zwgk user``: accounts, for when nobody can sign in to do it there."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from zwgk.cli.ready import django_ready

if TYPE_CHECKING:
    from zwgk.people.models import User

HELP = "账号：add 新增、passwd 重设密码、list 列出、lock 停用、unlock 启用"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each."""
    commands = parser.add_subparsers(dest="what", metavar="操作", required=True)
    add = commands.add_parser("add", help="新增账号并任命岗位；打印一次性密码")
    add.add_argument("username", metavar="用户名")
    add.add_argument("name", metavar="姓名")
    add.add_argument("--unit", required=True, help="单位或科室全称（科室写“机关/科室”）")
    add.add_argument("--title", required=True, help="岗位名称")
    add.add_argument("--duty", action="append", default=[], help="职责名称或代码，可写多次")
    for what, meaning in (("passwd", "重设密码；打印一次性密码"), ("lock", "停用账号"), ("unlock", "启用账号")):
        one = commands.add_parser(what, help=meaning)
        one.add_argument("username", metavar="用户名")
    commands.add_parser("list", help="列出账号")


def run(args: argparse.Namespace) -> int:
    """Do it as the house itself: whoever can run this command owns the machine; the log says so."""
    django_ready()
    from zwgk.people import actions
    from zwgk.people.actor import SYSTEM

    if args.what == "add":
        _add(args)
    elif args.what == "list":
        _list()
    elif args.what == "passwd":
        user, password = _user(args.username), actions.one_time_password()
        actions.change_password(user, password, actor=SYSTEM, by_admin=True)
        _show(user, password)
    else:
        actions.set_active(_user(args.username), args.what == "unlock", actor=SYSTEM)
    return 0


def _add(args: argparse.Namespace) -> None:
    from django.db import transaction

    from zwgk.people import actions, queries
    from zwgk.people.actor import SYSTEM
    from zwgk.rules.duties import Duty
    from zwgk.rules.errors import BadInput

    by_name = {duty.label: duty for duty in Duty} | {duty.value: duty for duty in Duty}
    unknown = [name for name in args.duty if name not in by_name]
    if unknown:
        raise BadInput(
            what="不能新增账号",
            why=f"没有“{'”“'.join(unknown)}”这样的职责",
            remedy=f"请从这些职责中选择：{'、'.join(duty.label for duty in Duty)}",
        )
    unit = queries.unit_called(args.unit)
    if unit is None:
        raise BadInput(
            what="不能新增账号",
            why=f"没有名为“{args.unit}”的单位，或同名单位不止一个",
            remedy="请写单位全称，科室写“机关/科室”",
        )
    password = actions.one_time_password()
    with transaction.atomic():
        user = actions.add_user(args.username, args.name, password, actor=SYSTEM)
        actions.appoint(user, unit, args.title, [by_name[name] for name in args.duty], actor=SYSTEM)
    _show(user, password)


def _list() -> None:
    from zwgk.people import queries

    for user in queries.accounts():
        state = "可用" if user.is_active else "停用"
        posts = "；".join(f"{post.unit.full_name}{post.title}" for post in user.posts.all() if post.valid_to is None)
        print(f"{user.username}\t{user.name}\t{state}\t{posts or '无岗位'}")


def _user(username: str) -> User:
    from zwgk.people import queries
    from zwgk.rules.errors import BadInput

    user = queries.account(username)
    if user is None:
        raise BadInput(what="不能办理", why=f"没有用户名“{username}”", remedy="请用 zwgk user list 查看全部账号")
    return user


def _show(user: User, password: str) -> None:
    print("一次性密码只显示这一次，首次登录须修改：", file=sys.stderr)
    print(f"{user.username}\t{password}")
