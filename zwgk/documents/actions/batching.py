"""Many at once (批量办理): the attribute of many drafts, the release of many papers; each judged by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zwgk.audit.acts import act, note
from zwgk.documents.actions.drafting import must_be_writing
from zwgk.documents.actions.publishing import publish
from zwgk.documents.actions.submitting import set_attribute
from zwgk.documents.models import Batch, Document
from zwgk.documents.models.batch import BatchKind
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue, report
from zwgk.people.actor import Actor, actor_for
from zwgk.people.models import Post
from zwgk.people.today import now
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import WRITERS
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

MOST = 100
RUN = "documents.run_batch"


@act("documents.mark_many")
def mark_many(
    documents: Sequence[Document],
    disclosure: Disclosure,
    *,
    at: datetime,
    actor: Actor,
    ground_code: str = "",
    ground_reason: str = "",
) -> Batch:
    """Mark the attribute of many drafts of one kind (批量标明公开属性): one entry with the digest of the list.

    Each draft is judged by itself: one that may not bear the attribute, or is not the actor's, keeps its own and says
    why. Errors: :class:`BadInput` (nothing chosen, too many, several kinds), ``NotAllowed``.
    """
    _must_be_some(documents, "标明公开属性")
    if len({document.kind for document in documents}) > 1:
        raise BadInput(
            what="没有标明公开属性", why="所选文稿不是同一文种", remedy="请按文种筛选后分批标明（公开属性逐件认定）"
        )
    for organ_id in {document.organ_id for document in documents}:
        actor.must_be(*WRITERS, over=organ_id, to="标明公开属性")
    batch = _asked(BatchKind.MARK, documents, at=at, actor=actor)
    for item, document in zip(batch.items, documents, strict=True):
        try:
            with transaction.atomic():
                mine = must_be_writing(document, "edit", actor)
                set_attribute(mine, disclosure, ground_code, ground_reason)
        except RuleViolation as refusal:
            item |= {"state": "failed", "why": _why(refusal)}
        else:
            item["state"] = "done"
    batch.facts = {"disclosure": str(disclosure), "ground": ground_code}
    batch.finished_at = at
    batch.save()
    note(disclosure=str(disclosure), ground=ground_code, **_figures(batch))
    return batch


@act("documents.publish_many")
def publish_many(documents: Sequence[Document], *, at: datetime, actor: Actor) -> Batch:
    """Ask for the release of many papers (批量公开): each goes out in a transaction of its own, in the background.

    What may not go out stays where it is and says why; the others go. Errors: :class:`BadInput`, ``NotAllowed``.
    """
    _must_be_some(documents, "公开")
    for organ_id in {document.organ_id for document in documents}:
        actor.must_be(Duty.PUBLISHER, over=organ_id, to="公开")
    batch = _asked(BatchKind.PUBLISH, documents, at=at, actor=actor)
    enqueue(RUN, key=str(batch.pk), args={"batch_id": batch.pk}, queue="slow")
    note(**_figures(batch))
    return batch


def run(batch_id: int) -> Batch:
    """Release what a batch names and is not done; idempotent, so that a killed worker's batch goes on."""
    batch = Batch.objects.select_related("post__user", "post__unit__organ").get(pk=batch_id)
    for place, item in enumerate(batch.items):
        if item["state"]:
            continue
        moment = now()
        post = Post.objects.select_related("user", "unit__organ").get(pk=batch.post_id)
        actor = actor_for(post, today=moment.date(), user_id=batch.facts.get("user"))
        document = Document.objects.select_related("matter", "organ").get(pk=item["document"])
        try:
            with transaction.atomic():
                publish(document, at=moment, actor=actor)
        except RuleViolation as refusal:
            item |= {"state": "failed", "why": _why(refusal)}
        else:
            item["state"] = "done"
        killpoint("batch.item")
        batch.save(update_fields=["items"])
        report(place + 1, len(batch.items))
    batch.finished_at = batch.finished_at or now()
    batch.save(update_fields=["items", "finished_at"])
    return batch


def _must_be_some(documents: Sequence[Document], to: str) -> None:
    if not 1 <= len(documents) <= MOST:
        raise BadInput(
            what=f"没有{to}",
            why="没有选择文件" if not documents else f"一次最多{MOST}件，选了{len(documents)}件",
            remedy="请在列表中勾选" if not documents else "请分批办理",
        )


def _asked(kind: BatchKind, documents: Sequence[Document], *, at: datetime, actor: Actor) -> Batch:
    assert actor.post_id is not None, "asked on a page, where a post was chosen"
    ids = [document.pk for document in documents]
    return Batch.objects.create(
        kind=str(kind),
        asked_by=actor.signature,
        post_id=actor.post_id,
        asked_at=at,
        facts={"user": actor.user_id},
        items=[{"document": d.pk, "title": d.title, "state": "", "why": ""} for d in documents],
        manifest=hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest(),
    )


def _figures(batch: Batch) -> dict[str, object]:
    return {
        "number": len(batch.items),
        "done": sum(item["state"] == "done" for item in batch.items),
        "manifest": batch.manifest,
    }


def _why(refusal: RuleViolation) -> str:
    return f"{refusal.why}；{refusal.remedy}"
