"""A stand-in is named, ended or called off, and both people are told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from zwgk.notices.sending import NoticeKind, notify
from zwgk.people import actions as people
from zwgk.people.actor import Actor
from zwgk.people.models import Delegation, Leave, Post
from zwgk.rules.standing_in import Reserved

PAGE = "/account/stand-ins/"


def arrange(
    absent: Post,
    deputy: Post,
    *,
    first: date,
    last: date,
    reason: str,
    actor: Actor,
    reserved: Collection[Reserved] = (),
    leave: Leave | None = None,
) -> Delegation:
    """Name a stand-in (``people.delegate``) and tell the absent and the stand-in."""
    with transaction.atomic():
        made = people.delegate(
            absent, deputy, first=first, last=last, reason=reason, actor=actor, reserved=reserved, leave=leave
        )
        kept = "、".join(one.label for one in reserved)
        but = f"，“{kept}”仍由本人办理" if kept else ""
        _tell(made, f"{first}至{last}由{deputy.user.name}代理{absent.user.name}（{absent.title}）{but}", actor)
    return made


def end(delegation: Delegation, *, last: date, actor: Actor) -> Delegation:
    """End it earlier (``people.end_delegation``) and tell both."""
    with transaction.atomic():
        ended = people.end_delegation(delegation, last=last, actor=actor)
        _tell(delegation, f"{_names(delegation)}的代理提前结束，最后一天为{last}", actor)
    return ended


def call_off(delegation: Delegation, *, on: date, actor: Actor) -> None:
    """Call it off before it begins (``people.call_off_delegation``) and tell both."""
    names, first = _names(delegation), delegation.first
    posts = (delegation.absent_id, delegation.deputy_id)
    with transaction.atomic():
        people.call_off_delegation(delegation, on=on, actor=actor)
        notify(posts, kind=NoticeKind.SYSTEM, text=f"{names}自{first}起的代理已取消", url=PAGE, actor=actor)


def _names(delegation: Delegation) -> str:
    return f"{delegation.deputy.user.name}代理{delegation.absent.user.name}"


def _tell(delegation: Delegation, text: str, actor: Actor) -> None:
    posts = (delegation.absent_id, delegation.deputy_id)
    notify(posts, kind=NoticeKind.SYSTEM, text=text, url=PAGE, actor=actor)
