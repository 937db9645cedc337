"""Publishing a document: now, on a day, together with others; correcting, withdrawing, taking down what is out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zwgk.approvals import running
from zwgk.audit.acts import about, act, note
from zwgk.deadlines import counting
from zwgk.documents import withholding
from zwgk.documents.actions import releasing
from zwgk.documents.actions.drafting import back_to_writer
from zwgk.documents.actions.handing import PUBLISH, UPDATE, locked, wait_for_publishing
from zwgk.documents.models import Document, Release
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import enqueue
from zwgk.matters import keeping
from zwgk.matters.models import Matter
from zwgk.people.actor import SYSTEM, Actor
from zwgk.publishing import actions as door
from zwgk.publishing import leaks
from zwgk.publishing.models import Publication, Removal
from zwgk.rules.approval import ApprovalState
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

RELEASE = "documents.release"


@act("documents.publish")
def publish(document: Document, *, at: datetime, actor: Actor, change_note: str = "") -> Publication:
    """Publish a signed document (公开), or, where it is already out, its corrected text with a change note (更正).

    A double click publishes once. Errors: everything that :func:`releasing.must_be_releasable` refuses; nothing is
    changed then. 依据：政府信息公开条例第二十六条；保守国家秘密法第三十五条
    """
    actor.must_be(Duty.PUBLISHER, over=document.organ_id, to="公开")
    matter = keeping.locked(document.matter)  # of two clicks at once the second waits here and finds it done
    if matter.stage == str(Stage.PUBLISHED):
        again = Document.objects.select_related("publication").get(pk=document.pk)
        if again.publication is not None:
            note(repeated=True)
            return again.publication
    document = locked(document, "publish", actor)
    return _release(document, at=at, actor=actor, change_note=change_note, planned=None)


def _release(
    document: Document, *, at: datetime, actor: Actor, change_note: str, planned: datetime | None, by: str = ""
) -> Publication:
    today = timezone.localdate(at)
    releasing.must_be_releasable(document, on=today, by=by or actor.signature)
    content = releasing.content_of(document)
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
    withholding.released(document, on=today)
    Release.objects.filter(document=document, done_at=None).update(done_at=at, held_because="")
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.PUBLISHED, at=at)
    _wait_for_archive(document, at=at)
    leaks.ask(publication, at=at)
    note(publication=publication.pk, clearance=clearance.pk)
    return publication


@act("documents.schedule")
def schedule(
    documents: Sequence[Document], *, release_at: datetime, now: datetime, actor: Actor, group: str = ""
) -> list[Release]:
    """Plan a release (定时公开); documents of one group go out together or not at all (同时公开).

    Everything that a release needs is asked now already, so that nothing is found wanting at the hour. Errors: as
    :func:`publish`; :class:`BadInput` for a past time.
    """
    if not documents:
        raise BadInput(what="没有安排", why="没有选择文件", remedy="请选择文件")
    if release_at <= now:
        raise BadInput(
            what="没有安排", why="公开时间已经过去", remedy="请选择以后的时间，或直接公开", field="release_at"
        )
    rows = []
    for document in sorted(documents, key=lambda d: d.matter_id):  # in one order, so that two planners cannot block
        document = locked(document, "schedule", actor)
        releasing.must_be_releasable(document, on=timezone.localdate(now), by=actor.signature)
        releasing.content_of(document)
        row, _ = Release.objects.update_or_create(
            document=document,
            defaults={
                "at": release_at,
                "group": group[:40] or (f"g{documents[0].pk}-{release_at:%y%m%d%H%M}" if len(documents) > 1 else ""),
                "planned_by": actor.signature,
                "planned_by_post": actor.post_id,
                "done_at": None,
                "held_because": "",
            },
        )
        rows.append(row)
        local = timezone.localtime(release_at)
        label = f"已定时，{local.month}月{local.day}日{local:%H:%M}公开"
        wait_for_publishing(document, label, at=now, due_on=local.date())
        about(document)
    key = rows[0].group or str(rows[0].document_id)
    enqueue(RELEASE, key=key, args={"release_ids": [r.pk for r in rows]}, not_before=release_at)
    note(documents=[d.pk for d in documents], at=release_at.isoformat())
    return rows


@act("documents.unschedule")
def unschedule(document: Document, *, reason: str, at: datetime, actor: Actor) -> list[Document]:
    """Cancel a planned release (取消定时公开): the papers stay with the publishing section and may go out by hand.

    What was to go out together is cancelled together, since the group promised “all or none”. The waiting job finds
    nothing to do then. Returns the documents whose plan was cancelled.

    Errors: :class:`BadInput` (no reason, nothing planned), ``NotAllowed``, ``WrongStage`` where it is out already.
    """
    actor.must_be(Duty.PUBLISHER, over=document.organ_id, to="取消定时公开")
    if not reason.strip():
        raise BadInput(what="没有取消", why="没有写明原因", remedy="请写明为什么取消", field="unplan_reason")
    waiting = Release.objects.filter(done_at=None, document__matter__stage=str(Stage.TO_PUBLISH))
    planned = waiting.filter(document=document).first()
    if planned is None:
        raise BadInput(what="没有取消", why="没有等着公开的安排", remedy="请刷新页面查看最新进展")
    rows = waiting.filter(group=planned.group) if planned.group else waiting.filter(pk=planned.pk)
    rows = rows.select_related("document__matter").order_by("document__matter")
    together = [locked(row.document, "schedule", actor) for row in rows]  # in the order in which a release locks
    for each in together:
        wait_for_publishing(each, "公开（定时公开已取消，请另行安排）", at=at)
        about(each)
    Release.objects.filter(document__in=together, done_at=None).delete()
    note(documents=[d.pk for d in together], planned_for=planned.at.isoformat(), reason=reason.strip()[:300])
    return together


def release_planned(release_ids: Sequence[int], *, now: datetime) -> list[Publication]:
    """Do a planned release whose time has come: all of the group in one transaction, or none, with the reason kept.

    Idempotent: what is done, or held with a reason, is not done again; of two workers the second finds it done.
    """
    try:
        with transaction.atomic():
            return [
                _release_one(row.document, row.at, by=row.planned_by, now=now, actor=SYSTEM)
                for row in _due(release_ids, now)
            ]
    except RuleViolation as refusal:
        with transaction.atomic():
            for row in _due(release_ids, now):
                _hold(row, str(refusal), at=now)
        return []


def _due(release_ids: Sequence[int], now: datetime) -> list[Release]:
    """The planned releases that are due and open, their matters locked in one order, read after the locks were got."""
    wanted = Release.objects.filter(pk__in=release_ids, done_at=None, held_because="", at__lte=now)
    matters = list(wanted.values_list("document__matter", flat=True))
    list(Matter.objects.select_for_update().filter(pk__in=matters).order_by("pk"))
    return list(wanted.select_related("document__matter", "document__organ").order_by("document__matter"))


def _hold(row: Release, why: str, *, at: datetime) -> None:
    """Keep the reason, and lay the paper before the publishing section where it still stands there."""
    row.held_because = why[:500]
    row.save(update_fields=["held_because"])
    matter = row.document.matter
    if matter.stage != str(Stage.TO_PUBLISH):
        return
    row.document.matter = matter
    wait_for_publishing(row.document, "定时公开未成，请处理", at=at, due_on=timezone.localdate(at))


@act("documents.release")
def _release_one(document: Document, planned: datetime, *, by: str, now: datetime, actor: Actor) -> Publication:
    document = locked(document, "publish", actor)
    return _release(document, at=now, actor=actor, change_note="", planned=planned, by=by)


@act("documents.amend")
def amend(document: Document, *, reason: str, on: date, at: datetime, actor: Actor) -> Document:
    """Open a published document for correction (更正): it stays public in its old wording until the new one is signed.

    The clock for updating what changed runs from now (条例第二十六条“变更”).
    """
    document = locked(document, "amend", actor)
    if not reason.strip():
        raise BadInput(what="不能更正", why="没有写明原因", remedy="请写明哪里有误、如何发现", field="reason")
    _published(document)
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
    counting.stop(document.matter, UPDATE, on=on, because="已撤回")
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.WITHDRAWN, at=at)
    _wait_for_archive(document, at=at)
    return removal


@act("documents.take_down")
def take_down(document: Document, *, on: date, at: datetime, actor: Actor, reason: str = "") -> Removal:
    """Take a published document down at once (紧急撤下): one act, reason after; a second click does nothing more.

    It works at every stage while the paper is out, also in the middle of a correction: a round of sign-off that runs
    ends then, and the correction goes on after the paper was put back.
    """
    matter = keeping.locked(document.matter)
    publication = _published(Document.objects.select_related("publication").get(pk=document.pk))
    removal = door.take_down(publication, on=on, at=at, actor=actor, reason=reason)
    approval = running.running(matter)
    if approval is not None:
        running.end(approval, ApprovalState.RECALLED, at=at)
    Release.objects.filter(document=document, done_at=None).update(held_because="已紧急撤下")
    keeping.no_longer_wait(matter)
    keeping.move(matter, Stage.TAKEN_DOWN, at=at)
    if removal.explained_at is None:
        keeping.wait_for(matter, "documents.explain", "补办紧急撤下说明", unit=matter.owner, duty=Duty.PUBLISHER, at=at)
    return removal


@act("documents.explain_take_down")
def explain_take_down(document: Document, *, reason: str, at: datetime, actor: Actor) -> Removal:
    """Add the reason of an emergency afterwards (补办说明)."""
    publication = _published(document)
    removal = publication.removals.filter(is_emergency=True, restored_at=None).order_by("-pk").first()
    if removal is None:
        raise BadInput(what="不能补办说明", why="该文件没有紧急撤下", remedy="请刷新页面查看最新进展")
    keeping.no_longer_wait(keeping.locked(document.matter), "documents.explain")
    return door.explain_take_down(removal, reason=reason, at=at, actor=actor)


@act("documents.restore")
def restore(document: Document, *, reason: str, at: datetime, actor: Actor) -> Publication:
    """Put a withdrawn document back (恢复公开)."""
    document = locked(document, "restore", actor)
    publication = door.restore(_published(document), reason=reason, at=at, actor=actor)
    keeping.no_longer_wait(document.matter)
    keeping.move(document.matter, Stage.PUBLISHED, at=at)
    _wait_for_archive(document, at=at)
    return publication


def _wait_for_archive(document: Document, *, at: datetime) -> None:
    keeping.wait_for(document.matter, "documents.archive", "归档", unit=document.organ, duty=Duty.ARCHIVIST, at=at)


def _published(document: Document) -> Publication:
    if document.publication is None:
        raise BadInput(what="不能办理", why="该文件没有公开过", remedy="请刷新页面查看最新进展")
    return document.publication
