"""A signed paper whose text must change goes back to its drafter, and what let it out falls (先审查、后公开; S4-56)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents.actions import drafting, handing, publishing, reworking
from zwgk.documents.models import Release
from zwgk.matters import queries as matters
from zwgk.people.models import LocalRule
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.flow import WrongStage
from zwgk.search.models import IndexChange

pytestmark = pytest.mark.django_db
EVENING = timezone.make_aware(datetime(2026, 11, 20, 20, 0))  # noqa: DTZ001


def waiting(county: County) -> Story:
    return draft(county).propose().signed().handed_over()


def take_back(story: Story) -> None:
    reworking.take_back(
        story.fresh(), reason="附件表格有误", on=TODAY, at=story.tick(), actor=story.actor(Duty.PUBLISHER)
    )


def mend(story: Story) -> None:
    document = story.fresh()
    drafting.save(
        document,
        title=document.title,
        body_html=document.draft.body_html + "<p>附件以本次为准。</p>",
        revision=document.draft.revision,
        at=story.tick(),
        actor=story.actor(Duty.DRAFTER),
    )


def test_it_lies_with_its_drafter_again_and_nothing_lets_it_out(county: County) -> None:
    story = waiting(county)
    take_back(story)
    document = story.fresh()
    assert (document.matter.stage, document.disclosure_decided_on, document.signed_on) == ("returned", None, None)
    assert [w.label for w in matters.inbox(county.actor(Duty.DRAFTER))] == ["修改（签发后退回）"]
    with nothing_changes(), pytest.raises(WrongStage):
        story.publish()


def test_mended_it_is_reviewed_signed_sealed_and_handed_over_again_under_its_own_number(county: County) -> None:
    story = waiting(county)
    number = story.fresh().doc_number
    take_back(story)
    mend(story)
    story.signed()
    assert story.stage == "numbering"
    assert [w.label for w in matters.inbox(county.actor(Duty.OFFICE))] == ["重新用印"]
    with nothing_changes(), pytest.raises(BadInput, match="已编为"):
        handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    handing.seal(story.fresh(), copies=12, on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    handing.hand_over(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert story.fresh().sealing.copies == 12
    publication = story.publish()
    assert publication.doc_number == number
    assert publication.current is not None
    assert "附件以本次为准" in publication.current.body_html


def test_the_old_signatures_do_not_carry_the_new_text(county: County) -> None:
    story = waiting(county)
    take_back(story)
    mend(story)
    story.submit().sign(Level.SECTION).sign(Level.OFFICE)
    with nothing_changes(), pytest.raises(WrongStage):
        story.publish()
    assert story.fresh().matter.approvals.filter(state="approved").count() == 1


def test_the_time_to_publish_goes_on_and_that_to_hand_over_begins_anew(county: County) -> None:
    LocalRule.objects.create(unit=county.bureau, key="publish.handover", value=3, basis="本局规定")
    story = waiting(county)
    take_back(story)
    running = story.fresh().matter.clocks.filter(stopped_on=None)
    assert [clock.kind for clock in running] == ["publish.deadline"]
    story.signed()
    handing.seal(story.fresh(), copies=1, on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert {clock.kind for clock in story.fresh().matter.clocks.filter(stopped_on=None)} == {
        "publish.deadline",
        "publish.handover",
    }


def test_a_planned_release_does_not_go_on_nor_that_of_the_papers_beside_it(county: County) -> None:
    one, two = waiting(county), draft(county, title="关于配套事项的通知").propose().signed().handed_over()
    publishing.schedule([one.fresh(), two.fresh()], release_at=EVENING, now=one.now, actor=county.actor(Duty.PUBLISHER))
    take_back(one)
    assert not Release.objects.filter(document=one.document).exists()
    held = Release.objects.get(document=two.document)
    assert "已退回修改" in held.held_because
    assert publishing.release_planned([held.pk], now=EVENING) == []
    assert "定时公开已停止，请重新安排" in [w.label for w in matters.inbox(county.actor(Duty.PUBLISHER))]


def test_a_reason_is_asked(county: County) -> None:
    story, publisher = waiting(county), county.actor(Duty.PUBLISHER)
    with nothing_changes(), pytest.raises(BadInput, match="没有写明退回的原因"):
        reworking.take_back(story.fresh(), reason=" ", on=TODAY, at=story.now, actor=publisher)


def test_what_is_out_is_corrected_and_not_taken_back(county: County) -> None:
    story = draft(county)
    story.published()
    with nothing_changes(), pytest.raises(WrongStage):
        take_back(story)


def test_the_inbox_says_that_a_release_is_planned_cancelled_or_failed(county: County) -> None:
    story = waiting(county)
    publisher = county.actor(Duty.PUBLISHER)

    def line() -> tuple[str, object]:
        row = matters.inbox(publisher).get()
        return row.label, row.due_on

    (row,) = publishing.schedule([story.fresh()], release_at=EVENING, now=story.now, actor=publisher)
    assert line() == ("已定时，11月20日20:00公开", TODAY)
    publishing.unschedule(story.fresh(), reason="改期", at=story.tick(), actor=publisher)
    assert line() == ("公开（定时公开已取消，请另行安排）", story.fresh().matter.next_due)
    (row,) = publishing.schedule([story.fresh()], release_at=EVENING, now=story.now, actor=publisher)
    story.fresh().secrecy_reviews.all().delete()
    assert publishing.release_planned([row.pk], now=EVENING) == []
    assert line() == ("定时公开未成，请处理", TODAY)


def test_a_change_of_the_attribute_is_told_to_the_offices_search(county: County) -> None:
    story = draft(county)
    for act in (
        lambda: story.propose(),
        lambda: story.submit().sign(Level.SECTION, Disclosure.ON_REQUEST, ground_reason="只供申请人使用的材料"),
    ):
        IndexChange.objects.all().delete()
        act()
        assert IndexChange.objects.filter(index="office", key=story.document.matter.number).exists()
