"""What staff do with subscriptions by e-mail: open or close them, set the hour, take an address out for its owner."""

from __future__ import annotations

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.publishing.following import addressing
from zwgk.publishing.models import Following, FollowSettings
from zwgk.publishing.scope import whole_site
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.following import HOURS, mail_address, same_address

MAY_KEEP = (Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN)


@act("publishing.set_following")
def set_following(*, is_open: bool, hour: int, weekday: int, actor: Actor) -> FollowSettings:
    """Open or close subscriptions and set when digests go out (邮件订阅设置). Errors: :class:`BadInput`.

    Closed: nobody can begin one, no digest goes out; whoever has one keeps it and can leave.
    Units: ``hour`` of the day in Beijing, ``weekday`` 1 (周一) to 5 (周五).
    """
    actor.must_be(*MAY_KEEP, over=whole_site(), to="设置邮件订阅")
    if hour not in HOURS:
        raise BadInput(
            what="没有保存",
            why=f"发送时刻应在{HOURS.start}时至{HOURS.stop - 1}时之间",
            remedy="请改正发送时刻",
            field="hour",
        )
    if not 1 <= weekday <= 5:
        raise BadInput(what="没有保存", why="每周发送日应为周一至周五", remedy="请改正发送日", field="weekday")
    FollowSettings.objects.get_or_create(pk=1)
    row = FollowSettings.objects.select_for_update().get(pk=1)
    row.is_open, row.hour, row.weekday = is_open, hour, weekday
    row.save(update_fields=["is_open", "hour", "weekday"])
    about(row)
    note(is_open=is_open, hour=hour, weekday=weekday)
    return row


@act("publishing.drop_follower")
def drop_follower(address: str, *, actor: Actor) -> None:
    """End all subscriptions of an address whose owner asks for it by telephone or letter (代为退订).

    Whether there were any is told to nobody, nor is the address kept or logged. Errors: :class:`BadInput` (no address).
    """
    actor.must_be(*MAY_KEEP, over=whole_site(), to="代为退订")
    found = mail_address(address)
    Following.objects.filter(address_digest=addressing.keys().digest(same_address(found))).delete()
