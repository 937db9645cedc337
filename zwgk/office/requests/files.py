"""Files of a request for those who may see it, and the form that was filled for the applicant, for signature."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.audit import acts as log
from zwgk.files import public, store
from zwgk.inforequests import queries, receiving
from zwgk.inforequests.actions import taking
from zwgk.inforequests.papers import form as forms
from zwgk.office.access import actor_of
from zwgk.office.files import pdf
from zwgk.office.requests.finding import case_of, found
from zwgk.people import today as day


def kept(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file of the case by its number; the log says who opened it."""
    file = receiving.file_of(found(request, number), pk)
    if file is None:
        raise Http404
    log.read("files.open", file, actor=actor_of(request))
    inline = file.mime in public.INLINE
    response = FileResponse(store.open_file(file), content_type=file.mime if inline else "application/octet-stream")
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
def application(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The application form as filled (代填的申请表), for signature; it names the applicant, so the log says so."""
    if form != "pdf":
        raise Http404
    case = case_of(request, number)
    closed = queries.why_not(case.request, "open_identity", case.actor)
    if closed is not None:
        raise closed
    who = taking.open_identity(case.request, reason="打印申请表供申请人签名", at=day.now(), actor=case.actor)
    return pdf(forms.pdf(case.request, who), f"申请表 {case.request.filing.number}.pdf")
