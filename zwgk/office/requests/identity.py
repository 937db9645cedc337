"""申请人信息: masked everywhere; opened in full here, with a reason, and logged each time."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.inforequests import queries
from zwgk.inforequests.actions import taking
from zwgk.office import posted, shell
from zwgk.office.requests import case as pages
from zwgk.office.requests.finding import case_of, head
from zwgk.people import today as day
from zwgk.rules.errors import RuleViolation

#: reasons that come up every day; another is written out
REASONS = ("核对身份证明", "与申请人联系确认收到申请", "邮寄答复，填写收件人", "制作答复文书")


@never_cache
def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """Ask for the reason, then show name, proof, contact and the pictures of the proof."""
    case = case_of(request, number)
    closed = queries.why_not(case.request, "open_identity", case.actor)
    if closed is not None:
        return pages.show(request, case, refusal=closed)
    context: dict[str, Any] = {"reasons": REASONS}
    refusal: RuleViolation | None = None
    if request.method == "POST":
        reason = posted.text(request, "reason") or posted.text(request, "other")
        try:
            who = taking.open_identity(case.request, reason=reason, at=day.now(), actor=case.actor)
            context |= {"who": who, "reason": reason}
            if posted.flag(request, "proofs"):
                rows = taking.open_proofs(case.request, reason=reason, at=day.now(), actor=case.actor)
                context["proofs"] = [
                    (mime, f"data:{mime};base64,{base64.b64encode(data).decode()}") for mime, data in rows
                ]
        except RuleViolation as found:
            refusal = found
    return shell.render(request, "requests/identity.html", {**head(case), **context}, refusal=refusal)
