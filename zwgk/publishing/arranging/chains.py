"""Chains of the five publicities as read: what is public of each step, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from zwgk.people.actor import Actor
from zwgk.people.models import UnitPath
from zwgk.publishing import addresses
from zwgk.publishing.gathering import shown
from zwgk.publishing.models import Chain, ChainPlan, Publication
from zwgk.rules import chains
from zwgk.rules.chains import Plan, Step, StepState
from zwgk.rules.subjects import FiveOpen
from zwgk.ui.paging import Page, page_of

PER_PAGE = 20
#: how far the public's list counts before it says "more than"
COUNT_TO = 9999


@dataclass(frozen=True)
class ShownStep:
    """A step with the public papers in it."""

    step: Step
    state: StepState
    papers: tuple[Publication, ...]
    due_on: date | None
    why: str

    @property
    def urls(self) -> list[tuple[str, Publication]]:
        return [(addresses.publication(paper.pk), paper) for paper in self.papers]


@dataclass(frozen=True)
class ShownChain:
    """A chain with its step line on a day."""

    chain: Chain
    steps: tuple[ShownStep, ...]

    @property
    def missing(self) -> list[Step]:
        return [one.step for one in self.steps if one.state in {StepState.MISSING, StepState.LATE}]

    @property
    def is_late(self) -> bool:
        return any(one.state is StepState.LATE for one in self.steps)


def _with_all(rows: QuerySet[Chain]) -> QuerySet[Chain]:
    papers = shown().exclude(chain_step="").order_by("published_at", "pk").defer("matter_id")
    return rows.select_related("organ").prefetch_related(
        Prefetch("publications", papers), Prefetch("plans", ChainPlan.objects.all())
    )


def drawn(chain: Chain, on: date) -> ShownChain:
    """The step line of a chain that :func:`_with_all` read."""
    papers: dict[Step, list[Publication]] = {}
    for paper in chain.publications.all():
        if paper.chain_step:
            papers.setdefault(Step(paper.chain_step), []).append(paper)
    plans = {Step(plan.step): Plan(plan.due_on, plan.waived) for plan in chain.plans.all()}
    lines = chains.line(papers.keys(), plans, on)
    return ShownChain(
        chain,
        tuple(ShownStep(row.step, row.state, tuple(papers.get(row.step, ())), row.due_on, row.why) for row in lines),
    )


def of(publication: Publication, on: date) -> ShownChain | None:
    """The chain in which a publication stands, or None: nothing is asked where it stands in none."""
    if publication.chain_id is None:
        return None
    chain = _with_all(Chain.objects.filter(pk=publication.chain_id)).first()
    return drawn(chain, on) if chain else None


def find(pk: int, on: date) -> ShownChain | None:
    """One chain of which anything is public."""
    chain = _with_all(Chain.objects.filter(pk=pk)).first()
    if chain is None:
        return None
    found = drawn(chain, on)
    return found if any(step.papers for step in found.steps) else None


def listed(cursor: str, on: date, *, size: int = PER_PAGE) -> tuple[Page[Chain], list[ShownChain]]:
    """One page of the chains of which anything is public, the newest first."""
    rows = Chain.objects.filter(pk__in=shown().exclude(chain=None).values("chain"))
    page = page_of(_with_all(rows), cursor, by=("opened_on", "id"), size=size)
    return page, [drawn(chain, on) for chain in page.rows]


def kept_by(actor: Actor, cursor: str, on: date, *, size: int = 30) -> tuple[Page[Chain], list[ShownChain]]:
    """One page of the chains that the actor's organs lead."""
    rows = Chain.objects.all()
    if not actor.is_system:
        rows = rows.filter(organ__in=UnitPath.objects.filter(above__in=actor.scope()).values("below"))
    page = page_of(_with_all(rows), cursor, by=("opened_on", "id"), size=size)
    return page, [drawn(chain, on) for chain in page.rows]


def kept(actor: Actor, pk: int, on: date) -> ShownChain | None:
    """One chain of the actor's organs."""
    rows = Chain.objects.filter(pk=pk)
    if not actor.is_system:
        rows = rows.filter(organ__in=UnitPath.objects.filter(above__in=actor.scope()).values("below"))
    chain = _with_all(rows).first()
    return drawn(chain, on) if chain else None


def plans_of(chain: Chain) -> dict[str, ChainPlan]:
    """What was said of each step."""
    return {plan.step: plan for plan in chain.plans.all()}


def by_dimension(dimension: FiveOpen, cursor: str, *, size: int = PER_PAGE) -> Page[Publication]:
    """One page of what is public in one of the five publicities, newest first."""
    rows = shown().filter(dimension=str(dimension)).select_related("organ", "column")
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def numbers() -> dict[FiveOpen, int]:
    """How many are public in each, counted up to :data:`COUNT_TO` + 1 (more is said to be more)."""
    return {one: shown().filter(dimension=str(one))[: COUNT_TO + 1].count() for one in FiveOpen}


def unmarked(actor: Actor, cursor: str, *, size: int = 50) -> Page[Publication]:
    """One page of the live publications of the actor's organs without any of the five publicities."""
    rows = shown().filter(dimension="").select_related("organ", "column")
    if not actor.is_system:
        rows = rows.filter(organ__in=UnitPath.objects.filter(above__in=actor.scope()).values("below"))
    return page_of(rows, cursor, by=("published_at", "id"), size=size)


def proposals(rows: Iterable[Publication]) -> Sequence[tuple[Publication, FiveOpen]]:
    """Each publication with the dimension that its title proposes."""
    return [(row, chains.proposed_dimension(row.title, is_normative=row.is_normative)) for row in rows]
