"""有效性: whose term ends soon, and one paper's changes: recorded, voided, its days confirmed from its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.publishing import actions as door
from zwgk.publishing import desk, in_force, validity_desk
from zwgk.publishing.actions.validity import KEEPS_VALIDITY
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.periods import months_later
from zwgk.rules.validity import ChangeKind

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

#: how far ahead the list looks: months, label
AHEAD: tuple[tuple[int, str], ...] = ((6, "六个月内"), (12, "一年内"), (24, "两年内"))
#: kinds that a person records; 失效 comes by the day or from an old site
RECORDED = (ChangeKind.AMENDS, ChangeKind.REPEALS, ChangeKind.DECLARES, ChangeKind.EXTENDS)


def index(request: HttpRequest) -> HttpResponseBase:
    """Whose term ends soon, nearest first, and 规范性文件 without any."""
    actor, today = actor_of(request), day.today()
    wanted = request.GET.get("ahead", "")
    months = next((m for m, _ in AHEAD if str(m) == wanted), AHEAD[0][0])
    without = "without" in request.GET
    context = {
        "ahead": AHEAD,
        "months": months,
        "without": without,
        "today": today,
        "rows": validity_desk.without_term(actor)
        if without
        else validity_desk.ending(actor, today=today, until=months_later(today, months)),
    }
    return shell.render(request, "validity/index.html", context)


def paper(request: HttpRequest, number: int) -> HttpResponseBase:
    """One paper: how it stands, why, and what may be recorded."""
    publication = desk.find(actor_of(request), number)
    if publication is None:
        raise Http404
    if request.method != "POST":
        return _show(request, publication)
    try:
        sentence = _act(request, publication)
    except RuleViolation as refusal:
        return _show(request, publication, refusal=refusal)
    return shell.done(request, sentence, to=f"/publications/{publication.pk}/validity/")


def _act(request: HttpRequest, publication: Publication) -> str:
    actor, today = actor_of(request), day.today()
    if "void" in request.POST:
        row = validity_desk.change(publication, posted.must_number(request, "void", "登记"))
        if row is None:
            raise BadInput(what="不能作废", why="没有这条登记", remedy="请刷新页面")
        reason = posted.text(request, "void_reason")
        door.void_validity_change(row, reason=reason, at=day.now(), today=today, actor=actor)
        return "登记已作废，有效性已重新推定"
    if "term" in request.POST:
        door.set_term(
            publication,
            effective_on=posted.day(request, "effective_on", "施行日期"),
            expires_on=posted.day(request, "expires_on", "有效期至"),
            reason=posted.text(request, "term_reason"),
            today=today,
            actor=actor,
        )
        return "施行日期和有效期已登记"
    number = posted.text(request, "basis_number")
    ours = validity_desk.basis_by_number(number)
    row = door.change_validity(
        publication,
        posted.choice(request, "kind", ChangeKind, "变动"),
        on=posted.must_day(request, "on", "从哪一天起"),
        at=day.now(),
        today=today,
        actor=actor,
        basis=ours,
        basis_text=posted.text(request, "basis_text"),
        basis_number=number,
        articles=posted.text(request, "articles"),
        until=posted.day(request, "until", "延长至"),
    )
    return f"已登记“{row.get_kind_display()}”" + ("，依据是本站公开的文件" if ours else "")


def _show(request: HttpRequest, publication: Publication, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor, today = actor_of(request), day.today()
    proposal = validity_desk.proposal(publication, on=today)
    context = {
        "publication": publication,
        "rows": validity_desk.recorded(publication),
        "changes": in_force.told(publication),
        "proposal": proposal,
        "differs": (proposal.effective_on and proposal.effective_on != publication.effective_on)
        or (proposal.expires_on and proposal.expires_on != publication.expires_on),
        "kinds": RECORDED,
        "may_record": any(actor.may(duty, over=publication.organ_id) for duty in KEEPS_VALIDITY),
    }
    return shell.render(request, "validity/paper.html", context, refusal=refusal)
