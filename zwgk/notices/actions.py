"""What readers do with notices. Reading one's own messages is no official act, so the log is not told."""

from __future__ import annotations

from collections.abc import Iterable

from zwgk.notices.models import Notice
from zwgk.people.actor import Actor
from zwgk.people.today import now


def mark_read(ids: Iterable[int], *, actor: Actor) -> int:
    """Mark notices as read; those of other posts are left alone. Returns how many were unread."""
    return Notice.objects.filter(pk__in=list(ids), post_id__in=actor.hears, read_at=None).update(read_at=now())


def mark_all_read(*, actor: Actor) -> int:
    """Mark all the actor's notices as read."""
    return Notice.objects.filter(post_id__in=actor.hears, read_at=None).update(read_at=now())
