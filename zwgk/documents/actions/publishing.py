"""Publishing a document: now, on a day, together with others; correcting, withdrawing, taking down what is out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.documents.actions import releasing
from zwgk.documents.actions.drafting import back_to_writer
from zwgk.documents.actions.handing import PUBLISH, UPDATE, locked
from zwgk.documents.models import Document, Release
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue
from zwgk.matters import keeping
from zwgk.people.actor import SYSTEM, Actor
from zwgk.publishing import actions as door
from zwgk.publishing.models import Publication, Removal
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

RELEASE = "documents.release"


@act("documents.publish")
def publish(document: Document, *, at: datetime, actor: Actor, change_note: str = "") -> Publication:
    """Publish a signed document (公开), or, where it is already out, its corrected text with a change note (更正).

    A double click publishes once. Errors: everything that :func:`releasing.must_be_releasable` refuses; nothing is
    changed then. 依据：政府信息公开条例第二十六条；保守国家秘密法第三十五条
    """
    again = Document.objects.filter(pk=document.pk, matter__stage=str(Stage.PUBLISHED)).first()
    if again is not None and again.publication is not None:
        note(repeated=True)
        return again.publication
    document = locked(document, "publish", actor)
    return _release(document, at=at, actor=actor, change_note=change_note, planned=None)


def _release(
    document: Document, *, at: datetime, actor: Actor, change_note: str, planned: datetime | None
) -> Publication:
    releasing.must_be_releasable(document)
    content = releasing.content_of(document)
    today = timezone.localdate(at)
    clearance = releasing.clearance_for(document, content, by=actor.signature, on=today)
    moment = releasing.release_moment(at, planned)
    killpoint("document.cleared")
    if document.publication is None:
        publication = door.publish(
            content,
            clearance=clearance,
            at=moment,
            actor=actor,
            matter_id=document.matter_id,
            key=f"document:{document.pk}",
        )
        document.publication = publication
        document.save(update_fields=["publication"])
    else:
        publication = door.correct(
            document.publication, content, clearance=clearance, change_note=change_note, at=moment, actor=actor
        )
    killpoint("document.published")
    counting.stop(document.matter, PUBLISH, on=today, because="已公开")
    counting.stop(document.matter, UPDATE, on=today, because="已更正")
    Release.objects.filter(document=document, done_at=None).update(done_at=at, held_because="")
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.PUBLISHED, at=at)
    keeping.wait_for(document.matter, "documents.archive", "归档", unit=document.organ, duty=Duty.ARCHIVIST, at=at)
    note(publication=publication.pk, clearance=clearance.pk)
    return publication


@act("documents.schedule")
def schedule(
    documents: Sequence[Document], *, release_at: datetime, now: datetime, actor: Actor, group: str = ""
) -> list[Release]:
    """Plan a release (定时公开); documents of one group go out together or not at all (同时公开).

    Everything that a release needs is asked now already. Errors: as :func:`publish`; :class:`BadInput` for a past time.
    """
    if not documents:
        raise BadInput(what="没有安排", why="没有选择文件", remedy="请选择文件")
    if release_at <= now:
        raise BadInput(
            what="没有安排", why="公开时间已经过去", remedy="请选择以后的时间，或直接公开", field="release_at"
        )
    rows = []
    for document in documents:
        document = locked(document, "schedule", actor)
        releasing.must_be_releasable(document)
        row, _ = Release.objects.update_or_create(
            document=document,
            defaults={
                "at": release_at,
                "group": group or (f"g{documents[0].pk}" if len(documents) > 1 else ""),
                "planned_by": actor.signature,
                "planned_by_post": actor.post_id,
                "done_at": None,
                "held_because": "",
            },
        )
        rows.append(row)
        about(document)
    key = rows[0].group or str(rows[0].document_id)
    enqueue(RELEASE, key=key, args={"release_ids": [r.pk for r in rows]}, not_before=release_at)
    note(documents=[d.pk for d in documents], at=release_at.isoformat())
    return rows


def release_planned(release_ids: Sequence[int], *, now: datetime) -> list[Publication]:
    """Do a planned release whose time has come: all of the group in one transaction, or none, with the reason kept.

    Idempotent: what is done is not done again.
    """
    due = list(
        Release.objects.filter(pk__in=release_ids, done_at=None, at__lte=now)
        .select_related("document", "document__matter")
        .order_by("pk")
    )
    try:
        with transaction.atomic():
            return [_release_one(row.document, row.at, now=now, actor=SYSTEM) for row in due]
    except RuleViolation as refusal:
        Release.objects.filter(pk__in=[r.pk for r in due]).update(held_because=str(refusal)[:500])
        for row in due:
            keeping.no_longer_wait(row.document.matter)
            keeping.wait_for(
                row.document.matter,
                "documents.publish",
                "定时公开未成，请处理",
                unit=row.document.organ,
                duty=Duty.PUBLISHER,
                at=now,
            )
        return []


@act("documents.release")
def _release_one(document: Document, planned: datetime, *, now: datetime, actor: Actor) -> Publication:
    document = locked(document, "publish", actor)
    return _release(document, at=now, actor=actor, change_note="", planned=planned)


@act("documents.amend")
def amend(document: Document, *, reason: str, on: date, at: datetime, actor: Actor) -> Document:
    """Open a published document for correction (更正): it stays public in its old wording until the new one is signed.

    The clock for updating what changed runs from now (条例第二十六条“变更”).
    """
    document = locked(document, "amend", actor)
    if not reason.strip():
        raise BadInput(what="不能更正", why="没有写明原因", remedy="请写明哪里有误、如何发现", field="reason")
    counting.begin(document.matter, UPDATE, label="更新已公开信息", on=on, organ=document.organ)
    document.disclosure_decided_on = None
    document.save(update_fields=["disclosure_decided_on"])
    back_to_writer(document, Stage.DRAFTING, at=at, label="更正")
    note(publication=document.publication_id)
    return document


@act("documents.withdraw")
def withdraw(document: Document, *, notice: str, reason: str, on: date, at: datetime, actor: Actor) -> Removal:
    """Withdraw a published document with a dated notice (撤回，留告示)."""
    document = locked(document, "withdraw", actor)
    publication = _published(document)
    removal = door.withdraw(publication, notice=notice, reason=reason, on=on, at=at, actor=actor)
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.WITHDRAWN, at=at)
    return removal


@act("documents.take_down")
def take_down(document: Document, *, on: date, at: datetime, actor: Actor, reason: str = "") -> Removal:
    """Take a published document down at once (紧急撤下): one act, reason after; a second click does nothing more."""
    matter = keeping.locked(document.matter)
    publication = _published(Document.objects.select_related("publication").get(pk=document.pk))
    if matter.stage != str(Stage.TAKEN_DOWN):
        FLOW.must_be_open("take_down", Stage(matter.stage))
    removal = door.take_down(publication, on=on, at=at, actor=actor, reason=reason)
    keeping.no_longer_wait(matter)
    keeping.move(matter, Stage.TAKEN_DOWN, at=at)
    if removal.explained_at is None:
        keeping.wait_for(matter, "documents.explain", "补办紧急撤下说明", unit=matter.owner, duty=Duty.PUBLISHER, at=at)
    return removal


@act("documents.explain_take_down")
def explain_take_down(document: Document, *, reason: str, at: datetime, actor: Actor) -> Removal:
    """Add the reason of an emergency afterwards (补办说明)."""
    publication = _published(document)
    removal = publication.removals.filter(is_emergency=True, restored_at=None).latest("pk")
    keeping.no_longer_wait(keeping.locked(document.matter), "documents.explain")
    return door.explain_take_down(removal, reason=reason, at=at, actor=actor)


@act("documents.restore")
def restore(document: Document, *, reason: str, at: datetime, actor: Actor) -> Publication:
    """Put a withdrawn document back (恢复公开)."""
    document = locked(document, "restore", actor)
    publication = door.restore(_published(document), reason=reason, at=at, actor=actor)
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.PUBLISHED, at=at)
    return publication


def _published(document: Document) -> Publication:
    if document.publication is None:
        raise BadInput(what="不能办理", why="该文件没有公开过", remedy="请刷新页面查看最新进展")
    return document.publication
