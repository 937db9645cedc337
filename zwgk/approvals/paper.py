"""The paper way (线下审签): a sheet goes out with a QR code and comes back signed; one enters it, another confirms."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.utils import timezone

from zwgk.approvals.models import Approval, PaperSheet, PaperSignature, Step
from zwgk.people.actor import Actor
from zwgk.people.models import Post, PostDuty, UnitPath
from zwgk.rules.approval import ApprovalState, StepState
from zwgk.rules.errors import BadInput, NotAllowed, Stale

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what a reader mixes up: 0 O 1 I L


def print_sheet(approval: Approval, *, at: datetime, actor: Actor) -> PaperSheet:
    """Register a printed sheet under a fresh code; the QR on it carries the code and nothing else."""
    if approval.state != ApprovalState.RUNNING:
        raise Stale(what="不能打印处理签", why=f"审签{approval.get_state_display()}", remedy="请刷新页面查看最新进展")
    code = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return PaperSheet.objects.create(
        matter=approval.matter, approval=approval, code=code, printed_at=at, printed_by=actor.signature
    )


def attach_scan(sheet: PaperSheet, *, file_id: int, at: datetime) -> PaperSheet:
    """Lay the scan of the signed sheet to its file. Errors: :class:`Stale` where a signature on it counts already."""
    if sheet.signatures.exclude(confirmed_at=None).exists():
        raise Stale(what="没有上传", why="这张处理签上的签字已经核对", remedy="请为后面的环节另打一张处理签")
    sheet.scan_file_id = file_id
    sheet.scanned_at = at
    sheet.save(update_fields=["scan_file_id", "scanned_at"])
    return sheet


def find(code: str) -> PaperSheet | None:
    """The sheet with this code (read from the QR or typed)."""
    return PaperSheet.objects.filter(code=code.strip().upper()).select_related("matter", "approval").first()


def may_sign(step: Step, signer: Post) -> bool:
    """True where the post carries one of the step's duties over the step's unit."""
    rows = PostDuty.objects.filter(post=signer, duty__in=step.duties).values_list("over", flat=True)
    tops = {over or signer.unit.organ_id or signer.unit_id for over in rows}
    return UnitPath.objects.filter(above__in=tops, below=step.unit_id).exists()


def enter(
    step: Step,
    sheet: PaperSheet,
    *,
    signer: Post,
    decision: str,
    opinion: str,
    on: date,
    at: datetime,
    today: date,
    actor: Actor,
) -> PaperSignature:
    """Enter what was signed by pen; it counts when a second person has confirmed it.

    Errors: :class:`Stale` (another round), :class:`BadInput` (no scan, impossible day, signer without the duty).
    """
    if step.state != StepState.PENDING or sheet.approval_id != step.approval_id:
        raise Stale(what="没有录入", why="这张处理签不是当前轮次、当前环节的", remedy="请核对编码，必要时重新打印")
    if sheet.scan_file_id is None:
        raise BadInput(what="没有录入", why="还没有扫描件", remedy="请先扫描签好字的处理签并上传", field="scan")
    sent_on = timezone.localdate(step.approval.started_at)
    if not sent_on <= on <= today:
        raise BadInput(
            what="没有录入",
            why=f"签字日期{on}不在送审之日（{sent_on}）至今天之间",
            remedy="请按纸上的日期改正",
            field="signed_on",
        )
    if not may_sign(step, signer):
        raise BadInput(what="没有录入", why="所选签字人没有这一环节的职责", remedy="请核对纸上的签名", field="signer")
    signature, _ = PaperSignature.objects.update_or_create(
        step=step,
        defaults={
            "sheet": sheet,
            "signer": signer,
            "decision": decision,
            "opinion": opinion[:600],
            "signed_on": on,
            "entered_by_post": actor.post_id,
            "entered_by_user": actor.user_id,
            "entered_by": actor.signature,
            "entered_at": at,
        },
    )
    return signature


def confirm(signature: PaperSignature, *, at: datetime, actor: Actor) -> PaperSignature:
    """Confirm, as a second person, that the entry says what the paper says. Errors: :class:`NotAllowed`,
    :class:`Stale`.
    """
    if signature.confirmed_at is not None:
        raise Stale(what="没有核对", why="这条录入已经核对过", remedy="请刷新页面查看最新进展")
    if actor.user_id is not None and actor.user_id == signature.entered_by_user:
        raise NotAllowed(what="不能核对", why="录入人不能核对自己的录入（双人核对）", remedy="请由另一位同事核对")
    signature.confirmed_by = actor.signature
    signature.confirmed_at = at
    signature.save(update_fields=["confirmed_by", "confirmed_at"])
    return signature
