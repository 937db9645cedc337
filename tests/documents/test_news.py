"""动态、转载: three reviews by three people, no number, nothing handed over, a last proof (S3-55, 三审三校)."""

from __future__ import annotations

import pytest

from tests.documents.story import ALL_TICKS, Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.approvals.models import Chain
from zwgk.documents.actions import publishing, signing, submitting
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.people import actions as people
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import GateClosed

pytestmark = pytest.mark.django_db
REVIEWS = (Level.SECTION, Level.OFFICE, Level.SECRECY)


def news(county: County) -> Story:
    return draft(county, kind="news", title="我县举办消费促进活动", source="清岚县商务局")


def reviewed(county: County, disclosure: Disclosure = Disclosure.PUBLIC, **ground: str) -> Story:
    story = news(county).propose(disclosure, **ground).submit("three_reviews")
    for level in REVIEWS:
        story.sign(level)
    return story


def also(county: County, post_of: Duty, further: Duty) -> Actor:
    """The person who holds the first duty, acting under a second post that carries the other."""
    user = county.post(post_of).user
    return actor_for(people.appoint(user, county.office, "兼职", [further], actor=SYSTEM), today=TODAY)


def test_after_the_third_review_it_lies_with_the_publisher_and_its_time_to_publish_runs(county: County) -> None:
    story = reviewed(county)
    assert story.stage == "to_publish"
    matter = story.fresh().matter
    assert [(w.act, w.label, w.duty) for w in matter.waiting.all()] == [("documents.publish", "公开", "publisher")]
    assert [clock.kind for clock in matter.clocks.all()] == ["publish.deadline"]
    assert story.publish().title == "我县举办消费促进活动"


@pytest.mark.parametrize("disclosure", [Disclosure.WITHHELD, Disclosure.ON_REQUEST], ids=str)
def test_what_does_not_go_out_ends_without_a_clock(county: County, disclosure: Disclosure) -> None:
    story = news(county).propose(disclosure, ground_code="internal_affairs", ground_reason="只涉及本局内部安排")
    story.submit("three_reviews").sign(Level.SECTION).sign(Level.OFFICE)
    story.sign(Level.SECRECY)
    matter = story.fresh().matter
    assert (matter.stage, matter.waiting.count(), matter.clocks.count()) == ("not_published", 0, 0)


def test_nobody_reviews_twice_also_under_another_post(county: County) -> None:
    story = news(county).propose().submit("three_reviews").sign(Level.SECTION).sign(Level.OFFICE)
    twice = also(county, Duty.SECTION_HEAD, Duty.SECRECY)
    with nothing_changes(), pytest.raises(GateClosed, match="三审须由三个不同的人进行"):
        _sign_secrecy(story, twice)


def _sign_secrecy(story: Story, actor: Actor) -> None:
    signing.sign(
        story.fresh(),
        signing.Verdict(Disclosure.PUBLIC, ticks=ALL_TICKS, secrecy=SecrecyResult.OPEN),
        on=TODAY,
        at=story.now,
        actor=actor,
    )


def test_the_last_reviewer_is_not_the_last_proof_reader(county: County) -> None:
    story = reviewed(county)
    final = also(county, Duty.SECRECY, Duty.PUBLISHER)
    with nothing_changes(), pytest.raises(GateClosed, match="终审和终校不能是同一个人"):
        publishing.publish(story.fresh(), at=story.now, actor=final)
    with nothing_changes(), pytest.raises(GateClosed, match="终审和终校不能是同一个人"):
        publishing.schedule([story.fresh()], release_at=story.now.replace(hour=20), now=story.now, actor=final)


def test_a_planned_item_goes_out_proofed_by_who_planned_it(county: County) -> None:
    story = reviewed(county)
    at = story.now.replace(hour=20)
    rows = publishing.schedule([story.fresh()], release_at=at, now=story.now, actor=county.actor(Duty.PUBLISHER))
    published = publishing.release_planned([row.pk for row in rows], now=at)
    assert [p.title for p in published] == ["我县举办消费促进活动"]


def test_a_chain_of_two_levels_is_no_three_reviews(county: County) -> None:
    Chain.objects.create(
        organ=county.bureau,
        code="two",
        name="两级",
        steps=[{"level": "section", "duties": ["section_head"]}, {"level": "secrecy", "duties": ["secrecy"]}],
    )
    story = news(county).propose().precheck()
    with nothing_changes(), pytest.raises(GateClosed, match="所选流程只有2级"):
        submitting.submit(story.fresh(), chain_code="two", on=TODAY, at=story.now, actor=county.actor(Duty.DRAFTER))
