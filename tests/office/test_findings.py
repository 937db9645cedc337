"""Findings beside the text: one click mends, a reason keeps, a second person confirms (S2-30)."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import Draft, Finding
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

BODY = "<p>各单位按照职责分工，各司其责。</p><p>联系人贺明远，电话13900000421。</p>"


def checked(county: County, sign_in: SignIn) -> Story:
    story = draft(county, body=BODY)
    sign_in(Duty.DRAFTER).post(f"/documents/{story.document.matter.number}/check/")
    return story


def url(story: Story, finding: Finding, act: str) -> str:
    return f"/documents/{story.document.matter.number}/findings/{finding.pk}/{act}/"


def test_one_click_puts_the_suggestion_into_the_text(county: County, sign_in: SignIn) -> None:
    story = checked(county, sign_in)
    typo = Finding.objects.get(kind="wording", suggestion="各司其职")
    sign_in(Duty.DRAFTER).post(url(story, typo, "mend"))
    assert "各司其职" in Draft.objects.get(document=story.document).body_html
    page = sign_in(Duty.DRAFTER).get(f"/documents/{story.document.matter.number}/edit/").content.decode()
    assert "已改" in page


def test_a_second_click_changes_nothing_more(county: County, sign_in: SignIn) -> None:
    story = checked(county, sign_in)
    typo = Finding.objects.get(kind="wording", suggestion="各司其职")
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, typo, "mend"))
    before = Draft.objects.get(document=story.document)
    assert client.post(url(story, typo, "mend")).status_code == 409
    assert Draft.objects.get(document=story.document).revision == before.revision


def test_a_weighty_place_is_kept_only_with_a_reason_and_a_second_person(county: County, sign_in: SignIn) -> None:
    story = checked(county, sign_in)
    phone = Finding.objects.get(kind="privacy")
    drafter = sign_in(Duty.DRAFTER)
    assert drafter.post(url(story, phone, "keep"), {"reason": ""}).status_code == 409
    phone.refresh_from_db()
    assert phone.state == "open"
    drafter.post(url(story, phone, "keep"), {"reason": "本人书面同意公开"})
    assert drafter.post(url(story, phone, "confirm")).status_code == 403
    phone.refresh_from_db()
    assert phone.state == "asked"
    sign_in(Duty.SECRECY).post(url(story, phone, "confirm"))
    phone.refresh_from_db()
    assert phone.state == "kept"
    assert "本人书面同意公开" in drafter.get(f"/documents/{story.document.matter.number}/").content.decode()


def test_the_full_number_of_a_person_is_never_shown_in_a_finding(county: County, sign_in: SignIn) -> None:
    story = checked(county, sign_in)
    page = sign_in(Duty.DRAFTER).get(f"/documents/{story.document.matter.number}/").content.decode()
    aside = page[page.index('<aside class="finding private"') :]
    assert "13900000421" not in aside[: aside.index("</aside>")]
