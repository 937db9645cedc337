"""An earlier wording that leaked something is hidden; the present one stays (隐藏旧版本; 个人信息保护法第四十七条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from tests.publishing.cases_leaving import corrected_to
from tests.unchanged import nothing_changes
from zwgk.documents.actions import publishing as documents
from zwgk.documents.models import Draft
from zwgk.files import body
from zwgk.matters.models import Waiting
from zwgk.publishing import actions as door
from zwgk.publishing import desk, leaks, queries, shelf
from zwgk.publishing.models import Hiding, Publication, ShelfPage, Version
from zwgk.rules.approval import Level
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.hiding import HidingCause

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001
LEAK = "<p>联系人：贺明远，手机13912340421。</p>"


def corrected(county: County, note: str = "更正联系方式", after: str = "<p>自即日起恢复供水。</p>") -> Publication:
    """A publication whose second wording held a private number; the third does not."""
    publication = draft(county).published()
    for text, said in (("<p>自即日起恢复供水。</p>" + LEAK, "补充联系人"), (after, note)):
        publication = corrected_to(publication, body.sanitise(text), said)
    return publication


def hide(version: Version, county: County, **more: Any) -> Hiding:
    given = {"reason": "误列个人手机，局长批准", "on": TODAY, "at": AT, "actor": county.actor(Duty.PUBLISHER), **more}
    return door.hide_version(version, HidingCause.PERSONAL, **given)


def test_a_correction_that_takes_a_private_number_out_lays_the_old_wording_before_the_publisher(
    county: County,
) -> None:
    publication = corrected(county)
    found = desk.suspected(publication)
    assert [s.version.no for s in found] == [2]
    assert "139****0421" in found[0].why
    assert "13912340421" not in found[0].why
    assert Waiting.objects.filter(act=leaks.HIDE, duty=str(Duty.PUBLISHER)).count() == 1
    hide(found[0].version, county)
    assert desk.suspected(publication) == []
    assert not Waiting.objects.filter(act=leaks.HIDE).exists()


def test_a_note_that_speaks_of_a_leak_is_enough(county: County) -> None:
    publication = corrected_to(draft(county).published(), body.sanitise("<p>改后的正文。</p>"), "附件误传，已更换")
    assert [s.version.no for s in desk.suspected(publication)] == [1]


def test_an_ordinary_correction_asks_for_nothing(county: County) -> None:
    publication = corrected(county, after="<p>自明日起恢复供水。</p>" + LEAK)
    assert desk.suspected(publication) == []
    assert not Waiting.objects.filter(act=leaks.HIDE).exists()


def test_the_whole_way_of_a_correction_ends_with_the_offer_in_the_inbox(county: County) -> None:
    """The release clears the inbox; the offer comes after it."""
    story: Story = draft(county, body="<p>现通知如下。</p>")
    publication = story.published()
    publication.versions.filter(no=1).update(body_html=body.sanitise("<p>现通知如下。</p>" + LEAK))
    documents.amend(story.fresh(), reason="误列手机", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    Draft.objects.filter(document=story.document).update(body_html=body.sanitise("<p>现将事项通知如下。</p>"))
    story.propose().submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY, Level.LEADER):
        story.sign(level)
    if story.stage == "numbering":
        story.handed_over()
    story.publish(change_note="更正内容")
    assert Waiting.objects.filter(act=leaks.HIDE).exists()


def test_a_hidden_wording_is_gone_by_every_query_and_its_finished_page_too(county: County) -> None:
    publication = corrected(county)
    path = f"/p/{publication.pk}"
    shelf.want(path, [shelf.key_of_publication(publication.pk)], at=AT)
    shelf.keep(path, [shelf.key_of_publication(publication.pk)], digest="x", at=AT, seen_stale=AT)
    version = publication.versions.get(no=2)
    hide(version, county)
    assert queries.version(publication, 2) is None
    assert [row.no for row in queries.public_versions(publication)] == [3, 1]
    assert ShelfPage.objects.get(path=path).stale_since is not None
    shown, hidden = queries.story_of_versions(publication)
    assert [(row.no, row.cause, row.since) for row in hidden] == [(2, HidingCause.PERSONAL, TODAY)]
    assert {row.no: row.change_note for row in shown}[3] == queries.NOTE_OF_A_HIDDEN
    version.refresh_from_db()
    assert "13912340421" in version.body_html  # kept for staff


def test_hiding_twice_has_the_effect_of_once(county: County) -> None:
    version = corrected(county).versions.get(no=2)
    first = hide(version, county)
    assert hide(version, county, reason="再点一次") == first
    assert Hiding.objects.get().reason == "误列个人手机，局长批准"


def test_the_present_wording_cannot_be_hidden_and_a_reason_is_asked_for(county: County) -> None:
    publication = corrected(county)
    current, earlier = publication.versions.get(no=3), publication.versions.get(no=2)
    county.actor(Duty.PUBLISHER)
    with nothing_changes(), pytest.raises(BadInput, match="现行版本"):
        hide(current, county)
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        hide(earlier, county, reason=" ")


def test_hiding_is_refused_to_who_has_not_the_duty_here(county: County) -> None:
    version = corrected(county).versions.get(no=2)
    for actor in (county.actor(Duty.DRAFTER), county.actor(Duty.PUBLISHER, county.other)):
        with nothing_changes(), pytest.raises(NotAllowed):
            hide(version, county, actor=actor)
