"""A round of sign-off at work: started, signed level by level, returned, recalled. Called by the acts of feature
rooms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from zwgk.approvals.models import Approval, Chain, Step
from zwgk.matters import keeping
from zwgk.matters.models import Matter
from zwgk.people.actor import Actor
from zwgk.people.models import Post, Unit, UnitPath
from zwgk.rules.approval import CHAIN_BY_CODE, ApprovalState, ChainStep, Level, SignedVia, StepState
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale
from zwgk.rules.standing_in import Reserved

SIGN = "approvals.sign"


@dataclass(frozen=True)
class ChainChoice:
    """A chain ready to run: an office's own, else the shipped one of the same code."""

    code: str
    name: str
    basis: str
    steps: tuple[ChainStep, ...]


def chains_for(organ: Unit) -> list[ChainChoice]:
    """The chains that an organ may choose: its own and its superiors', else those the house ships.

    Of chains with one code the nearest counts: the organ's own, then that of the unit next above, … the site's.
    """
    distance = dict(UnitPath.objects.filter(below=organ).values_list("above", "depth"))
    rows = Chain.objects.filter(Q(organ__in=list(distance)) | Q(organ=None), is_active=True).order_by("order", "pk")
    far = len(distance) + 1
    found: dict[str, ChainChoice] = {
        c.code: ChainChoice(c.code, c.name, c.basis, c.steps) for c in CHAIN_BY_CODE.values()
    }
    for row in sorted(rows, key=lambda chain: -distance.get(chain.organ_id or 0, far)):
        steps = tuple(ChainStep(Level(s["level"]), tuple(Duty(d) for d in s["duties"])) for s in row.steps)
        found[row.code] = ChainChoice(row.code, row.name, row.basis, steps)
    return list(found.values())


def chain(organ: Unit, code: str) -> ChainChoice:
    """One chain by its code. Errors: :class:`BadInput`."""
    for choice in chains_for(organ):
        if choice.code == code:
            return choice
    raise BadInput(what="不能送审", why=f"没有“{code}”这一审签流程", remedy="请重新选择审签流程", field="chain")


def start(
    matter: Matter,
    choice: ChainChoice,
    *,
    digest: str,
    organ: Unit,
    at: datetime,
    countersigners: Sequence[Unit] = (),
    due_on: date | None = None,
) -> Approval:
    """Begin a round over the text of ``digest``; the first level is waited for.

    ``countersigners`` are units whose head signs beside each other before the secrecy review (会签).
    """
    last = matter.approvals.order_by("-round").values_list("round", flat=True).first() or 0
    approval = Approval.objects.create(
        matter=matter, chain_name=choice.name, round=last + 1, digest=digest, started_at=at
    )
    beside = list(dict.fromkeys(countersigners))
    rules = list(choice.steps)
    place = next((i for i, rule in enumerate(rules) if rule.level in {Level.SECRECY, Level.LEADER}), len(rules))
    for order, rule in enumerate(rules, 1):
        after = bool(beside) and order > place
        _add(approval, order + after, rule, (matter.section or organ) if rule.level is Level.SECTION else organ)
    for unit in beside:
        _add(approval, place + 1, ChainStep(Level.COUNTERSIGN, (Duty.SECTION_HEAD, Duty.LEADER)), unit)
    _arrive(approval, at=at, due_on=due_on)
    return approval


def _add(approval: Approval, order: int, rule: ChainStep, unit: Unit) -> None:
    Step.objects.create(
        approval=approval, order=order, level=str(rule.level), duties=[str(d) for d in rule.duties], unit=unit
    )


def _arrive(approval: Approval, *, at: datetime, due_on: date | None = None) -> list[Step]:
    """Let the next level's steps arrive; returns them (empty: the round is through)."""
    ahead = approval.steps.filter(state=str(StepState.AHEAD)).order_by("order").first()
    if ahead is None:
        return []
    arrived = list(approval.steps.filter(order=ahead.order, state=str(StepState.AHEAD)).select_related("unit"))
    for step in arrived:
        step.state = str(StepState.PENDING)
        step.arrived_at = at
        step.save(update_fields=["state", "arrived_at"])
        for duty in step.duties:
            keeping.wait_for(
                approval.matter, SIGN, Level(step.level).label, unit=step.unit, duty=Duty(duty), at=at, due_on=due_on
            )
    return arrived


def pending(matter: Matter) -> list[Step]:
    """The steps of the running round that wait for a signature now."""
    return list(
        Step.objects.filter(
            approval__matter=matter, approval__state=str(ApprovalState.RUNNING), state=str(StepState.PENDING)
        ).select_related("approval", "unit")
    )


def step_for(matter: Matter, actor: Actor) -> Step | None:
    """The pending step that this actor may sign, or None; a stand-in does not sign what the absent kept to himself."""
    for step in pending(matter):
        if step.level == Level.LEADER and actor.keeps_back(Reserved.FINAL):
            continue
        if any(actor.takes_turn(Duty(duty), of=step.unit) for duty in step.duties):
            return step
    return None


def must_have_step(matter: Matter, actor: Actor, *, to: str) -> Step:
    """The pending step for this actor. Errors: :class:`NotAllowed` naming whose turn it is."""
    step = step_for(matter, actor)
    if step is None:
        turns = pending(matter)
        if not turns:
            raise NotAllowed(what=f"不能{to}", why="现在没有等待审签的环节", remedy="请刷新页面查看最新进展")
        whose = "、".join(f"{t.unit.full_name}“{'／'.join(Duty(d).label for d in t.duties)}”" for t in turns)
        if actor.stands_in and actor.keeps_back(Reserved.FINAL) and any(t.level == Level.LEADER for t in turns):
            raise NotAllowed(
                what=f"不能{to}",
                why=f"{actor.stands_in.absent_name}设置代理时保留了“{Reserved.FINAL.label}”，不由代理人办理",
                remedy="请由本人签发，或由其他领导签发",
            )
        raise NotAllowed(
            what=f"不能{to}",
            why=f"现在由{whose}审签，您的岗位是“{actor.post_label}”",
            remedy="请等待，或切换到相应岗位",
        )
    return Step.objects.select_for_update(of=("self",)).select_related("approval", "unit").get(pk=step.pk)


def sign(
    step: Step,
    *,
    digest: str,
    decision: str,
    changed: bool,
    opinion: str,
    on: date,
    at: datetime,
    via: SignedVia,
    actor: Actor,
    signer: Post | None = None,
    facts: dict[str, object] | None = None,
    due_on: date | None = None,
) -> ApprovalState:
    """Sign a step; the next level arrives, or the round is through. Returns the round's state.

    ``signer`` differs from the actor on the paper way, where a clerk enters what a leader signed by pen.
    Errors: :class:`Stale` where the text changed since it was sent, or the step was signed already.
    """
    approval = step.approval
    if step.state != StepState.PENDING:
        raise Stale(what="没有签署", why=f"这一步已经“{step.get_state_display()}”", remedy="请刷新页面查看最新进展")
    if approval.digest != digest:
        raise Stale(what="没有签署", why="您看到的文稿与送审的文稿不一致", remedy="请退回修改，或由起草人重新送审")
    step.state = str(StepState.SIGNED)
    step.decision = decision
    step.changed = changed
    step.opinion = opinion[:600]
    step.post_id = signer.pk if signer else actor.post_id
    step.signed_by = signature_of(signer) if signer else actor.own_signature
    step.on_behalf_of = actor.on_behalf_of if signer is None else ""
    step.signed_on = on
    step.signed_at = at
    step.via = str(via)
    step.facts = facts or {}
    step.save()
    still_beside = approval.steps.filter(order=step.order, state=str(StepState.PENDING)).exists()
    _stop_waiting(approval, step)
    if still_beside:
        return ApprovalState.RUNNING
    if not _arrive(approval, at=at, due_on=due_on):
        approval.state = str(ApprovalState.APPROVED)
        approval.ended_at = at
        approval.save(update_fields=["state", "ended_at"])
    return ApprovalState(approval.state)


def signature_of(post: Post) -> str:
    """How a post signs: unit, title and name."""
    return f"{post.unit.full_name}{post.title} {post.user.name}"


def _stop_waiting(approval: Approval, step: Step) -> None:
    approval.matter.waiting.filter(act=SIGN, unit=step.unit, duty__in=step.duties).delete()


def end(approval: Approval, state: ApprovalState, *, at: datetime) -> None:
    """End a running round before it is through (退回、撤回): what still lay ahead is cancelled."""
    approval.steps.filter(state__in=[str(StepState.PENDING), str(StepState.AHEAD)]).update(
        state=str(StepState.CANCELLED)
    )
    approval.state = str(state)
    approval.ended_at = at
    approval.save(update_fields=["state", "ended_at"])
    approval.matter.waiting.filter(act=SIGN).delete()


def return_(step: Step, *, opinion: str, on: date, at: datetime, actor: Actor) -> None:
    """Return the paper from this step (退回修改); the round ends."""
    if step.state != StepState.PENDING:
        raise Stale(what="没有退回", why=f"这一步已经“{step.get_state_display()}”", remedy="请刷新页面查看最新进展")
    step.state = str(StepState.RETURNED)
    step.opinion = opinion[:600]
    step.post_id = actor.post_id
    step.signed_by = actor.own_signature
    step.on_behalf_of = actor.on_behalf_of
    step.signed_on = on
    step.signed_at = at
    step.via = str(SignedVia.ONLINE)
    step.save()
    end(step.approval, ApprovalState.RETURNED, at=at)


def running(matter: Matter) -> Approval | None:
    """The round that is under way, or None."""
    return matter.approvals.filter(state=str(ApprovalState.RUNNING)).first()


def latest(matter: Matter) -> Approval | None:
    """The newest round, or None."""
    return matter.approvals.order_by("-round").first()
