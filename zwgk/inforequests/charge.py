"""Whose request it is: one place decides who may act on a case and who may see it at all (知悉范围)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from zwgk.inforequests.models import InfoRequest
from zwgk.matters import queries as matters
from zwgk.matters.models import Waiting
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.inforequest import IN_REQUESTS


def visible_q(actor: Actor, prefix: str = "matter__") -> Q:
    """The condition under which a request is there for the actor: in charge by duty, involved, or waiting for him."""
    return matters.visible_q(actor, prefix, counted=IN_REQUESTS)


def may(actor: Actor, duties: Iterable[Duty], request: InfoRequest) -> bool:
    """True where one of the duties reaches this very request."""
    held = [duty for duty in duties if actor.may(duty, over=request.organ_id)]
    section = request.matter.section_id
    if any(actor.reaches(duty, organ=request.organ_id, section=section) for duty in held):
        return True
    return bool(held) and _is_given(actor, request)


def must(actor: Actor, *duties: Duty, request: InfoRequest, to: str) -> None:
    """Refuse unless one of the duties reaches this request. Errors: :class:`NotAllowed`, naming whose it is."""
    if may(actor, duties, request):
        return
    actor.must_be(*duties, over=request.organ_id, to=to)
    section = request.matter.section
    raise NotAllowed(
        what=f"不能{to}",
        why=f"这件申请由{section.full_name if section else request.organ}承办，您现在的岗位是“{actor.post_label}”",
        remedy="请由承办科室办理；需要您办的，请承办科室转办给您",
    )


def _is_given(actor: Actor, request: InfoRequest) -> bool:
    if not actor.posts:
        return False
    if request.matter.handler_id in actor.posts:
        return True
    return Waiting.objects.filter(matter=request.matter_id, post__in=actor.posts).exists()
