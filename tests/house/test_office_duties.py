"""Every address of the office against every duty: who may open what is written here once more, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from tests.documents.story import draft
from tests.office.desk import browser, office_day, sign_in
from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.office.urls import urlpatterns
from zwgk.rules.duties import KEEPERS, Duty

__all__ = ["office_day", "sign_in"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_day")]

_CONTENT = set(Duty) - KEEPERS
_SITE = {Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE}
#: whoever has signed in: their own inbox, messages and account, and the list of settings that are theirs
EVERYBODYS = {
    *("inbox", "messages", "sign_in", "sign_out", "password", "posts", "me", "alive", "settings"),
    *("second_code", "second_factor", "stand_ins", "filters", "work", "work_done", "work_elsewhere"),
}
#: pages that belong to some; what is not named here belongs to all who have to do with content (三员 apart)
BELONGS_TO: dict[str, set[Duty]] = {
    "register": {Duty.OFFICE, Duty.ARCHIVIST, Duty.LEADER, Duty.DEPUTY},
    "book": {Duty.OFFICE, Duty.ARCHIVIST, Duty.LEADER, Duty.DEPUTY},
    "incoming": {Duty.OFFICE, Duty.DISPATCHER, Duty.ARCHIVIST},
    **{
        page: {Duty.ARCHIVIST, Duty.OFFICE}
        for page in (
            "archive",
            "archive_transfer",
            "archive_package",
            "archive_box",
            "archive_catalogue",
            "archive_shelf",
        )
    },
    "units": {Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.DISCLOSURE_OFFICE, Duty.INFORMANT},
    "unit": {Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.DISCLOSURE_OFFICE, Duty.INFORMANT},
    "add_unit": {Duty.SYSTEM_ADMIN},
    "organ_changes": _SITE,
    "organ_change": _SITE,
    "organ_change_new": {Duty.SYSTEM_ADMIN},
    "unit_import": {Duty.SYSTEM_ADMIN},
    "approval_chains": {Duty.SYSTEM_ADMIN},
    "approval_chain": {Duty.SYSTEM_ADMIN},
    "users": {Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN},
    "user_act": {Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN},
    "columns": {Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER},
    "column": {Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER},
    "column_act": {Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER},
    "calendars": _SITE,
    "calendar_file": _SITE,
    "packs": _SITE,
    "site": _SITE,
    "following": _SITE,
    "standing": {Duty.SECRECY, Duty.LEADER, Duty.DISCLOSURE_OFFICE},
    "jobs": {Duty.SYSTEM_ADMIN, Duty.AUDITOR},
    "log": {Duty.AUDITOR},
    "remedies": {Duty.OFFICE, Duty.DISCLOSURE_OFFICE},
    "remedy": {Duty.OFFICE, Duty.DISCLOSURE_OFFICE},
    "state": {Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDITOR},
}
#: who may have a part in a request for information; every page below /requests/ is theirs alone
REQUESTS = {
    *(Duty.OFFICE, Duty.DISPATCHER, Duty.INFORMANT, Duty.DISCLOSURE_OFFICE, Duty.DRAFTER, Duty.SECTION_HEAD),
    *(Duty.LEGAL, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER, Duty.ARCHIVIST),
}
#: they look at papers in their organ and have no part in one that is being drafted
ONLOOKERS = [Duty.ARCHIVIST, Duty.DISPATCHER, Duty.ASSESSOR, Duty.OPINION_OFFICER, Duty.EVALUATOR]


def _address(pattern: URLPattern, number: str) -> str:
    if "sha256" in str(pattern.pattern):
        return f"/files/{'0' * 64}.png"
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        whole = type(converter).__name__ == "IntConverter"
        sample = number if name == "number" and not whole else "1" if whole else "x"
        route = route.replace(f"<{'int' if whole else 'str'}:{name}>", sample)
    return f"/{route}"


def _addresses(number: str = "文2026-00001") -> Iterator[tuple[str, str]]:
    return ((pattern.name or "", _address(pattern, number)) for pattern in urlpatterns)


def _whose(name: str, address: str) -> set[Duty]:
    """The duties that open an address."""
    return BELONGS_TO.get(name) or (REQUESTS if address.startswith("/requests/") else _CONTENT)


def test_every_address_has_a_name_and_every_exception_exists() -> None:
    names = [name for name, _ in _addresses()]
    assert all(names)
    assert len(names) == len(set(names))
    assert set(names) >= EVERYBODYS | set(BELONGS_TO)


@pytest.mark.parametrize("duty", Duty, ids=str)
def test_every_address_refuses_whoever_has_not_the_duty(county: County, duty: Duty) -> None:
    """For reading and for sending; a refusal is a page (403), and nothing is entered in the log."""
    client: Client = browser(county.post(duty))
    client.raise_request_exception = True
    before = Entry.objects.count()
    faults = []
    for name, address in _addresses():
        if name in EVERYBODYS or duty in _whose(name, address):
            continue
        for method in (client.get, client.post):
            answer = method(address)
            if answer.status_code != 403:
                faults.append(f"{address} answers {answer.status_code}")
    assert faults == []
    assert Entry.objects.count() == before


@pytest.mark.parametrize("duty", ONLOOKERS, ids=str)
def test_an_onlooker_of_the_same_organ_changes_nothing_in_a_draft(county: County, duty: Duty) -> None:
    story = draft(county)
    client = browser(county.post(duty, county.bureau))
    before: Any = (Entry.objects.count(), story.stage, list(story.document.versions.values_list("pk", "digest")))
    for name, address in _addresses(story.document.matter.number):
        if address.startswith("/documents/") and name not in {"new"}:
            answer = client.post(address, {"title": "改了", "reason": "试一试", "confirm": "1", "body": "<p>改了</p>"})
            assert answer.status_code in {200, 302, 400, 403, 404, 405, 409, 422}, (name, answer.status_code)
    now = (Entry.objects.count(), story.stage, list(story.document.versions.values_list("pk", "digest")))
    assert now == before
