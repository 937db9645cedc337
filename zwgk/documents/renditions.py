"""The papers that are made of a document: official layout as PDF and Word, the approval sheet, the proof's record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from zwgk.approvals import running
from zwgk.approvals.models import Approval, PaperSheet
from zwgk.documents import texts
from zwgk.documents.models import Document, Sealing
from zwgk.files import body, store
from zwgk.files.models import File
from zwgk.files.redaction import Proof
from zwgk.files.writers.elements import OF_KIND, Form, OfficialDocument
from zwgk.files.writers.slip import Opinion, Slip, blank_opinions
from zwgk.rules import document_kinds, grounds
from zwgk.rules.approval import Level, SignedVia, StepState
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import Direction
from zwgk.rules.errors import BadInput


def issuers(document: Document) -> tuple[str, ...]:
    """The issuing organs, the lead first."""
    return (document.organ.name, *(j.name for j in document.joint_issuers.all()))


def official(document: Document, body_html: str, *, attribute: Disclosure | None = None) -> OfficialDocument:
    """The paper's elements for the official layout; ``attribute`` is written in the note (附注).

    An upward paper (请示、报告) names who signed it, an order its signer in place of a seal; the imprint stands on it
    once it is printed and sealed.
    """
    names = issuers(document)
    form = OF_KIND.get(document.kind, Form.DOCUMENT)
    is_official = document_kinds.KINDS[document.kind].family is document_kinds.Family.OFFICIAL
    says = on_paper(document)
    return OfficialDocument(
        title=document.title,
        body_html=body_html,
        issuers=names if is_official else (),
        doc_number=document.doc_number,
        addressees=tuple(part for part in document.addressees.split("、") if part) if document.addressees else (),
        attachments=tuple(a.title for a in texts.outgoing_attachments(document)),
        signed_by=names,
        date_written=document.date_written,
        note=attribute.label if attribute else "",
        copy_to=tuple(says["copy_to"]),
        printed_by=says["printed_by"],
        printed_on=date.fromisoformat(says["printed_on"]) if says["printed_on"] else None,
        signers=tuple(says["signers"]),
        signer_post=says["signer_post"],
        urgency="特急" if is_official and document.matter.is_urgent else "",
        form=form,
        sealed=is_official and form is not Form.MINUTES,
        files=pictures(body_html),
    )


def on_paper(document: Document) -> dict[str, Any]:
    """What the paper bears beside its text: the imprint (版记) and, upward or in an order, its signer. Plain values, so
    that the public copy is printed as the sealed one was.
    """
    kind = document_kinds.KINDS[document.kind]
    is_official = kind.family is document_kinds.Family.OFFICIAL
    sealing = Sealing.objects.filter(document=document).first() if is_official else None
    order = OF_KIND.get(document.kind) is Form.ORDER
    post, name = _signer(document) if order or kind.directions == {Direction.UP} else ("", "")
    return {
        "copy_to": [part for part in re.split("[、，,]", document.copy_to.rstrip("。")) if part],
        "printed_by": document.organ.name if sealing else "",
        "printed_on": sealing.on.isoformat() if sealing else "",
        "signers": [name] if name else [],
        "signer_post": post if order else "",
    }


def _signer(document: Document) -> tuple[str, str]:
    """Post and name of whoever signed last as leader (签发人); empty before."""
    approval = running.latest(document.matter)
    steps = approval.steps.filter(level=str(Level.LEADER), state=str(StepState.SIGNED)) if approval else None
    step = steps.select_related("post__user").order_by("-order", "-pk").first() if steps is not None else None
    if step is None or step.post is None:
        return "", ""
    return step.post.title, step.post.user.name


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
    return _slip(document, sheet.approval, code=sheet.code, printed_on=sheet.printed_at.astimezone().date())


def filled_slip(document: Document) -> Slip:
    """The 处理签 filled from the last round of sign-off, for the file (归档) and for whoever asks who decided.

    It bears the matter's own number as its code. Errors: :class:`BadInput` where the paper was never sent.
    """
    approval = running.latest(document.matter)
    if approval is None:
        raise BadInput(what="没有处理签", why="这份文件还没有送审", remedy="请先送审")
    year, _, number = document.matter.number.lstrip("文").partition("-")
    return _slip(document, approval, code=f"W{year}-{number}", printed_on=None)


def _slip(document: Document, approval: Approval, *, code: str, printed_on: date | None) -> Slip:
    opinions = []
    blanks = {o.label: o for o in blank_opinions(legal=True)}
    for step in approval.steps.order_by("order", "pk").select_related("unit"):
        label = _LABELS[Level(step.level)]
        if step.state == StepState.SIGNED:
            opinions.append(
                Opinion(
                    label=label,
                    text=step.opinion,
                    name=step.signed_by + (f"（代{step.on_behalf_of}）" if step.on_behalf_of else ""),
                    on=step.signed_on,
                    on_paper=step.via == SignedVia.PAPER,
                )
            )
        else:
            opinions.append(blanks.get(label) or Opinion(label=label))
    return Slip(
        organ=document.organ.name,
        code=code,
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
        doc_number=document.doc_number,
        printed_on=printed_on,
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
