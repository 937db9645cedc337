"""A planned release is cancelled with a reason; nothing goes out at the hour, and what was planned together stays
together.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.documents.story import MORNING, Story, draft
from tests.people.factory import County
from zwgk.audit import queries as log
from zwgk.documents import jobs
from zwgk.documents.actions import publishing
from zwgk.documents.models import Release
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db

HOUR = MORNING + timedelta(days=3)


def planned(county: County, *titles: str) -> tuple[list[Story], list[int]]:
    stories = [draft(county, title=title).propose().signed().handed_over() for title in titles]
    rows = publishing.schedule(
        [s.fresh() for s in stories], release_at=HOUR, now=stories[-1].tick(), actor=county.actor(Duty.PUBLISHER)
    )
    return stories, [row.pk for row in rows]


def test_the_waiting_job_of_a_cancelled_release_publishes_nothing(county: County) -> None:
    (story,), ids = planned(county, "关于定时公开的通知")
    publishing.unschedule(story.fresh(), reason="附件还要核对", at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    assert publishing.release_planned(ids, now=HOUR + timedelta(minutes=1)) == []
    jobs.overlooked()
    assert not Publication.objects.exists()
    assert story.stage == "to_publish"
    kept = log.story(story.document.matter_id).filter(act="documents.unschedule").get()
    assert kept.details["reason"] == "附件还要核对"


def test_a_cancelled_paper_can_still_go_out_by_hand_or_be_planned_anew(county: County) -> None:
    (story,), _ = planned(county, "关于改期公开的通知")
    publisher = county.actor(Duty.PUBLISHER)
    publishing.unschedule(story.fresh(), reason="改期", at=story.tick(), actor=publisher)
    publishing.schedule([story.fresh()], release_at=HOUR, now=story.tick(), actor=publisher)
    assert Release.objects.get().at == HOUR
    publishing.unschedule(story.fresh(), reason="马上公开", at=story.tick(), actor=publisher)
    assert story.publish().pk


def test_what_was_to_go_out_together_is_cancelled_together(county: County) -> None:
    (one, two), ids = planned(county, "关于办法的通知", "关于办法的解读")
    cancelled = publishing.unschedule(two.fresh(), reason="办法要改", at=two.tick(), actor=county.actor(Duty.PUBLISHER))
    assert {d.pk for d in cancelled} == {one.document.pk, two.document.pk}
    assert publishing.release_planned(ids, now=HOUR) == []
    assert not Publication.objects.exists()


@pytest.mark.parametrize("duty", [Duty.DRAFTER, Duty.SECRECY, Duty.OFFICE])
def test_only_the_publishing_post_cancels(county: County, duty: Duty) -> None:
    (story,), _ = planned(county, "关于定时公开的通知")
    with pytest.raises(NotAllowed, match="“发布”岗位"):
        publishing.unschedule(story.fresh(), reason="不公开了", at=story.tick(), actor=county.actor(duty))
    assert Release.objects.filter(done_at=None, at=HOUR).count() == 1


def test_a_cancellation_without_reason_or_without_plan_is_refused_and_changes_nothing(county: County) -> None:
    (story,), ids = planned(county, "关于定时公开的通知")
    publisher = county.actor(Duty.PUBLISHER)
    with pytest.raises(BadInput, match="没有写明原因"):
        publishing.unschedule(story.fresh(), reason="　", at=story.tick(), actor=publisher)
    assert Release.objects.filter(pk__in=ids).exists()
    publishing.release_planned(ids, now=HOUR)
    with pytest.raises(BadInput, match="没有等着公开的安排"):
        publishing.unschedule(story.fresh(), reason="晚了", at=story.tick(), actor=publisher)
    assert Release.objects.get().done_at is not None
    assert story.stage == "published"
