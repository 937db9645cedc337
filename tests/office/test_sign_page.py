"""The signer's page: every level's opinion, the text, the sign bar; refusals at the field (S2-27, S4-56)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.documents.story import Story, draft
from tests.office.desk import SignIn, browser
from tests.people.factory import TODAY, County
from zwgk.approvals.models import Step
from zwgk.audit.models import Entry
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.release_checks import Gate, Point

pytestmark = pytest.mark.django_db

POINTS = [str(p) for p in Point]
GATES = [str(g) for g in Gate]


def url(story: Story, page: str = "") -> str:
    return f"/documents/{story.document.matter.number}/{page}"


def sent(county: County) -> Story:
    return draft(county).propose().submit()


def test_the_wording_follows_from_level_and_choice_and_a_change_is_marked(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose(Disclosure.ON_REQUEST, ground_reason="涉及资金测算，尚在论证").submit()
    sign_in(Duty.SECTION_HEAD).post(
        url(story, "sign/"), {"disclosure": "on_request", "ground_reason": "涉及资金测算，尚在论证"}
    )
    sign_in(Duty.OFFICE).post(
        url(story, "sign/"), {"disclosure": "public", "ticks": POINTS, "words": "补助标准关系群众利益"}
    )
    opinions = list(Step.objects.filter(state="signed").order_by("order").values_list("opinion", flat=True))
    assert opinions == ["同意此件依申请公开", "此件应公开发布。补助标准关系群众利益"]
    page = sign_in(Duty.SECRECY).get(url(story)).content.decode()
    assert "属性改动" in page
    assert page.index("此件依申请公开") < page.index("此件应公开发布")
    assert "补助标准关系群众利益" in page


def test_the_office_ticks_all_eight_points_or_nothing_is_signed(county: County, sign_in: SignIn) -> None:
    story = sent(county).sign(Level.SECTION)
    answer = sign_in(Duty.OFFICE).post(
        url(story, "sign/"), {"disclosure": "public", "ticks": POINTS[:3], "words": "我的话"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="ticks-say"' in page
    assert "内容是否准确" in page
    assert "我的话" in page, "what was typed is still there"
    assert page.count("checked") >= 4, "what was ticked is still ticked"
    assert story.stage == "office"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"disclosure": "public", "ticks": GATES}, "secrecy", id="没有结论"),
        pytest.param(
            {"disclosure": "public", "secrecy": "closed", "ticks": GATES}, "disclosure", id="结论与属性不一致"
        ),
        pytest.param({"disclosure": "public", "secrecy": "open", "ticks": GATES[:2]}, "ticks", id="五关没有过完"),
    ],
)
def test_the_secrecy_review_says_what_is_missing_at_its_field(
    county: County, sign_in: SignIn, fields: dict[str, object], field: str
) -> None:
    story = sent(county).sign(Level.SECTION).sign(Level.OFFICE)
    answer = sign_in(Duty.SECRECY).post(url(story, "sign/"), fields)
    assert answer.status_code == 409
    assert f'id="{field}-say"' in answer.content.decode()
    assert story.stage == "secrecy"


def test_a_paper_is_sent_back_only_with_an_opinion(county: County, sign_in: SignIn) -> None:
    story = sent(county)
    head = sign_in(Duty.SECTION_HEAD)
    refused = head.post(url(story, "return/"), {"opinion": " "})
    assert refused.status_code == 409
    assert 'id="opinion-say"' in refused.content.decode()
    assert story.stage == "section"
    head.post(url(story, "return/"), {"opinion": "第二段数据请核对"})
    assert story.stage == "returned"
    assert "第二段数据请核对" in sign_in(Duty.DRAFTER).get(url(story)).content.decode()


def test_a_text_other_than_the_one_on_the_screen_is_not_signed(county: County, sign_in: SignIn) -> None:
    story = sent(county)
    answer = sign_in(Duty.SECTION_HEAD).post(url(story, "sign/"), {"disclosure": "public", "digest": "f" * 64})
    assert answer.status_code == 409
    assert "不一致" in answer.content.decode()
    assert story.stage == "section"


def test_a_double_click_signs_once(county: County, sign_in: SignIn) -> None:
    story = sent(county)
    head = sign_in(Duty.SECTION_HEAD)
    assert head.post(url(story, "sign/"), {"disclosure": "public"}).status_code == 302
    assert head.post(url(story, "sign/"), {"disclosure": "public"}).status_code == 403
    assert story.stage == "office"
    assert Step.objects.filter(state="signed").count() == 1


def test_whose_turn_it_is_not_sees_no_bar_and_is_told_whose_it_is(county: County, sign_in: SignIn) -> None:
    story = sent(county)
    office = sign_in(Duty.OFFICE)
    assert "等您签" not in office.get(url(story)).content.decode()
    answer = office.post(url(story, "sign/"), {"disclosure": "public", "ticks": POINTS})
    assert answer.status_code == 403
    assert "科室负责人" in answer.content.decode()


def test_the_leader_cannot_publish_over_an_open_weighty_finding(county: County, sign_in: SignIn) -> None:
    story = draft(county, body="<p>咨询电话：贺明远13900000421。</p>").propose()
    story.check()
    story.submit().sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    leader = sign_in(Duty.DEPUTY)
    page = leader.get(url(story)).content.decode()
    assert "还有 1 处须处理" in page
    assert '<mark class="private"' in page
    answer = leader.post(url(story, "sign/"), {"disclosure": "public"})
    assert answer.status_code == 409
    assert "不能签发公开" in answer.content.decode()
    assert story.stage == "leader"


def test_a_deputy_signs_on_behalf_and_the_strip_says_so(county: County, sign_in: SignIn) -> None:
    story = sent(county)
    absent, deputy = county.post(Duty.SECTION_HEAD), county.post(Duty.INFORMANT)
    last = TODAY + timedelta(days=3)
    made = actions.delegate(absent, deputy, first=TODAY, last=last, reason="出差", actor=SYSTEM)
    drafter = sign_in(Duty.DRAFTER).get(url(story)).content.decode()
    assert f"等{absent.user.name}（今天由{deputy.user.name}代理）" in drafter
    client = browser(deputy)
    assert client.post(url(story, "sign/"), {"disclosure": "public"}).status_code == 403, "not under the own post"
    assert f"您今天代理 <b>{absent.user.name}</b>" in client.get("/").content.decode()
    client.post("/account/posts/", {"delegation": made.pk})
    client.post(url(story, "sign/"), {"disclosure": "public"})
    entry = Entry.objects.get(act="documents.sign")
    assert entry.by == f"县商务局商务运行科科长 {deputy.user.name}（代{absent.user.name}）"
    assert (entry.user_id, entry.post_id) == (deputy.user_id, absent.pk)
    assert entry.details["for_user"] == absent.user_id
    assert entry.details["delegation"] == made.pk
    assert f"代县商务局商务运行科科长 {absent.user.name}" in client.get(url(story)).content.decode()


def test_reading_a_paper_costs_the_same_whatever_its_length(county: County, sign_in: SignIn) -> None:
    short = draft(county).propose().submit()
    long = draft(county, title="关于长文的通知", body="<p>一段。</p>" * 60).propose().submit()
    head = sign_in(Duty.SECTION_HEAD)
    head.get(url(short))
    with CaptureQueriesContext(connection) as few:
        head.get(url(short))
    with CaptureQueriesContext(connection) as many:
        head.get(url(long))
    assert len(many) == len(few)
