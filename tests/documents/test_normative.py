"""No 规范性文件 is signed with a step open; each is kept with opinion, reviewer, day and file (S0-39)."""

from __future__ import annotations

import io

import pytest

from tests.documents.story import ALL_TICKS, Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents import queries, receiving
from zwgk.documents.actions import drafting, reviewing, signing
from zwgk.matters import queries as matters
from zwgk.people.models import LocalRule
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.flow import WrongStage
from zwgk.rules.normative import Review, Told

pytestmark = pytest.mark.django_db
CHAIN = "four_normative"


def rule(county: County, **head: object) -> Story:
    return draft(county, title="清岚县商贸流通企业扶持办法", is_normative=True, **head).propose()


def sign_by_the_head(story: Story) -> None:
    signing.sign(
        story.fresh(),
        signing.Verdict(Disclosure.PUBLIC, ticks=ALL_TICKS),
        on=TODAY,
        at=story.tick(),
        actor=story.actor(Duty.LEADER),
    )


def test_with_all_four_steps_it_is_signed_and_published(county: County) -> None:
    story = rule(county).reviewed().submit(CHAIN)
    for level in (Level.SECTION, Level.OFFICE, Level.LEGAL, Level.MEETING, Level.SECRECY):
        story.sign(level)
    sign_by_the_head(story)
    assert reviewing.open_reviews(story.fresh()) == []
    assert matters.open_gates(story.fresh().matter) == []
    rows = queries.reviews(story.fresh())
    assert rows[Review.LEGALITY].opinion == "内容合法"
    assert rows[Review.LEGALITY].by == county.actor(Duty.LEGAL).signature
    assert (rows[Review.MEETING].meeting, rows[Review.MEETING].on) == ("局长办公会第12次会议", TODAY)
    assert story.handed_over().publish().is_normative


def test_over_a_chain_without_legality_review_it_is_not_signed(county: County) -> None:
    story = rule(county).reviewed().submit("four")
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    story.actor(Duty.LEADER)
    with nothing_changes(), pytest.raises(GateClosed, match="合法性审核、集体讨论"):
        sign_by_the_head(story)
    assert matters.open_gates(story.fresh().matter) == ["合法性审核", "集体讨论"]
    for review, told, duty in (
        (Review.LEGALITY, Told(opinion="内容合法", by="政策法规科 白鹿鸣", on=TODAY), Duty.LEGAL),
        (Review.MEETING, Told(opinion="原则通过", meeting="局长办公会", on=TODAY), Duty.OFFICE),
    ):
        reviewing.record(story.fresh(), review, told, at=story.tick(), actor=county.actor(duty))
    sign_by_the_head(story)
    assert story.stage == "numbering"


def test_legality_is_not_reviewed_before_the_public_was_asked(county: County) -> None:
    story = rule(county).submit(CHAIN).sign(Level.SECTION).sign(Level.OFFICE)
    county.actor(Duty.LEGAL)
    with nothing_changes(), pytest.raises(GateClosed, match="公开征求意见、公平竞争审查"):
        story.sign(Level.LEGAL)


def test_the_legality_review_says_something(county: County) -> None:
    story = rule(county).reviewed().submit(CHAIN).sign(Level.SECTION).sign(Level.OFFICE)
    county.actor(Duty.LEGAL)
    with nothing_changes(), pytest.raises(BadInput, match="没有写明意见"):
        story.sign(Level.LEGAL, words=" ")


def test_the_meeting_says_which_and_when(county: County) -> None:
    story = rule(county).reviewed().submit(CHAIN).sign(Level.SECTION).sign(Level.OFFICE).sign(Level.LEGAL)
    county.actor(Duty.OFFICE)
    for left_out in ({"meeting": ""}, {"meeting_on": None}, {"words": ""}):
        with nothing_changes(), pytest.raises(BadInput):
            story.sign(Level.MEETING, **left_out)


def test_a_step_that_was_not_passed_keeps_its_gate_open(county: County) -> None:
    story = rule(county).reviewed()
    told = Told(passed=False, opinion="第三条限定本地企业，妨碍公平竞争", by="商务运行科", on=TODAY)
    reviewing.record(story.fresh(), Review.FAIR_COMPETITION, told, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert Review.FAIR_COMPETITION in reviewing.open_reviews(story.fresh())
    assert "公平竞争审查" in matters.open_gates(story.fresh().matter)
    assert story.fresh().reviews.count() == 3


def test_a_changed_text_is_examined_and_discussed_again_but_not_asked_about_again(county: County) -> None:
    story = rule(county).reviewed().submit(CHAIN)
    for level in (Level.SECTION, Level.OFFICE, Level.LEGAL, Level.MEETING):
        story.sign(level)
    secrecy = county.actor(Duty.SECRECY)
    signing.return_(story.fresh(), opinion="第二条请再核", on=TODAY, at=story.tick(), actor=secrecy)
    document = story.fresh()
    drafting.save(
        document,
        title=document.title,
        body_html=document.draft.body_html + "<p>第九条　本办法有效期五年。</p>",
        revision=document.draft.revision,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    story.submit("four")
    assert reviewing.open_reviews(story.fresh()) == [Review.LEGALITY, Review.MEETING]
    assert matters.open_gates(story.fresh().matter) == ["合法性审核", "集体讨论"]


@pytest.mark.parametrize(
    ("review", "duty"),
    [(Review.LEGALITY, Duty.DRAFTER), (Review.MEETING, Duty.LEGAL), (Review.CONSULTATION, Duty.SECRECY)],
    ids=str,
)
def test_each_step_is_recorded_by_whose_it_is(county: County, review: Review, duty: Duty) -> None:
    story, actor = rule(county), county.actor(duty)
    told = Told(opinion="同意", by="某某", on=TODAY, meeting="会", why_not="依法不公开征求意见")
    with nothing_changes(), pytest.raises(NotAllowed):
        reviewing.record(story.fresh(), review, told, at=story.now, actor=actor)


def test_nothing_is_recorded_of_other_papers_or_after_signing(county: County) -> None:
    plain, actor = draft(county), county.actor(Duty.LEGAL)
    told = Told(opinion="内容合法", by="政策法规科 白鹿鸣", on=TODAY)
    with nothing_changes(), pytest.raises(BadInput, match="没有标为规范性文件"):
        reviewing.record(plain.fresh(), Review.LEGALITY, told, at=plain.now, actor=actor)
    plain.propose().signed()
    with nothing_changes(), pytest.raises(WrongStage):
        reviewing.record(plain.fresh(), Review.LEGALITY, told, at=plain.now, actor=actor)


def test_the_opinion_is_kept_as_a_file_and_never_goes_out(county: County) -> None:
    story = rule(county)
    actor = county.actor(Duty.LEGAL)
    file = receiving.opinion(
        story.fresh(), Review.LEGALITY, "合法性审核意见书.txt", io.BytesIO("内容合法".encode()), actor=actor
    )
    told = Told(opinion="内容合法", by="政策法规科 白鹿鸣", on=TODAY)
    row = reviewing.record(story.fresh(), Review.LEGALITY, told, at=story.tick(), actor=actor, file=file)
    assert row.file == file
    assert queries.file_for(county.actor(Duty.LEADER), file.pk) == file
    assert queries.file_for(county.actor(Duty.DRAFTER, county.legal), file.pk) is None
    assert not story.fresh().attachments.exists()


def test_the_figure_for_the_shortest_consultation_is_the_localitys_where_it_is_stricter(county: County) -> None:
    story, actor = rule(county), county.actor(Duty.DRAFTER)
    LocalRule.objects.create(unit=county.bureau, key="predecision.period_min", value=45, basis="本县规定")
    with nothing_changes(), pytest.raises(BadInput, match="不少于45日，现为31日"):
        story.reviewed()
    assert actor
