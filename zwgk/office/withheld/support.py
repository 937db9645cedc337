"""对应清单: on which row of the lists a paper's 不公开 rests, before it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.documents import charge
from zwgk.documents.actions import withholding as acts
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.office.withheld import forms
from zwgk.people import today as day
from zwgk.publishing.withheld import queries
from zwgk.rules.document_flow import SIGNING, WRITING, Stage
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document


def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """The classes that hold, those that fit first; one is pointed to, or the paper is listed by itself."""
    document = found(request, number)
    if request.method != "POST":
        return _show(request, document)
    actor, today, now = actor_of(request), day.today(), day.now()
    try:
        if "apart" in request.POST:
            acts.list_apart(document, reason=posted.text(request, "apart_because"), on=today, at=now, actor=actor)
            sentence = "已逐件列入，签发后生效"
        else:
            pk = posted.must_number(request, "entry", "负面清单条目")
            entry = queries.in_force(document.organ_id, on=today).filter(pk=pk).first()
            if entry is None:
                raise BadInput(
                    what="没有指明清单条目", why="没有这个条目，或者它不在施行", remedy="请重新选择", field="entry"
                )
            acts.point_to_list(document, entry, on=today, at=now, actor=actor)
            sentence = f"已指明条目“{entry.name}”，签发后生效"
    except RuleViolation as refusal:
        return _show(request, document, refusal=refusal)
    return shell.done(request, sentence, to=f"{base(document)}withheld/")


def _show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor = actor_of(request)
    support = queries.ground_for(
        document.organ_id,
        ground_code=document.ground_code,
        on=day.today(),
        title=document.title,
        matter_id=document.matter_id,
    )
    fitting = {entry.pk for entry in support.entries}
    others = [row for row in queries.in_force(document.organ_id, on=day.today()) if row.pk not in fitting]
    open_now = Stage(document.matter.stage) in {*WRITING, *SIGNING} and document.disclosure == "withheld"
    context = {
        **head(request, document),
        "support": support,
        "others": [(row, forms.ground_of(row.ground_code)) for row in others],
        "may_point": open_now and charge.may(actor, acts.POINTS, document),
        "may_list": open_now and charge.may(actor, acts.LISTS_APART, document),
    }
    return shell.render(request, "withheld/support.html", context, refusal=refusal)
