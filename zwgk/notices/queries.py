"""Notices as their readers see them."""

from __future__ import annotations

from django.db.models import QuerySet

from zwgk.notices.models import Message, Notice
from zwgk.people.actor import Actor


def inbox(actor: Actor) -> QuerySet[Notice]:
    """What was told to the actor's own post (a stand-in is told beside the absent), newest first."""
    return Notice.objects.filter(post_id__in=actor.hears).order_by("-pk")


def unread(actor: Actor) -> int:
    """How many of them are unread; counted to 100 at most."""
    return Notice.objects.filter(post_id__in=actor.hears, read_at=None)[:100].count()


def of_matter(matter_id: int) -> QuerySet[Notice]:
    """Who was told what about one matter; the caller has made sure that the reader may see it."""
    return Notice.objects.filter(matter_id=matter_id).select_related("post__user", "post__unit").order_by("pk")


def outgoing(state: str = "") -> QuerySet[Message]:
    """Outgoing messages, newest first, of one state or all."""
    messages = Message.objects.select_related("notice__post__user").order_by("-pk")
    return messages.filter(state=state) if state else messages
