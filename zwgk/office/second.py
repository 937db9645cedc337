"""The second factor: who must have one, whether a code fits, and the page on which one binds and renews it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.files.writers.qr import qr_address
from zwgk.office import posted, shell
from zwgk.office.access import without_post
from zwgk.people import actions, public, queries, sealed
from zwgk.people import today as day
from zwgk.people.actions import Checked
from zwgk.people.actor import Actor
from zwgk.rules import totp
from zwgk.rules.duties import KEEPERS
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.people.models import User

#: in the session: that it has given a code
PASSED = "second_passed"


def is_missing(request: HttpRequest, actor: Actor) -> bool:
    """True where the post needs a second factor (``ZWGK_SECOND_FACTOR``) and this session has given none."""
    policy = settings.ENV.second_factor
    if policy == "none" or request.session.get(PASSED):
        return False
    return policy == "all" or any(actor.has(duty) for duty in KEEPERS)


def _is_required(request: HttpRequest) -> bool:
    """Whether any post of this person needs one."""
    policy = settings.ENV.second_factor
    codes = {str(duty) for duty in KEEPERS}
    posts = getattr(request, "post_choices", [])
    return policy == "all" or (
        policy == "keepers" and any(row.duty in codes for post in posts for row in post.duties.all())
    )


def must_fit(user: User, typed: str) -> Checked:
    """Errors: :class:`BadInput` at the field for a wrong code and while locked."""
    found = actions.check_second_factor(user, typed, at=day.now(), seconds=time.time(), actor=_own(user))
    if found is Checked.LOCKED:
        raise BadInput(
            what="没有登录",
            why=f"连续输错{totp.MOST_FAILURES}次，暂时锁定",
            remedy=f"请过{totp.LOCKED_MINUTES}分钟再试",
            field="code",
        )
    if found is Checked.WRONG:
        raise BadInput(
            what="口令不对",
            why="动态口令不对，或者已经用过",
            remedy="请等手机显示下一个口令再输入；手机不在身边的，输入一个恢复码",
            field="code",
        )
    return found


@without_post
@never_cache
def factor(request: HttpRequest) -> HttpResponseBase:
    """Bind a phone by its QR code, get recovery codes, take it off again."""
    user: Any = request.user
    refusal: RuleViolation | None = None
    shown: list[str] = []
    if request.method == "POST":
        try:
            shown = _change(request, user)
        except RuleViolation as found:
            refusal = found
        else:
            if not shown:
                return shell.done(request, "已解除动态口令", to="/account/me/")
    row = queries.second_factor(user)
    bound = row is not None and row.confirmed_at is not None
    context: dict[str, Any] = {"bound": bound, "codes": shown, "left": len(row.recovery) if row else 0}
    if not bound:
        context |= _to_scan(user, fresh=request.method != "POST")
    return shell.render(request, "account/second.html", context, refusal=refusal)


def _to_scan(user: User, *, fresh: bool) -> dict[str, str]:
    """A QR code to scan; the same one again after a mistyped code."""
    row = None if fresh else queries.second_factor(user)
    if row is None:
        row = actions.begin_second_factor(user, at=day.now(), actor=_own(user))
    secret = sealed.opened(row.sealed_secret, whose=user.pk)
    site = public.site()
    address = totp.address(secret, account=user.username, issuer=site.name if site else "政务公开")
    by_hand = totp.as_typed_by_hand(secret)
    return {"qr": qr_address(address), "by_hand": " ".join(by_hand[i : i + 4] for i in range(0, len(by_hand), 4))}


def _change(request: HttpRequest, user: User) -> list[str]:
    typed, act = posted.text(request, "code"), posted.text(request, "act")
    if act == "bind":
        codes = actions.confirm_second_factor(user, typed, at=day.now(), seconds=time.time(), actor=_own(user))
        request.session[PASSED] = True
        return codes
    must_fit(user, typed)
    if act == "renew":
        return actions.renew_recovery_codes(user, actor=_own(user))
    actions.unbind_second_factor(user, compulsory=_is_required(request), actor=_own(user))
    request.session.pop(PASSED, None)
    return []


def _own(user: User) -> Actor:
    return Actor(user.pk, None, None, None, user.name, "")
