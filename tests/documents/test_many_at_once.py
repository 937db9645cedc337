"""Many at once: each is judged by itself, and what failed says why (S1-46, S4-56)."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.documents import queries
from zwgk.documents.actions import batching
from zwgk.jobs import worker
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput

pytestmark = pytest.mark.django_db


def drafts(county: County, number: int, **head: object) -> list[Story]:
    return [draft(county, title=f"关于第{n}件事的通知", **head) for n in range(number)]


def states(batch: object) -> list[str]:
    return [item["state"] for item in batch.items]  # type: ignore[attr-defined]


def test_the_attribute_of_many_drafts_is_marked_with_one_entry(county: County) -> None:
    stories, actor = drafts(county, 3), county.actor(Duty.DRAFTER)
    before = Entry.objects.count()
    batch = batching.mark_many([s.fresh() for s in stories], Disclosure.PUBLIC, at=stories[0].now, actor=actor)
    assert states(batch) == ["done"] * 3
    assert {s.fresh().disclosure for s in stories} == {"public"}
    (entry,) = Entry.objects.order_by("pk")[before:]
    assert (entry.act, entry.details["number"], entry.details["manifest"]) == (
        "documents.mark_many",
        3,
        batch.manifest,
    )


def test_a_draft_that_may_not_bear_it_or_is_another_sections_stays_and_says_why(county: County) -> None:
    mine, normative = draft(county), draft(county, title="某某管理办法", is_normative=True)
    theirs = draft(county, title="隔壁的通知")
    theirs.document.matter.section = county.legal
    theirs.document.matter.handler = None
    theirs.document.matter.save()
    theirs.document.matter.waiting.all().delete()
    batch = batching.mark_many(
        [s.fresh() for s in (mine, normative, theirs)],
        Disclosure.ON_REQUEST,
        ground_reason="只供申请人使用的材料",
        at=mine.now,
        actor=county.actor(Duty.DRAFTER),
    )
    assert states(batch) == ["done", "failed", "failed"]
    assert "政策法规科承办" in batch.items[2]["why"]
    assert "规范性文件应当主动公开" in batch.items[1]["why"]
    assert normative.fresh().disclosure == ""


def test_drafts_of_several_kinds_none_or_too_many_are_refused(county: County) -> None:
    one, other, actor = draft(county), draft(county, kind="news", title="动态"), county.actor(Duty.DRAFTER)
    for documents in ([one.fresh(), other.fresh()], [], [one.fresh()] * 101):
        with nothing_changes(), pytest.raises(BadInput):
            batching.mark_many(documents, Disclosure.PUBLIC, at=one.now, actor=actor)


def test_many_go_out_in_the_background_and_one_that_may_not_says_why(county: County) -> None:
    good = [s.propose().signed().handed_over() for s in drafts(county, 2)]
    bad = draft(county, title="关于改过的通知").propose().signed().handed_over()
    bad.fresh().secrecy_reviews.all().delete()
    publisher = county.actor(Duty.PUBLISHER)
    batch = batching.publish_many([s.fresh() for s in (good[0], bad, good[1])], at=bad.now, actor=publisher)
    assert states(batch) == ["", "", ""]
    worker.drain(["slow"])
    batch.refresh_from_db()
    assert states(batch) == ["done", "failed", "done"]
    assert "没有对这一稿的保密审查结论" in batch.items[1]["why"]
    assert [s.stage for s in (*good, bad)] == ["published", "published", "to_publish"]
    assert batch.finished_at is not None
    assert queries.batch(publisher, batch.pk) == batch
    assert queries.batch(county.actor(Duty.OFFICE), batch.pk) is None


def test_done_twice_it_publishes_once(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    batch = batching.publish_many([story.fresh()], at=story.now, actor=county.actor(Duty.PUBLISHER))
    batching.run(batch.pk)
    with nothing_changes():
        batching.run(batch.pk)
    assert story.fresh().publication is not None
