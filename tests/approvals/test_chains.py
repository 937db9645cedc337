"""Chains as data: the shipped ones, an office's own, countersigning side by side (S2-27, S4-56)."""

from __future__ import annotations

import pytest

from tests.documents.story import ALL_TICKS, Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.approvals import running
from zwgk.approvals.models import Chain, PaperSignature, Step
from zwgk.documents.actions import signing, submitting
from zwgk.documents.models.deciding import SecrecyReview
from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.matters import queries as matters
from zwgk.people.actor import SYSTEM
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def levels(story: Story) -> list[str]:
    steps = Step.objects.filter(approval__matter=story.document.matter).order_by("order", "pk")
    return list(steps.values_list("level", flat=True))


@pytest.mark.parametrize(
    ("chain", "signed"),
    [
        ("short", [Level.SECTION, Level.SECRECY, Level.LEADER]),
        ("four_normative", [Level.SECTION, Level.OFFICE, Level.LEGAL, Level.MEETING, Level.SECRECY, Level.LEADER]),
    ],
)
def test_each_shipped_chain_is_walked_to_its_end(county: County, chain: str, signed: list[Level]) -> None:
    story = draft(county, is_normative=chain == "four_normative").propose()
    if story.document.is_normative:
        story.reviewed()
    story.submit(chain)
    assert levels(story) == [str(level) for level in signed]
    for level in signed[:-1]:
        story.sign(level)
    leader = county.actor(Duty.LEADER)  # 规范性文件 is for the head alone
    signing.sign(
        story.fresh(), signing.Verdict(Disclosure.PUBLIC, ticks=ALL_TICKS), on=TODAY, at=story.tick(), actor=leader
    )
    assert story.stage == "numbering"
    assert story.fresh().disclosure_decided_on == TODAY


def test_news_needs_three_reviews_and_no_number(county: County) -> None:
    story = draft(county, kind="news", title="我县举办消费促进活动").propose().submit("three_reviews")
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY):
        story.sign(level)
    assert story.stage == "to_publish"


def test_an_organs_own_chain_comes_before_its_superiors_and_those_before_the_shipped_one(county: County) -> None:
    steps = [{"level": "section", "duties": ["section_head"]}, {"level": "secrecy", "duties": ["secrecy"]}]
    Chain.objects.create(organ=county.bureau, code="four", name="本局的", steps=steps, order=0)
    Chain.objects.create(organ=county.government, code="four", name="县里的", steps=steps, order=9)
    Chain.objects.create(organ=None, code="four", name="全站的", steps=steps, order=99)
    Chain.objects.create(organ=county.other, code="other", name="别局的", steps=steps)
    assert running.chain(county.bureau, "four").name == "本局的"
    assert running.chain(county.other, "four").name == "县里的"
    assert running.chain(county.city, "four").name == "全站的"
    with pytest.raises(BadInput):
        running.chain(county.bureau, "other")
    Chain.objects.filter(name="本局的").update(is_active=False)
    assert running.chain(county.bureau, "four").name == "县里的"


def countersigned(county: County) -> Story:
    story = draft(county).propose().precheck()
    submitting.submit(
        story.fresh(),
        chain_code="four",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
        countersigners=[county.other, county.legal, county.other],
    )
    return story.sign(Level.SECTION).sign(Level.OFFICE)


def test_two_units_countersign_side_by_side_before_the_secrecy_review(county: County) -> None:
    story = countersigned(county)
    assert levels(story) == ["section", "office", "countersign", "countersign", "secrecy", "leader"]
    others, legal = county.actor(Duty.LEADER, county.other), county.actor(Duty.SECTION_HEAD, county.legal)
    for actor in (others, legal):
        assert matters.inbox(actor).filter(matter=story.document.matter).exists()
    verdict = signing.Verdict(Disclosure.PUBLIC)
    with nothing_changes(), pytest.raises(BadInput, match="不改变公开属性"):
        signing.sign(story.fresh(), signing.Verdict(Disclosure.ON_REQUEST), on=TODAY, at=story.now, actor=others)
    signing.sign(story.fresh(), verdict, on=TODAY, at=story.tick(), actor=others)
    assert story.stage == "countersign"
    with pytest.raises(NotAllowed):
        signing.sign(story.fresh(), verdict, on=TODAY, at=story.tick(), actor=others)
    signing.sign(story.fresh(), verdict, on=TODAY, at=story.tick(), actor=legal)
    assert story.stage == "secrecy"


def test_units_countersign_also_where_a_chain_has_neither_secrecy_nor_leader(county: County) -> None:
    Chain.objects.create(
        organ=county.bureau, code="own", name="自定", steps=[{"level": "section", "duties": ["section_head"]}]
    )
    story = draft(county).propose().precheck()
    submitting.submit(
        story.fresh(),
        chain_code="own",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
        countersigners=[county.other],
    )
    assert levels(story) == ["section", "countersign"]


def test_paper_of_a_countersigning_unit_counts_for_that_unit_and_bears_its_signers_name(county: County) -> None:
    story = countersigned(county)
    sheet = signing.print_sheet(story.fresh(), at=story.tick(), actor=county.actor(Duty.DRAFTER))
    scan = store.keep("签.png", b"\x89PNG scan", actor=SYSTEM, purpose=Purpose.SCAN)
    signing.attach_scan(sheet, file_id=scan.pk, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    entry = {
        "signed_on": TODAY,
        "today": TODAY,
        "at": story.tick(),
        "actor": county.actor(Duty.DRAFTER),
    }
    stranger = county.post(Duty.SECTION_HEAD, county.government_office)  # of neither of the two
    with nothing_changes(), pytest.raises(BadInput, match="职责"):
        signing.enter_paper(story.fresh(), sheet, signing.Verdict(Disclosure.PUBLIC), signer=stranger, **entry)  # type: ignore[arg-type]
    signer = county.post(Duty.SECTION_HEAD, county.legal)
    signature = signing.enter_paper(
        story.fresh(),
        sheet,
        signing.Verdict(Disclosure.PUBLIC),
        signer=signer,
        **entry,  # type: ignore[arg-type]
    )
    assert PaperSignature.objects.get().step.unit == county.legal
    step = signing.confirm_paper(signature, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert step.signed_by.endswith(signer.user.name)
    with pytest.raises(Stale, match="已经核对"):
        signing.attach_scan(sheet, file_id=scan.pk, at=story.tick(), actor=county.actor(Duty.DRAFTER))


def test_a_review_on_paper_bears_the_reviewers_name_not_the_clerks(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE)
    sheet = signing.print_sheet(story.fresh(), at=story.tick(), actor=county.actor(Duty.DRAFTER))
    scan = store.keep("签.png", b"\x89PNG scan", actor=SYSTEM, purpose=Purpose.SCAN)
    signing.attach_scan(sheet, file_id=scan.pk, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    from zwgk.documents.models.deciding import SecrecyResult

    signature = signing.enter_paper(
        story.fresh(),
        sheet,
        signing.Verdict(Disclosure.PUBLIC, secrecy=SecrecyResult.OPEN, ticks=ALL_TICKS),
        signer=county.post(Duty.SECRECY),
        signed_on=TODAY,
        today=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    signing.confirm_paper(signature, at=story.tick(), actor=county.actor(Duty.OFFICE))
    name = county.post(Duty.SECRECY).user.name
    assert SecrecyReview.objects.get().by.endswith(name)
    assert all(t.by.endswith(name) for t in story.document.ticks.filter(list_code="gate"))
