"""What papers hand over: those on one's desk, clean-ups, and what waits for a second person's look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zwgk.approvals.models import PaperSignature
from zwgk.audit.acts import note
from zwgk.documents.models import Document, RedactedCopy
from zwgk.matters import handover as matters
from zwgk.matters.models import Matter
from zwgk.people.actor import Actor
from zwgk.people.handing_over import OpenItem, OpenKind, followed_up, register
from zwgk.people.models import Post
from zwgk.rules.cleaning import CleanupStage
from zwgk.rules.document_flow import WRITING, Stage

matters.CLAIMED.update({"document", "cleanup"})
_PLACES = {"document": "documents", "cleanup": "cleanups"}


def _stage(matter: Matter) -> str:
    return CleanupStage(matter.stage).label if matter.kind == "cleanup" else Stage(matter.stage).label


def _item(matter: Matter) -> OpenItem:
    url = f"/{_PLACES[matter.kind]}/{matter.number}/"
    return OpenItem(matter.number, matters.title_of(matter), _stage(matter), matter.next_due, url)


def _papers(post: Post) -> list[OpenItem]:
    """Papers handled by the post, and drafts of it that somebody else handles or nobody does."""
    found = {matter.pk: matter for matter in matters.handled(post, {"document"})}
    drafts = Matter.objects.filter(document__drafter=post, stage__in=[str(s) for s in WRITING], closed_on=None)
    found |= {matter.pk: matter for matter in drafts.filter(handler=None)}
    return [_item(matter) for matter in found.values()]


def _hand_papers(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    """The taker handles them from now on; of what is still being written he is the drafter too."""
    pks = list(Matter.objects.filter(number__in=refs).values_list("pk", flat=True))
    writing = Matter.objects.filter(pk__in=pks, stage__in=[str(s) for s in WRITING])
    Document.objects.filter(matter__in=writing.values("pk"), drafter=giver).update(drafter=taker)
    writing.filter(handler=None).update(handler=taker)
    matters.take_over(pks, giver=giver, taker=taker, at=at, actor=actor)
    note(papers=pks)


def _cleanups(post: Post) -> list[OpenItem]:
    return [_item(matter) for matter in matters.handled(post, {"cleanup"})]


def _hand_cleanups(refs: Sequence[str], *, giver: Post, taker: Post, at: datetime, actor: Actor) -> None:
    pks = list(Matter.objects.filter(number__in=refs).values_list("pk", flat=True))
    matters.take_over(pks, giver=giver, taker=taker, at=at, actor=actor)
    note(cleanups=pks)


def _second_looks(post: Post) -> list[OpenItem]:
    """What this person entered or made, and a second person has not yet read or confirmed (双人核对、复读)."""
    signatures = PaperSignature.objects.filter(entered_by_user=post.user_id, entered_by_post=post.pk, confirmed_at=None)
    copies = RedactedCopy.objects.filter(made_by_user=post.user_id, read_at=None, document__matter__closed_on=None)
    found = [
        _second(f"s{row.pk}", row.sheet.matter, "录入的线下签字待他人核对")
        for row in signatures.select_related("sheet__matter").order_by("pk")
    ]
    found += [
        _second(f"c{row.pk}", row.document.matter, "制作的遮盖件待他人复读")
        for row in copies.select_related("document__matter").order_by("pk")
    ]
    return found


def _second(ref: str, matter: Matter, state: str) -> OpenItem:
    return OpenItem(ref, matters.title_of(matter), state, matter.next_due, f"/documents/{matter.number}/")


register(OpenKind("documents.papers", "承办的公文", _papers, _hand_papers))
register(OpenKind("documents.cleanups", "组织的清理", _cleanups, _hand_cleanups))
register(OpenKind("documents.second_looks", "待第二人核对", _second_looks, followed_up, blocks=False))
