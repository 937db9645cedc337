"""A paper of the section next door does not exist for a drafter or a head: every address, for reading and sending."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.house.test_office_duties import _addresses
from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("duty", [Duty.DRAFTER, Duty.SECTION_HEAD, Duty.DISPATCHER, Duty.ASSESSOR], ids=str)
def test_every_address_of_a_paper_next_door_answers_404(county: County, sign_in: SignIn, duty: Duty) -> None:
    story = draft(county).propose()
    number = story.document.matter.number
    client = sign_in(duty, county.legal)
    client.get("/")  # the session is seen once before the rows are counted
    faults = []
    with nothing_changes():
        for name, address in _addresses(number):
            if not address.startswith(f"/documents/{number}/"):
                continue
            for method in (client.get, client.post):
                answer = method(address, {"title": "改了", "reason": "试一试"})
                if answer.status_code not in {404, 405}:
                    faults.append(f"{name} {answer.status_code}")
    assert faults == []
    assert number not in client.get("/documents/").content.decode()


def test_colleagues_open_what_is_published_and_are_offered_nothing_to_do(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    story.published()
    page = sign_in(Duty.DRAFTER, county.legal).get(f"/documents/{story.document.matter.number}/")
    assert page.status_code == 200
    assert "当前环节没有需要您办理的事项" in page.content.decode()
