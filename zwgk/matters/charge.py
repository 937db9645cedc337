"""Who may act on a matter: by a duty that reaches it, or because it was given to him (承办、转办)."""

from __future__ import annotations

from collections.abc import Iterable

from zwgk.matters.models import Matter, Waiting
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed


def may(actor: Actor, duties: Iterable[Duty], matter: Matter, *, organ: int) -> bool:
    """True where one of the duties over the organ reaches the matter's section, or the matter was given to him."""
    held = [duty for duty in duties if actor.may(duty, over=organ)]
    if any(actor.reaches(duty, organ=organ, section=matter.section_id) for duty in held):
        return True
    return bool(held) and _is_given(actor, matter)


def must(actor: Actor, *duties: Duty, matter: Matter, organ: int, to: str, thing: str) -> None:
    """Refuse unless one of the duties reaches the matter. ``thing``: 这份文件、这件申请.

    Errors: :class:`NotAllowed`, naming whose it is.
    """
    if may(actor, duties, matter, organ=organ):
        return
    actor.must_be(*duties, over=organ, to=to)
    whose = matter.section.full_name if matter.section else Unit.objects.get(pk=organ)
    raise NotAllowed(
        what=f"不能{to}",
        why=f"{thing}由{whose}承办，您现在的岗位是“{actor.post_label}”",
        remedy="请由承办科室办理；需要您办的，请承办科室转办给您",
    )


def _is_given(actor: Actor, matter: Matter) -> bool:
    """Passed on to one of the actor's posts, or laid into its inbox."""
    if not actor.posts:
        return False
    if matter.handler_id in actor.posts:
        return True
    return Waiting.objects.filter(matter=matter, post__in=actor.posts).exists()
