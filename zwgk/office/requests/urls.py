"""The addresses of requests for information, and which duties open them: whoever may have a part in one."""

from __future__ import annotations

from django.urls import URLPattern, path

from zwgk.office.access import View, charged
from zwgk.office.requests import archive, case, clock, register
from zwgk.rules.inforequest import IN_REQUESTS

_DUTIES = tuple(sorted(IN_REQUESTS, key=str))


def of_requests(address: str, view: View, name: str) -> URLPattern:
    """A page for those who may have a part in a request; whose it is, is asked by the queries and the acts."""
    return path(address, charged(*_DUTIES)(view), name=name)


_N = "requests/<str:number>/"

REQUESTS = [
    of_requests("requests/", register.index, "requests"),
    of_requests("requests/register.xlsx", register.export, "request_register"),
    of_requests("requests/many/", register.many, "requests_many"),
    of_requests(_N, case.page, "request"),
    of_requests(f"{_N}clock/", clock.page, "request_clock"),
    of_requests(f"{_N}clock/explained.<str:form>", clock.explanation, "request_clock_explained"),
    of_requests(f"{_N}archive/", archive.page, "request_archive"),
]
