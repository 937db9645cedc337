"""Matters followed from draft to result (五公开链条): opened, joined, planned, closed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import effects, shelf
from zwgk.publishing.actions.catalogue import KEEP
from zwgk.publishing.models import Chain, ChainPlan, Publication
from zwgk.rules import chains
from zwgk.rules.chains import Step
from zwgk.rules.errors import BadInput

MOST = 60


def _stale(chain: Chain) -> None:
    pages = list(chain.publications.values_list("pk", flat=True))
    effects.touched([shelf.key_of_publication(pk) for pk in pages], at=timezone.now())


@act("publishing.open_chain")
def open_chain(title: str, organ: Unit, *, on: date, actor: Actor) -> Chain:
    """Begin to follow a matter (建立公开链条)."""
    actor.must_be(*KEEP, over=organ, to="建立公开链条")
    title = title.strip()
    if not 2 <= len(title) <= 200:
        raise BadInput(
            what="没有建立公开链条", why=f"事项名称应为2至200字，现为{len(title)}字", remedy="请改正名称", field="title"
        )
    if Chain.objects.filter(organ=organ, title=title, closed_on=None).exists():
        raise BadInput(
            what="没有建立公开链条", why=f"“{title}”已有一条没有办结的链条", remedy="请把信息加入那一条", field="title"
        )
    return Chain.objects.create(title=title, organ=organ, opened_on=on)


@act("publishing.join_chain")
def join_chain(publication: Publication, chain: Chain, step: Step, *, actor: Actor) -> Publication:
    """Put a publication into a chain as one of its steps (加入链条); its dimension is the step's where it has none.

    Errors: :class:`BadInput` where it stands in another chain, or the chain is closed or full.
    """
    what = "没有加入链条"
    actor.must_be(*KEEP, over=chain.organ, to="编排公开链条")
    actor.must_be(*KEEP, over=publication.organ_id, to="编排公开链条")
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.chain_id not in {None, chain.pk}:
        raise BadInput(
            what=what,
            why=f"“{publication}”已在链条“{publication.chain}”里",
            remedy="请先从那一条移出",
            field="publication",
        )
    if chain.closed_on is not None:
        raise BadInput(what=what, why="该链条已办结", remedy="请重新打开或另建一条")
    if chain.publications.exclude(pk=publication.pk).count() >= MOST:
        raise BadInput(what=what, why=f"一条链条最多{MOST}件", remedy="请按阶段分成几条")
    if publication.chain_id == chain.pk and publication.chain_step == step:
        nothing_happened()
        return publication
    publication.chain, publication.chain_step = chain, str(step)
    if not publication.dimension:
        publication.dimension = str(chains.DIMENSION_OF[step])
    publication.save(update_fields=["chain", "chain_step", "dimension"])
    effects.mark_changed([publication.pk], at=timezone.now())
    about(publication)
    note(chain=chain.pk, step=str(step))
    _stale(chain)
    return publication


@act("publishing.leave_chain")
def leave_chain(publication: Publication, *, actor: Actor) -> Publication:
    """Take a publication out of its chain (移出链条)."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    chain = publication.chain
    if chain is None:
        raise BadInput(what="没有移出链条", why="它不在任何链条里", remedy="请刷新页面")
    actor.must_be(*KEEP, over=chain.organ, to="编排公开链条")
    note(chain=chain.pk, step=publication.chain_step)
    _stale(chain)
    publication.chain, publication.chain_step = None, ""
    publication.save(update_fields=["chain", "chain_step"])
    return publication


@act("publishing.plan_step")
def plan_step(chain: Chain, step: Step, *, due_on: date | None, waived: str, actor: Actor) -> ChainPlan:
    """Say by when a step should be public, or why it is not needed (安排环节).

    Errors: :class:`BadInput` for both at once, or where the step is public already and is called needless.
    """
    actor.must_be(*KEEP, over=chain.organ, to="编排公开链条")
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    waived = waived.strip()
    if waived and due_on is not None:
        raise BadInput(
            what="没有安排环节", why="同时填写了应公开日期和不需要的理由", remedy="请只填一项", field="waived"
        )
    if len(waived) > 200:
        raise BadInput(what="没有安排环节", why="理由最多200字", remedy="请缩短", field="waived")
    if waived and chain.publications.filter(chain_step=str(step)).exists():
        raise BadInput(
            what="没有安排环节", why=f"“{step.label}”环节已有公开件", remedy="请先移出那件公开件", field="waived"
        )
    plan, _ = ChainPlan.objects.update_or_create(
        chain=chain, step=str(step), defaults={"due_on": due_on, "waived": waived}
    )
    about(chain)
    note(step=str(step), due_on=str(due_on) if due_on else None, waived=bool(waived))
    _stale(chain)
    return plan


@act("publishing.close_chain")
def close_chain(chain: Chain, *, on: date, actor: Actor) -> Chain:
    """Close a matter whose steps are all public or not needed (办结链条). Errors: :class:`BadInput` with what lacks."""
    actor.must_be(*KEEP, over=chain.organ, to="办结公开链条")
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    if chain.closed_on is not None:
        raise BadInput(what="不能办结", why="该链条已经办结", remedy="请刷新页面")
    there = {Step(step) for step in chain.publications.exclude(chain_step="").values_list("chain_step", flat=True)}
    waived = {Step(step) for step in chain.plans.exclude(waived="").values_list("step", flat=True)}
    lacking = [step.label for step in Step if step not in there | waived]
    if lacking:
        raise BadInput(
            what="不能办结",
            why=f"还没有公开“{'”“'.join(lacking)}”",
            remedy="请先公开，或者在该环节写明不需要的理由",
        )
    chain.closed_on = on
    chain.save(update_fields=["closed_on"])
    _stale(chain)
    return chain
