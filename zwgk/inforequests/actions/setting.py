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
from zwgk.rules.errors import BadInput, GateClosed
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


@act("inforequests.retire_key")
def retire_key(key_id: str, *, at: datetime, actor: Actor) -> str:
    """Take a retired key away for good (删除旧密钥), once nothing is sealed with it any more.

    Errors: ``NotAllowed``; :class:`BadInput` for no such key; :class:`GateClosed` while it is in use or still seals.
    """
    actor.must_be(Duty.SECURITY_ADMIN, over=None, to="删除申请人信息的旧密钥")
    what = "不能删除密钥"
    key = SealingKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise BadInput(what=what, why=f"没有密钥“{key_id[:20]}”", remedy="请用 zwgk keys list 查看")
    left = keys.sealed_by(key_id).count()
    if key.is_current or left:
        why = "它正在使用" if key.is_current else f"还有{left}件用它加密"
        raise GateClosed(what=what, why=why, remedy="请先更换密钥并重新加密（zwgk keys rotate）")
    note(key=key_id)
    keys.forget(key)
    return key_id
