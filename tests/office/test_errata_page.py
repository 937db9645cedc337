"""勘误 on its page: exact words found once, proposed by one, approved from the inbox by another; figures refused."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import Erratum
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db

BODY = "<p>请各科室认真组织实施。</p><p>办理时间为每个工作日上午八时，咨询电话0990-1234567。</p><p>请按时报道。</p>"
SLIP = {"old_text": "报道", "new_text": "报到", "reason": "错别字"}


def out(county: County) -> tuple[Story, Publication]:
    story = draft(county, body=BODY)
    return story, story.published()


def url(story: Story, page: str = "errata/") -> str:
    return f"/documents/{story.document.matter.number}/{page}"


def public_text(publication: Publication) -> str:
    fresh = Publication.objects.select_related("current").get(pk=publication.pk)
    assert fresh.current is not None
    return fresh.current.body_html


def test_a_slip_is_proposed_by_one_and_approved_by_another_from_the_inbox(county: County, sign_in: SignIn) -> None:
    story, publication = out(county)
    publisher, office = sign_in(Duty.PUBLISHER), sign_in(Duty.OFFICE)
    assert f'href="{url(story)}"' in publisher.get(url(story, "")).content.decode(), "the button on the paper"
    publisher.post(url(story), SLIP)
    assert "报道" in public_text(publication), "nothing goes out before the second person"
    assert "核准勘误" in office.get("/").content.decode()
    row = Erratum.objects.get()
    assert f'name="approve" value="{row.pk}"' in office.get(url(story)).content.decode()
    office.post(url(story), {"approve": row.pk})
    assert "请按时报到" in public_text(publication)
    assert "报道" not in public_text(publication)
    assert "核准勘误" not in office.get("/").content.decode()
    assert "已核准" in publisher.get(url(story)).content.decode()


def test_nobody_approves_an_own_proposal(county: County, sign_in: SignIn) -> None:
    story, publication = out(county)
    office = sign_in(Duty.OFFICE)
    office.post(url(story), SLIP)
    row = Erratum.objects.get()
    assert "由另一位同事核准" in office.get(url(story)).content.decode()
    answer = office.post(url(story), {"approve": row.pk})
    assert answer.status_code == 403
    assert "提出人不能核准自己的勘误" in answer.content.decode()
    row.refresh_from_db()
    assert row.approved_at is None
    assert "报道" in public_text(publication)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"old_text": "没有的字"}, "old_text", id="公开的正文里没有"),
        pytest.param({"old_text": "请"}, "old_text", id="出现不止一次"),
        pytest.param({"old_text": ""}, "old_text", id="没有写原文"),
        pytest.param({"old_text": "八时", "new_text": "九时"}, "new_text", id="涉及时间"),
        pytest.param({"old_text": "1234567", "new_text": "1234568"}, "new_text", id="涉及号码"),
        pytest.param({"new_text": "报" * 31}, "new_text", id="超过三十字"),
        pytest.param({"reason": ""}, "reason", id="没有说明"),
    ],
)
def test_what_is_no_slip_is_refused_at_its_field_and_kept_typed(
    county: County, sign_in: SignIn, changed: dict[str, str], field: str
) -> None:
    story, publication = out(county)
    answer = sign_in(Duty.PUBLISHER).post(url(story), {**SLIP, **changed})
    assert answer.status_code == 409
    assert f'id="{field}-say"' in answer.content.decode()
    assert not Erratum.objects.exists()
    assert "报道" in public_text(publication)


def test_who_neither_publishes_nor_keeps_the_office_proposes_nothing(county: County, sign_in: SignIn) -> None:
    story, _ = out(county)
    assert sign_in(Duty.DRAFTER).post(url(story), SLIP).status_code == 403
    assert not Erratum.objects.exists()
