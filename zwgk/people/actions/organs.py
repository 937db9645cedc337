"""Acts upon organs as wholes: change them by a paper from above, take a change back the same day."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from zwgk.audit.acts import about, act, note
from zwgk.people.actions import organs_facts as facts
from zwgk.people.actions.units import add_unit
from zwgk.people.actor import Actor
from zwgk.people.models import MadeUnit, Post, Reorganisation, ReorganisationLine, Unit
from zwgk.people.reorganising.planning import Plan, laid_out
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, Stale
from zwgk.rules.reorganising import ChangeState


@act("people.reorganise")
def reorganise(plan: Plan, *, has_open: bool, today: date, at: datetime, actor: Actor) -> Reorganisation:
    """Record a change of organs and carry it out on the units and posts (机构变更); other rooms follow by their jobs.

    ``has_open``: whether anything waits or stands in the organs, as the other rooms know it.
    Errors: as :func:`zwgk.people.reorganising.planning.laid_out`.
    """
    for pk in (*plan.formers, plan.successor):
        if pk is not None:
            actor.must_be(Duty.SYSTEM_ADMIN, over=pk, to="办理机构变更")
    if not plan.formers:
        actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="办理机构变更")
    # two changes at once see each other: the units are locked in one order, then laid out
    list(
        Unit.objects.select_for_update()
        .filter(pk__in=[*plan.formers, plan.successor or 0])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    layout = laid_out(plan, today=today, has_open=has_open)
    change = Reorganisation.objects.create(
        kind=str(plan.kind),
        on=plan.on,
        basis=plan.basis.strip(),
        number=plan.number.strip(),
        name=plan.name.strip(),
        decided_on=today,
        decided_at=at,
        decided_by=actor.signature,
    )
    facts.carry_out(change, layout, add=partial(add_unit, actor=actor))
    about(change)
    note(
        kind=str(plan.kind),
        on=str(plan.on),
        formers=[unit.pk for unit in layout.formers],
        organs=sorted(set(change.lines.exclude(organ=None).values_list("organ", flat=True))),
        made=list(change.made.values_list("unit", flat=True)),
        sections=change.lines.filter(is_organ=False).count(),
    )
    return change


@act("people.take_back_change")
def take_back_change(
    change: Reorganisation, *, built: str, reason: str, today: date, at: datetime, actor: Actor
) -> Reorganisation:
    """Take a change back on the day it was entered, while nothing was built on it (当日撤回).

    ``built``: what the other rooms found that was done since, as a sentence; "" where there is nothing.
    Errors: :class:`Stale` on another day or where it was taken back; :class:`GateClosed` where something was built on
    it, or rows are still following; :class:`BadInput` without a reason.
    """
    for pk in change.lines.values_list("unit", flat=True):
        actor.must_be(Duty.SYSTEM_ADMIN, over=pk, to="撤回机构变更")
    what = "不能撤回"
    change = Reorganisation.objects.select_for_update().get(pk=change.pk)
    if change.state in {str(ChangeState.UNDOING), str(ChangeState.UNDONE)}:
        raise Stale(what=what, why="这次变更已经撤回", remedy="请刷新页面")
    if change.state == ChangeState.RUNNING:
        raise GateClosed(what=what, why="各项内容还在转移", remedy="请等转移完成后再撤回，通常只需几分钟")
    if change.decided_on != today:
        raise Stale(
            what=what,
            why=f"这次变更是{change.decided_on}办理的，只能在当日撤回",
            remedy="请凭新的批准文件办理一次相反的变更",
        )
    if not reason.strip():
        raise BadInput(what=what, why="没有写明原因", remedy="请写明撤回的原因，如文号录错", field="reason")
    found = _built(change) or built
    if found:
        raise GateClosed(what=what, why=found, remedy="请凭新的批准文件办理一次相反的变更")
    facts.put_back(change)
    change.state, change.undone_at, change.undone_by = str(ChangeState.UNDOING), at, actor.signature
    change.undone_because = reason.strip()[:300]
    change.save(update_fields=["state", "undone_at", "undone_by", "undone_because"])
    note(lines=change.lines.count())
    return change


def _built(change: Reorganisation) -> str:
    """What this room knows to have been built on a change since."""
    units = [pk for row in change.lines.values_list("unit", "successor", "organ") for pk in row if pk is not None]
    later = (
        ReorganisationLine.objects.filter(unit__in=units, change__pk__gt=change.pk)
        .exclude(change__state=str(ChangeState.UNDONE))
        .select_related("change")
        .first()
    )
    if later is not None:
        return f"此后又办理了“{later.unit_name}”的{later.change.get_kind_display()}"
    made = list(MadeUnit.objects.filter(change=change).values_list("unit", flat=True))
    known = {*units, *made}
    fresh = Unit.objects.filter(organ__in=made).exclude(pk__in=known).first()
    if fresh is not None:
        return f"新机关下已新设“{fresh.name}”"
    followed = set(change.moved.filter(what="people.post").values_list("row", flat=True))
    sections = list(change.lines.filter(is_organ=False).values_list("unit", flat=True))
    posts = Post.objects.filter(unit__in=made).exclude(pk__in=followed).exclude(unit__in=sections)
    if (number := posts.count()) > 0:
        return f"新机关已任命{number}个岗位"
    return ""
