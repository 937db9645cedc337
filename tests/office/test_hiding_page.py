"""Hiding an earlier wording, and reading it afterwards; the emergency brake wherever something is out."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.publishing.cases_leaving import corrected_to
from zwgk.audit.models import Entry
from zwgk.documents.actions import handing, publishing
from zwgk.files import body
from zwgk.publishing.models import Hiding, Publication
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

LEAK = "13912340421"


def leaked(county: County) -> Publication:
    publication = draft(county).published()
    publication = corrected_to(publication, body.sanitise(f"<p>联系人手机{LEAK}。</p>"), "补充")
    return corrected_to(publication, body.sanitise("<p>联系电话见附件。</p>"), "更正")


def test_the_page_offers_to_hide_and_the_inbox_leads_there(county: County, sign_in: SignIn) -> None:
    publication = leaked(county)
    publisher = sign_in(Duty.PUBLISHER)
    assert "旧版本可能泄露信息，请隐藏" in publisher.get("/").content.decode()
    page = publisher.get(f"/publications/{publication.pk}/").content.decode()
    assert "139****0421" in page
    assert LEAK not in page
    address = f"/publications/{publication.pk}/versions/2/"
    assert address in page
    refused = publisher.post(address, {"cause": "personal", "hide_reason": ""})
    assert refused.status_code == 409
    assert 'id="hide_reason-say"' in refused.content.decode()
    assert publisher.post(address, {"cause": "personal", "hide_reason": "误列，局长批准"}).status_code == 302
    assert Hiding.objects.get().version.no == 2
    assert "更正之后，旧版本仍可查看" not in publisher.get(f"/publications/{publication.pk}/").content.decode()


def test_reading_a_hidden_wording_is_for_some_and_logged(county: County, sign_in: SignIn) -> None:
    publication = leaked(county)
    address = f"/publications/{publication.pk}/versions/2/"
    publisher, drafter = sign_in(Duty.PUBLISHER), sign_in(Duty.DRAFTER)
    assert LEAK in drafter.get(address).content.decode()  # it is public still
    publisher.post(address, {"cause": "personal", "hide_reason": "误列，局长批准"})
    assert not Entry.objects.filter(act="publishing.read_hidden").exists()
    assert LEAK not in drafter.get(address).content.decode()
    assert not Entry.objects.filter(act="publishing.read_hidden").exists()
    assert LEAK in publisher.get(address).content.decode()
    assert Entry.objects.get(act="publishing.read_hidden").object_id == str(publication.versions.get(no=2).pk)


def test_the_brake_is_offered_in_the_middle_of_a_correction(county: County, sign_in: SignIn) -> None:
    """S4-73: on the paper's page, the publication's page, the list and in the search."""
    story = draft(county, title="关于供暖收费的通知")
    publication = story.published()
    publishing.amend(story.fresh(), reason="数字有误", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    head = sign_in(Duty.SECTION_HEAD)
    assert "/take-down/" in head.get(f"/documents/{story.document.matter.number}/").content.decode()
    brake = f"/publications/{publication.pk}/take-down/"
    for page in (f"/publications/{publication.pk}/", "/publications/", "/search/?q=供暖收费"):
        assert brake in head.get(page).content.decode(), page
    head.post(f"/documents/{story.document.matter.number}/take-down/")
    publication.refresh_from_db()
    assert publication.state == "taken_down"


def test_what_was_never_public_offers_neither_correction_nor_withdrawal(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose(
        Disclosure.WITHHELD, ground_code="process_info", ground_reason="本件是磋商过程中的往来信函，事项尚未议定"
    )
    story.signed()
    handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    handing.seal(story.fresh(), copies=5, on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    handing.archive(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.ARCHIVIST))
    page = sign_in(Duty.PUBLISHER).get(f"/documents/{story.document.matter.number}/").content.decode()
    for name in ("do/amend/", "do/withdraw/", "errata/", "take-down/"):
        assert name not in page
