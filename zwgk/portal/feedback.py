"""对本页的反馈: the shelved page leads here, because it can carry no token of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from zwgk.people.today import now
from zwgk.portal import shell
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb
from zwgk.publishing import addresses, intake, queries
from zwgk.rules.errors import BadInput


@limited("feedback", 10, per=60, only="POST")
def feedback(request: HttpRequest, number: int) -> HttpResponseBase:
    """``/p/<number>/feedback``: was it understood, and a word on it; kept without name or address."""
    publication = queries.find(number)
    if publication is None:
        raise Http404
    form = request.POST if request.method == "POST" else request.GET
    understood, text = form.get("understood", ""), form.get("text", "")
    refusal: BadInput | None = None
    if request.method == "POST":
        try:
            if understood not in {"1", "0"}:
                raise BadInput(what="没有提交", why="没有选择是否看明白", remedy="请选一项再提交", field="understood")
            intake.leave_feedback(number, understood=understood == "1", text=text, at=now())
        except BadInput as error:
            refusal = error
        else:
            return redirect(f"{addresses.publication(number)}/feedback/thanks")
    return shell.page(
        request,
        "portal/document/feedback.html",
        title="对本页的反馈",
        section="open",
        crumbs=[Crumb("正文", addresses.publication(number)), Crumb("反馈")],
        publication=publication,
        understood=understood,
        text=text,
        refusal=refusal,
        most=intake.MAX_FEEDBACK,
        status=400 if refusal else 200,
        robots=False,
    )


def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """``/p/<number>/feedback/thanks``"""
    publication = queries.find(number)
    if publication is None:
        raise Http404
    return shell.page(
        request,
        "portal/document/thanks.html",
        title="已收到您的反馈",
        section="open",
        crumbs=[Crumb("正文", addresses.publication(number)), Crumb("反馈")],
        publication=publication,
        robots=False,
    )
