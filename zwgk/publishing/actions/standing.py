"""Standing clearances: a named class of data approved once, with an end; and revoking any clearance."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.people.today import now
from zwgk.publishing import effects, shelf
from zwgk.publishing.clearing import STANDING_CLASSES
from zwgk.publishing.models import Clearance
from zwgk.publishing.scope import whole_site
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ClearanceKind


@act("publishing.approve_standing")
def approve_standing(name: str, *, organ: Unit | None, basis: str, on: date, valid_to: date, actor: Actor) -> Clearance:
    """Approve a class of generated data for release until a day (常设公开清单). At most five years."""
    actor.must_be(Duty.SECRECY, Duty.LEADER, over=organ or whole_site(), to="批准常设公开清单")
    if name not in STANDING_CLASSES:
        raise BadInput(
            what="不能批准", why=f"没有“{name}”这一类", remedy=f"请选择：{'、'.join(STANDING_CLASSES.values())}"
        )
    if not on <= valid_to <= on.replace(year=on.year + 5, day=min(on.day, 28)):
        raise BadInput(what="不能批准", why="有效期应在批准之日起五年以内", remedy="请改正有效期", field="valid_to")
    clearance = Clearance.objects.create(
        kind=str(ClearanceKind.STANDING),
        standing_class=name,
        organ=organ,
        subject=STANDING_CLASSES[name],
        basis=basis,
        approved_by=actor.signature,
        approved_on=on,
        valid_to=valid_to,
    )
    effects.touched([shelf.key_of_standing(name)], at=now())
    about(clearance)
    note(standing=name, organ=organ.pk if organ else None)
    return clearance


@act("publishing.revoke_clearance")
def revoke_clearance(clearance: Clearance, *, reason: str, at: datetime, actor: Actor) -> Clearance:
    """Revoke a clearance: nothing goes out on it any more (撤销审查结论)."""
    actor.must_be(Duty.SECRECY, Duty.LEADER, over=clearance.organ or whole_site(), to="撤销审查结论")
    clearance = Clearance.objects.select_for_update(of=("self",)).get(pk=clearance.pk)
    if clearance.revoked_at is not None:
        raise BadInput(what="不能撤销", why="该结论已经撤销", remedy="请刷新页面查看最新进展")
    if not reason.strip():
        raise BadInput(what="不能撤销", why="没有理由", remedy="请写明理由", field="reason")
    clearance.revoked_at = at
    clearance.details = {**clearance.details, "revoked_because": reason.strip()}
    clearance.save(update_fields=["revoked_at", "details"])
    if clearance.standing_class:
        effects.touched([shelf.key_of_standing(clearance.standing_class)], at=at)
    return clearance
