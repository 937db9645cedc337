"""Cases of refusal: subscriptions by e-mail."""

from __future__ import annotations

from django.utils import timezone

from tests.people.factory import County
from tests.publishing.refusing import Prepared, case
from zwgk.publishing.actions import following
from zwgk.publishing.following import addressing
from zwgk.publishing.following.sealing import seal
from zwgk.publishing.models import Following
from zwgk.rules.duties import Duty
from zwgk.rules.following import Cadence, FollowState


def followed(address: str = "wangmin@example.cn", target: str = "1") -> Following:
    """A subscription that its owner has confirmed."""
    held = addressing.keys()
    number = Following.objects.count()
    return Following.objects.create(
        kind="organ",
        target=target,
        cadence=str(Cadence.DAILY),
        state=str(FollowState.ACTIVE),
        sealed=seal(address, held.public),
        salt=f"{number}",
        address_digest=held.digest(address),
        confirm_digest=f"c{number}",
        leave_digest=f"l{number}",
        asked_at=timezone.now(),
        told_until=timezone.now(),
    )


@case("publishing.set_following", Duty.PUBLISHER)
def _set_following(county: County) -> Prepared:
    return lambda actor: following.set_following(is_open=False, hour=8, weekday=2, actor=actor)


@case("publishing.drop_follower", Duty.PUBLISHER)
def _drop_follower(county: County) -> Prepared:
    followed()
    return lambda actor: following.drop_follower("wangmin@example.cn", actor=actor)
