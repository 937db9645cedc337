"""Signing level by level: opinion and attribute at each, changes visible, the leader's final; online and on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from zwgk.approvals import paper, running
from zwgk.approvals.models import PaperSheet, PaperSignature, Step
from zwgk.audit.acts import about, act, note
from zwgk.documents import charge, rounds, texts, withholding
from zwgk.documents.actions import checking, reviewing
from zwgk.documents.actions.drafting import back_to_writer
from zwgk.documents.actions.handing import to_publishing
from zwgk.documents.actions.submitting import must_have_ground
from zwgk.documents.models import ChecklistTick, Document, SecrecyReview
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.models import Post
from zwgk.rules import disclosure as disclosure_rules
from zwgk.rules import document_kinds, release_checks
from zwgk.rules.approval import ApprovalState, Level, SignedVia
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import FLOW, STAGE_OF_LEVEL, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, Stale
from zwgk.rules.labelled import Labelled
from zwgk.rules.normative import Told
from zwgk.search import outbox
from zwgk.search.store import OFFICE


@dataclass(frozen=True)
class Verdict:
    """What a signer says: the attribute chosen, further words, ground and reason where it is not public.

    ``secrecy`` only at the secrecy review; ``ticks`` the points of the level's checklist that were confirmed.
    """

    disclosure: Disclosure
    words: str = ""
    ground_code: str = ""
    ground_reason: str = ""
    secrecy: SecrecyResult | None = None
    ticks: tuple[str, ...] = ()
    #: at the level 上会: which meeting discussed the paper, and when; its result stands in ``words``
    meeting: str = ""
    meeting_on: date | None = None


#: which attributes a conclusion of the secrecy review carries; nobody after it may choose another (先审查、后公开)
FITS: dict[SecrecyResult, frozenset[Disclosure]] = {
    SecrecyResult.OPEN: frozenset(Disclosure),
    SecrecyResult.PARTLY: frozenset({Disclosure.REDACTED, Disclosure.WITHHELD, Disclosure.ON_REQUEST}),
    SecrecyResult.CLOSED: frozenset({Disclosure.WITHHELD}),
    SecrecyResult.UNDECIDED: frozenset(),
}


@act("documents.sign")
def sign(
    document: Document,
    verdict: Verdict,
    *,
    on: date,
    at: datetime,
    actor: Actor,
    via: SignedVia = SignedVia.ONLINE,
    digest: str | None = None,
) -> Step:
    """Sign the step that waits for the actor (审签). ``digest``: of the text that was on the signer's screen.

    The opinion's wording follows from level, attribute before and attribute chosen (S2 四（一）). A leader's
    attribute is
    final. Errors: ``NotAllowed`` (not your turn), :class:`Stale`, :class:`BadInput`, :class:`GateClosed`.
    """
    document, step = _step(document, actor, to="审签")
    _sign(document, step, verdict, on=on, at=at, actor=actor, via=via, digest=digest, signer=None)
    return step


def _step(document: Document, actor: Actor, *, to: str) -> tuple[Document, Step]:
    matter = keeping.locked(document.matter)
    FLOW.must_be_open("sign", Stage(matter.stage))
    document = Document.objects.select_related("organ", "drafter").get(pk=document.pk)
    document.matter = matter
    return document, running.must_have_step(matter, actor, to=to)


def _sign(
    document: Document,
    step: Step,
    verdict: Verdict,
    *,
    on: date,
    at: datetime,
    actor: Actor,
    via: SignedVia,
    digest: str | None,
    signer: Post | None,
) -> None:
    level = Level(step.level)
    before = Disclosure(document.disclosure)
    changed = verdict.disclosure is not before
    if level in {Level.COUNTERSIGN, Level.LEGAL, Level.MEETING} and changed:
        raise BadInput(
            what="没有签署",
            why=f"“{level.label}”不改变公开属性",
            remedy="请在意见中说明，由办公室或领导确定",
            field="disclosure",
        )
    if changed:
        must_have_ground(document, verdict.disclosure, verdict.ground_code, verdict.ground_reason)
    now = texts.digest(document)
    if digest is not None and digest != now:
        raise Stale(what="没有签署", why="您看到的文稿与现在的文稿不一致", remedy="请刷新页面，看过现在的文稿再签")
    by = running.signature_of(signer) if signer else actor.signature
    release_checks.must_be_another_reviewer(
        document_kinds.KINDS[document.kind], rounds.reviewers(step.approval), rounds.person(by)
    )
    told = Told(opinion=verdict.words, by=by, on=on, meeting=verdict.meeting)
    if level is Level.MEETING:
        told = replace(told, by="", on=verdict.meeting_on)
    reviewing.at_level(document, level, told, at=at, entered_by=actor.signature)
    facts = _facts(document, level, verdict, on=on, at=at, by=by, digest=now)
    opinion = disclosure_rules.opinion(_speaker(level), before, verdict.disclosure)
    if verdict.words.strip():
        opinion = f"{opinion}。{verdict.words.strip()}" if opinion else verdict.words.strip()
    state = running.sign(
        step,
        digest=now,
        decision=str(verdict.disclosure),
        changed=changed,
        opinion=opinion,
        on=on,
        at=at,
        via=via,
        actor=actor,
        signer=signer,
        facts=facts,
    )
    if changed:
        document.disclosure = str(verdict.disclosure)
        document.ground_code = verdict.ground_code
        document.ground_reason = verdict.ground_reason.strip()
        outbox.enqueue(document.matter.number, index=OFFICE)
    if state is ApprovalState.APPROVED:
        _approved(document, on=on, at=at)
    else:
        document.save()
        following = running.pending(document.matter)
        keeping.move(document.matter, STAGE_OF_LEVEL[Level(following[0].level)], at=at)
    note(level=str(level), changed=changed, disclosure=document.disclosure, via=str(via), round=step.approval.round)


def _speaker(level: Level) -> disclosure_rules.Level:
    if level is Level.LEADER:
        return disclosure_rules.Level.LEADER
    return disclosure_rules.Level.SECTION if level is Level.SECTION else disclosure_rules.Level.OFFICE


def _facts(
    document: Document, level: Level, verdict: Verdict, *, on: date, at: datetime, by: str, digest: str
) -> dict[str, object]:
    """What a level must have looked at before it signs."""
    if level is Level.OFFICE:
        _tick(document, release_checks.Point, verdict, digest=digest, at=at, by=by)
        return {"checklist": "eight"}
    if level is Level.SECRECY:
        return _review_secrecy(document, verdict, on=on, at=at, by=by, digest=digest)
    review = withholding.binding_review(document, digest)
    if review is not None and verdict.disclosure not in FITS[SecrecyResult(review.result)]:
        raise GateClosed(
            what="没有签署",
            why=f"保密审查结论是“{SecrecyResult(review.result).label}”，与“{verdict.disclosure.label}”不一致",
            remedy="请按审查结论确定公开属性，或退回重新审查",
        )
    if level is Level.LEADER and verdict.disclosure in {Disclosure.PUBLIC, Disclosure.REDACTED}:
        blocking = checking.blocking(document)
        if blocking and verdict.disclosure is Disclosure.PUBLIC:
            raise GateClosed(
                what="不能签发公开",
                why=f"还有{len(blocking)}处须处理的提示：{'；'.join(f.why for f in blocking[:3])}",
                remedy="请退回修改，或由两人写明理由保留，或改为“此件删减后公开”",
            )
    return {}


def _tick(document: Document, points: type[Labelled], verdict: Verdict, *, digest: str, at: datetime, by: str) -> None:
    """Keep the points of a checklist as ticked by the signer; every one must be."""
    missing = [point.label for point in points if str(point) not in verdict.ticks]
    if missing:
        raise BadInput(
            what="没有签署", why=f"还有核对项没有勾选：{'、'.join(missing)}", remedy="请逐项核对后勾选", field="ticks"
        )
    for point in points:
        ChecklistTick.objects.get_or_create(
            document=document,
            digest=digest,
            list_code=points.__name__.lower(),
            item_code=str(point),
            defaults={"by": by, "at": at},
        )


def _review_secrecy(
    document: Document, verdict: Verdict, *, on: date, at: datetime, by: str, digest: str
) -> dict[str, object]:
    """Record the secrecy review, which must agree with the attribute (保密审查；先审查、后公开)."""
    if verdict.secrecy is None:
        raise BadInput(what="没有签署", why="没有写明保密审查结论", remedy="请选择审查结论", field="secrecy")
    if verdict.secrecy is SecrecyResult.UNDECIDED:
        raise GateClosed(
            what="不能继续流转",
            why="保密审查不能确定（政府信息公开条例第十七条第三款）",
            remedy="请办理“暂缓”，报有关主管部门或者保密行政管理部门确定",
        )
    if verdict.disclosure not in FITS[verdict.secrecy]:
        raise BadInput(
            what="没有签署",
            why=f"审查结论“{verdict.secrecy.label}”与公开属性“{verdict.disclosure.label}”不一致",
            remedy="请改正结论或公开属性",
            field="disclosure",
        )
    if verdict.disclosure is Disclosure.PUBLIC:
        _tick(document, release_checks.Gate, verdict, digest=digest, at=at, by=by)
    review = SecrecyReview.objects.create(
        document=document,
        digest=digest,
        result=str(verdict.secrecy),
        opinion=verdict.words.strip()[:600] or verdict.secrecy.label,
        basis="保守国家秘密法第三十五条；政府信息公开条例第十七条",
        by=by,
        on=on,
        at=at,
    )
    return {"secrecy_review": review.pk}


def _approved(document: Document, *, on: date, at: datetime) -> None:
    """The last signature: the attribute is final; what follows depends on it and on whether a number is needed."""
    if withholding.signed_again(document, on=on, at=at):
        return
    document.disclosure_decided_on = document.signed_on = on
    again = document.doc_number != "" and document.publication_id is None and document.number_entries.exists()
    if again or (document.doc_number == "" and document.date_written is None):
        document.date_written = on  # a paper signed again after 退回修改 bears the day of its last signature
    document.save()
    withholding.decided(document, on=on, at=at)
    if document.publication_id is not None:
        _correction_approved(document, at=at)
    elif document_kinds.KINDS[document.kind].family is document_kinds.Family.OFFICIAL:
        keeping.move(document.matter, Stage.NUMBERING, at=at)
        label = "重新用印" if again else "编号用印"
        keeping.wait_for(document.matter, "documents.number", label, unit=document.organ, duty=Duty.OFFICE, at=at)
    else:  # what is no 公文 has neither number nor seal, and nothing is handed over (移交 is of 公文: S2 四（一）4)
        to_publishing(document, on=on, at=at)


def _correction_approved(document: Document, *, at: datetime) -> None:
    """A correction has its number, seal and hand-over already: it goes out, or, where it may not, what is out goes."""
    keeping.no_longer_wait(document.matter)
    if Disclosure(document.disclosure).reaches_the_public:
        keeping.move(document.matter, Stage.TO_PUBLISH, at=at)
        act_name, label = "documents.publish", "公开更正后的文本"
    else:
        keeping.move(document.matter, Stage.PUBLISHED, at=at)
        act_name, label = "documents.withdraw", "撤回已公开件（公开属性已改变）"
    keeping.wait_for(document.matter, act_name, label, unit=document.organ, duty=Duty.PUBLISHER, at=at)


@act("documents.return")
def return_(document: Document, *, opinion: str, on: date, at: datetime, actor: Actor) -> Document:
    """Return the document to its drafter with an opinion (退回修改)."""
    if not opinion.strip():
        raise BadInput(what="没有退回", why="没有写明退回的意见", remedy="请写明要修改什么", field="opinion")
    document, step = _step(document, actor, to="退回")
    running.return_(step, opinion=opinion.strip(), on=on, at=at, actor=actor)
    back_to_writer(document, Stage.RETURNED, at=at, label=f"修改（{Level(step.level).label}退回）")
    note(level=step.level, round=step.approval.round)
    return document


@act("documents.print_sheet")
def print_sheet(document: Document, *, at: datetime, actor: Actor) -> PaperSheet:
    """Print the 处理签 for signing by pen (线下审签); its QR code finds this file again."""
    matter = keeping.locked(document.matter)
    move = FLOW.must_be_open("print_sheet", Stage(matter.stage))
    charge.must(actor, *move.duties, document=document, to=move.label)
    approval = running.running(matter)
    if approval is None:
        raise BadInput(what="不能打印处理签", why="没有正在进行的审签", remedy="请先送审")
    sheet = paper.print_sheet(approval, at=at, actor=actor)
    note(sheet=sheet.pk, round=approval.round)
    return sheet


@act("documents.attach_scan")
def attach_scan(sheet: PaperSheet, *, file_id: int, at: datetime, actor: Actor) -> PaperSheet:
    """Lay the scan of a signed sheet to its file (扫描回传)."""
    document = Document.objects.select_related("matter").get(matter=sheet.matter_id)
    charge.must(actor, Duty.DRAFTER, Duty.OFFICE, document=document, to="上传处理签扫描件")
    about(sheet.matter)
    note(sheet=sheet.pk)
    return paper.attach_scan(sheet, file_id=file_id, at=at)


@act("documents.enter_paper")
def enter_paper(
    document: Document,
    sheet: PaperSheet,
    verdict: Verdict,
    *,
    signer: Post,
    signed_on: date,
    today: date,
    at: datetime,
    actor: Actor,
) -> PaperSignature:
    """Enter what was signed by pen (录入线下签字); a second person confirms it before it counts."""
    charge.must(actor, Duty.DRAFTER, Duty.OFFICE, document=document, to="录入线下签字")
    matter = keeping.locked(document.matter)
    FLOW.must_be_open("enter_paper", Stage(matter.stage))
    steps = running.pending(matter)
    if not steps:
        raise BadInput(what="没有录入", why="现在没有等待审签的环节", remedy="请刷新页面查看最新进展")
    step = next((s for s in steps if paper.may_sign(s, signer)), steps[0])
    document = Document.objects.select_related("organ").get(pk=document.pk)
    document.matter = matter
    before = Disclosure(document.disclosure)
    if verdict.disclosure is not before:
        must_have_ground(document, verdict.disclosure, verdict.ground_code, verdict.ground_reason)
    level = Level(step.level)
    opinion = disclosure_rules.opinion(_speaker(level), before, verdict.disclosure)
    words = verdict.words.strip()
    signature = paper.enter(
        step,
        sheet,
        signer=signer,
        decision=str(verdict.disclosure),
        opinion=f"{opinion}。{words}" if words and opinion else (opinion or words),
        on=signed_on,
        at=at,
        today=today,
        actor=actor,
    )
    step.facts = {
        "ground_code": verdict.ground_code,
        "ground_reason": verdict.ground_reason,
        "words": words,
        "secrecy": str(verdict.secrecy) if verdict.secrecy else "",
        "ticks": list(verdict.ticks),
        "meeting": verdict.meeting,
        "meeting_on": verdict.meeting_on.isoformat() if verdict.meeting_on else "",
    }
    step.save(update_fields=["facts"])
    keeping.no_longer_wait(matter, "documents.confirm_paper")
    keeping.wait_for(matter, "documents.confirm_paper", "核对线下签字", unit=document.organ, duty=Duty.OFFICE, at=at)
    note(level=step.level, sheet=sheet.pk, signed_on=str(signed_on))
    return signature


@act("documents.confirm_paper")
def confirm_paper(signature: PaperSignature, *, at: datetime, actor: Actor) -> Step:
    """Confirm the entry against the scan (核对线下签字): now the signature counts, with the day that stands on the
    paper.
    """
    document = Document.objects.select_related("organ", "matter").get(matter=signature.sheet.matter_id)
    charge.must(actor, Duty.OFFICE, Duty.SECTION_HEAD, Duty.DRAFTER, document=document, to="核对线下签字")
    about(document)
    document.matter = keeping.locked(document.matter)
    FLOW.must_be_open("confirm_paper", Stage(document.matter.stage))
    signature = paper.confirm(signature, at=at, actor=actor)
    step = Step.objects.select_related("approval", "approval__matter", "unit").get(pk=signature.step_id)
    entered = step.facts
    secrecy = str(entered.get("secrecy") or "")
    verdict = Verdict(
        Disclosure(signature.decision),
        str(entered.get("words") or ""),
        str(entered.get("ground_code") or ""),
        str(entered.get("ground_reason") or ""),
        SecrecyResult(secrecy) if secrecy else None,
        tuple(str(t) for t in entered.get("ticks", ())),
        str(entered.get("meeting") or ""),
        date.fromisoformat(str(entered["meeting_on"])) if entered.get("meeting_on") else None,
    )
    keeping.no_longer_wait(document.matter, "documents.confirm_paper")
    _sign(
        document,
        step,
        verdict,
        on=signature.signed_on,
        at=at,
        actor=actor,
        via=SignedVia.PAPER,
        digest=step.approval.digest,
        signer=signature.signer,
    )
    return step
