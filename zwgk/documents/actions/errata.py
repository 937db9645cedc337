"""The short way for typing errors of a published text (勘误): two persons, thirty characters, a public note."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.documents.actions.handing import locked
from zwgk.documents.models import Document, Draft, Erratum
from zwgk.files import body
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.again import content_again
from zwgk.publishing.models import Publication
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

LONGEST = 30
_FIGURES = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿]")


@act("documents.propose_erratum")
def propose(
    document: Document, block_id: str, start: int, end: int, new_text: str, *, reason: str, at: datetime, actor: Actor
) -> Erratum:
    """Propose to mend a typing error (提出勘误). Figures, days and amounts need a full correction (更正) instead.

    Errors: :class:`BadInput` (too long, a figure, nothing there), ``WrongStage``.
    """
    document = locked(document, "erratum", actor)
    publication = _live(document)
    assert publication.current is not None
    block = next((b for b in body.blocks(publication.current.body_html) if b.id == block_id), None)
    if block is None or not 0 <= start < end <= len(block.text):
        raise BadInput(what="不能勘误", why="公开的正文里没有这一处", remedy="请刷新页面后重新选择", field="block_id")
    old_text = block.text[start:end]
    if max(len(old_text), len(new_text)) > LONGEST:
        raise BadInput(
            what="不能勘误", why=f"勘误一处不超过{LONGEST}字", remedy="改动较多的，请办理“更正”", field="new_text"
        )
    if _FIGURES.findall(old_text) != _FIGURES.findall(new_text):
        raise BadInput(
            what="不能勘误",
            why="涉及数字、日期、金额的改动会改变内容",
            remedy="请办理“更正”，重新审签",
            field="new_text",
        )
    if not reason.strip():
        raise BadInput(what="不能勘误", why="没有写明说明", remedy="请写明错在哪里", field="reason")
    row = Erratum.objects.create(
        document=document,
        block_id=block_id,
        start=start,
        end=end,
        old_text=old_text,
        new_text=new_text,
        reason=reason.strip()[:300],
        proposed_by=actor.signature,
        proposed_by_user=actor.user_id,
        proposed_at=at,
    )
    keeping.wait_for(
        document.matter, "documents.approve_erratum", "核准勘误", unit=document.organ, duty=Duty.OFFICE, at=at
    )
    about(document)
    note(erratum=row.pk, length=len(new_text))
    return row


@act("documents.approve_erratum")
def approve(erratum: Erratum, *, at: datetime, actor: Actor) -> Publication:
    """Approve an erratum as a second person: a new public version with its note goes out at once (核准勘误)."""
    document = Document.objects.select_related("organ", "matter", "publication").get(pk=erratum.document_id)
    actor.must_be(Duty.OFFICE, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER, over=document.organ_id, to="核准勘误")
    document.matter = keeping.locked(document.matter)
    FLOW.must_be_open("erratum", Stage(document.matter.stage))
    about(document)
    erratum = Erratum.objects.select_for_update().get(pk=erratum.pk)
    if erratum.approved_at is not None:
        raise Stale(what="没有勘误", why="这条勘误已经核准过", remedy="请刷新页面")
    if actor.user_id is not None and actor.user_id == erratum.proposed_by_user:
        raise NotAllowed(what="不能核准", why="提出人不能核准自己的勘误", remedy="请由另一位同事核准")
    publication = _live(document)
    assert publication.current is not None
    mended = body.replace_in_block(
        publication.current.body_html,
        erratum.block_id,
        erratum.start,
        erratum.end,
        erratum.new_text,
        expected=erratum.old_text,
    )
    content = content_again(publication, publication.current, body_html=mended)
    clearance = clearing.reviewed(
        content.digest,
        subject=f"勘误：{document.title}",
        basis="只改正错字，不改变内容；双人核准",
        approved_by=actor.signature,
        approved_on=timezone.localdate(at),
        organ_id=document.organ_id,
        matter_id=document.matter_id,
        details={"erratum": erratum.pk, "proposed_by": erratum.proposed_by},
    )
    publication = door.correct(
        publication,
        content,
        clearance=clearance,
        change_note=f"“{erratum.old_text}”改为“{erratum.new_text}”。{erratum.reason}",
        at=at,
        actor=_as_publisher(actor),
        is_minor=True,
    )
    _carry_into_draft(document, erratum, at=at, by=actor.signature)
    erratum.approved_by = actor.signature
    erratum.approved_at = at
    erratum.save(update_fields=["approved_by", "approved_at"])
    if not document.errata.filter(approved_at=None).exists():
        keeping.no_longer_wait(document.matter, "documents.approve_erratum")
    note(erratum=erratum.pk)
    return publication


def _as_publisher(actor: Actor) -> Actor:
    """The approval of an erratum carries the right to put it out; the entry in the log names the approver."""
    units = frozenset(unit for over in actor.duties.values() for unit in over)
    return replace(actor, duties={**actor.duties, str(Duty.PUBLISHER): units})


def _carry_into_draft(document: Document, erratum: Erratum, *, at: datetime, by: str) -> None:
    """Mend the file's own text alike, so that a later correction does not bring the error back."""
    draft = Draft.objects.select_for_update().get(document=document)
    block = next((b for b in body.blocks(draft.body_html) if b.id == erratum.block_id), None)
    if block is None or block.text[erratum.start : erratum.end] != erratum.old_text:
        return
    draft.body_html = body.replace_in_block(
        draft.body_html, erratum.block_id, erratum.start, erratum.end, erratum.new_text
    )
    draft.revision += 1
    draft.saved_at = at
    draft.saved_by = by
    draft.save()


def _live(document: Document) -> Publication:
    if document.publication is None:
        raise BadInput(what="不能勘误", why="该文件没有公开过", remedy="请刷新页面")
    return Publication.objects.select_related("current").get(pk=document.publication.pk)
