"""What this room itself hands over: standing in for somebody ends with the post, and is told."""

from __future__ import annotations

from django.db.models import Q

from zwgk.people.handing_over import OpenItem, OpenKind, followed_up, register
from zwgk.people.models import Delegation, Post
from zwgk.people.today import today


def _delegations(post: Post) -> list[OpenItem]:
    rows = Delegation.objects.filter(Q(deputy=post) | Q(absent=post), last__gte=today())
    return [
        OpenItem(
            str(row.pk),
            f"{row.deputy_user.name}代理{row.absent_user.name}",
            f"{row.first}至{row.last}，离任后自动终止",
            row.last,
            "/account/stand-ins/",
        )
        for row in rows.select_related("absent_user", "deputy_user").order_by("pk")
    ]


register(OpenKind("people.delegations", "代理", _delegations, followed_up, blocks=False))
