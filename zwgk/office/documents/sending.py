"""公开属性 and 送审: the wizard that proposes, the choice with ground and reason, the pre-review, the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.approvals import running
from zwgk.documents import queries, texts
from zwgk.documents.actions import checking, submitting
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules import document_kinds, grounds
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_criteria import QUESTIONS, Proposal, propose
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document
    from zwgk.people.models import Unit


def attribute(request: HttpRequest, number: str) -> HttpResponseBase:
    """The questions, what they propose, and the choice; asking the wizard changes nothing."""
    document = found(request, number)
    refusal: RuleViolation | None = None
    asked = "ask" in request.POST
    if request.method == "POST" and not asked:
        try:
            chosen = posted.choice(request, "disclosure", Disclosure, "公开属性")
            is_public = chosen is Disclosure.PUBLIC
            submitting.propose(
                document,
                chosen,
                actor=actor_of(request),
                ground_code="" if is_public else posted.text(request, "ground_code"),
                ground_reason="" if is_public else posted.text(request, "ground_reason"),
            )
        except RuleViolation as found_:
            refusal = found_
        else:
            return shell.done(request, f"公开属性：{chosen.label}", to=f"{base(document)}send/")
    kind = document_kinds.KINDS[document.kind]
    said = {code for code in QUESTIONS if posted.flag(request, f"q-{code}")}
    proposal = _proposal(document, said, asked=request.method == "POST")
    context = {
        **head(request, document),
        "questions": QUESTIONS.values(),
        "said": said,
        "asked": asked,
        "proposal": proposal,
        "proposed_grounds": [grounds.ground(code) for code in proposal.grounds],
        "disclosures": list(Disclosure),
        "grounds": grounds.document_grounds(),
        "preselected": document.disclosure or (str(proposal.disclosure) if proposal.disclosure else ""),
        "kind": kind,
    }
    if asked and proposal.disclosure is not None:
        context["preselected"] = str(proposal.disclosure)
    return shell.render(request, "documents/attribute.html", context, refusal=refusal)


def _proposal(document: Document, said: set[str], *, asked: bool) -> Proposal:
    kind = document_kinds.KINDS[document.kind]
    subtype = kind.subtype(document.subtype) if document.subtype else None
    answers = dict.fromkeys(said, True)
    if not asked and document.is_normative:
        answers["normative"] = True
    return propose(answers, kind, subtype, policy=document.is_policy)


def send(request: HttpRequest, number: str) -> HttpResponseBase:
    """The drafter's pre-review, the chain, those who countersign, and 送审."""
    document = found(request, number)
    if request.method != "POST":
        return _show(request, document)
    actor, today, now = actor_of(request), day.today(), day.now()
    try:
        if "precheck" in request.POST:
            answers = {code: posted.flag(request, f"a-{code}") for code in submitting.PRECHECK}
            submitting.precheck(
                document, answers=answers, result=posted.text(request, "result"), on=today, at=now, actor=actor
            )
            checking.check(document, today=today, at=now, actor=actor)
            return shell.done(request, "保密预审查已记录，文稿已自动检查", to=f"{base(document)}send/")
        missing = queries.missing_before_sending(document)
        if missing:
            raise BadInput(
                what="不能送审",
                why="；".join(sentence for _, sentence in missing),
                remedy="请先补齐",
                field=missing[0][0],
            )
        names = posted.text(request, "countersigners").replace("、", "\n").splitlines()
        approval = submitting.submit(
            document,
            chain_code=posted.text(request, "chain"),
            on=today,
            at=now,
            actor=actor,
            countersigners=[_unit(name.strip()) for name in names if name.strip()],
            due_on=posted.day(request, "due_on", "希望审完的日期"),
        )
    except RuleViolation as refusal:
        return _show(request, document, refusal=refusal)
    return shell.done(request, f"已送审（第 {approval.round} 轮，{approval.chain_name}）", to=base(document))


def _unit(name: str) -> Unit:
    unit = people.unit_called(name)
    if unit is None:
        raise BadInput(
            what="不能送审",
            why=f"没有名为“{name}”的单位，或有多个同名科室",
            remedy="请写全称或简称；科室写成“机关/科室”",
            field="countersigners",
        )
    return unit


def _show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    context = {
        **head(request, document),
        "precheck": submitting.PRECHECK,
        "precheck_fits": queries.precheck_fits(document),
        "last": document.prechecks.order_by("-pk").first(),
        "missing": queries.missing_before_sending(document),
        "chains": running.chains_for(document.organ),
        "preferred": document.chain_code
        or ("four_normative" if document.is_normative else "")
        or ("three_reviews" if document_kinds.KINDS[document.kind].family is document_kinds.Family.OTHER else "four"),
        "attachments": texts.live_attachments(document),
        "blocking": checking.blocking(document),
        "rounds": queries.rounds(document),
    }
    return shell.render(request, "documents/send.html", context, refusal=refusal)
