"""What the place sets for its requests: where remedies lie, and a new key for the identities."""

from __future__ import annotations

from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.inforequests import moving
from zwgk.inforequests.identity import keys
from zwgk.inforequests.models import RemedyBody, SealingKey
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.duties import Duty
from zwgk.rules.inforequest import HEAD
from zwgk.rules.remedies import Standing


@act("inforequests.set_bodies")
def set_bodies(
    organ: Unit, *, standing: Standing, reconsideration: str, court: str, actor: Actor, online: str = ""
) -> RemedyBody:
    """Set to whom decisions of an organ can be taken (复议机关、管辖法院), as they are printed from now on.

    Errors: ``NotAllowed``, ``BadInput`` at the field.
    """
    actor.must_be(*HEAD, over=organ, to="设置复议机关和法院")
    what = "没有保存"
    row, made = RemedyBody.objects.update_or_create(
        organ=organ,
        defaults={
            "standing": str(standing),
            "reconsideration": moving.must_say(reconsideration, "行政复议机关", "reconsideration", what=what, most=120),
            "court": moving.must_say(court, "管辖法院", "court", what=what, most=120),
            "online": online.strip()[:200],
            "set_by": actor.signature,
        },
    )
    about(row)
    note(organ=organ.pk, made=made)
    return row


@act("inforequests.rotate_key")
def rotate_key(*, at: datetime, actor: Actor) -> SealingKey:
    """Make a new sealing key and let everything be sealed anew in the background (更换密钥).

    Errors: ``NotAllowed``: the keeper of security alone (三员分立).
    """
    actor.must_be(Duty.SECURITY_ADMIN, over=None, to="更换申请人信息的密钥")
    key = keys.add(at=at)
    enqueue("inforequests.reseal", key="all", queue="slow")
    about(key)
    note(key=key.key_id)
    return key
