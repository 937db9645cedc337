"""Numbers, hand-over and its clocks, deferral, redaction, withdrawal and 紧急撤下 (S2-31, S2-32, S4-16, S4-26, S2-33)
.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import BODY, draft
from tests.people.factory import TODAY, County
from zwgk.deadlines.models import Clock
from zwgk.documents.actions import deferring, handing, publishing, redacting
from zwgk.documents.models import Deferral, NumberEntry, RedactedCopy
from zwgk.files import body
from zwgk.people.models import LocalRule
from zwgk.publishing import queries, shelf
from zwgk.publishing.models import ChannelRecord, Listing, Removal
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation
from zwgk.search.models import IndexChange

pytestmark = pytest.mark.django_db


def test_a_number_is_given_once_and_a_void_one_stays_used(county: County) -> None:
    first = draft(county, title="关于甲的通知").propose().signed()
    office = county.actor(Duty.OFFICE)
    entry = handing.number(first.fresh(), on=TODAY, actor=office)
    handing.void_number(entry, reason="编错", on=TODAY, actor=office)
    assert first.fresh().doc_number == ""
    again = handing.number(first.fresh(), on=TODAY, actor=office)
    assert (entry.number, again.number) == (1, 2)
    second = draft(county, title="关于乙的通知").propose().signed()
    with pytest.raises(BadInput, match="用过"):
        handing.number(second.fresh(), on=TODAY, actor=office, wanted=1)
    assert NumberEntry.objects.filter(document=second.document).count() == 0


def test_no_seal_without_a_number_and_no_number_before_signing(county: County) -> None:
    story = draft(county).propose().submit()
    with pytest.raises(RuleViolation):
        handing.number(story.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    signed = draft(county, title="关于丙的通知").propose().signed()
    with pytest.raises(BadInput, match="编号"):
        handing.seal(signed.fresh(), copies=1, on=TODAY, at=signed.tick(), actor=county.actor(Duty.OFFICE))


def test_the_publication_clock_runs_by_the_nations_twenty_days_unless_the_locality_is_stricter(county: County) -> None:
    story = draft(county).propose().signed()
    story.handed_over()
    assert Clock.objects.get(kind="publish.deadline").due_on == date(2026, 12, 18)
    LocalRule.objects.create(unit=county.bureau, key="publish.deadline", value=5, basis="本局规定")
    LocalRule.objects.create(unit=county.bureau, key="publish.handover", value=3, basis="本局规定")
    other = draft(county, title="关于乙的通知").propose().signed()
    handing.number(other.fresh(), on=TODAY, actor=county.actor(Duty.OFFICE))
    handing.seal(other.fresh(), copies=1, on=TODAY, at=other.tick(), actor=county.actor(Duty.OFFICE))
    clocks = {c.kind: c for c in Clock.objects.filter(matter=other.document.matter)}
    assert clocks["publish.deadline"].due_on == date(2026, 11, 27)
    assert clocks["publish.handover"].due_on == date(2026, 11, 25)
    handing.hand_over(other.fresh(), on=date(2026, 11, 26), at=other.tick(), actor=county.actor(Duty.DRAFTER))
    assert Clock.objects.get(pk=clocks["publish.handover"].pk).is_late


def test_publishing_stops_the_clock_and_a_correction_starts_the_update_clock(county: County) -> None:
    story = draft(county)
    publication = story.published()
    assert not Clock.objects.filter(matter=story.document.matter, stopped_on=None).exists()
    publishing.amend(story.fresh(), reason="电话写错", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    assert story.stage == "drafting"
    assert queries.find(publication.pk) is not None
    assert Clock.objects.filter(matter=story.document.matter, kind="publish.update_deadline", stopped_on=None).exists()


def test_a_double_click_publishes_once(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    assert story.publish().pk == story.publish().pk
    assert Listing.objects.count() == 1


def test_undecided_secrecy_is_referred_or_not_deferred_at_all(county: County) -> None:
    story = draft(county).propose().submit()
    story.sign(Level.SECTION).sign(Level.OFFICE)
    secrecy = county.actor(Duty.SECRECY)
    with pytest.raises(BadInput, match="提请"):
        deferring.defer(
            story.fresh(),
            DeferralKind.SECRECY_UNDECIDED,
            cause="涉及边境口岸数据",
            follow_up_on=date(2026, 12, 1),
            on=TODAY,
            at=story.tick(),
            actor=secrecy,
        )
    assert not Deferral.objects.exists()
    row = deferring.defer(
        story.fresh(),
        DeferralKind.SECRECY_UNDECIDED,
        cause="涉及边境口岸数据",
        referred_to="澜溪市国家保密局",
        follow_up_on=date(2026, 12, 1),
        on=TODAY,
        at=story.tick(),
        actor=secrecy,
    )
    assert story.stage == "deferred"
    deferring.end_deferral(row, outcome="经确定不涉密", on=TODAY, at=story.tick(), actor=secrecy)
    assert story.stage == "drafting"


def test_when_a_special_cause_ends_the_paper_is_to_be_published_at_once(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    row = deferring.defer(
        story.fresh(),
        DeferralKind.SPECIAL_CAUSE,
        cause="等待系统切换完成",
        ends_when="新系统上线",
        follow_up_on=date(2026, 11, 27),
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.OFFICE),
    )
    with pytest.raises(RuleViolation):
        story.publish()
    deferring.end_deferral(row, outcome="系统已上线", on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert story.fresh().matter.waiting.filter(label__contains="立即公开").exists()
    assert story.publish().pk


SECRET = "贺明远"


def test_a_redacted_copy_goes_out_only_after_a_second_reading_and_holds_nothing_removed(county: County) -> None:
    story = draft(county, body=BODY + f"<p>本次受助人为{SECRET}，其余情况见附件。</p>")
    block = body.blocks(story.fresh().draft.body_html)[-1]
    start = block.text.index(SECRET)
    story.propose(Disclosure.REDACTED, ground_reason="含受助人姓名，删去后可以公开")
    redacting.redact(
        story.fresh(),
        block.id,
        start=start,
        end=start + len(SECRET),
        ground_code="third_party",
        reason="个人隐私",
        at=story.tick(),
        actor=county.actor(Duty.DRAFTER),
    )
    story.signed().handed_over()
    with pytest.raises(RuleViolation, match="公开文本"):
        story.publish()
    copy = redacting.make_copy(story.fresh(), at=story.tick(), by="起草人", by_user=county.actor(Duty.DRAFTER).user_id)
    assert not copy.proof["leaks"]
    with pytest.raises(RuleViolation, match="复读"):
        story.publish()
    copy.made_by_user = county.actor(Duty.SECRECY).user_id
    with pytest.raises(NotAllowed):
        redacting.read_redacted(copy, at=story.tick(), actor=county.actor(Duty.SECRECY))
    redacting.read_redacted(RedactedCopy.objects.get(pk=copy.pk), at=story.tick(), actor=county.actor(Duty.SECRECY))
    publication = story.publish()
    version = publication.current
    assert version is not None
    assert SECRET not in version.body_html
    assert "第十五条" in version.body_html
    assert {f.role for f in version.files.all()} == {"pdf", "docx"}
    assert publication.disclosure == "redacted"


def test_withdrawing_leaves_a_dated_notice_and_nothing_else(county: County) -> None:
    story = draft(county)
    publication = story.published()
    with pytest.raises(BadInput, match="告示"):
        publishing.withdraw(
            story.fresh(), notice=" ", reason="有误", on=TODAY, at=story.tick(), actor=county.actor(Duty.PUBLISHER)
        )
    assert queries.find(publication.pk) is not None
    publishing.withdraw(
        story.fresh(),
        notice="因数据需要核实，本件已撤回。",
        reason="数据有误",
        on=TODAY,
        at=story.tick(),
        actor=county.actor(Duty.PUBLISHER),
    )
    assert queries.find(publication.pk) is None
    notice = queries.withdrawn(publication.pk)
    assert notice is not None
    assert notice.on == TODAY
    assert not Listing.objects.exists()


def test_taking_down_is_one_act_before_any_reason_and_everything_is_gone_at_once(
    county: County, django_capture_on_commit_callbacks: object
) -> None:
    story = draft(county)
    publication = story.published()
    page = shelf.file_for(f"/p/{publication.pk}")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("页面")
    shelf.keep(
        f"/p/{publication.pk}",
        [f"pub:{publication.pk}"],
        digest="x",
        at=story.now,
        seen_stale=_stale_since(publication.pk),
    )
    ChannelRecord.objects.create(publication=publication, channel="wechat", at=story.now)
    IndexChange.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        removal = publishing.take_down(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.SECTION_HEAD))
    assert not page.exists()
    assert queries.find(publication.pk) is None
    assert queries.withdrawn(publication.pk) is None
    assert queries.was_public(publication.pk)
    assert queries.published_file(publication.pk, 1) is None
    assert not Listing.objects.exists()
    assert IndexChange.objects.filter(key=str(publication.pk)).exists()
    assert publication.channels.filter(cleaned_at=None).count() == 1
    assert removal.reason == ""
    again = publishing.take_down(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert again.pk == removal.pk
    assert Removal.objects.count() == 1


def test_what_was_taken_down_comes_back_only_with_the_reason_explained(county: County) -> None:
    story = draft(county)
    publication = story.published()
    publishing.take_down(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    with pytest.raises(RuleViolation, match="补办"):
        publishing.restore(story.fresh(), reason="误撤", at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    publishing.explain_take_down(
        story.fresh(), reason="误认含个人信息", at=story.tick(), actor=county.actor(Duty.OFFICE)
    )
    publishing.restore(story.fresh(), reason="核实无误", at=story.tick(), actor=county.actor(Duty.PUBLISHER))
    assert queries.find(publication.pk) is not None
    assert Listing.objects.count() == 1


def test_a_file_is_not_archived_while_a_clock_runs(county: County) -> None:
    story = draft(county).propose().signed().handed_over()
    with pytest.raises(RuleViolation):
        handing.archive(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    story.publish()
    handing.archive(story.fresh(), on=TODAY, at=story.tick(), actor=county.actor(Duty.OFFICE))
    assert story.fresh().matter.closed_on == TODAY


def _stale_since(pk: int) -> object:
    from zwgk.publishing.models import ShelfPage

    return ShelfPage.objects.get(path=f"/p/{pk}").stale_since
