"""Hand-overs as their parties see them: which ones, in whose hands, what is missing (工作交接清单)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from zwgk.people import handing_over
from zwgk.people.actor import Actor, held
from zwgk.people.models import Handover, HandoverLine, Post, UnitPath
from zwgk.people.queries import staff_of
from zwgk.people.today import today
from zwgk.rules import handing_over as rules
from zwgk.rules.duties import OF_A_SECTION, Duty
from zwgk.rules.handing_over import HandoverRole, HandoverStage

#: who sees to it that a post is handed over (监交)
SUPERVISORS = (Duty.SECTION_HEAD, Duty.OFFICE, Duty.DEPUTY, Duty.LEADER)


def is_giver(post: Post, actor: Actor) -> bool:
    """True for the post's holder in person."""
    return actor.is_system or (actor.user_id == post.user_id and actor.stands_in is None)


def may_supervise(post: Post, actor: Actor) -> bool:
    """True for who heads the post's section, its office or its organ, and is not its holder."""
    if actor.is_system:
        return True
    if actor.user_id == post.user_id or actor.post_id == post.pk:
        return False
    organ = post.unit.organ_id or post.unit_id
    section = post.unit_id if post.unit.is_section else None
    return any(actor.reaches(duty, organ=organ, section=section) for duty in SUPERVISORS if actor.has(duty))


def missing_signatures(handover: Handover) -> list[str]:
    """Whose signatures are missing, as words; empty when all have signed."""
    takers = set(handover.lines.exclude(taker=None).values_list("taker", flat=True))
    signed = [(HandoverRole(role), post) for role, post in handover.signatures.values_list("role", "post")]
    return rules.missing(takers, signed, giver=handover.post_id)


def visible_to(actor: Actor) -> QuerySet[Handover]:
    """The hand-overs that the actor gives, takes part of, or supervises; outside these none exists."""
    rows = Handover.objects.select_related("post__unit__organ", "post__user").order_by("-pk")
    if actor.is_system:
        return rows
    wanted = Q(lines__taker__in=actor.posts) | Q(post__unit__in=_supervised(actor))
    if actor.stands_in is None:
        wanted |= Q(post__user=actor.user_id)
    return rows.filter(pk__in=Handover.objects.filter(wanted).values("pk"))


def _supervised(actor: Actor) -> QuerySet[UnitPath, Any]:
    tops: set[int] = set()
    for duty in SUPERVISORS:
        source = actor.homes if duty in OF_A_SECTION else actor.duties
        tops |= source.get(str(duty), frozenset())
    return UnitPath.objects.filter(above__in=tops).values("below")


def to_sign(actor: Actor) -> list[Handover]:
    """Lists that wait for the actor's own signature as giver or taker."""
    if actor.stands_in is not None or actor.is_system:
        return []
    mine = Q(post__user=actor.user_id) | Q(lines__taker__in=actor.posts)
    rows = Handover.objects.filter(mine, stage=str(HandoverStage.SIGNING)).exclude(signatures__user_id=actor.user_id)
    return list(rows.select_related("post__user").distinct().order_by("pk")[:10])


def find(actor: Actor, pk: int) -> Handover | None:
    """One of them, or None."""
    return visible_to(actor).filter(pk=pk).first()


def lines(handover: Handover) -> list[tuple[str, list[HandoverLine]]]:
    """The lines by kind, with the kind's name."""
    labels = {kind.code: kind.label for kind in handing_over.kinds()}
    found: dict[str, list[HandoverLine]] = {}
    for line in handover.lines.select_related("taker__unit__organ", "taker__user").order_by("pk"):
        found.setdefault(labels.get(line.kind, line.kind), []).append(line)
    return list(found.items())


def takers_for(handover: Handover) -> QuerySet[Post]:
    """Who may take something: the colleagues of the organ, and the person's own other post."""
    organ = handover.post.unit.organ_id or handover.post.unit_id
    return staff_of(organ).exclude(pk=handover.post_id)


def own_posts(actor: Actor) -> list[Post]:
    """The posts that the actor may begin to hand over as their holder."""
    rows = Post.objects.filter(held(today()), user=actor.user_id).select_related("unit__organ", "user")
    return list(rows) if actor.stands_in is None else []


def supervised_posts(actor: Actor) -> QuerySet[Post]:
    """The posts whose hand-over the actor may begin as their supervisor."""
    rows = Post.objects.filter(held(today()), unit__in=_supervised(actor)).exclude(user=actor.user_id)
    return rows.select_related("unit__organ", "user").order_by("unit__order", "pk")


def roles(handover: Handover, actor: Actor) -> list[HandoverRole]:
    """In which parts this actor may sign now (the act asks again)."""
    signed = set(handover.signatures.values_list("role", "post"))
    by_me = set(handover.signatures.filter(user_id=actor.user_id).values_list("role", flat=True))
    takes = handover.lines.filter(taker__in=actor.posts).exists() and actor.stands_in is None
    giver_done = (str(HandoverRole.GIVER), handover.post_id) in signed
    found = []
    if not giver_done and (is_giver(handover.post, actor) or may_supervise(handover.post, actor)):
        found.append(HandoverRole.GIVER)
    if takes and not any((str(HandoverRole.TAKER), post) in signed for post in actor.posts):
        found.append(HandoverRole.TAKER)
    supervised = any(role == HandoverRole.SUPERVISOR for role, _ in signed)
    if may_supervise(handover.post, actor) and not supervised and str(HandoverRole.GIVER) not in by_me:
        found.append(HandoverRole.SUPERVISOR)
    return found


def done_for(post: Post) -> Handover | None:
    """The hand-over of a post that was completed last, or None."""
    return Handover.objects.filter(post=post, ended_at__isnull=False, stage="done").order_by("-pk").first()
