"""迁移后检查: how far migrated papers were looked through for personal information, and what somebody must look at."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.publishing import desk
from zwgk.publishing.actions.migrating import settle_finding
from zwgk.publishing.migration import scanning
from zwgk.rules.errors import RuleViolation

PAGE = "/migrations/"


def index(request: HttpRequest, refusal: RuleViolation | None = None) -> HttpResponseBase:
    """The migrations with their progress, below them what waits, the newest papers first."""
    actor = actor_of(request)
    context = {
        "migrations": scanning.migrations(),
        "page": scanning.listed(desk.visible_to(actor), request.GET.get("at", "")),
    }
    return shell.render(request, "migrated/index.html", context, refusal=refusal)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody looked at one of them and lets it stand, with a reason."""
    actor = actor_of(request)
    finding = scanning.finding(desk.visible_to(actor), pk)
    if finding is None:
        raise Http404
    try:
        settle_finding(finding, why=posted.text(request, "why"), actor=actor)
    except RuleViolation as refusal:
        return index(request, refusal)
    return shell.done(request, f"已核对《{finding.publication.title}》", to=PAGE)
