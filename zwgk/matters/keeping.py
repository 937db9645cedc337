"""Opening, moving and closing matters: called by the acts of feature rooms within their transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zwgk.matters.models import Gate, Involvement, Matter, MatterNumber, Waiting
from zwgk.people.models import Post, Unit
from zwgk.rules.duties import Duty
from zwgk.rules.errors import GateClosed
from zwgk.rules.labelled import Labelled

#: the role of a unit that signs beside others (会签): whoever heads it, in whichever section, must see what he signs
COUNTERSIGNS = "会签"


def open_matter(
    kind: str,
    letter: str,
    title: str,
    *,
    owner: Unit,
    stage: Labelled,
    on: date,
    at: datetime,
    section: Unit | None = None,
    handler_id: int | None = None,
    is_urgent: bool = False,
) -> Matter:
    """Open a matter under the next number of its kind and year (``文2026-00042``)."""
    counter, _ = MatterNumber.objects.select_for_update().get_or_create(prefix=f"{letter}{on.year}-")
    counter.last += 1
    counter.save(update_fields=["last"])
    return Matter.objects.create(
        kind=kind,
        number=f"{counter.prefix}{counter.last:05d}",
        title=title[:300],
        owner=owner,
        section=section,
        handler_id=handler_id,
        stage=str(stage),
        is_urgent=is_urgent,
        opened_on=on,
        touched_at=at,
    )


@dataclass(frozen=True)
class Past:
    """The head of a case that ended before it came into this system."""

    title: str
    owner: Unit
    stage: Labelled
    opened_on: date
    closed_on: date
    touched_at: datetime


def take_over(kind: str, letter: str, cases: Sequence[Past]) -> list[Matter]:
    """Open the matters of past cases at once, closed as they are, each numbered in the year in which it began."""
    last: dict[str, MatterNumber] = {}
    matters = []
    for case in cases:
        prefix = f"{letter}{case.opened_on.year}-"
        if prefix not in last:
            last[prefix], _ = MatterNumber.objects.select_for_update().get_or_create(prefix=prefix)
        counter = last[prefix]
        counter.last += 1
        matters.append(
            Matter(
                kind=kind,
                number=f"{prefix}{counter.last:05d}",
                title=case.title[:300],
                owner=case.owner,
                stage=str(case.stage),
                opened_on=case.opened_on,
                closed_on=case.closed_on,
                touched_at=case.touched_at,
            )
        )
    for counter in last.values():
        counter.save(update_fields=["last"])
    return Matter.objects.bulk_create(matters)


def locked(matter: Matter) -> Matter:
    """The matter, locked for the rest of the transaction and read afresh."""
    return Matter.objects.select_for_update().get(pk=matter.pk)


def move(matter: Matter, stage: Labelled, *, at: datetime, closed_on: date | None = None) -> None:
    """Set the stage; ``closed_on`` closes the matter."""
    matter.stage = str(stage)
    matter.touched_at = at
    matter.closed_on = closed_on
    matter.save(update_fields=["stage", "touched_at", "closed_on"])


def wait_for(
    matter: Matter,
    act: str,
    label: str,
    *,
    unit: Unit,
    duty: Duty,
    at: datetime,
    post: Post | None = None,
    due_on: date | None = None,
) -> Waiting:
    """Put a line into an inbox: of a post, or of whoever holds the duty over the unit."""
    return Waiting.objects.create(
        matter=matter,
        act=act,
        label=label,
        unit=unit,
        duty=str(duty),
        post=post,
        since=at,
        due_on=due_on or matter.next_due,
        is_urgent=matter.is_urgent,
    )


def no_longer_wait(matter: Matter, act: str = "") -> None:
    """Take the matter's lines out of every inbox (those of one act, or all)."""
    lines = Waiting.objects.filter(matter=matter)
    (lines.filter(act=act) if act else lines).delete()


def involve(matter: Matter, unit: Unit, role: str) -> None:
    """Let another unit take part."""
    Involvement.objects.get_or_create(matter=matter, unit=unit, role=role)


def involve_just(matter: Matter, units: Iterable[Unit], role: str) -> None:
    """Let just these units take part in a role: who no longer does sees the matter no longer."""
    wanted = {unit.pk: unit for unit in units if unit.pk != matter.owner_id}
    Involvement.objects.filter(matter=matter, role=role).exclude(unit__in=wanted).delete()
    for unit in wanted.values():
        involve(matter, unit, role)


def open_gate(matter: Matter, kind: str, label: str, *, at: datetime) -> Gate:
    """Set a condition that must be met before the act that asks :func:`must_be_passed`."""
    gate, _ = Gate.objects.get_or_create(matter=matter, kind=kind, defaults={"label": label, "opened_at": at})
    return gate


def satisfy_gate(matter: Matter, kind: str, *, by: str, at: datetime) -> bool:
    """Close a gate; False where the matter has no such open gate."""
    return bool(
        Gate.objects.filter(matter=matter, kind=kind, satisfied_at=None).update(satisfied_at=at, satisfied_by=by)
    )


def reopen_gate(matter: Matter, kind: str) -> None:
    """Let a gate be open again: what closed it no longer holds (the text was changed)."""
    Gate.objects.filter(matter=matter, kind=kind).update(satisfied_at=None, satisfied_by="")


def must_be_passed(matter: Matter, *kinds: str, to: str) -> None:
    """Refuse while one of the gates is open. Errors: :class:`GateClosed`."""
    open_ones = matter.gates.filter(kind__in=kinds, satisfied_at=None)
    labels = list(open_ones.values_list("label", flat=True))
    if labels:
        raise GateClosed(what=f"不能{to}", why=f"还没有完成：{'；'.join(labels)}", remedy="请先办完上述事项")
