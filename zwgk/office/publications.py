"""What is out: the staff's list of publications, each with channels, versions, withdrawal, the emergency brake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from zwgk.audit import acts as log
from zwgk.documents import queries as documents
from zwgk.documents.actions import publishing as acts
from zwgk.office import channels, filters, posted, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.publishing import actions as door
from zwgk.publishing import addresses, desk
from zwgk.rules.document_flow import FLOW
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import PublicationState
from zwgk.ui import visits

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

#: how far back the access log is asked after an emergency
LOOK_BACK = timedelta(days=180)
MAX_VISITS = 200


def _found(request: HttpRequest, number: int) -> Publication:
    publication = desk.find(actor_of(request), number)
    if publication is None:
        raise Http404
    return publication


def _address(publication: Publication) -> str:
    return f"/publications/{publication.pk}/"


def index(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first, by state and words."""
    actor = actor_of(request)
    usual = filters.opened(request, "publications")
    if usual is not None:
        return usual
    state = request.GET.get("state", "")
    text = request.GET.get("q", "").strip()
    column, organ = (_number(request.GET.get(name, "")) for name in ("column", "organ"))
    context = {
        **filters.strip(request, "publications"),
        "page": desk.listed(actor, request.GET.get("at", ""), state=state, text=text, column=column, organ=organ),
        "columns": desk.columns_for(actor.organ_id),
        "organs": desk.organs_for(actor),
        "column": column,
        "organ": organ,
        "states": list(PublicationState),
        "state": state,
        "text": text,
        "may_take_down": may_take_down(actor),
        "today_count": desk.published_on(actor, day.today()),
    }
    return shell.render(request, "publications/list.html", context)


def _number(typed: str) -> int | None:
    """The number in an address; one that nothing bears for what is no number."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def may_take_down(actor: Actor) -> bool:
    """True where the post may pull the emergency cord at all (the act asks over which organ)."""
    return any(actor.has(duty) for duty in FLOW.move("take_down").duties)


def page(request: HttpRequest, number: int) -> HttpResponse:
    """One publication."""
    return show(request, _found(request, number))


def show(request: HttpRequest, publication: Publication, *, refusal: RuleViolation | None = None) -> HttpResponse:
    """The page, perhaps with a refusal."""
    document = documents.of_publication(publication.pk)
    context = {
        "publication": publication,
        "document": document,
        "state": PublicationState(publication.state),
        "address": addresses.absolute(addresses.publication(publication.pk)),
        **channels.page_context(publication),
        "may_take_down": may_take_down(actor_of(request))
        and publication.state in {PublicationState.LIVE, PublicationState.WITHDRAWN},
        "is_live": publication.state == PublicationState.LIVE,
        "suspicions": desk.suspected(publication) if publication.state == PublicationState.LIVE else [],
        "open_removal": next((r for r in publication.removals.all() if r.restored_at is None), None),
    }
    return shell.render(request, "publications/publication.html", context, refusal=refusal)


def take_down(request: HttpRequest, number: int) -> HttpResponseBase:
    """紧急撤下: one act; a second click does nothing more."""
    publication = _found(request, number)
    actor = actor_of(request)
    if request.method == "POST":
        document = documents.of_publication(publication.pk)
        today, now, reason = day.today(), day.now(), posted.text(request, "reason")
        if document is not None:
            acts.take_down(document, on=today, at=now, actor=actor, reason=reason)
        else:
            door.take_down(publication, on=today, at=now, actor=actor, reason=reason)
        return redirect(f"{_address(publication)}gone/")
    return shell.render(request, "publications/take_down.html", {"publication": publication})


def gone(request: HttpRequest, number: int) -> HttpResponseBase:
    """What is gone, where it still has to be cleaned, who fetched it; the reason is added here."""
    publication = _found(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            _explain(request, publication)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "原因已登记", to=f"{_address(publication)}gone/")
    fetched = list(
        visits.visits(
            Path(settings.VAR) / "log",
            addresses.publication(publication.pk),
            since=day.today() - LOOK_BACK,
            below=True,
        )
    )
    paths = [addresses.publication(publication.pk)]
    for version in publication.versions.all():
        paths.append(addresses.version(publication.pk, version.no))
        paths += [addresses.file(publication.pk, f.pk, f.name) for f in version.files.all()]
    context = {
        "publication": publication,
        "removal": next((r for r in publication.removals.all() if r.restored_at is None), None),
        "paths": list(dict.fromkeys(paths)),
        "dirty": [c for c in publication.channels.all() if c.cleaned_at is None],
        "clean": [c for c in publication.channels.all() if c.cleaned_at is not None],
        "visits": fetched[-MAX_VISITS:][::-1],
        "people_count": sum(not v.robot for v in fetched),
        "robot_count": sum(v.robot for v in fetched),
    }
    return shell.render(request, "publications/gone.html", context, refusal=refusal)


def _explain(request: HttpRequest, publication: Publication) -> None:
    reason, actor = posted.text(request, "reason"), actor_of(request)
    document = documents.of_publication(publication.pk)
    if document is not None:
        acts.explain_take_down(document, reason=reason, at=day.now(), actor=actor)
        return
    removal = next((r for r in publication.removals.all() if r.is_emergency and r.restored_at is None), None)
    if removal is None:
        raise BadInput(what="不能补办说明", why="没有等待说明的紧急撤下", remedy="请刷新页面")
    door.explain_take_down(removal, reason=reason, at=day.now(), actor=actor)


def version(request: HttpRequest, number: int, no: int) -> HttpResponseBase:
    """One wording as it went out; hiding an earlier one is done here. Reading a hidden one is logged."""
    publication = _found(request, number)
    actor = actor_of(request)
    row = desk.version(publication, no)
    if row is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            cause = posted.choice(request, "cause", HidingCause, "原因")
            door.hide_version(
                row, cause, reason=posted.text(request, "hide_reason"), on=day.today(), at=day.now(), actor=actor
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"第{no}版已隐藏，原网址、附件和版本对照都已打不开", to=_address(publication))
    hiding = getattr(row, "hiding", None)
    may_hide = any(actor.may(duty, over=publication.organ_id) for duty in door.MAY_HIDE)
    may_read = hiding is None or may_hide
    if hiding is not None and may_read:
        log.read("publishing.read_hidden", row, actor=actor, publication=publication.pk)
    context = {
        "publication": publication,
        "version": row,
        "hiding": hiding,
        "is_current": row.pk == publication.current_id,
        "may_hide": may_hide,
        "text": mark_safe(row.body_html) if may_read else "",
        "causes": list(HidingCause),
        "suspicion": next((s for s in desk.suspected(publication) if s.version.pk == row.pk), None),
    }
    return shell.render(request, "publications/version.html", context, refusal=refusal)


@require_POST
def act(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """Channels recorded and cleaned; withdrawal and restoration of what has no document (migrated)."""
    publication = _found(request, number)
    actor, now = actor_of(request), day.now()
    to = _address(publication)
    try:
        if name in channels.ACTS:
            sentence = channels.ACTS[name](request, publication, actor, now)
            to = posted.text(request, "to") if posted.text(request, "to").startswith(to) else f"{to}#channels"
        elif name == "withdraw" and documents.of_publication(publication.pk) is None:
            door.withdraw(
                publication,
                notice=posted.text(request, "notice"),
                reason=posted.text(request, "reason"),
                on=day.today(),
                at=now,
                actor=actor,
            )
            sentence = "已撤回，原地址上是告示"
        elif name == "restore" and documents.of_publication(publication.pk) is None:
            door.restore(publication, reason=posted.text(request, "reason"), at=now, actor=actor)
            sentence = "已恢复公开"
        else:
            raise Http404
    except RuleViolation as refusal:
        return show(request, publication, refusal=refusal)
    return shell.done(request, sentence, to=to)
