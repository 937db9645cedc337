"""What matters hand over: those handled, lines laid into one's own inbox, duties that nobody else has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import note
from zwgk.matters.models import Matter, Remark, Waiting
from zwgk.people import standing
from zwgk.people.actor import Actor
from zwgk.people.handing_over import OpenItem, OpenKind, register
from zwgk.people.models import Post, PostDuty, Unit, UnitPath
from zwgk.rules.duties import Duty
from zwgk.rules.errors import GateClosed

#: kinds of matters that their own room lists, with more to say of each
CLAIMED: set[str] = set()
_MOST = 2000


def title_of(matter: Matter) -> str:
    """Number and title; of a restricted matter the number alone."""
    return f"{matter.number}（限知悉范围）" if matter.is_restricted else f"{matter.number} {matter.title}"


def handled(post: Post, kinds: Collection[str] | None = None) -> list[Matter]:
    """Open matters whose handler is the post: of these kinds, or of all that no room claims."""
    rows = Matter.objects.filter(handler=post, closed_on=None).order_by("next_due", "pk")
    rows = rows.filter(kind__in=kinds) if kinds is not None else rows.exclude(kind__in=CLAIMED)
    return list(rows[:_MOST])


def take_over(matter_ids: Collection[int], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    """Give matters and their lines to the taker; a remark on each says so (within the hand-over's transaction)."""
    rows = Matter.objects.filter(pk__in=matter_ids)
    pks = list(rows.select_for_update().values_list("pk", flat=True))
    rows.filter(handler=giver).update(handler=taker, touched_at=at)
    Waiting.objects.filter(matter__in=pks, post=giver).update(post=taker)
    text = f"工作交接：由{giver}交{taker}"
    by = actor.signature
    Remark.objects.bulk_create(Remark(matter_id=pk, post_id=actor.post_id, by=by, at=at, text=text) for pk in pks)


def _handled(post: Post) -> list[OpenItem]:
    return [OpenItem(matter.number, title_of(matter), "", matter.next_due) for matter in handled(post)]


def _hand_matters(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    pks = list(Matter.objects.filter(number__in=refs).values_list("pk", flat=True))
    take_over(pks, giver=giver, taker=taker, at=at, actor=actor)
    note(matters=pks)


def _waiting(post: Post) -> list[OpenItem]:
    rows = Waiting.objects.filter(post=post).exclude(matter__handler=post).select_related("matter").order_by("pk")
    return [OpenItem(str(w.pk), title_of(w.matter), w.label, w.due_on) for w in rows[:_MOST]]


def _hand_waiting(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    Waiting.objects.filter(pk__in=[int(ref) for ref in refs], post=giver).update(post=taker)


def _alone_with(post: Post, duty: str, over: Unit) -> bool:
    found = standing.holders([Duty(duty)], over, on=timezone.localdate())
    return not any(holder.post.user_id != post.user_id for holder in found)


def _duties(post: Post) -> list[OpenItem]:
    """Duties of the post that nobody else has near by, and for which something waits."""
    found = []
    for row in PostDuty.objects.filter(post=post).select_related("over"):
        over = row.over or post.unit.organ or post.unit
        below = UnitPath.objects.filter(above=over).values("below")
        count = Waiting.objects.filter(post=None, duty=row.duty, unit__in=below).count()
        if count and _alone_with(post, row.duty, over):
            label = Duty(row.duty).label
            found.append(OpenItem(row.duty, f"“{label}”职责：{over}没有其他人担任", f"等办 {count} 件"))
    return found


def _hand_duties(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    """A duty is given by appointment alone (三员分立): whoever takes it over must have it by now."""
    held = set(PostDuty.objects.filter(post__user=taker.user_id, post__valid_to=None).values_list("duty", flat=True))
    missing = [Duty(ref).label for ref in refs if ref not in held]
    if missing:
        raise GateClosed(
            what="不能完成交接",
            why=f"{taker.user.name}还没有“{'、'.join(missing)}”职责，交接后没有人办理",
            remedy="请先由安全管理员任命，再完成签字",
        )


register(OpenKind("matters.handled", "承办的事项", _handled, _hand_matters))
register(OpenKind("matters.waiting", "指定本人办理的待办", _waiting, _hand_waiting))
register(OpenKind("matters.duties", "独任的职责", _duties, _hand_duties))
