"""What has gone wrong is said in Chinese with what, why and what next; nothing is shown of how we are built."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.documents.story import draft
from tests.office.desk import SignIn, browser
from tests.people.factory import County
from zwgk.office import inbox
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_an_address_that_never_was_gets_a_page_with_the_next_step(sign_in: SignIn) -> None:
    answer = sign_in(Duty.OFFICE).get("/no/such/page/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "怎么办" in page
    assert "urlpatterns" not in page


def test_a_fault_of_ours_is_a_page_without_details(
    county: County, office_day: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(county.post(Duty.OFFICE))
    client.raise_request_exception = False

    def broken(*args: Any) -> Any:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(inbox, "_grouped", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "操作没有生效" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_advice(county: County, office_day: None) -> None:
    story = draft(county)
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.post(Duty.DRAFTER).user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/documents/{story.document.matter.number}/edit/", {"title": "x", "revision": 1})
    assert answer.status_code == 403
    assert "复制已填写的内容" in answer.content.decode()
    assert story.fresh().title != "x"


def test_pages_are_kept_by_nobody_elses_cache(sign_in: SignIn) -> None:
    assert sign_in(Duty.OFFICE).get("/")["Cache-Control"] == "private, no-cache"


def test_a_matter_is_passed_to_a_colleague_of_the_same_organ_only(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    address = f"/documents/{story.document.matter.number}/story/"
    outside = county.post(Duty.DRAFTER, county.other)
    refused = client.post(address, {"to": outside.pk})
    assert refused.status_code == 409
    assert 'id="to-say"' in refused.content.decode()
    colleague = county.post(Duty.INFORMANT)
    client.post(address, {"to": colleague.pk, "why": "出差"})
    assert story.fresh().matter.handler_id == colleague.pk


def test_the_disclosure_office_reviews_a_policy_paper_that_shall_stay_unpublished(
    county: County, sign_in: SignIn
) -> None:
    story = draft(county, is_policy=True)
    base = f"/documents/{story.document.matter.number}/"
    fields = {"disclosure": "withheld", "ground_code": "process_info", "ground_reason": "方案还在讨论，没有决定"}
    drafter = sign_in(Duty.DRAFTER)
    assert drafter.post(f"{base}attribute/", fields).status_code == 409
    office = sign_in(Duty.DISCLOSURE_OFFICE)
    assert "公开工作机构审查" in office.get(base).content.decode()
    office.post(f"{base}do/review-policy/", {"opinion": "同意暂不公开"})
    assert drafter.post(f"{base}attribute/", fields).status_code == 302
    assert story.fresh().disclosure == "withheld"
