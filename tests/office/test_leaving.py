"""After signing: number, seal, hand-over, release; deferral, correction, withdrawal (S2-31, S4-72)."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents.models import Release
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def url(story: Story, page: str = "") -> str:
    return f"/documents/{story.document.matter.number}/{page}"


def test_the_seal_waits_for_the_number(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed()
    office = sign_in(Duty.OFFICE)
    refused = office.post(url(story, "number/"), {"seal": 1, "copies": "3"})
    assert refused.status_code == 409
    assert "还没有编号" in refused.content.decode()
    assert story.stage == "numbering"
    bad = office.post(url(story, "number/"), {"code": "清商", "wanted": "第三"})
    assert 'id="wanted-say"' in bad.content.decode()
    office.post(url(story, "number/"), {"code": "清商"})
    office.post(url(story, "number/"), {"seal": 1, "copies": "3"})
    assert story.stage == "handover"


def test_a_number_in_use_is_refused_at_the_field(county: County, sign_in: SignIn) -> None:
    draft(county).published()
    story = draft(county, title="关于另一件事的通知").propose().signed()
    answer = sign_in(Duty.OFFICE).post(url(story, "number/"), {"code": "清商", "wanted": "1"})
    assert answer.status_code == 409
    assert "已经用过" in answer.content.decode()
    assert story.fresh().doc_number == ""


def test_a_double_click_publishes_once(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed().handed_over()
    publisher = sign_in(Duty.PUBLISHER)
    first, second = publisher.post(url(story, "release/")), publisher.post(url(story, "release/"))
    assert first["Location"] == second["Location"]
    assert Publication.objects.count() == 1


def test_what_hinders_a_release_is_said_before_anybody_presses(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed().handed_over()
    type(story.document).objects.filter(pk=story.document.pk).update(title="签发后改过的标题的通知")
    publisher = sign_in(Duty.PUBLISHER)
    page = publisher.get(url(story, "release/")).content.decode()
    assert "现在还不能公开" in page
    assert "在签发之后有改动" in page
    assert publisher.post(url(story, "release/")).status_code == 409
    assert not Publication.objects.exists()


def test_who_does_not_publish_sees_whose_it_is(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed().handed_over()
    drafter = sign_in(Duty.DRAFTER)
    assert "由本机关的“发布”岗位办理" in drafter.get(url(story, "release/")).content.decode()
    assert drafter.post(url(story, "release/")).status_code == 403
    assert not Publication.objects.exists()


def test_two_papers_are_planned_to_go_out_together(county: County, sign_in: SignIn) -> None:
    one = draft(county).propose().signed().handed_over()
    two = draft(county, title="关于配套事项的通知").propose().signed().handed_over()
    publisher = sign_in(Duty.PUBLISHER)
    past = publisher.post(url(one, "release/"), {"plan": 1, "release_at": "2026-11-19T09:00"})
    assert 'id="release_at-say"' in past.content.decode()
    assert not Release.objects.exists()
    publisher.post(url(one, "release/"), {"plan": 1, "release_at": "2026-11-23T09:00", "with": [two.document.pk]})
    rows = list(Release.objects.all())
    assert {row.document_id for row in rows} == {one.document.pk, two.document.pk}
    assert len({row.group for row in rows}) == 1
    assert "已安排 2026-11-23 09:00 公开" in publisher.get(url(one)).content.decode()


def test_a_deferral_has_its_referral_and_day_or_is_refused(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().submit()
    secrecy = sign_in(Duty.SECRECY)
    fields = {"kind": "secrecy_undecided", "reason": "是否涉密不能确定", "follow_up_on": "2026-11-27"}
    refused = secrecy.post(url(story, "defer/"), fields)
    assert 'id="referred_to-say"' in refused.content.decode()
    assert "是否涉密不能确定" in refused.content.decode()
    assert story.stage == "section"
    secrecy.post(url(story, "defer/"), {**fields, "referred_to": "县国家保密局"})
    assert story.stage == "deferred"
    assert "已报县国家保密局确定" in secrecy.get(url(story)).content.decode()
    secrecy.post(url(story, "do/end-deferral/"), {"outcome": "不属于国家秘密"})
    assert story.stage == "drafting"


def test_a_correction_goes_the_whole_way_again_with_a_note(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    publication = story.published()
    drafter = sign_in(Duty.DRAFTER)
    assert drafter.post(url(story, "do/amend/"), {"reason": ""}).status_code == 409
    drafter.post(url(story, "do/amend/"), {"reason": "时间写错"})
    assert story.stage == "drafting"
    publication.refresh_from_db()
    assert publication.state == "live", "the old wording stays public meanwhile"
    drafter.post(
        url(story, "edit/"),
        {
            "title": story.document.title,
            "body": "<p>改正后的时间是上午九时。</p>",
            "revision": story.fresh().draft.revision,
        },
    )
    story.signed()
    sign_in(Duty.OFFICE).post(url(story, "number/"), {"seal": 1, "copies": 1})


def test_a_withdrawal_needs_a_notice_and_can_be_undone(county: County, sign_in: SignIn) -> None:
    story = draft(county)
    publication = story.published()
    publisher = sign_in(Duty.PUBLISHER)
    refused = publisher.post(url(story, "do/withdraw/"), {"notice": "", "reason": "内容要核实"})
    assert 'id="notice-say"' in refused.content.decode()
    assert "内容要核实" in refused.content.decode()
    publication.refresh_from_db()
    assert publication.state == "live"
    publisher.post(url(story, "do/withdraw/"), {"notice": "本件因核实内容已撤回。", "reason": "内容要核实"})
    publication.refresh_from_db()
    assert publication.state == "withdrawn"
    publisher.post(url(story, "do/restore/"), {"reason": "核实无误，局长批准"})
    publication.refresh_from_db()
    assert publication.state == "live"


def test_an_unknown_small_act_is_not_there(county: County, sign_in: SignIn) -> None:
    assert sign_in(Duty.OFFICE).get(url(draft(county), "do/explode/")).status_code == 404


def test_the_story_draws_the_clock_as_a_calendar_and_keeps_remarks(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed().handed_over()
    client = sign_in(Duty.DRAFTER)
    client.post(url(story, "story/"), {"text": "附表请财务科再看一眼"})
    refused = client.post(url(story, "story/"), {"text": ""})
    assert 'id="text-say"' in refused.content.decode()
    page = client.get(url(story, "story/")).content.decode()
    assert "附表请财务科再看一眼" in page
    assert "起算 · 不计" in page
    assert '<b class="nth">20</b>' in page
    assert "签署意见：领导签发，此件公开发布" in page


def test_a_planned_release_is_cancelled_on_its_page_with_a_reason(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose().signed().handed_over()
    publisher = sign_in(Duty.PUBLISHER)
    publisher.post(url(story, "release/"), {"plan": 1, "release_at": "2026-11-23T09:00"})
    assert "改期或取消" in publisher.get(url(story)).content.decode()
    refused = publisher.post(url(story, "release/"), {"unplan": 1, "unplan_reason": ""})
    assert refused.status_code == 409
    assert 'id="unplan_reason-say"' in refused.content.decode()
    assert sign_in(Duty.DRAFTER).post(url(story, "release/"), {"unplan": 1, "unplan_reason": "改期"}).status_code == 403
    assert Release.objects.count() == 1
    publisher.post(url(story, "release/"), {"unplan": 1, "unplan_reason": "附件要换"})
    assert not Release.objects.exists()
    assert "已安排" not in publisher.get(url(story, "release/")).content.decode()


def test_the_page_says_how_many_were_cancelled_together(county: County, sign_in: SignIn) -> None:
    one = draft(county).propose().signed().handed_over()
    two = draft(county, title="关于配套事项的通知").propose().signed().handed_over()
    publisher = sign_in(Duty.PUBLISHER)
    publisher.post(url(one, "release/"), {"plan": 1, "release_at": "2026-11-23T09:00", "with": [two.document.pk]})
    said = publisher.post(url(two, "release/"), {"unplan": 1, "unplan_reason": "改期"}, follow=True)
    assert "一起安排的 2 件都取消了" in said.content.decode()
    assert not Release.objects.exists()
