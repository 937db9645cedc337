"""前置程序 in the browser: the checklist on the paper, refused without legality review, passed with it (S0-39)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.story import ALL_TICKS, Story, draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents import queries
from zwgk.rules.approval import Level
from zwgk.rules.duties import Duty
from zwgk.rules.normative import Review

pytestmark = pytest.mark.django_db


def rule(county: County) -> Story:
    return draft(county, title="清岚县商贸流通企业扶持办法", is_normative=True).propose()


def base(story: Story) -> str:
    return f"/documents/{story.document.matter.number}/"


def test_refused_without_a_legality_review_and_signed_with_it(county: County, sign_in: SignIn) -> None:
    story = rule(county).reviewed().submit("four")
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    leader = sign_in(Duty.LEADER)
    refused = leader.post(base(story) + "sign/", {"disclosure": "public"})
    assert refused.status_code == 409
    assert "规范性文件还没有完成：合法性审核、集体讨论" in refused.content.decode()
    assert story.stage == "leader"
    legal = sign_in(Duty.LEGAL)
    assert "政策法规岗位的审核意见" in legal.get(base(story) + "reviews/").content.decode()
    sent = legal.post(
        base(story) + "reviews/legality/",
        {
            "opinion": "符合上位法",
            "by": "政策法规科 白鹿鸣",
            "on": "2026-11-20",
            "file": SimpleUploadedFile("意见书.txt", "符合上位法".encode()),
        },
    )
    assert sent.status_code == 302
    row = queries.reviews(story.fresh())[Review.LEGALITY]
    assert (row.opinion, row.file.name if row.file else "") == ("符合上位法", "意见书.txt")
    sign_in(Duty.OFFICE).post(
        base(story) + "reviews/meeting/", {"meeting": "局长办公会", "opinion": "通过", "on": "2026-11-19"}
    )
    assert leader.post(base(story) + "sign/", {"disclosure": "public"}).status_code == 302
    assert story.stage == "numbering"


def test_what_is_left_out_is_said_at_its_field_and_what_was_typed_stays(county: County, sign_in: SignIn) -> None:
    story = rule(county)
    page = sign_in(Duty.DRAFTER).post(base(story) + "reviews/consultation/", {"link": "https://a.example/1"})
    assert page.status_code == 409
    html = page.content.decode()
    assert "起止日期没有填全" in html
    assert 'value="https://a.example/1"' in html
    assert not story.fresh().reviews.exists()


def test_the_papers_page_shows_the_checklist_only_where_it_applies(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.OFFICE)
    html = client.get(base(rule(county))).content.decode()
    assert "公平竞争审查" in html
    assert html.count("未办") == 4
    plain = draft(county, title="关于配套事项的通知")
    assert "前置程序" not in client.get(base(plain)).content.decode()
    assert "不需要前置程序" in client.get(base(plain) + "reviews/").content.decode()


def test_at_the_meeting_the_sign_bar_asks_which_and_when(county: County, sign_in: SignIn) -> None:
    story = rule(county).reviewed().submit("four_normative")
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.LEGAL)
    client = sign_in(Duty.OFFICE)
    assert "会议名称" in client.get(base(story)).content.decode()
    said = {"disclosure": "public", "words": "原则通过", "ticks": list(ALL_TICKS)}
    assert client.post(base(story) + "sign/", said).status_code == 409
    done = client.post(base(story) + "sign/", {**said, "meeting": "局长办公会第12次会议", "meeting_on": "2026-11-19"})
    assert done.status_code == 302
    assert story.stage == "secrecy"


def test_a_step_that_does_not_exist_is_a_sentence(county: County, sign_in: SignIn) -> None:
    story = rule(county)
    assert sign_in(Duty.LEGAL).post(base(story) + "reviews/nonsense/", {}).status_code == 409
