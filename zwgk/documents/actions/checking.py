"""Checking a document: findings beside the text, each one click to mend or answered with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.documents import charge, completeness, texts
from zwgk.documents.actions.drafting import must_be_writing
from zwgk.documents.fields import must_fit_fields
from zwgk.documents.models import Attachment, Document, Draft, Finding
from zwgk.documents.models.finding import FindingKind, FindingState, Severity
from zwgk.files import body
from zwgk.people.actor import Actor
from zwgk.publishing.models import Publication
from zwgk.rules import document_numbers, privacy, secrecy, wording
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

MAX_FINDINGS = 500  # beyond this a list helps nobody; the first 500 are shown and the rest counted again after mending
#: fields of the head that one click fills
MENDED_IN_THE_HEAD = frozenset({"source", "addressees"})
REVIEWERS = (Duty.DRAFTER, Duty.SECTION_HEAD, Duty.OFFICE, Duty.SECRECY, Duty.LEGAL, Duty.DEPUTY, Duty.LEADER)


@dataclass(frozen=True)
class _Found:
    kind: FindingKind
    code: str
    severity: Severity
    why: str
    shown: str
    text: str
    block_id: str = ""
    start: int = 0
    end: int = 0
    suggestion: str | None = None
    attachment: Attachment | None = None

    @property
    def key(self) -> tuple[str, str, str, int | None, str, int]:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return (
            self.kind.value,
            self.code,
            digest,
            self.attachment.pk if self.attachment else None,
            self.block_id,
            self.start,
        )


@act("documents.check")
def check(document: Document, *, today: date, at: datetime, actor: Actor) -> list[Finding]:
    """Check text and attachments (自动检查) and bring the list of findings up to date; answered ones stay answered."""
    charge.must(actor, *REVIEWERS, Duty.PUBLISHER, Duty.INFORMANT, document=document, to="检查文稿")
    found = list(_all(document, today))[:MAX_FINDINGS]
    before = {_key(row): row for row in document.findings.exclude(state__in=[FindingState.MENDED, FindingState.GONE])}
    fresh, seen = [], set()
    for one in found:
        digest = one.key[2]
        row = before.get(one.key)
        if row is not None:
            seen.add(row.pk)
            continue
        fresh.append(
            Finding(
                document=document,
                attachment=one.attachment,
                kind=str(one.kind),
                code=one.code,
                severity=str(one.severity),
                block_id=one.block_id,
                start=one.start,
                end=one.end,
                shown=one.shown[:200],
                text_digest=digest,
                suggestion=one.suggestion[:200] if one.suggestion is not None else None,
                why=one.why[:400],
            )
        )
    Finding.objects.bulk_create(fresh)
    document.findings.filter(pk__in=[row.pk for row in before.values() if row.pk not in seen]).update(
        state=str(FindingState.GONE)
    )
    note(found=len(found), new=len(fresh))
    return list(open_findings(document))


def _key(row: Finding) -> tuple[str, str, str, int | None, str, int]:
    return (row.kind, row.code, row.text_digest, row.attachment_id, row.block_id, row.start)


def _all(document: Document, today: date) -> Iterator[_Found]:
    html = texts.working_text(document)
    where = texts.located(html)
    yield from _privacy(where)
    yield from _secrecy(where, document)
    yield from _wording(where)
    for attachment in texts.live_attachments(document):
        yield from _attachment(attachment)
    yield from _pictures(html)
    yield from _complete(document, today)


def _complete(document: Document, today: date) -> Iterator[_Found]:
    """What is missing or disagrees: said while there is time to mend it, not at the hour of release."""
    for fault in completeness.faults(document, today=today):
        remedy = completeness.REMEDIES.get(fault.field, "请核对")
        severity = Severity.BLOCK if fault.blocking else Severity.WARN
        suggestion = completeness.proposal(document, fault)
        yield _Found(
            FindingKind.COMPLETE,
            fault.field,
            severity,
            f"{fault.text}；{remedy}",
            "",
            fault.text,
            suggestion=suggestion,
        )


def _privacy(where: texts.Located) -> Iterator[_Found]:
    for one in privacy.find(where.text):
        block, start, end = where.place(one.start, one.end)
        yield _Found(
            FindingKind.PRIVACY,
            str(one.kind),
            Severity.BLOCK if one.blocking else (Severity.HINT if one.usual else Severity.WARN),
            f"{one.kind.label}属于个人信息，公开后任何人都能长期查到（个人信息保护法第二十五条）"
            if not one.usual
            else f"{one.kind.label}，看来是单位对外的联系方式",
            one.masked,
            one.text,
            block,
            start,
            end,
            privacy.masked_for_public(one.kind, one.text) if one.blocking else None,
        )


def _secrecy(where: texts.Located, document: Document) -> Iterator[_Found]:
    quoted = {str(q.number) for q in document_numbers.find(where.text)}
    withheld = set(
        Document.objects.filter(doc_number__in=quoted, disclosure="withheld").values_list("doc_number", flat=True)
    )
    for one in secrecy.find(where.text, withheld):
        if one.grade is secrecy.Grade.MARK:
            continue  # refused before it is kept
        block, start, end = where.place(one.start, one.end)
        yield _Found(FindingKind.SECRECY, "hint", Severity.WARN, one.reason, one.text, one.text, block, start, end)
    for number in sorted(quoted):
        expired = Publication.objects.filter(doc_number=number, validity__in=["repealed", "expired"]).first()
        if expired is not None:
            at = where.text.find(number)
            block, start, end = where.place(max(at, 0), max(at, 0) + (len(number) if at >= 0 else 0))
            yield _Found(
                FindingKind.BASIS,
                "not_in_force",
                Severity.WARN,
                f"引用的{number}{expired.get_validity_display()}",
                number,
                number,
                block,
                start,
                end,
            )


def _wording(where: texts.Located) -> Iterator[_Found]:
    for one in wording.check(where.text):
        block, start, end = where.place(one.start, one.end)
        yield _Found(
            FindingKind.WORDING,
            str(one.kind),
            Severity.WARN if one.severity is wording.Severity.ERROR else Severity.HINT,
            one.why,
            one.text,
            one.text,
            block,
            start,
            end,
            one.suggestion,
        )


def _attachment(attachment: Attachment) -> Iterator[_Found]:
    kinds: dict[privacy.Kind, list[privacy.Finding]] = {}
    for one in privacy.find(attachment.file.text[: privacy.MAX_CHARACTERS]):
        if one.blocking or not one.usual:
            kinds.setdefault(one.kind, []).append(one)
    for kind, places in kinds.items():  # a list of names holds hundreds: one finding a kind, mended by another file
        number = f"{len(places)}处" if len(places) > 1 else ""
        yield _Found(
            FindingKind.PRIVACY,
            str(kind),
            Severity.BLOCK if places[0].blocking else Severity.WARN,
            f"附件“{attachment.title}”中有{number}{kind.label}，请换成空表或遮盖后的文件",
            f"{places[0].masked}等{len(places)}处" if number else places[0].masked,
            "\n".join(place.text for place in places),
            start=places[0].start,
            end=places[0].end,
            attachment=attachment,
        )
    for sentence in attachment.file.unread:
        yield _Found(
            FindingKind.UNREAD,
            "unread",
            Severity.BLOCK if attachment.is_public else Severity.WARN,
            f"附件“{attachment.title}”：{sentence}；没有读出不等于没有问题，须由第二人逐页查看",
            sentence,
            sentence,
            attachment=attachment,
        )


def _pictures(html: str) -> Iterator[_Found]:
    for block in body.blocks(html):
        if block.kind is body.BlockKind.FIGURE and 'alt=""' in block.html:
            yield _Found(
                FindingKind.COMPLETE,
                "alt",
                Severity.WARN,
                "图片没有替代文字，读屏软件读不出（无障碍环境建设法第二十九条）",
                "图片",
                block.html,
                block.id,
            )


def open_findings(document: Document) -> list[Finding]:
    """What still waits for an answer, weightiest first."""
    rank = {"block": 0, "warn": 1, "hint": 2}
    rows = document.findings.filter(state__in=[str(FindingState.OPEN), str(FindingState.ASKED)])
    return sorted(rows.select_related("attachment"), key=lambda f: (rank[f.severity], f.attachment_id or 0, f.pk))


def blocking(document: Document) -> list[Finding]:
    """What must be mended or answered by two persons before the document goes out."""
    return [f for f in open_findings(document) if f.severity == Severity.BLOCK]


@act("documents.mend")
def mend(finding: Finding, *, at: datetime, actor: Actor, replacement: str | None = None) -> Draft:
    """Put the suggestion (or ``replacement``) in the place of a finding in the text (一键修改).

    Errors: :class:`Stale` where the place reads differently now; :class:`BadInput` where there is nothing to put.
    """
    document = must_be_writing(finding.document, "edit", actor)
    about(document)
    value = finding.suggestion if replacement is None else replacement
    if finding.kind == FindingKind.COMPLETE and finding.code in MENDED_IN_THE_HEAD and value:
        return _mend_head(document, finding, value, at=at, actor=actor)
    if value is None or finding.attachment_id is not None or not finding.block_id:
        raise BadInput(what="不能一键修改", why="这一处没有可直接替换的内容", remedy="请在编辑器中修改，或替换附件")
    draft = Draft.objects.select_for_update().get(document=document)
    there = next(
        (b.text[finding.start : finding.end] for b in body.blocks(draft.body_html) if b.id == finding.block_id), ""
    )
    if hashlib.sha256(there.encode()).hexdigest() != finding.text_digest:
        raise Stale(what="没有修改", why="该处文字已经改过", remedy="请重新检查后再处理")
    draft.body_html = body.replace_in_block(
        draft.body_html, finding.block_id, finding.start, finding.end, value, expected=there
    )
    draft.revision += 1
    draft.saved_at = at
    draft.saved_by = actor.signature
    draft.saved_by_post = actor.post_id
    draft.save()
    _answer_mended(finding, at=at, actor=actor)
    _shift(document, finding, len(value) - (finding.end - finding.start))
    note(finding=finding.pk, kind=finding.kind)
    return draft


def _mend_head(document: Document, finding: Finding, value: str, *, at: datetime, actor: Actor) -> Draft:
    """Put the value into the empty field of the head. Errors: :class:`Stale` where it was filled meanwhile."""
    if getattr(document, finding.code):
        raise Stale(what="没有修改", why="这一项已经填写", remedy="请重新检查后再处理")
    must_fit_fields(Document, {finding.code: value}, what="没有修改")
    setattr(document, finding.code, value)
    document.save(update_fields=[finding.code])
    _answer_mended(finding, at=at, actor=actor)
    note(finding=finding.pk, kind=finding.kind)
    return Draft.objects.get(document=document)


def _answer_mended(finding: Finding, *, at: datetime, actor: Actor) -> None:
    finding.state = str(FindingState.MENDED)
    finding.answered_by = actor.signature
    finding.answered_by_user = actor.user_id
    finding.answered_at = at
    finding.save()


def _shift(document: Document, mended: Finding, by: int) -> None:
    """Move the later findings of the same block along."""
    if not by:
        return
    for other in document.findings.filter(
        block_id=mended.block_id, attachment=None, start__gte=mended.end, state=str(FindingState.OPEN)
    ):
        other.start += by
        other.end += by
        other.save(update_fields=["start", "end"])


@act("documents.keep_finding")
def keep_finding(finding: Finding, *, reason: str, at: datetime, actor: Actor) -> Finding:
    """Leave a place as it is, with a reason (不改). A *block* then waits for a second person."""
    charge.must(actor, *REVIEWERS, document=finding.document, to="处理提示")
    reason = reason.strip()
    if finding.severity == Severity.BLOCK and len(reason) < 4:
        raise BadInput(
            what="没有保留",
            why="须处理的提示要写明保留的理由",
            remedy="请写明理由（如：本人书面同意公开）",
            field="reason",
        )
    finding.reason = (reason or "经核对无误")[:300]
    finding.state = str(FindingState.ASKED if finding.severity == Severity.BLOCK else FindingState.KEPT)
    finding.answered_by = actor.signature
    finding.answered_by_user = actor.user_id
    finding.answered_at = at
    finding.save()
    about(finding.document)
    note(finding=finding.pk, kind=finding.kind, code=finding.code, needs_second=finding.state == FindingState.ASKED)
    return finding


@act("documents.confirm_finding")
def confirm_finding(finding: Finding, *, at: datetime, actor: Actor) -> Finding:
    """Confirm, as a second person, that a weighty finding may stay (双人复核). Errors: :class:`NotAllowed`,
    :class:`Stale`.
    """
    actor.must_be(Duty.SECRECY, Duty.OFFICE, Duty.DEPUTY, Duty.LEADER, over=finding.document.organ_id, to="复核提示")
    if finding.state != FindingState.ASKED:
        raise Stale(what="没有复核", why=f"这条提示现为“{finding.get_state_display()}”", remedy="请刷新页面")
    if actor.user_id is not None and actor.user_id == finding.answered_by_user:
        raise NotAllowed(what="不能复核", why="提出保留的人不能自己复核", remedy="请由另一位同事复核")
    finding.state = str(FindingState.KEPT)
    finding.second_by = actor.signature
    finding.second_at = at
    finding.save()
    about(finding.document)
    note(finding=finding.pk, kind=finding.kind, code=finding.code)
    return finding
