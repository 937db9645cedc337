"""Who opens what: every address refuses strangers and those without the duty; another organ's papers do not exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.office.urls import urlpatterns
from zwgk.rules.duties import KEEPERS, Duty

pytestmark = pytest.mark.django_db

SAMPLE: dict[str, Any] = {
    "number": "文2026-00001",
    "pk": 1,
    "row_pk": 1,
    "act": "keep",
    "code": "ABCDEFGHJK",
    "form": "pdf",
    "name": "channel",
    "sha256": "0" * 64,
    "suffix": "png",
}
OPEN = {"sign_in"}
#: what everybody who has signed in may open: their own inbox, messages, account, and the list of settings
EVERYBODYS = {"inbox", "messages", "sign_out", "password", "posts", "me", "alive", "settings"}
EVERYBODYS |= {"second_code", "second_factor", "stand_ins", "filters", "work", "work_done", "work_elsewhere"}


def addresses() -> list[tuple[str, str]]:
    """Every address of the office with made-up parts filled in."""
    found = []
    for pattern in urlpatterns:
        given = {name: SAMPLE.get(name, 1) for name in pattern.pattern.converters}
        if "publications" in str(pattern.pattern):
            given["number"] = 1
        if str(pattern.pattern).startswith("^files"):
            found.append((pattern.name or "", f"/files/{SAMPLE['sha256']}.png"))
            continue
        route = str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            kind = "int" if type(converter).__name__ == "IntConverter" else "str"
            route = route.replace(f"<{kind}:{name}>", str(given[name]))
        found.append((pattern.name or "", "/" + route))
    return found


ALL = addresses()


@pytest.mark.usefixtures("office_day")
@pytest.mark.parametrize(
    ("name", "address"), [a for a in ALL if a[0] not in OPEN], ids=[a[0] for a in ALL if a[0] not in OPEN]
)
def test_every_address_sends_a_stranger_to_sign_in(county: County, name: str, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/"), name


@pytest.mark.parametrize("keeper", sorted(KEEPERS, key=str))
def test_keepers_open_no_page_with_content(county: County, sign_in: SignIn, keeper: Duty) -> None:
    draft(county)
    client = sign_in(keeper)
    for name, address in ALL:
        if name in EVERYBODYS | OPEN or address.startswith("/settings/"):
            continue
        answer = client.get(address)
        assert answer.status_code == 403, (name, answer.status_code)
        assert "现在的岗位是" in answer.content.decode()


@pytest.mark.parametrize(
    ("duty", "allowed"),
    [
        (Duty.DRAFTER, set()),
        (Duty.PUBLISHER, {"columns", "column", "column_act"}),
        (Duty.SECRECY, {"standing"}),
        (
            Duty.DISCLOSURE_OFFICE,
            {
                *("columns", "column", "column_act", "standing", "units", "unit", "site", "following"),
                *("remedies", "remedy", "organ_changes", "organ_change", "calendars", "calendar_file", "packs"),
            },
        ),
        (Duty.AUDITOR, {"jobs", "log", "state"}),
        (Duty.SECURITY_ADMIN, {"units", "unit", "users", "user_act", "state"}),
    ],
    ids=lambda value: str(value) if isinstance(value, Duty) else "",
)
def test_settings_open_for_their_duties_only(county: County, sign_in: SignIn, duty: Duty, allowed: set[str]) -> None:
    client = sign_in(duty)
    for name, address in ALL:
        if not address.startswith("/settings/") or name == "settings":
            continue
        answer = client.get(address)
        assert (answer.status_code != 403) == (name in allowed), (name, answer.status_code)


def test_another_organs_paper_is_not_there_whatever_is_tried(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    base = f"/documents/{story.document.matter.number}/"
    client = sign_in(Duty.OFFICE, county.other)
    for page in ("", "edit/", "attribute/", "send/", "story/", "versions/", "paper/", "redact/", "release/", "defer/"):
        assert client.get(base + page).status_code == 404, page
    for act in ("sign/", "return/", "check/", "autosave/", "attachments/", "redact/mark/", "take-down/", "do/drop/"):
        assert client.post(base + act, {"title": "x", "reason": "x"}).status_code == 404, act
    assert story.stage == "drafting"


def test_a_wrong_number_looks_like_anothers_paper(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.OFFICE, county.other)
    there = client.get(f"/documents/{story.document.matter.number}/").content.decode()
    nowhere = client.get("/documents/文2026-09999/").content.decode()
    assert there.replace(story.document.matter.number, "N") == nowhere.replace("文2026-09999", "N")


def test_pages_carry_a_strict_policy_and_no_inline_script_or_style(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    for page in ("/", "/documents/", f"/documents/{story.document.matter.number}/edit/"):
        answer = client.get(page)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        html = answer.content.decode()
        assert " style=" not in html
        assert " onclick" not in html
        assert "<script>" not in html
        assert "http://" not in html.replace("http://www.w3.org", "")
