"""What is missing or disagrees stands beside the text before the paper goes its way (S2-03, S4-01, S4-57)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents.actions import checking
from zwgk.documents.models import Document, Finding
from zwgk.rules.duties import Duty
from zwgk.rules.errors import GateClosed, Stale

pytestmark = pytest.mark.django_db


def complete(story: Story) -> dict[str, Finding]:
    return {f.code: f for f in story.check() if f.kind == "complete"}


def test_a_draft_is_asked_for_what_its_writer_gives_and_not_for_number_and_day(county: County) -> None:
    found = complete(draft(county))
    assert set(found) == {"subject", "addressees"}
    assert found["subject"].why == "“主题分类”是空的；请在“主题分类”中选择"
    assert {f.severity for f in found.values()} == {"warn"}
    assert not complete(draft(county, title="关于乙的通知", subject_code="160", addressees="各股室"))


def test_after_signing_the_number_is_asked_for(county: County) -> None:
    story = draft(county, subject_code="160", addressees="各股室").propose().signed()
    assert set(complete(story)) == {"doc_number"}
    story.handed_over()
    assert not complete(story)


def test_years_that_disagree_are_told(county: County) -> None:
    story = draft(county, title="2018年政务公开工作方案", kind="circular", subject_code="160", addressees="各股室")
    Document.objects.filter(pk=story.document.pk).update(date_written=date(2026, 11, 1))
    assert "标题说的是2018年" in complete(story)["title"].why


def test_one_click_fills_the_source_of_ones_own_news(county: County) -> None:
    story, actor = draft(county, kind="news", title="我县举办消费促进活动"), county.actor(Duty.DRAFTER)
    finding = complete(story)["source"]
    assert finding.suggestion == "清岚县商务局"
    checking.mend(finding, at=story.tick(), actor=actor)
    assert story.fresh().source == "清岚县商务局"
    assert finding.state == "mended"
    assert "source" not in complete(story)
    with nothing_changes(), pytest.raises(Stale, match="已经填写"):
        checking.mend(finding, at=story.now, actor=actor)


def test_a_reprint_without_its_address_blocks_until_two_persons_let_it_pass(county: County) -> None:
    story = draft(county, kind="reprint", title="国务院办公厅印发意见", source="中国政府网").propose()
    finding = complete(story)["source_url"]
    assert (finding.severity, finding.suggestion) == ("block", None)


def test_what_would_mislead_is_not_released(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    Document.objects.filter(pk=story.document.pk).update(date_written=date(2027, 1, 5))
    county.actor(Duty.PUBLISHER)
    with nothing_changes(), pytest.raises(GateClosed, match="在今天之后"):
        story.publish()
    assert date(2027, 1, 5) > TODAY
