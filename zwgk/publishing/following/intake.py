"""What the public may do about subscriptions: ask, confirm, leave. Nothing here tells whether an address is known.

The portal seals the address at once and cannot open it again; it reads of a subscription what it is about, never whose.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from zwgk.publishing.following import scopes
from zwgk.publishing.following.scopes import Scope
from zwgk.publishing.following.sealing import digest_of_token, seal
from zwgk.publishing.models import Following, FollowSettings
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.following import Cadence, FollowState, mail_address

#: requests that may wait for their confirming mail; a flood is turned away before it fills other people's boxes
MOST_WAITING = 500


@dataclass(frozen=True)
class Shown:
    """A subscription as its own links show it: what about, how often; and whether it is confirmed."""

    scope: Scope | None
    cadence: Cadence
    is_active: bool


@dataclass(frozen=True)
class Opening:
    """Whether subscriptions are taken here now, and when digests go out."""

    is_open: bool
    hour: int
    weekday: int
    public_key: str


def opening() -> Opening:
    """How it stands here: open only where the office wants it and the worker can send."""
    row = (
        FollowSettings.objects.filter(pk=1).values_list("is_open", "is_ready", "hour", "weekday", "public_key").first()
    )
    if row is None:
        return Opening(False, 9, 1, "")
    wanted, ready, hour, weekday, key = row
    return Opening(bool(wanted and ready and key), hour, weekday, key)


def ask(scope: Scope | None, cadence: str, address: str, *, at: datetime) -> None:
    """Keep a wish to follow; the worker answers it by mail, whatever it finds, and only by mail.

    Errors: :class:`BadInput` (address, frequency, nothing to follow, closed), :class:`LimitExceeded` (too many wait).
    """
    now = opening()
    if not now.is_open:
        raise BadInput(what="没有提交订阅", why="本网站现在不发送订阅邮件", remedy="请改用订阅源（Atom）")
    if scope is None:
        raise BadInput(
            what="没有提交订阅", why="没有选择要订阅的内容，或该内容已不公开", remedy="请重新选择", field="what"
        )
    if cadence not in {str(one) for one in Cadence}:
        raise BadInput(what="没有提交订阅", why="没有选择多久发一次", remedy="请选一项", field="cadence")
    found = mail_address(address)
    if Following.objects.filter(state=str(FollowState.ASKED)).values("pk")[:MOST_WAITING].count() >= MOST_WAITING:
        raise LimitExceeded(what="没有提交订阅", why="现在提交的人太多", remedy="请过一会儿再提交")
    Following.objects.create(
        kind=str(scope.kind),
        target=scope.target,
        words=scope.words,
        narrowed=scope.narrowed,
        cadence=cadence,
        sealed=seal(found, now.public_key),
        salt=secrets.token_urlsafe(16),
        asked_at=at,
    )


def _of(**where: object) -> Shown | None:
    names = ("kind", "target", "words", "narrowed", "cadence", "state")
    row = Following.objects.filter(**where).values_list(*names).first()
    if row is None:
        return None
    kind, target, words, narrowed, cadence, state = row
    scope = scopes.found(kind, target, words=words, narrowed=narrowed)
    return Shown(scope, Cadence(cadence), state == FollowState.ACTIVE)


def to_confirm(token: str, *, at: datetime) -> Shown | None:
    """What a confirming link is about; None where it has run out or leads nowhere: the two look the same."""
    digest = digest_of_token(token)
    return _of(confirm_digest=digest, state=str(FollowState.WAITING), expires_at__gt=at) or _of(
        confirm_digest=digest, state=str(FollowState.ACTIVE)
    )


def confirm(token: str, *, at: datetime) -> Shown | None:
    """Begin a subscription from its confirming link; doing it twice has the effect of once. None as above."""
    Following.objects.filter(
        confirm_digest=digest_of_token(token), state=str(FollowState.WAITING), expires_at__gt=at
    ).update(state=str(FollowState.ACTIVE), expires_at=None, told_until=at)
    return to_confirm(token, at=at)


def to_leave(token: str) -> Shown | None:
    """What a leaving link is about; None where nothing is left of it."""
    return _of(leave_digest=digest_of_token(token))


def leave(token: str, *, everything: bool) -> None:
    """End one subscription by its link, or all of the same address. Nothing of them is kept."""
    one = Following.objects.filter(leave_digest=digest_of_token(token))
    if everything:
        whose = one.values_list("address_digest", flat=True).first()
        if whose:
            Following.objects.filter(address_digest=whose).delete()
    one.delete()
