"""救济途径和机关代字: where decisions of each organ can be taken, and the word of its numbers; printed from now on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.inforequests import bodies
from zwgk.inforequests.actions import setting
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import actions as people
from zwgk.people import today as day
from zwgk.rules import remedies
from zwgk.rules.duties import Duty
from zwgk.rules.errors import RuleViolation
from zwgk.rules.remedies import Bodies, Standing, Way

if TYPE_CHECKING:
    from zwgk.people.models import Unit

ROOT = "/settings/remedies/"
#: who may also write the word of an organ's numbers
CODES = (Duty.DISCLOSURE_OFFICE,)


def index(request: HttpRequest) -> HttpResponse:
    """The organs in one's charge; those for which something is missing can be listed alone."""
    get = request.GET
    wanted = bodies.Filter(text=get.get("q", "").strip()[:60], only_missing="missing" in get)
    context = {
        "page": bodies.listed(actor_of(request), wanted, get.get("at", "")),
        "wanted": wanted,
        "missing": bodies.missing(actor_of(request)),
    }
    return shell.render(request, "requests/bodies.html", context)


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One organ: organ of 复议, court, address for 复议 online, word of the numbers; how the notices will read."""
    organ = bodies.organ(actor_of(request), pk)
    if organ is None:
        raise Http404
    if request.method != "POST":
        return _show(request, organ)
    actor = actor_of(request)
    try:
        setting.set_bodies(
            organ,
            standing=posted.choice(request, "standing", Standing, "机关层级"),
            reconsideration=posted.text(request, "reconsideration"),
            court=posted.text(request, "court"),
            online=posted.text(request, "online"),
            actor=actor,
        )
        code = posted.text(request, "code")
        if _may_code(request, organ) and code != organ.code:
            people.edit_unit(organ, code=code[:40], actor=actor)
    except RuleViolation as refusal:
        return _show(request, organ, refusal=refusal)
    return shell.done(request, f"已保存{organ}的救济途径，此后出具的答复照此印制", to=ROOT)


def _may_code(request: HttpRequest, organ: Unit) -> bool:
    return any(actor_of(request).may(duty, over=organ) for duty in CODES)


def _show(request: HttpRequest, organ: Unit, *, refusal: RuleViolation | None = None) -> HttpResponse:
    row = bodies.of(organ)
    today = day.today()
    context = {
        "organ": organ,
        "row": row,
        "standings": [(s, remedies.who_reconsiders(s), remedies.which_court(s)) for s in Standing],
        "notices": _notices(row.bodies, today) if row else [],
        "may_code": _may_code(request, organ),
        "sample": f"{organ.code}公开复〔{today.year}〕1号" if organ.code else "",
    }
    return shell.render(request, "requests/body.html", context, refusal=refusal)


def _notices(row: Bodies, on: date) -> list[tuple[str, str]]:
    kinds = ((Way.RECONSIDERATION_FIRST, "依第十四、十五、十六条不予公开的"), (Way.FREE, "其他答复"))
    return [(label, remedies.notice(way, row, on).text) for way, label in kinds]
