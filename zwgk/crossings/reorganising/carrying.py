"""What a change of organs will move, told beforehand; the change itself; what follows it in the background.

The fact is one transaction (``people.reorganise``). The rest are jobs in batches of short transactions: whatever is
killed begins again and finds only what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zwgk.crossings.reorganising.public import touch_organs
from zwgk.crossings.reorganising.rows import Rows
from zwgk.crossings.reorganising.table import ROWS, STAYS, stand_ins
from zwgk.jobs.queue import enqueue, report
from zwgk.matters.models import Matter
from zwgk.people.actions import organs, organs_facts
from zwgk.people.actor import Actor
from zwgk.people.models import MovedRow, Post, PostDuty, Reorganisation, Unit, UnitKind
from zwgk.people.reorganising import planning
from zwgk.people.reorganising.planning import Layout, Moving, Plan
from zwgk.publishing.models import Version
from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation
from zwgk.rules.reorganising import ChangeKind, ChangeState

FOLLOW = "crossings.follow_change"
RETURN = "crossings.return_change"


@dataclass(frozen=True)
class Effect:
    """One kind of thing that follows or stays: how many, a few of them, what is to be known of it."""

    label: str
    number: int
    examples: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """What a change will do, before anything happens."""

    layout: Layout
    moves: tuple[Effect, ...]
    stays: tuple[Effect, ...]
    #: what somebody should put in order beside it
    heed: tuple[str, ...]
    #: why it cannot be carried out today although it can be looked at (a day to come)
    not_yet: RuleViolation | None = None

    @property
    def total(self) -> int:
        """How many rows follow."""
        return sum(one.number for one in self.moves)


def preview(plan: Plan, *, today: date) -> Preview:
    """Lay the change out and count what would follow; nothing is written.

    A day to come may be looked at. Errors: as :func:`zwgk.people.reorganising.planning.laid_out`.
    """
    not_yet: RuleViolation | None = None
    layout = planning.laid_out(plan, today=max(today, plan.on), has_open=has_open(plan))
    if plan.on > today:
        try:
            planning.laid_out(plan, today=today, has_open=has_open(plan))
        except RuleViolation as refusal:
            not_yet = refusal
    moving = planning.moving_of(layout)
    moves = [*_people(layout, moving), *_others(moving)]
    formers = [unit.pk for unit in layout.formers]
    stays = [Effect(one.label, one.rows(formers).count(), note=one.why) for one in STAYS] if layout.targets else []
    return Preview(
        layout,
        tuple(one for one in moves if one.number),
        tuple(one for one in stays if one.number),
        tuple(_heed(layout)),
        not_yet,
    )


def has_open(plan: Plan) -> bool:
    """Whether anything waits or stands in the organs: people, what is open, what is public."""
    formers = list(plan.formers)
    if Post.objects.filter(Q(unit__in=formers) | Q(unit__organ__in=formers), valid_to=None).exists():
        return True
    gone = Moving(0, plan.on, dict.fromkeys(formers, -1), {}, dict.fromkeys(formers, ""))
    return any(rows.waiting(gone).exists() for rows in ROWS)


def _people(layout: Layout, moving: Moving) -> list[Effect]:
    formers = [unit.pk for unit in layout.formers]
    sections = [line.unit for line in layout.lines if line.unit.is_section and line.organ != line.unit.organ_id]
    effects = [
        Effect(
            "科室",
            len(sections),
            tuple(unit.name for unit in sections[:3]),
            "承接机关已有同名科室的，并入该科室"
            if any(line.unit.is_section and line.to != line.unit.pk for line in layout.lines)
            else "",
        ),
        Effect("下属单位", len(layout.children), tuple(unit.name for unit in layout.children[:3])),
    ]
    moved = [*moving.sections, *(formers if layout.plan.ends else ())]
    posts = Post.objects.filter(unit__in=moved, valid_to=None, user__is_active=True).select_related("user", "unit")
    effects.append(
        Effect(
            "在任的岗位",
            posts.count() if layout.targets else 0,
            tuple(f"{post.title} {post.user.name}" for post in posts.order_by("pk")[:3]),
            "岗位、职责和代理随人，不必重新任命",
        )
    )
    if layout.plan.ends and layout.targets:
        over = PostDuty.objects.filter(over__in=formers, post__valid_to=None).exclude(post__unit__in=moved)
        effects.append(Effect("其他机关对它的职责", over.count()))
        effects.append(Effect("代理（AB 岗）", stand_ins(moving).filter(last__gte=layout.plan.on).count()))
    return effects


def _others(moving: Moving) -> list[Effect]:
    if not (moving.organs or moving.sections or moving.renamed):
        return []
    if moving.renamed:
        rows = [one for one in ROWS if one.what == "publishing.publication"]
        return [
            Effect(
                one.label, one.waiting(moving).count(), tuple(one.examples(moving)), "重新编入检索，新旧名称都能查到"
            )
            for one in rows
        ]
    return [Effect(one.label, one.waiting(moving).count(), tuple(one.examples(moving)), one.note) for one in ROWS]


def _heed(layout: Layout) -> list[str]:
    found = []
    for duty, number in planning.doubled_duties(layout):
        found.append(f"变更后有{number}个岗位带有“{Duty(duty).label}”职责，请安全管理员在当日调整")
    if any(not new.uscc.strip() for new in layout.plan.new if new.name.strip()):
        found.append("新机关还没有统一社会信用代码，索引号暂用系统内编号；取得代码后请在单位资料中补填")
    if layout.targets:
        found.append("承接机关的职能、负责人和联系方式须更新，并重新批准“机构职能”的常设公开")
    return found


def reorganise(plan: Plan, *, today: date, at: datetime, actor: Actor) -> Reorganisation:
    """Carry a change out (``people.reorganise``): the fact at once, the rest begins with the commit."""
    with transaction.atomic():
        change = organs.reorganise(plan, has_open=has_open(plan), today=today, at=at, actor=actor)
        touch_organs(_units_of(change), at=at)
        enqueue(FOLLOW, key=str(change.pk), args={"change_id": change.pk}, queue="slow")
    return change


def take_back(change: Reorganisation, *, reason: str, today: date, at: datetime, actor: Actor) -> Reorganisation:
    """Take a change back the same day (``people.take_back_change``); the rows go back in the background."""
    with transaction.atomic():
        units = _units_of(change)
        built = built_on(change)
        change = organs.take_back_change(change, built=built, reason=reason, today=today, at=at, actor=actor)
        touch_organs(units, at=at)
        enqueue(RETURN, key=str(change.pk), args={"change_id": change.pk}, queue="slow")
    return change


def built_on(change: Reorganisation) -> str:
    """What was done since upon what had followed, as a sentence; "" where nothing was."""
    organs_now = [pk for pk in change.lines.values_list("organ", flat=True) if pk is not None]
    moved = MovedRow.objects.filter(change=change, what="matters.matter").values("row")
    touched = (
        Matter.objects.filter(Q(pk__in=moved) | Q(owner__made_by__change=change), touched_at__gt=change.decided_at)
        .order_by("-touched_at")
        .first()
    )
    if touched is not None:
        return f"此后已办理了事项{touched.number}"
    since = Version.objects.filter(publication__organ__in=organs_now, published_at__gt=change.decided_at)
    if change.kind in {str(ChangeKind.PLATE), str(ChangeKind.UNPLATE)}:
        return ""
    version = since.order_by("-pk").first()
    return f"此后已公开了信息{version.publication_id}" if version is not None else ""


def _units_of(change: Reorganisation) -> list[int]:
    rows = change.lines.values_list("unit", "successor", "organ")
    made = change.made.values_list("unit", flat=True)
    return sorted({pk for row in rows for pk in row if pk is not None} | set(made))


def follow(change_id: int) -> int:
    """Let every table follow a change, batch by batch; returns how many rows did. Twice has the effect of once."""
    change = Reorganisation.objects.get(pk=change_id)
    if change.state not in {str(ChangeState.RUNNING), str(ChangeState.DONE)}:
        return 0  # taken back in the meantime
    moving = planning.moving(change_id)
    rows = _tables(moving)
    total = sum(one.waiting(moving).count() for one in rows)
    done = 0
    for one in rows:
        for pks in one.batches(moving):
            done += one.move(moving, pks, at=timezone.now())
            report(done, max(total, done))
    if change.state == ChangeState.RUNNING:
        with transaction.atomic():
            Reorganisation.objects.filter(pk=change_id, state=str(ChangeState.RUNNING)).update(
                state=str(ChangeState.DONE), finished_at=timezone.now()
            )
            touch_organs(_units_of(change), at=timezone.now())
    return done


def give_back(change_id: int) -> int:
    """Let every row go back after a change was taken back, then take away the organs that it made."""
    change = Reorganisation.objects.get(pk=change_id)
    if change.state != ChangeState.UNDOING:
        return 0
    total = MovedRow.objects.filter(change=change_id).count()
    done = 0

    def progress(number: int) -> None:
        nonlocal done
        done += number
        report(done, total)

    for one in reversed(ROWS):
        one.put_back(change_id, at=timezone.now(), progress=progress)
    with transaction.atomic():
        units = _units_of(change)
        organs_facts.unmake(change)
        Reorganisation.objects.filter(pk=change_id).update(state=str(ChangeState.UNDONE))
        touch_organs(units, at=timezone.now())
    return done


def _tables(moving: Moving) -> Sequence[Rows]:
    if moving.renamed:
        return [one for one in ROWS if one.what == "publishing.publication"]
    return ROWS


def follow_up() -> int:
    """Ask for what came in later under an organ that is no more (a paper signed before, released after)."""
    ended = Reorganisation.objects.filter(state=str(ChangeState.DONE), lines__unit__valid_to__isnull=False)
    pks = list(ended.order_by("pk").values_list("pk", flat=True).distinct())
    for pk in pks:
        enqueue(FOLLOW, key=str(pk), args={"change_id": pk}, queue="slow")
    return len(pks)


def candidates(text: str = "") -> Sequence[Unit]:
    """The organs that a change may begin from or lead to, in the office's order."""
    rows = Unit.objects.filter(valid_to=None).exclude(kind=UnitKind.SECTION).order_by("order", "pk")
    return list(rows.filter(name__contains=text) if text else rows)


def labels() -> dict[str, str]:
    """What followed, as it is called: the names under which moved rows are kept."""
    own = {"people.post": "岗位", "people.duty": "职责范围", "people.unit": "单位和科室", "people.name": "名称"}
    return own | {one.what: one.label for one in ROWS}
