"""Telling people: a row for each post, inside the transaction of the act that has something to tell."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from zwgk.audit.acts import Acting
from zwgk.jobs.queue import enqueue
from zwgk.notices.models import Channel, Message, Notice
from zwgk.notices.models import NoticeKind as NoticeKind
from zwgk.people import queries as people
from zwgk.people import standing
from zwgk.people.models import Post, Unit
from zwgk.people.today import now
from zwgk.rules.duties import Duty

#: these also leave the house, to whoever has left an address: they cannot wait until somebody signs in
OUTGOING = frozenset({NoticeKind.DUE, NoticeKind.OVERDUE, NoticeKind.WITHDRAWN, NoticeKind.AUDIT, NoticeKind.SYSTEM})


def notify(
    post_ids: Iterable[int],
    *,
    kind: NoticeKind,
    text: str,
    url: str = "",
    matter_id: int | None = None,
    actor: Acting,
    key: str = "",
) -> list[Notice]:
    """Tell these posts, and who stands in for them today; returns the new notices.

    ``text`` holds no personal data beyond the matter's own title.

    With ``key`` a second telling of the same thing to the same post adds nothing. Outgoing messages are sent by a job
    after the commit, never within it.
    """
    made = []
    wanted = set(post_ids)
    beside = {deputy: f"（代{name}）{text}" for name, deputy in standing.beside(wanted) if deputy not in wanted}
    people_by_post = Post.objects.select_related("user").in_bulk(wanted | beside.keys())
    for pk in sorted(people_by_post):
        notice = Notice(
            post_id=pk,
            kind=kind.value,
            text=beside.get(pk, text)[:300],
            url=url,
            matter_id=matter_id,
            key=key,
            sender=actor.signature,
            created_at=now(),
        )
        if key and Notice.objects.filter(post_id=pk, key=key).exists():
            continue
        try:
            with transaction.atomic():
                notice.save(force_insert=True)
        except IntegrityError:  # told by another process in the same moment
            continue
        made.append(notice)
        if kind in OUTGOING:
            _send_out(notice, people_by_post[pk])
    return made


def notify_duty(
    duty: Duty,
    *,
    over: Unit,
    kind: NoticeKind,
    text: str,
    url: str = "",
    matter_id: int | None = None,
    actor: Acting,
    key: str = "",
) -> list[Notice]:
    """Tell everybody who holds ``duty`` over the unit today."""
    posts = people.posts_with(duty.value, over=over).values_list("pk", flat=True)
    return notify(posts, kind=kind, text=text, url=url, matter_id=matter_id, actor=actor, key=key)


def _send_out(notice: Notice, post: Post) -> None:
    addresses = {Channel.EMAIL: post.user.email, Channel.SMS: post.user.mobile}
    for channel, address in addresses.items():
        if not address:
            continue
        message = Message.objects.create(notice=notice, channel=channel.value, key=uuid.uuid4().hex)
        enqueue("notices.deliver", key=str(message.pk), args={"message_id": message.pk}, queue="slow")
