"""Sending a document for sign-off: attribute proposed, pre-review made, six fields filled; and calling it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zwgk.approvals import running
from zwgk.approvals.models import Approval
from zwgk.audit.acts import act, note
from zwgk.documents import charge, texts
from zwgk.documents.actions import reviewing
from zwgk.documents.actions.drafting import WRITERS, back_to_writer, must_be_writing, snapshot
from zwgk.documents.models import Document, SecrecyPrecheck
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules import disclosure as disclosure_rules
from zwgk.rules import document_kinds, release_checks, secrecy
from zwgk.rules.approval import ApprovalState, Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import FLOW, STAGE_OF_LEVEL, Stage
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.search import outbox
from zwgk.search.store import OFFICE

#: the questions of the drafter's own pre-review (保密预审查); every one must be answered before the paper is sent
PRECHECK: dict[str, str] = {
    "no_secret": "不含国家秘密、工作秘密，没有密级标志",
    "no_quote": "没有引用不公开文件的标题、文号或内容",
    "no_privacy": "没有不应公开的个人信息和商业秘密",
    "no_internal": "没有内部讨论、过程稿等不宜公开的内容",
    "attachments": "附件逐页看过，包括图片和表格的隐藏内容",
}

#: the attributes under which a paper, or what is left of it, is put on the public pages
GOES_OUT = (str(Disclosure.PUBLIC), str(Disclosure.REDACTED))


@act("documents.propose")
def propose(
    document: Document, disclosure: Disclosure, *, actor: Actor, ground_code: str = "", ground_reason: str = ""
) -> Document:
    """Propose the attribute at the source (公开属性源头认定): public needs no reason, anything else ground and reason.

    Errors: :class:`BadInput` naming the field. 依据：政府信息公开条例第十三至十六条；国办发〔2016〕80号
    """
    document = must_be_writing(document, "edit", actor)
    set_attribute(document, disclosure, ground_code, ground_reason)
    note(disclosure=str(disclosure), ground=ground_code)
    return document


def set_attribute(document: Document, disclosure: Disclosure, ground_code: str, ground_reason: str) -> None:
    """Set the attribute of a draft that is locked, within the act that calls. Errors: as :func:`must_have_ground`."""
    must_have_ground(document, disclosure, ground_code, ground_reason)
    document.disclosure = str(disclosure)
    document.ground_code = ground_code
    document.ground_reason = ground_reason.strip()
    document.save(update_fields=["disclosure", "ground_code", "ground_reason"])
    outbox.enqueue(document.matter.number, index=OFFICE)


def must_have_ground(document: Document, disclosure: Disclosure, ground_code: str, ground_reason: str) -> None:
    """Refuse an attribute that the law does not carry (``rules.disclosure``); 删减后公开 cites its grounds per
    passage.
    """
    disclosure_rules.must_be_justified(
        disclosure,
        reason=ground_reason,
        grounds=[ground_code] if ground_code else (["third_party"] if disclosure is Disclosure.REDACTED else []),
        normative=document.is_normative,
        policy=document.is_policy,
        reviewed_by_disclosure_office=document.matter.gates.filter(
            kind=POLICY_REVIEW, satisfied_at__isnull=False
        ).exists(),
        blanket_words=[kind.label for kind in document_kinds.KINDS.values()],
    )


#: a policy paper proposed as 不公开 first goes to the 公开工作机构 (国办发〔2016〕80号); that office closes this gate
POLICY_REVIEW = "policy_review"


@act("documents.review_policy")
def review_policy(document: Document, *, opinion: str, at: datetime, actor: Actor) -> Document:
    """Let the disclosure office say that a policy paper may stay unpublished (公开工作机构审查)."""
    actor.must_be(Duty.DISCLOSURE_OFFICE, over=document.organ_id, to="审查政策性文件的公开属性")
    if not opinion.strip():
        raise BadInput(what="没有审查", why="没有写明意见", remedy="请写明意见", field="opinion")
    keeping.open_gate(document.matter, POLICY_REVIEW, "公开工作机构审查", at=at)
    keeping.satisfy_gate(document.matter, POLICY_REVIEW, by=f"{actor.signature}：{opinion.strip()}"[:200], at=at)
    return document


@act("documents.precheck")
def precheck(
    document: Document, *, answers: dict[str, bool], result: str, on: date, at: datetime, actor: Actor
) -> SecrecyPrecheck:
    """Record the drafter's pre-review over the present text (保密预审查). Errors: :class:`BadInput` for an open
    question.
    """
    document = must_be_writing(document, "edit", actor)
    open_ones = [question for code, question in PRECHECK.items() if not answers.get(code)]
    if open_ones:
        raise BadInput(
            what="没有完成保密预审查",
            why=f"还有{len(open_ones)}项没有确认：{'；'.join(open_ones)}",
            remedy="请逐项核对后勾选；确认不了的，请先修改文稿或咨询保密审查人员",
            field="answers",
        )
    return SecrecyPrecheck.objects.create(
        document=document,
        digest=texts.digest(document),
        answers=answers,
        result=result.strip()[:200] or "经预审，不涉密",
        by=actor.signature,
        on=on,
        at=at,
    )


@act("documents.submit")
def submit(
    document: Document,
    *,
    chain_code: str,
    on: date,
    at: datetime,
    actor: Actor,
    countersigners: Sequence[Unit] = (),
    due_on: date | None = None,
) -> Approval:
    """Send the document for sign-off (送审): from here on the text stands still until it is signed or returned.

    Errors: :class:`GateClosed` (no attribute, no pre-review over this text), :class:`BadInput` (empty text, no column
    for what goes out, unknown chain), ``Classified``. Nothing is changed then.
    """
    document = must_be_writing(document, "submit", actor)
    text = texts.full_text(document)
    secrecy.must_be_open(text, "文稿")
    if not texts.working_text(document).strip() and not texts.outgoing_attachments(document):
        raise BadInput(what="不能送审", why="正文是空的", remedy="请录入正文或导入文件", field="body")
    if not document.disclosure:
        raise GateClosed(
            what="不能送审", why="没有标明公开属性（未标明的不予流转，国办发〔2016〕80号）", remedy="请先选择公开属性"
        )
    if document.disclosure in GOES_OUT and document.column_id is None:
        raise BadInput(
            what="不能送审",
            why="要公开的文件还没有选择栏目",
            remedy="请先选择公开后放在哪个栏目",
            field="column",
        )
    digest = texts.digest(document)
    if not document.prechecks.filter(digest=digest).exists():
        raise GateClosed(
            what="不能送审",
            why="起草人还没有对现在这一稿做保密预审查",
            remedy="请先完成保密预审查（修改过的文稿要重新预审）",
        )
    kind = document_kinds.KINDS[document.kind]
    if kind.family is document_kinds.Family.OTHER and kind.code == "reprint" and not document.source:
        raise BadInput(what="不能送审", why="转载须写明来源", remedy="请填写来源和原文链接", field="source")
    choice = running.chain(document.organ, chain_code)
    release_checks.must_be_three_levels(kind, len(choice.steps))
    snapshot(document, remark="送审稿", at=at, by=actor.signature)
    document.chain_code = chain_code
    document.save(update_fields=["chain_code"])
    keeping.no_longer_wait(document.matter)
    for unit in countersigners:
        keeping.involve(document.matter, unit, keeping.COUNTERSIGNS)
    approval = running.start(
        document.matter,
        choice,
        digest=digest,
        organ=document.organ,
        at=at,
        countersigners=countersigners,
        due_on=due_on,
    )
    reviewing.set_gates(document, at=at)
    keeping.move(document.matter, STAGE_OF_LEVEL[_level(approval)], at=at)
    note(chain=chain_code, round=approval.round, disclosure=document.disclosure, digest=digest)
    return approval


def _level(approval: Approval) -> Level:
    step = approval.steps.filter(state="pending").first()
    if step is None:
        raise RuntimeError("a round without a pending step")
    return Level(step.level)


@act("documents.recall")
def recall(document: Document, *, reason: str, at: datetime, actor: Actor) -> Document:
    """Call a document back from sign-off (撤回送审) to go on writing; the round ends, what was signed stays on
    record.
    """
    charge.must(actor, *WRITERS, document=document, to="撤回送审")
    matter = keeping.locked(document.matter)
    FLOW.must_be_open("recall", Stage(matter.stage))
    approval = running.running(matter)
    if approval is None:
        raise BadInput(what="不能撤回送审", why="没有正在进行的审签", remedy="请刷新页面查看最新进展")
    document.matter = matter
    running.end(approval, ApprovalState.RECALLED, at=at)
    back_to_writer(document, Stage.DRAFTING, at=at, label="拟稿（已撤回送审）")
    note(round=approval.round, reason_given=bool(reason.strip()))
    return document
