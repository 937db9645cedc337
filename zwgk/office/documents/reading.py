"""The paper as its readers and signers see it: opinions of every level, the text, what was found, the sign bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.approvals import running
from zwgk.audit import queries as log
from zwgk.documents import queries, renditions, texts
from zwgk.documents.actions import checking, signing
from zwgk.files import body
from zwgk.matters import queries as matters
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents import marking, reviewing
from zwgk.office.documents.finding import base, found, head
from zwgk.people import standing
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules import document_kinds, grounds
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import Family
from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation, Stale
from zwgk.rules.release_checks import Gate, Point

if TYPE_CHECKING:
    from zwgk.approvals.models import Step
    from zwgk.documents.models import Document

#: what a signer is asked to look at before signing, one sentence a level
ASKED: dict[Level, str] = {
    Level.SECTION: "核对内容、数据和公开属性是否恰当",
    Level.OFFICE: "逐项核对八项要点，可以改变公开属性",
    Level.LEGAL: "写明合法性审核意见；公开属性有异议的写在意见里",
    Level.COUNTERSIGN: "就本单位职责提出意见；公开属性有异议的写在意见里",
    Level.MEETING: "填写会议名称和日期，讨论结果写在意见里",
    Level.SECRECY: "先审查、后公开：写明结论；公开发布的还要过五关",
    Level.LEADER: "您的意见为最终属性",
}


@dataclass(frozen=True)
class Said:
    """One level of the strip above the paper."""

    level: str
    who: str
    on: str
    said: str
    why: str
    changed: bool
    state: str


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The paper."""
    return show(request, found(request, number))


def show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    """The paper, perhaps with a refusal of what was tried on it."""
    actor = actor_of(request)
    step = running.step_for(document.matter, actor)
    findings = queries.findings(document)
    html = texts.working_text(document)
    lines, loose = marking.lines(html, findings)
    context = {
        **head(request, document),
        **_looks(document, html),
        "lines": lines,
        "loose": loose,
        "findings": findings,
        "numbers": {f.pk: n for n, f in enumerate(findings, 1)},
        "open_count": sum(f.state in {"open", "asked"} for f in findings),
        "blocking": [f for f in findings if f.severity == "block" and f.state in {"open", "asked"}],
        "said": _strip(document, step, actor),
        "step": step,
        "sign": _sign_bar(document, step, actor) if step else None,
        "attachments": texts.live_attachments(document),
        "links": document.links.select_related("publication"),
        "version_count": queries.versions(document).count(),
        "characters": len(body.text_of(html).replace("\n", "")),
        "has_act": step is not None,
        "release": getattr(document, "release", None),
        "deferral": queries.deferral(document),
        "gates": [label for label in matters.open_gates(document.matter) if label not in reviewing.LABELS],
        "steps": reviewing.checklist(document, actor),
    }
    return shell.render(request, "documents/paper.html", context, refusal=refusal)


def _looks(document: Document, html: str) -> dict[str, Any]:
    """What the official layout adds around a text that does not bring it along."""
    classes = {block.cls for block in body.blocks(html)}
    names = renditions.issuers(document)
    official = document_kinds.KINDS[document.kind].family is Family.OFFICIAL
    return {
        "issuers": names,
        "own_head": "red-head" in classes,
        "own_title": "title" in classes,
        "own_addressee": "addressee" in classes,
        "own_signature": "signature" in classes,
        "official": official,
    }


def _strip(document: Document, mine: Step | None, actor: Actor) -> list[Said]:
    """The levels of the newest round, the drafter's proposal first."""
    steps = queries.steps(document)
    if not steps:
        return []
    sent = list(log.story(document.matter_id).filter(act="documents.submit"))
    proposal = str(sent[-1].details.get("disclosure", "")) if sent else ""
    drafter = document.drafter.user.name if document.drafter else ""
    started = steps[0].approval.started_at.astimezone()
    rows = [
        Said(
            "拟稿",
            drafter,
            f"{started.month}月{started.day}日",
            Disclosure(proposal).label if proposal else "",
            document.ground_reason if proposal == document.disclosure else "",
            False,
            "signed",
        )
    ]
    for step in steps:
        said, _, why = step.opinion.partition("。")
        if step.state == "returned":
            said, why = "退回", step.opinion
        is_mine = mine is not None and step.pk == mine.pk
        if step.state == "pending" and not is_mine:  # whose turn it is, and who stands in for them today
            turn = standing.holders([Duty(code) for code in step.duties], step.unit)
            why = "等" + "、".join(holder.words for holder in turn) if turn else "没有人担任这一职责"
        rows.append(
            Said(
                Level(step.level).label,
                actor.name
                if is_mine
                else step.signed_by.rpartition(" ")[2] or (step.unit.name if step.unit.is_section else str(step.unit)),
                f"{step.signed_on.month}月{step.signed_on.day}日" if step.signed_on else "",
                "等您签" if is_mine else said,
                ASKED[Level(step.level)]
                if is_mine
                else why + (f"（代{step.on_behalf_of}）" if step.on_behalf_of else ""),
                step.changed,
                "mine" if is_mine else step.state,
            )
        )
    return rows


def _sign_bar(document: Document, step: Step, actor: Actor) -> dict[str, Any]:
    """What the sign bar offers at this level."""
    level = Level(step.level)
    mine = list(matters.inbox(actor).filter(act=running.SIGN).values_list("matter_id", flat=True))
    place = mine.index(document.matter_id) + 1 if document.matter_id in mine else 0
    return {
        "level": level,
        "asked": ASKED[level],
        "digest": texts.digest(document),
        "may_change": level not in {Level.COUNTERSIGN, Level.LEGAL, Level.MEETING},
        "must_say": level in {Level.LEGAL, Level.MEETING} and document.is_normative,
        "is_meeting": level is Level.MEETING and document.is_normative,
        "disclosures": list(Disclosure),
        "grounds": grounds.document_grounds(),
        "points": list(Point) if level is Level.OFFICE else [],
        "gates": list(Gate) if level is Level.SECRECY else [],
        "results": list(queries.SecrecyResult) if level is Level.SECRECY else [],
        "place": place,
        "of": len(mine),
    }


@require_POST
def sign(request: HttpRequest, number: str) -> HttpResponseBase:
    """Sign the step that waits for the actor (同意, 此件…)."""
    document = found(request, number)
    try:
        verdict = verdict_of(request)
        step = signing.sign(
            document,
            verdict,
            on=day.today(),
            at=day.now(),
            actor=actor_of(request),
            digest=posted.text(request, "digest") or None,
        )
    except RuleViolation as refusal:
        return show(request, queries.find(actor_of(request), number) or document, refusal=refusal)
    return shell.done(request, f"已签署：{step.opinion}", to=base(document))


def verdict_of(request: HttpRequest) -> signing.Verdict:
    """What a signer chose and wrote."""
    secrecy = posted.text(request, "secrecy")
    disclosure = posted.choice(request, "disclosure", Disclosure, "公开属性")
    is_public = disclosure is Disclosure.PUBLIC
    return signing.Verdict(
        disclosure,
        posted.text(request, "words"),
        "" if is_public else posted.text(request, "ground_code"),
        "" if is_public else posted.text(request, "ground_reason"),
        posted.choice(request, "secrecy", queries.SecrecyResult, "审查结论") if secrecy else None,
        tuple(request.POST.getlist("ticks")),
        posted.text(request, "meeting"),
        posted.day(request, "meeting_on", "会议日期"),
    )


@require_POST
def send_back(request: HttpRequest, number: str) -> HttpResponseBase:
    """Return the paper to its drafter with an opinion (退回)."""
    document = found(request, number)
    try:
        signing.return_(
            document, opinion=posted.text(request, "opinion"), on=day.today(), at=day.now(), actor=actor_of(request)
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, "已退回起草人修改", to=base(document))


@require_POST
def check(request: HttpRequest, number: str) -> HttpResponseBase:
    """Check the text again (自动检查)."""
    document = found(request, number)
    rows = checking.check(document, today=day.today(), at=day.now(), actor=actor_of(request))
    sentence = f"检查完毕：{len(rows)} 处提示" if rows else "检查完毕：没有提示"
    return shell.done(request, sentence, to=posted.text(request, "back") or base(document))


@require_POST
def finding(request: HttpRequest, number: str, pk: int, act: str) -> HttpResponseBase:
    """Mend a place with the suggestion, keep it with a reason, or confirm it as a second person."""
    document = found(request, number)
    row = queries.finding(document, pk)
    back = posted.text(request, "back")
    to = back if back.startswith(base(document)) else base(document)
    actor, now = actor_of(request), day.now()
    if row is None:
        raise Stale(what="没有处理", why="这条提示已经不在了", remedy="请刷新页面")
    try:
        if act == "mend":
            typed = posted.text(request, "replacement")
            checking.mend(row, at=now, actor=actor, replacement=typed or None)
            sentence = "已改"
        elif act == "keep":
            kept = checking.keep_finding(row, reason=posted.text(request, "reason"), at=now, actor=actor)
            sentence = "已保留，等另一位同事复核" if kept.state == "asked" else "已保留"
        else:
            checking.confirm_finding(row, at=now, actor=actor)
            sentence = "已复核"
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, sentence, to=f"{to}#f{pk}")
