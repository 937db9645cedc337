"""Four levels of sign-off with attribute and opinion (S2-27 … S2-31, S4-72), online and on paper."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import ALL_TICKS, draft
from tests.people.factory import TODAY, County
from zwgk.approvals.models import PaperSignature, Step
from zwgk.documents.actions import signing, submitting
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.matters import queries as matters
from zwgk.people.actions import delegate
from zwgk.people.actor import SYSTEM, actor_standing_in
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation, Stale

pytestmark = pytest.mark.django_db

REASON = {"ground_code": "process_info", "ground_reason": "本件是磋商过程中的往来信函，事项尚未议定"}


def opinions(story: object) -> list[tuple[str, bool]]:
    steps = Step.objects.filter(approval__matter=story.document.matter, state="signed")  # type: ignore[attr-defined]
    return [(s.opinion, s.changed) for s in steps.order_by("approval__round", "order")]


def test_a_change_at_any_level_stays_visible_and_the_leaders_is_final(county: County) -> None:
    story = draft(county).propose(Disclosure.WITHHELD, **REASON).submit()
    story.sign(Level.SECTION)
    story.sign(Level.OFFICE, Disclosure.PUBLIC)
    story.sign(Level.SECRECY)
    story.sign(Level.LEADER, Disclosure.ON_REQUEST, ground_reason="只涉及特定单位，不需要广泛知晓")
    assert opinions(story) == [
        ("同意此件不公开", False),
        ("此件应公开发布", True),
        ("同意此件公开发布", False),
        ("此件依申请公开", True),
    ]
    assert story.fresh().disclosure == "on_request"
    assert story.fresh().disclosure_decided_on == TODAY


def test_nobody_signs_out_of_turn_or_twice(county: County) -> None:
    story = draft(county).propose().submit()
    with pytest.raises(NotAllowed, match="商务运行科"):
        story.sign(Level.LEADER)
    story.sign(Level.SECTION)
    with pytest.raises(NotAllowed):
        story.sign(Level.SECTION)
    assert len(opinions(story)) == 1
    assert story.stage == "office"


def test_one_sections_head_neither_sees_nor_signs_what_waits_for_anothers(county: County) -> None:
    story = draft(county).propose().submit()
    neighbour = county.actor(Duty.SECTION_HEAD, county.legal)
    assert not matters.inbox(neighbour).filter(matter=story.document.matter).exists()
    with pytest.raises(NotAllowed, match="商务运行科"):
        signing.sign(story.fresh(), signing.Verdict(Disclosure.PUBLIC), on=TODAY, at=story.tick(), actor=neighbour)
    assert story.stage == "section"
    assert not opinions(story)


def test_each_level_finds_the_paper_in_its_inbox_and_nobody_else_does(county: County) -> None:
    story = draft(county).propose().submit()

    def waits(duty: Duty) -> bool:
        return matters.inbox(county.actor(duty)).filter(matter=story.document.matter).exists()

    assert [d for d in (Duty.SECTION_HEAD, Duty.OFFICE, Duty.SECRECY, Duty.DEPUTY) if waits(d)] == [Duty.SECTION_HEAD]
    story.sign(Level.SECTION)
    assert [d for d in (Duty.SECTION_HEAD, Duty.OFFICE, Duty.SECRECY, Duty.DEPUTY) if waits(d)] == [Duty.OFFICE]


def test_the_office_ticks_all_eight_points_or_does_not_sign(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION)
    with pytest.raises(BadInput, match="核对项"):
        signing.sign(
            story.fresh(),
            signing.Verdict(Disclosure.PUBLIC, ticks=ALL_TICKS[:3]),
            on=TODAY,
            at=story.tick(),
            actor=county.actor(Duty.OFFICE),
        )
    assert story.stage == "office"
    assert not story.document.ticks.exists()


def test_the_secrecy_conclusion_must_agree_with_the_attribute(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE)
    with pytest.raises(BadInput, match="不一致"):
        story.sign(Level.SECRECY, Disclosure.PUBLIC, secrecy=SecrecyResult.CLOSED)
    with pytest.raises(RuleViolation, match="不能确定"):
        story.sign(Level.SECRECY, Disclosure.PUBLIC, secrecy=SecrecyResult.UNDECIDED)
    assert not story.document.secrecy_reviews.exists()
    assert story.stage == "secrecy"


def test_a_signature_over_another_text_than_was_sent_is_refused(county: County) -> None:
    story = draft(county).propose().submit()
    with pytest.raises(Stale):
        signing.sign(
            story.fresh(),
            signing.Verdict(Disclosure.PUBLIC),
            on=TODAY,
            at=story.tick(),
            actor=county.actor(Duty.SECTION_HEAD),
            digest="0" * 64,
        )
    assert not opinions(story)


def test_a_returned_paper_lies_with_its_drafter_and_starts_a_new_round(county: County) -> None:
    story = draft(county).propose().submit()
    signing.return_(
        story.fresh(), opinion="请补充依据", on=TODAY, at=story.tick(), actor=county.actor(Duty.SECTION_HEAD)
    )
    assert story.stage == "returned"
    assert matters.inbox(county.actor(Duty.DRAFTER)).filter(matter=story.document.matter).exists()
    story.submit()
    assert [a.round for a in story.document.matter.approvals.order_by("round")] == [1, 2]


def test_a_normative_document_cannot_end_as_unpublished(county: County) -> None:
    story = draft(county, is_normative=True)
    with pytest.raises(BadInput, match="规范性文件"):
        story.propose(Disclosure.WITHHELD, **REASON)
    assert story.fresh().disclosure == ""


def test_a_policy_paper_proposed_as_withheld_first_goes_to_the_disclosure_office(county: County) -> None:
    story = draft(county, is_policy=True)
    with pytest.raises(RuleViolation, match="公开工作机构"):
        story.propose(Disclosure.WITHHELD, **REASON)
    submitting.review_policy(
        story.fresh(), opinion="同意暂不公开", at=story.tick(), actor=county.actor(Duty.DISCLOSURE_OFFICE)
    )
    story.propose(Disclosure.WITHHELD, **REASON)
    assert story.fresh().disclosure == "withheld"


def test_a_deputy_signs_in_the_name_of_who_is_away(county: County) -> None:
    away = county.post(Duty.DEPUTY)
    stand_in = county.post(Duty.LEGAL)
    made = delegate(away, stand_in, first=TODAY, last=date(2026, 11, 27), reason="休假", actor=SYSTEM)
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    signing.sign(
        story.fresh(),
        signing.Verdict(Disclosure.PUBLIC),
        on=TODAY,
        at=story.tick(),
        actor=actor_standing_in(made),
    )
    step = Step.objects.get(approval__matter=story.document.matter, level="leader")
    assert step.post_id == away.pk
    assert step.signed_by.endswith(stand_in.user.name)
    assert step.on_behalf_of.endswith(away.user.name)
    assert story.stage == "numbering"


def scanned(county: County, story: object) -> object:
    sheet = signing.print_sheet(story.fresh(), at=story.tick(), actor=county.actor(Duty.DRAFTER))  # type: ignore[attr-defined]
    scan = store.keep("处理签.png", b"\x89PNG scan", actor=SYSTEM, purpose=Purpose.SCAN)
    return signing.attach_scan(sheet, file_id=scan.pk, at=story.tick(), actor=county.actor(Duty.DRAFTER))  # type: ignore[attr-defined]


def test_a_signature_on_paper_counts_when_a_second_person_has_confirmed_it(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY)
    sheet = scanned(county, story)
    signature = signing.enter_paper(
        story.fresh(),
        sheet,  # type: ignore[arg-type]
        signing.Verdict(Disclosure.PUBLIC),
        signer=county.post(Duty.DEPUTY),
        signed_on=TODAY,
        today=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    assert story.stage == "leader"
    with pytest.raises(NotAllowed, match="双人"):
        signing.confirm_paper(signature, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert story.stage == "leader"
    step = signing.confirm_paper(signature, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert (step.via, step.opinion, step.signed_on) == ("paper", "同意", TODAY)
    assert step.signed_by.endswith(county.post(Duty.DEPUTY).user.name)
    assert story.stage == "numbering"


def test_paper_is_not_entered_without_scan_or_with_a_day_to_come(county: County) -> None:
    story = draft(county).propose().submit()
    sheet = signing.print_sheet(story.fresh(), at=story.tick(), actor=county.actor(Duty.DRAFTER))
    enter = {
        "signer": county.post(Duty.SECTION_HEAD),
        "today": TODAY,
        "at": story.tick(),
        "actor": county.actor(Duty.DRAFTER),
    }
    with pytest.raises(BadInput, match="扫描"):
        signing.enter_paper(
            story.fresh(),
            sheet,
            signing.Verdict(Disclosure.PUBLIC),
            signed_on=TODAY,
            **enter,  # type: ignore[arg-type]
        )
    with pytest.raises(BadInput, match="日期"):
        signing.enter_paper(
            story.fresh(),
            scanned(county, story),  # type: ignore[arg-type]
            signing.Verdict(Disclosure.PUBLIC),
            signed_on=date(2026, 12, 1),
            **enter,  # type: ignore[arg-type]
        )
    assert not PaperSignature.objects.exists()
