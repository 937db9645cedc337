"""清单以外: papers that are finally not public and stand in neither list; filed together in the background."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.documents import withheld_desk
from zwgk.documents.actions import withholding as acts
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.withheld import forms
from zwgk.people import today as day
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.errors import RuleViolation

ROOT = "/withheld/neither/"


def index(request: HttpRequest) -> HttpResponseBase:
    """What is in neither list, and the act that files it."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            organ = forms.organ(request, acts.LISTS_APART)
            run = acts.file_withheld(organ, at=day.now(), actor=actor)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, f"已开始，共 {run.total} 件", to=f"{ROOT}{run.pk}/")
    page = withheld_desk.in_neither(actor, request.GET.get("at", ""))
    context = {
        "page": page,
        "rows": [
            (row, Disclosure(row.disclosure), forms.ground_of(row.ground_code), Stage(row.matter.stage))
            for row in page.rows
        ],
        "organs": forms.organs(actor, acts.LISTS_APART),
        "chosen": posted.text(request, "organ") or str(actor.organ_id or ""),
        "runs": withheld_desk.runs(actor)[:5],
    }
    return shell.render(request, "withheld/neither.html", context, refusal=refusal)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a run is, and what it left out and why."""
    run = withheld_desk.run(actor_of(request), pk)
    if run is None:
        raise Http404
    context = {"run": run, "left": run.total - run.filed - run.failed}
    return shell.render(request, "withheld/filing.html", context)
