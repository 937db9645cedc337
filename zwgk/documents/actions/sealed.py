"""The sealed scan (盖章扫描件): the paper as it went out, scanned, checked, and confirmed by a second person.

Once confirmed it is what is delivered: filed as the 正本 and, where the whole text is public, shown beside the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents.models import Document, SealedScan
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

CLERKS = (Duty.OFFICE, Duty.ARCHIVIST, Duty.DRAFTER)


@dataclass(frozen=True)
class Looked:
    """What was found on a scan before anything was entered: pages, and whether it is of this paper."""

    file_id: int
    pages: int
    expected_pages: int
    code_found: bool
    number_found: bool
    unread_pages: int


def must_be_sealed(document: Document, actor: Actor, *, to: str) -> None:
    """Refuse unless the paper bears its seal already and the actor is charged with it."""
    actor.must_be(*CLERKS, over=document.organ_id, to=to)
    if getattr(document, "sealing", None) is None:
        raise BadInput(
            what=f"不能{to}",
            why=f"该文件现在的环节是“{Stage(document.matter.stage).label}”，还没有用印",
            remedy="请先编号、用印",
        )


@act("documents.take_sealed_scan")
def take_sealed_scan(document: Document, looked: Looked, *, at: datetime, actor: Actor) -> SealedScan:
    """Enter the scan of the sealed paper (上传盖章扫描件); an unconfirmed one before it is set aside.

    Errors: :class:`BadInput` before sealing, :class:`Stale` where one counts already, ``NotAllowed``.
    """
    keeping.locked(document.matter)
    document = Document.objects.select_related("matter", "organ").get(pk=document.pk)
    must_be_sealed(document, actor, to="上传盖章扫描件")
    live = document.sealed_scans.select_for_update().filter(set_aside_because="")
    if live.filter(confirmed_at__isnull=False).exists():
        raise Stale(what="没有上传", why="已有核对过的盖章扫描件", remedy="如需更换，请先写明原因停用原来的一份")
    live.update(set_aside_because="重新上传")
    return SealedScan.objects.create(
        document=document,
        file_id=looked.file_id,
        pages=looked.pages,
        expected_pages=looked.expected_pages,
        code_found=looked.code_found,
        number_found=looked.number_found,
        unread_pages=looked.unread_pages,
        uploaded_by=actor.signature,
        uploaded_by_user=actor.user_id,
        uploaded_at=at,
    )


@act("documents.confirm_sealed_scan")
def confirm_sealed_scan(row: SealedScan, *, at: datetime, actor: Actor) -> SealedScan:
    """Confirm as a second person, page by page, that the scan is the sealed paper; now it counts.

    Errors: :class:`BadInput` where pages are missing or it bears neither this paper's code nor its number;
    :class:`NotAllowed` for whoever uploaded it; :class:`Stale`.
    """
    row = _live(row, actor, to="核对盖章扫描件")
    if row.confirmed_at is not None:
        raise Stale(what="没有核对", why=f"已由{row.confirmed_by}核对", remedy="请刷新页面查看最新进展")
    if actor.user_id is not None and actor.user_id == row.uploaded_by_user:
        raise NotAllowed(what="不能核对", why="上传人不能核对自己上传的扫描件（双人核对）", remedy="请由另一位同事核对")
    if row.pages != row.expected_pages:
        raise BadInput(
            what="不能核对通过",
            why=f"扫描件有{row.pages}页，印制的文件有{row.expected_pages}页",
            remedy="请核对有无漏扫、多扫，重新扫描上传",
        )
    if not row.fits:
        raise BadInput(
            what="不能核对通过",
            why="扫描件上没有找到本件的二维码，也没有读到本件的文号",
            remedy="请确认扫的是这一件，调高清晰度（300 dpi）后重新上传",
        )
    row.confirmed_by, row.confirmed_at = actor.signature, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    note(pages=row.pages, code=row.code_found, number=row.number_found)
    about(row.document)
    return row


@act("documents.set_aside_sealed_scan")
def set_aside_sealed_scan(row: SealedScan, *, reason: str, actor: Actor) -> SealedScan:
    """Use a scan no longer (停用), with the reason; it stays on record."""
    row = _live(row, actor, to="停用盖章扫描件")
    if not reason.strip():
        raise BadInput(what="没有停用", why="没有写明原因", remedy="请写明原因", field="reason")
    row.set_aside_because = reason.strip()[:300]
    row.save(update_fields=["set_aside_because"])
    about(row.document)
    return row


def _live(row: SealedScan, actor: Actor, *, to: str) -> SealedScan:
    keeping.locked(row.document.matter)
    row = SealedScan.objects.select_related("document__matter").get(pk=row.pk)
    actor.must_be(*CLERKS, over=row.document.organ_id, to=to)
    if row.set_aside_because:
        raise Stale(what=f"不能{to}", why=f"这份扫描件已停用：{row.set_aside_because}", remedy="请刷新页面查看最新进展")
    return row
