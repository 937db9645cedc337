"""The case on a page (案卷): head, stages, buttons, and the panels of the registry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from zwgk.office import shell
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.office.requests.panels import PANELS
from zwgk.rules.errors import RuleViolation

#: how a confirmation by one tap is entered (双方确认)
BY_PHONE = "电话联系申请人，双方确认收到申请"


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The case."""
    return show(request, case_of(request, number))


def show(request: HttpRequest, case: Case, *, refusal: RuleViolation | None = None) -> HttpResponse:
    """The case, perhaps with a refusal of what was tried on it."""
    shown: dict[str, list[dict[str, Any]]] = {"main": [], "side": []}
    for panel in PANELS:
        context = panel.of(case)
        if context is not None:
            shown[panel.place].append({"template": f"office/{panel.template}", "p": context})
    one_tap = BY_PHONE if "confirm" in case.moves else ""
    context = {**head(case), "main": shown["main"], "side": shown["side"], "one_tap": one_tap}
    return shell.render(request, "requests/case.html", context, refusal=refusal)
