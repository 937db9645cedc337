"""What is out is corrected, mended and taken down: the whole way again, and nothing leaves that was taken out (S4-16,
S4-26).
"""

from __future__ import annotations

import pytest

from tests.documents.story import BODY, Story, draft
from tests.people.factory import TODAY, County
from zwgk.deadlines.models import Clock
from zwgk.documents.actions import drafting, errata, handing, publishing, redacting, releasing
from zwgk.documents.models import RedactedCopy
from zwgk.files import body
from zwgk.matters import queries as matters
from zwgk.publishing import queries
from zwgk.publishing.models import Version
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed, RuleViolation, Stale

pytestmark = pytest.mark.django_db

LEVELS = (Level.SECTION, Level.OFFICE, Level.SECRECY, Level.LEADER)
REASON = {"ground_code": "process_info", "ground_reason": "本件是磋商过程中的往来信函，事项尚未议定"}


def amended(county: County, story: Story, text: str = "<p>电话改为0990-7654321。</p>") -> Story:
    publishing.amend(story.fresh(), reason="电话写错", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    document = story.fresh()
    drafting.save(
        document,
        title=document.title,
        body_html=BODY + text,
        revision=document.draft.revision,
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    return story


def test_a_corrected_official_paper_goes_out_without_a_second_number_seal_or_hand_over(county: County) -> None:
    story = draft(county)
    publication = story.published()
    number = publication.doc_number
    amended(county, story).submit()
    assert "7654321" not in queries.find(publication.pk).current.body_html  # type: ignore[union-attr]
    for level in LEVELS:
        story.sign(level)
    assert story.stage == "to_publish"
    with pytest.raises(BadInput, match="更正说明"):
        story.publish()
    corrected = story.publish(change_note="更正联系电话")
    assert (corrected.pk, corrected.doc_number) == (publication.pk, number)
    assert "7654321" in queries.find(publication.pk).current.body_html  # type: ignore[union-attr]
    assert [v.no for v in queries.public_versions(corrected)] == [2, 1]
    assert not Clock.objects.filter(matter=story.document.matter, stopped_on=None).exists()


def test_a_correction_that_may_not_be_public_asks_for_withdrawal(county: County) -> None:
    story = draft(county)
    publication = story.published()
    amended(county, story).propose(Disclosure.ON_REQUEST, ground_reason="只涉及特定单位，不需要广泛知晓").submit()
    for level in LEVELS:
        story.sign(level)
    assert story.stage == "published"
    line = story.fresh().matter.waiting.get()
    assert (line.act, line.duty) == ("documents.withdraw", "publisher")
    publishing.withdraw(
        story.fresh(),
        notice="本件不再公开。",
        reason="属性改变，局长批准",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.PUBLISHER),
    )
    assert queries.find(publication.pk) is None
    assert not Clock.objects.filter(matter=story.document.matter, stopped_on=None).exists()


def test_emergency_works_in_the_middle_of_a_correction(county: County) -> None:
    """紧急撤下 is one act at any time while the paper is out."""
    story = draft(county)
    publication = story.published()
    amended(county, story).submit()
    publishing.take_down(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert queries.find(publication.pk) is None
    assert story.stage == "taken_down"
    assert [a.state for a in story.document.matter.approvals.order_by("round")] == ["approved", "recalled"]


def test_a_paper_that_never_was_out_cannot_be_taken_down_or_explained(county: County) -> None:
    story = draft(county)
    with pytest.raises(BadInput, match="没有公开过"):
        publishing.take_down(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    with pytest.raises(BadInput, match="没有公开过"):
        publishing.explain_take_down(story.fresh(), reason="误会", at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    published = draft(county, title="关于乙的通知")
    published.published()
    with pytest.raises(BadInput, match="没有紧急撤下"):
        publishing.explain_take_down(
            published.fresh(), reason="误会", at=story.tick(), actor=county.actor(Duty.PUBLISHER)
        )
    assert (story.stage, published.stage) == ("drafting", "published")


def test_an_archived_paper_can_still_be_withdrawn_and_corrected(county: County) -> None:
    story = draft(county)
    publication = story.published()
    handing.archive(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.ARCHIVIST))
    assert story.fresh().matter.closed_on == TODAY
    publishing.withdraw(
        story.fresh(),
        notice="因数据需要核实，本件已撤回。",
        reason="数据有误，局长批准",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.PUBLISHER),
    )
    assert queries.find(publication.pk) is None
    assert matters.inbox(county.actor(Duty.ARCHIVIST)).filter(matter=story.document.matter).exists()


def test_a_paper_under_correction_is_not_dropped_while_it_is_out(county: County) -> None:
    story = draft(county)
    publication = story.published()
    amended(county, story)
    with pytest.raises(BadInput, match="已经公开"):
        drafting.drop(story.fresh(), reason="不改了", on=TODAY, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert story.stage == "drafting"
    assert not story.document.number_entries.exclude(void_on=None).exists()
    assert queries.find(publication.pk) is not None


SECRET = "贺明远"


def redacted(county: County) -> Story:
    story = draft(county, body=f"<p>为帮助群众，现将情况公布如下。</p><p>受助人为{SECRET}。</p>")
    block = body.blocks(story.fresh().draft.body_html)[-1]
    story.propose(Disclosure.REDACTED, ground_reason="含受助人姓名，删去后可以公开")
    redacting.redact(
        story.fresh(),
        block.id,
        start=4,
        end=7,
        ground_code="third_party",
        reason="个人隐私",
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    story.signed().handed_over()
    copy = redacting.make_copy(story.fresh(), at=story.tick(), by="起草人", by_user=None)
    redacting.read_redacted(RedactedCopy.objects.get(pk=copy.pk), at=story.tick(), actor=county.actor(Duty.SECRECY))
    story.publish()
    return story


def test_errata_of_a_redacted_paper_never_fetch_anything_from_its_original(county: County) -> None:
    """After the first erratum the office's file no longer fits its copy: the second must not fall back on it."""
    story = redacted(county)
    publication = story.fresh().publication
    assert publication is not None
    for number, (old, new) in enumerate((("帮助", "方便"), ("公布", "公开")), 2):
        html = queries.find(publication.pk).current.body_html  # type: ignore[union-attr]
        block = body.blocks(html)[0]
        start = block.text.index(old)
        row = errata.propose(
            story.fresh(),
            block.id,
            start,
            start + 2,
            new,
            reason="用词",
            at=story.tick(),
            actor=county.actor(Duty.PUBLISHER),
        )
        errata.approve(row, at=story.tick(), actor=county.actor(Duty.OFFICE))
        version = Version.objects.get(publication=publication, no=number)
        assert SECRET not in version.body_html
        assert new in version.body_html
        # the earlier downloads show the old wording: they are made again from the public text
        assert not version.files.filter(role__in=["pdf", "docx"]).exists()


def test_a_redacted_paper_without_a_copy_that_fits_is_refused_not_replaced_by_its_original(county: County) -> None:
    story = redacted(county)
    story.document.redacted_copies.all().delete()
    with pytest.raises(GateClosed, match="公开文本"):
        releasing.content_of(story.fresh())


def test_an_erratum_may_not_let_figures_change_places_nor_be_approved_by_its_author_or_twice(county: County) -> None:
    story = draft(county, body=BODY + "<p>自2012年起执行，电话12345。</p>")
    publication = story.published()
    blocks = body.blocks(publication.current.body_html)  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="数字"):
        errata.propose(
            story.fresh(),
            blocks[-1].id,
            1,
            5,
            "2021",
            reason="年份",
            at=story.tick(),
            actor=county.actor(Duty.PUBLISHER),
        )
    office = county.actor(Duty.OFFICE)
    row = errata.propose(story.fresh(), blocks[0].id, 1, 3, "便利", reason="用词", at=story.tick(), actor=office)
    with pytest.raises(NotAllowed, match="提出人"):
        errata.approve(row, at=story.tick(), actor=office)
    with pytest.raises(NotAllowed):
        errata.approve(row, at=story.tick(), actor=county.actor(Duty.DRAFTER))
    assert publication.versions.count() == 1
    errata.approve(row, at=story.tick(), actor=county.actor(Duty.SECRECY))
    with pytest.raises(Stale):
        errata.approve(row, at=story.tick(), actor=county.actor(Duty.SECRECY))
    assert publication.versions.count() == 2


def test_the_leader_cannot_open_what_the_secrecy_review_closed(county: County) -> None:
    """先审查、后公开: the attribute after the review stays within its conclusion (S0-60)."""
    story = draft(county).propose(Disclosure.WITHHELD, **REASON).submit()
    from zwgk.documents.models.deciding import SecrecyResult

    story.sign(Level.SECTION).sign(Level.OFFICE).sign(Level.SECRECY, secrecy=SecrecyResult.CLOSED)
    with pytest.raises(RuleViolation, match="审查结论"):
        story.sign(Level.LEADER, Disclosure.PUBLIC)
    assert (story.stage, story.fresh().disclosure) == ("leader", "withheld")
