"""After the last signature: number and seal, the official paper as PDF, release now, on a day, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.documents import queries, renditions, texts
from zwgk.documents.actions import handing, publishing, releasing
from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents import redaction
from zwgk.office.documents.finding import base, found, head
from zwgk.office.files import pdf
from zwgk.people import today as day
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.errors import RuleViolation

if TYPE_CHECKING:
    from zwgk.documents.models import Document


def numbering(request: HttpRequest, number: str) -> HttpResponseBase:
    """编号用印: the next number of the year or a wanted free one, then the seal."""
    document = found(request, number)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            if "seal" in request.POST:
                copies = posted.must_number(request, "copies", "份数")
                handing.seal(document, copies=copies, on=day.today(), at=day.now(), actor=actor_of(request))
                return shell.done(request, "已用印，请移交发布", to=base(document))
            entry = handing.number(
                document,
                on=day.today(),
                actor=actor_of(request),
                code=posted.text(request, "code"),
                wanted=posted.number(request, "wanted", "序号"),
            )
            return shell.done(request, f"文号：{entry}", to=f"{base(document)}number/")
        except RuleViolation as found_:
            refusal = found_
    latest = queries.number_register(actor_of(request), year=day.today().year, size=8)
    context = {**head(request, document), "latest": latest.rows, "year": day.today().year}
    return shell.render(request, "documents/number.html", context, refusal=refusal)


def official(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The paper in the official layout, as PDF or Word."""
    document = found(request, number)
    paper = renditions.official(
        document,
        texts.working_text(document),
        attribute=Disclosure(document.disclosure) if document.disclosure else None,
    )
    if form == "pdf":
        return pdf(official_pdf(paper), f"{document.title}.pdf")
    response = pdf(official_docx(paper), f"{document.title}.docx")
    response["Content-Type"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return response


def release(request: HttpRequest, number: str) -> HttpResponseBase:
    """公开: what is still missing, then now, on a day, or together with others."""
    document = found(request, number)
    if request.method != "POST":
        return _show(request, document)
    actor = actor_of(request)
    try:
        if "plan" in request.POST:
            chosen = {int(pk) for pk in request.POST.getlist("with") if pk.isdigit()}
            others = [d for d in queries.waiting_release(actor) if d.pk in chosen and d.pk != document.pk]
            rows = publishing.schedule(
                [document, *others],
                release_at=posted.must_moment(request, "release_at", "公开时间"),
                now=day.now(),
                actor=actor,
            )
            at = rows[0].at.astimezone()
            together = f"，{len(rows)} 件同时公开" if len(rows) > 1 else ""
            return shell.done(request, f"已安排：{at:%Y-%m-%d %H:%M} 公开{together}", to=base(document))
        if "unplan" in request.POST:
            cancelled = publishing.unschedule(
                document, reason=posted.text(request, "unplan_reason"), at=day.now(), actor=actor
            )
            together = f"，一起安排的 {len(cancelled)} 件都取消了" if len(cancelled) > 1 else ""
            return shell.done(request, f"已取消定时公开{together}", to=base(document))
        publication = publishing.publish(
            document, at=day.now(), actor=actor, change_note=posted.text(request, "change_note")
        )
    except RuleViolation as refusal:
        return _show(request, document, refusal=refusal)
    return shell.done(request, "已公开", to=f"/publications/{publication.pk}/")


def _show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor = actor_of(request)
    hindrance: RuleViolation | None = None
    stage = Stage(document.matter.stage)
    if stage is Stage.TO_PUBLISH:
        try:
            releasing.must_be_releasable(document, on=day.today(), by=actor.signature)
            releasing.content_of(document)
        except RuleViolation as found_:
            hindrance = found_
    is_redacted = document.disclosure == Disclosure.REDACTED
    context = {
        **head(request, document),
        "hindrance": hindrance,
        "may": any(act.name in {"publish", "schedule"} for act in head(request, document)["acts"]),
        **(redaction.copy_of(document) if is_redacted else {}),
        "attachments": texts.outgoing_attachments(document),
        "others": [d for d in queries.waiting_release(actor)[:50] if d.pk != document.pk],
        "release": getattr(document, "release", None),
        "is_correction": document.publication_id is not None,
    }
    return shell.render(request, "documents/release.html", context, refusal=refusal)


def take_down(request: HttpRequest, number: str) -> HttpResponseBase:
    """紧急撤下 of a document: one act; what is gone is listed after it, the reason may follow."""
    document = found(request, number)
    if request.method == "POST":
        publishing.take_down(
            document, on=day.today(), at=day.now(), actor=actor_of(request), reason=posted.text(request, "reason")
        )
        return redirect(f"/publications/{document.publication_id}/gone/")
    return shell.render(
        request, "publications/take_down.html", {**head(request, document), "publication": document.publication}
    )
