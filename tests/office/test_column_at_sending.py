"""What goes out has its column when it is sent, not only when it is published; other papers need none."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from zwgk.documents.actions import submitting
from zwgk.documents.models import Document
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput

pytestmark = pytest.mark.django_db

REASON = {
    Disclosure.PUBLIC: {},
    Disclosure.REDACTED: {"ground_reason": "含个人手机号"},
    Disclosure.ON_REQUEST: {"ground_reason": "涉及资金测算，尚在论证"},
}


def without_column(county: County, disclosure: Disclosure) -> Story:
    story = draft(county).propose(disclosure, **REASON[disclosure])
    Document.objects.filter(pk=story.document.pk).update(column=None)
    return story.precheck()


@pytest.mark.parametrize("disclosure", [Disclosure.PUBLIC, Disclosure.REDACTED])
def test_a_paper_that_goes_out_is_not_sent_without_a_column(county: County, disclosure: Disclosure) -> None:
    story = without_column(county, disclosure)
    with pytest.raises(BadInput, match="还没有选择栏目") as refusal:
        submitting.submit(story.fresh(), chain_code="four", on=TODAY, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert (refusal.value.what, refusal.value.field) == ("不能送审", "column")
    assert refusal.value.remedy
    assert story.stage == "drafting"
    assert not story.fresh().matter.approvals.exists()


def test_a_paper_that_stays_inside_needs_no_column(county: County) -> None:
    assert without_column(county, Disclosure.ON_REQUEST).submit().stage == "section"


def test_the_page_names_the_column_and_leads_to_it(county: County, sign_in: SignIn) -> None:
    story = without_column(county, Disclosure.PUBLIC)
    base = f"/documents/{story.document.matter.number}/"
    answer = sign_in(Duty.DRAFTER).post(f"{base}send/", {"chain": "four"})
    assert answer.status_code == 409
    assert f'href="{base}edit/#column"' in answer.content.decode()
    assert story.stage == "drafting"
