"""批量办理: the attribute of many drafts, the release of many papers, and what became of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import queries
from zwgk.documents.actions import batching
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import RuleViolation


@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """Begin with what was ticked in the list."""
    actor = actor_of(request)
    chosen = queries.chosen(actor, [int(pk) for pk in request.POST.getlist("document") if pk.isdigit()])
    try:
        if "publish" in request.POST:
            batch = batching.publish_many(chosen, at=day.now(), actor=actor)
        else:
            disclosure = posted.choice(request, "disclosure", Disclosure, "公开属性")
            is_public = disclosure is Disclosure.PUBLIC
            batch = batching.mark_many(
                chosen,
                disclosure,
                ground_code="" if is_public else posted.text(request, "ground_code"),
                ground_reason="" if is_public else posted.text(request, "ground_reason"),
                at=day.now(),
                actor=actor,
            )
    except RuleViolation as refusal:
        return shell.render(request, "documents/many.html", {"batch": None}, refusal=refusal)
    sentence = f"已提交：{batch.get_kind_display()} {len(batch.items)} 件"
    return shell.done(request, sentence, to=f"/documents/many/{batch.pk}/")


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each; while papers still go out the page asks again by itself."""
    batch = queries.batch(actor_of(request), pk)
    if batch is None:
        raise Http404
    there = queries.chosen(actor_of(request), [item["document"] for item in batch.items])
    numbers = {document.pk: document.matter.number for document in there}
    rows = [{**item, "number": numbers.get(item["document"], "")} for item in batch.items]
    context = {
        "batch": batch,
        "rows": rows,
        "done": sum(item["state"] == "done" for item in rows),
        "failed": sum(item["state"] == "failed" for item in rows),
        "left": sum(not item["state"] for item in rows),
    }
    return shell.render(request, "documents/many.html", context)
