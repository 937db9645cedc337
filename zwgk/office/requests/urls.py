"""The addresses of requests for information, and which duties open them: whoever may have a part in one."""

from __future__ import annotations

from django.urls import URLPattern, path

from zwgk.office.access import View, charged
from zwgk.office.requests import (
    archive,
    bodies,
    case,
    clock,
    deciding,
    files,
    handling,
    identity,
    intake,
    mailing,
    papers,
    register,
    signing,
    statistics,
)
from zwgk.office.requests.acting import view_of
from zwgk.office.requests.acts import ACTS
from zwgk.rules.inforequest import HEAD, IN_REQUESTS

_DUTIES = tuple(sorted(IN_REQUESTS, key=str))


def of_requests(address: str, view: View, name: str) -> URLPattern:
    """A page for those who may have a part in a request; whose it is, is asked by the queries and the acts."""
    return path(address, charged(*_DUTIES)(view), name=name)


_N = "requests/<str:number>/"

REQUESTS = [
    of_requests("requests/", register.index, "requests"),
    of_requests("requests/register.xlsx", register.export, "request_register"),
    of_requests("requests/statistics/", statistics.page, "request_statistics"),
    of_requests("requests/statistics.xlsx", statistics.export, "request_statistics_table"),
    of_requests("requests/due.ics", register.due_days, "request_due_days"),
    of_requests("requests/many/", register.many, "requests_many"),
    of_requests("requests/new/", intake.page, "request_new"),
    of_requests("requests/mailing/", mailing.page, "request_mailing"),
    of_requests(_N, case.page, "request"),
    of_requests(f"{_N}clock/", clock.page, "request_clock"),
    of_requests(f"{_N}clock/explained.<str:form>", clock.explanation, "request_clock_explained"),
    of_requests(f"{_N}do/<str:act>/", view_of(ACTS), "request_act"),
    of_requests(f"{_N}decide/", deciding.page, "request_decide"),
    of_requests(f"{_N}preview.<str:form>", deciding.printed, "request_preview"),
    of_requests(f"{_N}sign/", signing.page, "request_sign"),
    of_requests(f"{_N}seal/", signing.seal, "request_seal"),
    of_requests(f"{_N}papers/", papers.page, "request_papers"),
    of_requests(f"{_N}papers/<int:pk>.<str:form>", papers.printed, "request_paper"),
    of_requests(f"{_N}sheets/<str:key>.<str:form>", papers.sheet, "request_sheet"),
    of_requests(f"{_N}identity/", identity.page, "request_identity"),
    of_requests(f"{_N}application.<str:form>", files.application, "request_application"),
    of_requests(f"{_N}files/<int:pk>/", files.kept, "request_file"),
    of_requests(f"{_N}materials/<int:pk>/remove/", handling.remove_material, "request_material_remove"),
    of_requests(f"{_N}remark/", handling.remark, "request_remark"),
    of_requests(f"{_N}archive/", archive.page, "request_archive"),
    path("settings/remedies/", charged(*HEAD)(bodies.index), name="remedies"),
    path("settings/remedies/<int:pk>/", charged(*HEAD)(bodies.page), name="remedy"),
]
