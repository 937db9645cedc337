"""审签和用印: the decision as it was sent on, signed or returned; then numbered, printed, sealed, scanned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.approvals import running
from zwgk.inforequests import queries, receiving
from zwgk.inforequests.actions import deciding, sending
from zwgk.inforequests.papers import preview
from zwgk.office import posted, shell
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.people import standing
from zwgk.people import today as day
from zwgk.rules import outcomes
from zwgk.rules.approval import Level
from zwgk.rules.decision_documents import Element
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.approvals.models import Step
    from zwgk.inforequests.models import Decision

#: what each level looks at before it signs (S4-46: 理由经得起复议和诉讼)
ASKED: dict[Level, str] = {
    Level.SECTION: "核对事实、材料和检索情况",
    Level.OFFICE: "核对答复类型、依据的条款、期限和送达方式",
    Level.LEGAL: "审核依据、理由和救济告知，写明合法性审核意见",
    Level.SECRECY: "逐件核对提供的材料，写明保密审查意见",
    Level.LEADER: "审定答复",
}
WORDS: dict[Level, tuple[str, ...]] = {
    Level.LEGAL: ("经审核，依据准确、理由充分、程序合法，同意", "同意，建议补强理由"),
    Level.SECRECY: ("经审查，不涉及国家秘密，可以提供", "同意"),
}
#: of an item's elements what a signer reads beside the paper
_READ = (Element.FACTS, Element.REASON, Element.EVIDENCE, Element.SEARCH, Element.THIRD_PARTY_HISTORY)


@dataclass(frozen=True)
class Said:
    """One level: who, when, what was said; whose turn it is now."""

    level: str
    who: str
    on: Any
    said: str
    state: str


@dataclass(frozen=True)
class ItemLine:
    """One item of the decision as it was sent for sign-off."""

    no: int
    description: str
    outcome: outcomes.Outcome
    told: list[tuple[str, str]]


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """The decision with its levels; signed or returned from here."""
    case = case_of(request, number)
    if request.method != "POST":
        return _show(request, case)
    opinion = posted.text(request, "opinion")
    try:
        if "return" in request.POST:
            deciding.return_(case.request, opinion=opinion, on=case.today, at=day.now(), actor=case.actor)
            return shell.done(request, "已退回修改", to=case.base)
        deciding.sign(
            case.request,
            opinion=opinion or "同意",
            on=case.today,
            at=day.now(),
            actor=case.actor,
            digest_seen=posted.text(request, "digest"),
        )
    except RuleViolation as refusal:
        return _show(request, case_of(request, number), refusal=refusal)
    return shell.done(request, "已签署", to=case.base)


def _show(request: HttpRequest, case: Case, *, refusal: RuleViolation | None = None) -> HttpResponse:
    decision = case.file.decisions[-1] if case.file.decisions else None
    step = running.step_for(case.request.matter, case.actor)
    level = Level(step.level) if step is not None else None
    context = {
        **head(case),
        "decision": decision,
        "lines": _lines(decision),
        "preview": preview.of(case.request, on=case.today),
        "counted": outcomes.OUTCOMES[decision.outcome] if decision else None,
        "said": said(case),
        "materials": case.file.materials,
        "step": step,
        "level": level,
        "asked": ASKED.get(level, "") if level else "",
        "words": WORDS.get(level, ()) if level else (),
        "has_act": step is not None,
    }
    return shell.render(request, "requests/sign.html", context, refusal=refusal)


def _lines(decision: Decision | None) -> list[ItemLine]:
    if decision is None:
        return []
    return [
        ItemLine(
            int(item["no"]),
            str(item["description"]),
            outcomes.OUTCOMES[str(item["outcome"])],
            [(e.label, str(item["elements"][e.value])) for e in _READ if item["elements"].get(e.value)],
        )
        for item in decision.facts.get("items", [])
    ]


def said(case: Case) -> list[Said]:
    """The levels of the newest round, in their order."""
    steps = case.file.steps
    if not steps:
        return []
    newest = steps[-1].approval_id
    return [_said(step) for step in steps if step.approval_id == newest]


def _said(step: Step) -> Said:
    state = str(step.state)
    if state == "pending":
        turn = standing.holders([Duty(code) for code in step.duties], step.unit)
        who = "、".join(holder.words for holder in turn) if turn else "没有人担任这一职责"
        return Said(Level(step.level).label, f"等{who}", None, "", state)
    behalf = f"（代{step.on_behalf_of}）" if step.on_behalf_of else ""
    words = f"退回：{step.opinion}" if state == "returned" else step.opinion
    return Said(Level(step.level).label, step.signed_by + behalf or str(step.unit), step.signed_on, words, state)


def seal(request: HttpRequest, number: str) -> HttpResponseBase:
    """编号用印: take the number, print, seal, lay the scan to the case; or send the decision back before it."""
    case = case_of(request, number)
    if request.method != "POST":
        return _sealing(request, case)
    try:
        sentence = _seal(request, case)
    except RuleViolation as refusal:
        return _sealing(request, case_of(request, number), refusal=refusal)
    return shell.done(request, sentence, to=case.base if "back" in request.POST else f"{case.base}seal/")


def _seal(request: HttpRequest, case: Case) -> str:
    queries.as_seen(case.request, posted.text(request, "seen"))
    if "back" in request.POST:
        deciding.take_back(case.request, reason=posted.text(request, "reason"), at=day.now(), actor=case.actor)
        return "已退回修改"
    if "number" in request.POST:
        paper = sending.number(case.request, on=case.today, at=day.now(), actor=case.actor)
        return f"已编号：{paper.doc_number}。请打印用印，再上传盖章扫描件"
    upload = request.FILES.get("scan")
    if upload is None:
        raise BadInput(what="没有用印", why="没有选择盖章扫描件", remedy="请选择 PDF 或者图片", field="scan")
    on = posted.day(request, "on", "用印日期") or case.today
    scan = receiving.evidence(case.request, "seal", upload.name or "盖章扫描件.pdf", upload, actor=case.actor)
    sending.seal(case.request, scan=scan, on=on, at=day.now(), actor=case.actor)
    return "已用印，送达的就是这份扫描件；请发出答复"


def _sealing(request: HttpRequest, case: Case, *, refusal: RuleViolation | None = None) -> HttpResponse:
    decision = case.file.decisions[-1] if case.file.decisions else None
    paper = decision.paper if decision else None
    context = {
        **head(case),
        "decision": decision,
        "paper": paper,
        "sealed": paper.sealed_scan if paper else None,
        "may_number": "number" in case.moves,
        "may_seal": "seal" in case.moves,
        "may_back": "take_back" in case.moves,
        "may_send": "send" in case.moves,
        "said": said(case),
    }
    return shell.render(request, "requests/seal.html", context, refusal=refusal)
