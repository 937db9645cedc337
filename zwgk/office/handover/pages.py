"""工作交接: one's hand-overs, the list with its takers, signatures, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.crossings import handing_over as crossing
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.handover import places
from zwgk.people import actions, handovers, queries
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.handing_over import HandoverCause, HandoverRole, HandoverStage
from zwgk.ui.paging import page_of

if TYPE_CHECKING:
    from zwgk.people.models import Handover

HOME = "/handover/"


def index(request: HttpRequest) -> HttpResponseBase:
    """Hand-overs that concern the actor; a new one is begun here."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            made = _begin(request, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "交接清单已列出，请指定接收人", to=f"{HOME}{made.pk}/")
    context = {
        "page": page_of(handovers.visible_to(actor), request.GET.get("at", ""), by=("begun_at", "id"), size=30),
        "own": handovers.own_posts(actor),
        "supervised": handovers.supervised_posts(actor)[:300],
        "causes": list(HandoverCause),
    }
    return shell.render(request, "handover/index.html", context, refusal=refusal)


def _begin(request: HttpRequest, actor: Actor) -> Handover:
    post = queries.post(posted.number(request, "post", "岗位"))
    if post is None:
        raise BadInput(what="不能发起交接", why="没有选择岗位", remedy="请选择要交出的岗位", field="post")
    return actions.begin_handover(
        post,
        cause=posted.choice(request, "cause", HandoverCause, "原因"),
        last_day=posted.must_day(request, "last_day", "在岗至"),
        at=day.now(),
        actor=actor,
    )


def _found(request: HttpRequest, pk: int) -> Handover:
    handover = handovers.find(actor_of(request), pk)
    if handover is None:
        raise Http404
    return handover


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One list: named, submitted, signed; what may be done now is on it."""
    handover = _found(request, pk)
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _do(request, handover, actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=f"{HOME}{pk}/")
        handover = _found(request, pk)
    stage = HandoverStage(handover.stage)
    in_charge = handovers.is_giver(handover.post, actor) or handovers.may_supervise(handover.post, actor)
    groups = handovers.lines(handover)
    context = {
        "handover": handover,
        "stage": stage,
        "groups": [(label, places.with_addresses(lines)) for label, lines in groups],
        "count": sum(len(lines) for _, lines in groups),
        "unnamed": sum(line.taker_id is None for _, lines in groups for line in lines),
        "signatures": [(s, HandoverRole(s.role)) for s in handover.signatures.order_by("pk")],
        "missing": handovers.missing_signatures(handover) if stage is HandoverStage.SIGNING else [],
        "roles": handovers.roles(handover, actor) if stage is HandoverStage.SIGNING else [],
        "is_own": handovers.is_giver(handover.post, actor),
        "may_edit": in_charge and stage is HandoverStage.LISTING,
        "may_return": stage is HandoverStage.SIGNING,
        "may_drop": in_charge and stage in {HandoverStage.LISTING, HandoverStage.SIGNING},
        "takers": handovers.takers_for(handover) if in_charge else [],
        "forms": list(crossing.FORMS),
    }
    return shell.render(request, "handover/page.html", context, refusal=refusal)


def _do(request: HttpRequest, handover: Handover, actor: Actor) -> str:
    act = posted.text(request, "act")
    if act in {"some", "all"}:
        return _assign(request, handover, actor, everything=act == "all")
    if act == "again":
        return f"清单已更新，共 {actions.list_handover_again(handover, actor=actor)} 项"
    if act == "submit":
        crossing.submit(handover, text=posted.text(request, "note"), actor=actor)
        return "已提交签字，接收人和监交人会收到消息"
    if act == "return":
        actions.reopen_handover(handover, reason=posted.text(request, "reason"), actor=actor)
        return "清单已退回修改，原有签字作废"
    if act == "drop":
        actions.drop_handover(handover, at=day.now(), actor=actor)
        return "交接已取消"
    role = posted.choice(request, "role", HandoverRole, "签字身份")
    signed = crossing.sign(handover, role=role, at=day.now(), actor=actor, word=posted.text(request, "word"))
    return "交接完成，全部事项已转给接收人" if signed.stage == HandoverStage.DONE else f"已以{role.label}身份签字"


def _assign(request: HttpRequest, handover: Handover, actor: Actor, *, everything: bool) -> str:
    taker = handovers.takers_for(handover).filter(pk=posted.number(request, "taker", "接收人") or 0).first()
    if taker is None:
        raise BadInput(what="没有指定接收人", why="没有选择接收人", remedy="请选择接收人", field="taker")
    if everything:
        lines = [line.pk for _, rows in handovers.lines(handover) for line in rows if line.taker_id is None]
    else:
        lines = [int(pk) for pk in request.POST.getlist("line") if pk.isascii() and pk.isdigit()]
    number = actions.assign_lines(handover, lines, taker=taker, remark=posted.text(request, "remark"), actor=actor)
    return f"{number} 项交给{taker.user.name}"


def printed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list on paper."""
    handover = _found(request, pk)
    if form not in crossing.FORMS:
        raise Http404
    response = HttpResponse(crossing.printed(handover, form), content_type=crossing.FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="handover-{handover.pk}.{form}"'
    return response
