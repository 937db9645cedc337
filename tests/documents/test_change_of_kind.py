"""A draft of the wrong kind gets another one; what was filled stays (S4-68)."""

from __future__ import annotations

import pytest

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents.actions import kinds, reworking
from zwgk.people.actor import Actor
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.flow import WrongStage
from zwgk.search.models import IndexChange

pytestmark = pytest.mark.django_db


def change(story: Story, kind: str, actor: Actor | None = None) -> None:
    kinds.change_kind(story.fresh(), kind, on=TODAY, at=story.tick(), actor=actor or story.county.actor(Duty.DRAFTER))


def test_what_was_filled_stays_and_what_depends_on_the_kind_follows(county: County) -> None:
    story = draft(county, kind="circular", is_normative=True, addressees="各股室", chain_code="four").propose()
    before = story.fresh()
    IndexChange.objects.all().delete()
    change(story, "announcement")
    after = story.fresh()
    assert (after.kind, after.subtype, after.is_normative, after.chain_code) == ("announcement", "", False, "")
    assert (after.title, after.addressees, after.disclosure) == (before.title, "各股室", "public")
    assert after.draft.body_html == before.draft.body_html
    assert IndexChange.objects.filter(index="office", key=after.matter.number).exists()


def test_the_new_kinds_way_is_walked(county: County) -> None:
    story = draft(county, kind="news", title="关于做好值班工作的通知").propose()
    change(story, "circular")
    assert story.fresh().subtype == "general"
    story.signed()
    assert story.stage == "numbering"
    assert {f.code for f in story.check() if f.kind == "complete"} >= {"doc_number"}


@pytest.mark.parametrize(("kind", "why"), [("poem", "没有“poem”"), ("circular", "现在就是“通知”")])
def test_an_unknown_kind_or_the_same_is_refused(county: County, kind: str, why: str) -> None:
    story, actor = draft(county), county.actor(Duty.DRAFTER)
    with nothing_changes(), pytest.raises(BadInput, match=why):
        change(story, kind, actor)


def test_a_numbered_paper_becomes_no_news(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    reworking.take_back(story.fresh(), reason="改", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    actor = county.actor(Duty.DRAFTER)
    with nothing_changes(), pytest.raises(BadInput, match="已编为"):
        change(story, "news", actor)
    change(story, "opinion")
    assert story.fresh().kind == "opinion"


def test_on_its_way_it_stays_what_it_is(county: County) -> None:
    story, actor = draft(county).propose().submit(), county.actor(Duty.DRAFTER)
    with nothing_changes(), pytest.raises(WrongStage):
        change(story, "opinion", actor)


def test_only_its_writers_change_it(county: County) -> None:
    story, secrecy = draft(county), county.actor(Duty.SECRECY)
    next_door = county.actor(Duty.DRAFTER, county.legal)
    for actor in (secrecy, next_door):
        with nothing_changes(), pytest.raises(NotAllowed):
            change(story, "opinion", actor)
