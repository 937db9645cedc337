"""Others who are asked for an opinion, by their link (征求意见); and whoever wants to know whether a paper is ours."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.inforequests import intake, opinions
from zwgk.inforequests.opinions import Answer
from zwgk.inforequests.papers import checks
from zwgk.people.today import now
from zwgk.portal import shell
from zwgk.portal.rates import limited
from zwgk.portal.requests import visits
from zwgk.portal.shell import Crumb
from zwgk.rules.errors import RuleViolation


@limited("opinion", 30, per=600)
def opinion(request: HttpRequest, token: str) -> HttpResponseBase:
    """``/gongkai/yijian/<token>/``: what is asked, until when, what silence means; answered once."""
    asked = opinions.asked_by(token, at=now())
    refusal: RuleViolation | None = None
    answer, reasons = request.POST.get("answer", ""), request.POST.get("reasons", "")[:10_000]
    is_sent = False
    if request.method == "POST" and asked is not None:
        chosen = next((one for one in Answer if str(one) == answer), Answer.SILENT)
        try:
            intake.answer_consultation(token, answer=chosen, reasons=reasons, at=now())
        except RuleViolation as refused:
            refusal = refused
        else:
            is_sent = True
    return visits.private(
        shell.page(
            request,
            "portal/requests/opinion.html",
            title="提出意见" if asked else "链接已经失效",
            section="request",
            crumbs=[Crumb("征求意见")],
            asked=asked,
            is_sent=is_sent,
            refusal=refusal,
            answer=answer,
            reasons=reasons,
            answers=[one for one in Answer if one is not Answer.SILENT],
            status=410 if asked is None else 400 if refusal else 200,
            robots=False,
        )
    )


@limited("genuine", 30, per=600)
def genuine(request: HttpRequest, code: str = "") -> HttpResponseBase:
    """``/yanzheng/[<code>/]``: whether a paper with this code is ours; nothing of the applicant."""
    typed = (code or request.GET.get("code", ""))[:40].strip()
    found = checks.find(typed) if typed else None
    return visits.private(
        shell.page(
            request,
            "portal/requests/genuine.html",
            title="文书验真",
            section="request",
            crumbs=[Crumb("文书验真")],
            typed=typed,
            found=found,
            status=404 if typed and found is None else 200,
            robots=False,
        )
    )
