"""Writing a draft: two editors, marks of secrecy, versions (S0-55, house: nothing typed is lost)."""

from __future__ import annotations

import pytest

from tests.documents.story import BODY, draft
from tests.people.factory import TODAY, County
from zwgk.documents.actions import checking, drafting
from zwgk.documents.models import Document, Draft
from zwgk.rules.duties import Duty
from zwgk.rules.errors import Classified, NotAllowed, RuleViolation, Stale

pytestmark = pytest.mark.django_db


def test_the_second_editor_is_told_and_the_first_ones_text_stays(county: County) -> None:
    story = draft(county)
    actor = county.actor(Duty.DRAFTER)
    drafting.save(story.fresh(), title="甲改的标题", body_html="<p>甲。</p>", revision=1, at=story.tick(), actor=actor)
    with pytest.raises(Stale) as refusal:
        drafting.save(
            story.fresh(), title="乙改的标题", body_html="<p>乙。</p>", revision=1, at=story.tick(), actor=actor
        )
    assert "保存过" in refusal.value.why
    assert story.fresh().title == "甲改的标题"
    assert "甲。" in Draft.objects.get(document=story.document).body_html


def test_a_text_with_a_mark_of_secrecy_is_refused_before_anything_is_kept(county: County) -> None:
    with pytest.raises(Classified):
        draft(county, body="<p>秘密★1年</p><p>关于某事。</p>")
    assert not Document.objects.exists()
    story = draft(county)
    with pytest.raises(Classified):
        drafting.save(
            story.fresh(),
            title="标题",
            body_html="<p>绝密</p>",
            revision=1,
            at=story.tick(),
            actor=county.actor(Duty.DRAFTER),
        )
    assert "绝密" not in Draft.objects.get(document=story.document).body_html


def test_people_of_another_organ_may_not_write(county: County) -> None:
    story = draft(county)
    with pytest.raises(NotAllowed):
        drafting.save(
            story.fresh(),
            title="改",
            body_html=BODY,
            revision=1,
            at=story.tick(),
            actor=county.actor(Duty.DRAFTER, county.other),
        )
    assert story.fresh().title != "改"


def test_a_paper_under_sign_off_stands_still(county: County) -> None:
    story = draft(county).propose().submit()
    with pytest.raises(RuleViolation, match="环节"):
        drafting.save(
            story.fresh(),
            title="改",
            body_html=BODY,
            revision=1,
            at=story.tick(),
            actor=county.actor(Duty.DRAFTER),
        )


def test_the_same_text_is_not_kept_twice_as_a_version(county: County) -> None:
    story = draft(county)
    actor = county.actor(Duty.DRAFTER)
    first = drafting.keep_version(story.fresh(), remark="一稿", at=story.tick(), actor=actor)
    again = drafting.keep_version(story.fresh(), remark="一稿", at=story.tick(), actor=actor)
    assert first.pk == again.pk


def test_one_click_mends_a_misspelt_word_and_keeps_every_block_id(county: County) -> None:
    story = draft(county, body="<p>各部门要各司其责，做好工作。</p>")
    before = Draft.objects.get(document=story.document).body_html
    finding = next(f for f in story.check() if f.kind == "wording" and f.suggestion == "各司其职")
    checking.mend(finding, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    after = Draft.objects.get(document=story.document).body_html
    assert after == before.replace("各司其责", "各司其职")
    assert not [f for f in story.check() if f.suggestion == "各司其职"]


def test_a_personal_number_may_stay_only_with_a_reason_and_a_second_person(county: County) -> None:
    story = draft(county, body="<p>联系人：贺明远，手机13912340421。</p>")
    finding = next(f for f in story.check() if f.kind == "privacy")
    assert "13912340421" not in finding.shown
    drafter = county.actor(Duty.DRAFTER)
    with pytest.raises(RuleViolation):
        checking.keep_finding(finding, reason="", at=story.tick(), actor=drafter)
    checking.keep_finding(finding, reason="本人书面同意公开", at=story.tick(), actor=drafter)
    assert checking.blocking(story.fresh())
    with pytest.raises(NotAllowed):
        checking.confirm_finding(finding, at=story.tick(), actor=drafter)
    checking.confirm_finding(finding, at=story.tick(), actor=county.actor(Duty.SECRECY))
    assert not checking.blocking(story.fresh())
    assert not [f for f in story.check() if f.kind == "privacy"]


def test_a_draft_is_not_sent_without_attribute_and_pre_review_of_this_very_text(county: County) -> None:
    from zwgk.documents.actions import submitting

    story = draft(county)
    actor = county.actor(Duty.DRAFTER)
    with pytest.raises(RuleViolation, match="公开属性"):
        submitting.submit(story.fresh(), chain_code="four", on=TODAY, at=story.tick(), actor=actor)
    story.propose().precheck()
    drafting.save(story.fresh(), title="又改了标题", body_html=BODY, revision=1, at=story.tick(), actor=actor)
    with pytest.raises(RuleViolation, match="预审查"):
        submitting.submit(story.fresh(), chain_code="four", on=TODAY, at=story.tick(), actor=actor)
    assert story.stage == "drafting"
    assert not story.fresh().matter.approvals.exists()
