"""公开属性 and 送审: the wizard proposes, a person decides; what is missing is named before sending (S4-55, S2-27)."""

from __future__ import annotations

import re

import pytest

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.actions.submitting import PRECHECK
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def url(story: Story, page: str) -> str:
    return f"/documents/{story.document.matter.number}/{page}"


def test_the_wizard_proposes_with_reasons_and_changes_nothing(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(
        url(story, "attribute/"), {"ask": 1, "q-third_party": 1, "q-severable": 1, "q-own_interests": 1}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'<p class="big">\s*此件删减后公开\s*</p>', page)
    assert "《条例》第三十七条" in page
    assert story.fresh().disclosure == ""


def test_undecided_secrecy_leads_to_a_deferral_not_to_an_attribute(county: County, sign_in: SignIn) -> None:
    answer = sign_in(Duty.DRAFTER).post(url(draft(county), "attribute/"), {"ask": 1, "q-secrecy_doubt": 1})
    assert "先不公开：待定密" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"disclosure": "withheld", "ground_reason": "方案还在讨论，没有决定"}, "ground", id="没有依据"),
        pytest.param({"disclosure": "withheld", "ground_code": "process_info"}, "reason", id="没有理由"),
        pytest.param({"disclosure": "on_request"}, "reason", id="依申请公开没有理由"),
        pytest.param({}, "disclosure", id="没有选择"),
    ],
)
def test_what_the_law_does_not_carry_is_refused_at_its_field(
    county: County, sign_in: SignIn, fields: dict[str, str], field: str
) -> None:
    story = draft(county)
    answer = sign_in(Duty.DRAFTER).post(url(story, "attribute/"), fields)
    assert answer.status_code == 409
    assert f'id="{field}-say"' in answer.content.decode()
    assert story.fresh().disclosure == ""


def test_the_page_says_what_is_missing_before_sending(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    client = sign_in(Duty.DRAFTER)
    page = client.get(url(story, "send/")).content.decode()
    assert "没有标明公开属性" in page
    assert "还没有对现在这一稿做保密预审查" in page
    answer = client.post(url(story, "send/"), {"chain": "four"})
    assert answer.status_code == 409
    assert story.stage == "drafting"


def test_the_pre_review_needs_every_point(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose()
    client = sign_in(Duty.DRAFTER)
    codes = list(PRECHECK)
    answer = client.post(url(story, "send/"), {"precheck": 1, f"a-{codes[0]}": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "还有4项没有确认" in page
    assert not story.document.prechecks.exists()
    client.post(url(story, "send/"), {"precheck": 1, **{f"a-{code}": 1 for code in codes}})
    assert story.document.prechecks.count() == 1


def test_a_second_click_on_send_sends_once(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().precheck()
    client = sign_in(Duty.DRAFTER)
    assert client.post(url(story, "send/"), {"chain": "four"}).status_code == 302
    assert client.post(url(story, "send/"), {"chain": "four"}).status_code == 409
    assert story.document.matter.approvals.count() == 1


def test_an_unknown_countersigner_is_refused_at_the_field_with_what_was_typed(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().precheck()
    answer = sign_in(Duty.DRAFTER).post(url(story, "send/"), {"chain": "four", "countersigners": "不存在的局"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="countersigners-say"' in page
    assert story.stage == "drafting"


def test_a_paper_is_called_back_and_the_round_stays_on_record(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose(Disclosure.PUBLIC).submit()
    sign_in(Duty.DRAFTER).post(url(story, "do/recall/"), {"reason": "再改一处"})
    assert story.stage == "drafting"
    assert "第 1 轮" in sign_in(Duty.DRAFTER).get(url(story, "send/")).content.decode()
