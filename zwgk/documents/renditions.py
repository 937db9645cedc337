"""The papers that are made of a document: official layout as PDF and Word, the approval sheet, the proof's record."""

from __future__ import annotations

from typing import Any

from zwgk.approvals.models import PaperSheet
from zwgk.documents import texts
from zwgk.documents.models import Document
from zwgk.files import body, store
from zwgk.files.models import File
from zwgk.files.redaction import Proof
from zwgk.files.writers.official import OfficialDocument
from zwgk.files.writers.slip import Opinion, Slip, blank_opinions
from zwgk.rules import document_kinds, grounds
from zwgk.rules.approval import Level, SignedVia, StepState
from zwgk.rules.disclosure import Disclosure


def issuers(document: Document) -> tuple[str, ...]:
    """The issuing organs, the lead first."""
    return (document.organ.name, *(j.name for j in document.joint_issuers.all()))


def official(document: Document, body_html: str, *, attribute: Disclosure | None = None) -> OfficialDocument:
    """The paper's elements for the official layout; ``attribute`` is written in the note (附注)."""
    names = issuers(document)
    return OfficialDocument(
        title=document.title,
        body_html=body_html,
        issuers=names if document_kinds.KINDS[document.kind].family is document_kinds.Family.OFFICIAL else (),
        doc_number=document.doc_number,
        addressees=tuple(part for part in document.addressees.split("、") if part) if document.addressees else (),
        attachments=tuple(a.title for a in texts.outgoing_attachments(document)),
        signed_by=names,
        date_written=document.date_written,
        note=attribute.label if attribute else "",
        copy_to=(document.copy_to,) if document.copy_to else (),
        files=pictures(body_html),
    )


def pictures(body_html: str) -> dict[str, bytes]:
    """The bytes of the pictures that a body shows, by address."""
    found: dict[str, bytes] = {}
    for block in body.blocks(body_html):
        if block.kind is not body.BlockKind.FIGURE:
            continue
        for address in body_images(block.html):
            sha256 = address.rsplit("/", 1)[-1].partition(".")[0]
            file = File.objects.filter(blob__sha256=sha256).first()
            if file is not None:
                found[address] = store.data_of(file)
    return found


def body_images(html: str) -> list[str]:
    """The addresses of the pictures in a piece of body."""
    return [part.partition('"')[0] for part in html.split('src="')[1:]]


def slip(document: Document, sheet: PaperSheet) -> Slip:
    """The 公文审批处理签 as it stands now, with what was signed and room for what is to come (S2-27, S4-55)."""
    opinions = []
    blanks = {o.label: o for o in blank_opinions(legal=True)}
    for step in sheet.approval.steps.order_by("order", "pk").select_related("unit"):
        label = _LABELS[Level(step.level)]
        if step.state == StepState.SIGNED:
            opinions.append(
                Opinion(
                    label=label,
                    text=step.opinion,
                    name=step.signed_by,
                    on=step.signed_on,
                    on_paper=step.via == SignedVia.PAPER,
                )
            )
        else:
            opinions.append(blanks.get(label) or Opinion(label=label))
    return Slip(
        organ=document.organ.name,
        code=sheet.code,
        title=document.title,
        drafting_unit=str(document.matter.section or document.organ),
        drafter=document.drafter.user.name if document.drafter else "",
        drafted_on=document.matter.opened_on,
        kind=document_kinds.KINDS[document.kind].label,
        urgency="特急" if document.matter.is_urgent else "",
        secret=False,
        attribute=Disclosure(document.disclosure).label if document.disclosure else "",
        scope=document.get_visibility_display(),
        way=document.manner or "政府网站",
        not_public_because="；".join(
            part
            for part in (
                grounds.ground(document.ground_code).basis if document.ground_code else "",
                document.ground_reason,
            )
            if part
        ),
        addressees=document.addressees,
        copy_to=document.copy_to,
        attachments=tuple(a.title for a in texts.live_attachments(document)),
        opinions=tuple(opinions),
        printed_on=sheet.printed_at.astimezone().date(),
    )


_LABELS = {
    Level.SECTION: "拟稿单位（科室）意见",
    Level.OFFICE: "办公室意见",
    Level.LEGAL: "合法性审核意见",
    Level.COUNTERSIGN: "会签意见",
    Level.MEETING: "上会情况",
    Level.SECRECY: "保密审查意见",
    Level.LEADER: "签发意见",
}


def proof_record(proof: Proof, files: dict[str, int]) -> dict[str, Any]:
    """What is kept of a proof in the table: places and lengths, never a removed text."""
    return {
        "files": files,
        "digests": [list(pair) for pair in proof.files],
        "checked": len(proof.checked),
        "leaks": [_noted(one) for one in proof.leaks],
        "remaining": [_noted(one) for one in proof.remaining],
        "blind": [{"file": b.file, "part": b.name, "why": b.why} for b in proof.blind],
        "original_digest": proof.original_digest,
        "public_digest": proof.public_digest,
    }


def _noted(leak: Any) -> dict[str, Any]:
    return {
        "file": leak.file,
        "part": leak.part,
        "method": leak.method,
        "kind": leak.kind.label,
        "length": leak.length,
    }
