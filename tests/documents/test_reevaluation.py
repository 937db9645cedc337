"""定期评估 (S2-39, S4-19, 条例第十八条): what is withheld is looked at again, and what may be public becomes so."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import ALL_TICKS, Story, column
from tests.people.factory import TODAY, County
from tests.publishing.lists import AT, in_force, sent_as_withheld, withheld
from tests.unchanged import nothing_changes
from zwgk.documents import reevaluation, reevaluation_files, withheld_desk
from zwgk.documents.actions import drafting, reevaluating, signing, withholding
from zwgk.documents.models import Document, ReviewItem, ReviewRound
from zwgk.matters.models import Waiting
from zwgk.people.actor import SYSTEM
from zwgk.publishing.actions import negative_list
from zwgk.publishing.actions import withheld as catalogue
from zwgk.publishing.models import Publication, WithheldItem
from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.withheld import Verdict

pytestmark = pytest.mark.django_db

DUE = date(2027, 11, 20)
WHY = "谈判已经结束，合同已签订，公开不再损害任何一方"
LEVELS = (Duty.SECTION_HEAD, Duty.OFFICE, Duty.SECRECY, Duty.LEGAL)
#: asked here for who may not do them
ASKED = {
    "documents.point_to_list",
    "documents.list_apart",
    "documents.file_withheld",
    "documents.open_reevaluation",
    "documents.propose_reevaluation",
    "documents.confirm_reevaluation",
    "documents.finish_reevaluation",
}


@pytest.fixture(autouse=True)
def _everybody_is_there(county: County) -> None:
    """Posts are made when first asked for: not within what must change nothing."""
    for duty in (*LEVELS, Duty.OFFICE, Duty.LEADER, Duty.DEPUTY, Duty.DRAFTER, Duty.PUBLISHER, Duty.ARCHIVIST):
        county.post(duty)


def item_of(story: Story) -> WithheldItem:
    return WithheldItem.objects.get(matter=story.document.matter_id)


def opened(county: County, *, due_by: date = DUE) -> ReviewRound:
    return reevaluating.open_round(
        "2027年度评估",
        organ=county.bureau,
        due_by=due_by,
        answer_by=DUE,
        on=TODAY,
        at=AT,
        actor=county.actor(Duty.OFFICE),
    )


def proposed(county: County, verdict: Verdict = Verdict.PUBLIC, reason: str = WHY) -> ReviewItem:
    row = opened(county).items.get()
    return reevaluating.propose(row, verdict, reason=reason, at=AT, actor=county.actor(Duty.SECTION_HEAD))


def confirmed(county: County, row: ReviewItem, verdict: Verdict = Verdict.PUBLIC, reason: str = "") -> ReviewItem:
    return reevaluating.confirm(row, verdict, reason=reason, on=TODAY, at=AT, actor=county.actor(Duty.DEPUTY))


def test_a_paper_signed_as_withheld_is_listed_where_there_is_no_list_yet(county: County) -> None:
    """No 负面清单: the statutory ground carries it; the item says who decided, and when to look again."""
    item = item_of(withheld(county))
    assert (item.state, item.kind, item.entry, item.ground_code) == ("listed", "withheld", None, "process_info")
    assert item.doc_number.startswith("清商〔2026〕")
    assert item.review_on == DUE
    assert "副局长" in item.decided_by
    assert set(item.level.split(",")) <= {"deputy", "leader"}


def test_where_a_list_is_in_force_a_refusal_points_to_it_or_to_the_catalogue(county: County) -> None:
    """S0-06, S4-70: the only class that fits is taken by itself; of two, or none, a person must say."""
    entry = in_force(county, words="谈判")
    assert item_of(withheld(county)).entry == entry
    other = sent_as_withheld(county, "关于网点布局过程稿的报告")
    with nothing_changes(), pytest.raises(GateClosed, match="没有以“过程性信息”为依据"):
        other.sign(Level.LEADER)
    with nothing_changes(), pytest.raises(BadInput, match="清单外的事项原则上都要公开"):
        withholding.list_apart(other.fresh(), reason="不便公开", on=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    withholding.list_apart(
        other.fresh(), reason="方案尚未比选，公开会引起误解和投机", on=TODAY, at=AT, actor=county.actor(Duty.OFFICE)
    )
    other.sign(Level.LEADER)
    assert (item_of(other).entry, item_of(other).state) == (None, "listed")
    second = in_force(county, "比选方案", words="谈判、比选")
    third = sent_as_withheld(county, "关于又一项目谈判情况的报告")
    with nothing_changes(), pytest.raises(GateClosed, match="有2条都对得上"):
        third.sign(Level.LEADER)
    withholding.point_to_list(third.fresh(), second, on=TODAY, at=AT, actor=county.actor(Duty.DRAFTER))
    third.sign(Level.LEADER)
    assert item_of(third).entry == second


def test_a_class_on_another_ground_supports_nothing(county: County) -> None:
    wrong = in_force(county, "内部流程", ground_code="internal_affairs")
    story = sent_as_withheld(county)
    with nothing_changes(), pytest.raises(BadInput, match="依据与这一件选的依据不同"):
        withholding.point_to_list(story.fresh(), wrong, on=TODAY, at=AT, actor=county.actor(Duty.DRAFTER))


def test_what_stays_withheld_is_looked_at_again_a_cycle_later(county: County) -> None:
    story = withheld(county)
    row = confirmed(county, proposed(county, Verdict.KEEP, "项目谈判仍在进行"), Verdict.KEEP)
    assert (row.next_on, item_of(story).review_on, item_of(story).reviewed_on) == (DUE, DUE, TODAY)
    found = reevaluating.finish(ReviewRound.objects.get(), on=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    assert found.result == "评估1件，继续不公开1件"
    assert not Waiting.objects.filter(matter=found.matter).exists()


def test_what_may_be_public_is_signed_again_and_goes_out_in_the_wording_that_was_issued(county: County) -> None:
    """Number, seal and days stay; the clock of publication runs from the re-evaluation."""
    story = withheld(county)
    before = story.fresh()
    row = confirmed(county, proposed(county))
    assert row.document == story.document
    assert (story.stage, item_of(story).state) == ("drafting", "opening")
    with nothing_changes(), pytest.raises(BadInput, match="早已印发"):
        drafting.drop(story.fresh(), reason="不要了", on=TODAY, at=AT, actor=county.actor(Duty.DRAFTER))
    story.now = AT
    story.submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY, Level.LEADER):
        story.sign(level)
    after = story.fresh()
    assert story.stage == "to_publish"
    assert (after.doc_number, after.date_written, after.signed_on) == (
        before.doc_number,
        before.date_written,
        before.signed_on,
    )
    publication = story.publish()
    assert Publication.objects.get(pk=publication.pk).doc_number == before.doc_number
    assert (item_of(story).state, item_of(story).closed_on) == ("released", TODAY)
    assert not story.fresh().matter.clocks.filter(stopped_on=None).exists()


def test_other_words_than_those_issued_do_not_go_out(county: County) -> None:
    story = withheld(county)
    confirmed(county, proposed(county))
    document = story.fresh()
    drafting.save(
        document,
        title=document.title,
        body_html="<p>换成别的话。</p>",
        revision=document.draft.revision,
        at=AT,
        actor=county.actor(Duty.DRAFTER),
        column=column(),
    )
    story.now = AT
    story.submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY):
        story.sign(level)
    with nothing_changes(), pytest.raises(GateClosed, match="应当是原来印发的文本"):
        story.sign(Level.LEADER)


def test_a_leader_who_still_says_no_leaves_it_listed(county: County) -> None:
    story = withheld(county)
    confirmed(county, proposed(county))
    story.now = AT
    story.submit()
    for level in (Level.SECTION, Level.OFFICE, Level.SECRECY):
        story.sign(level)
    verdict = signing.Verdict(
        Disclosure.WITHHELD, ticks=ALL_TICKS, ground_code="process_info", ground_reason="合同附件仍在磋商，暂不公开"
    )
    signing.sign(story.fresh(), verdict, on=TODAY, at=story.tick(), actor=county.actor(Duty.DEPUTY))
    assert (story.stage, item_of(story).state) == ("not_published", "listed")
    assert not story.fresh().matter.clocks.filter(stopped_on=None).exists()


def test_a_round_is_answered_by_the_unit_and_confirmed_by_another_at_the_level_that_decided(county: County) -> None:
    withheld(county)
    row = opened(county).items.get()
    with nothing_changes(), pytest.raises(GateClosed, match="还没有提出意见"):
        confirmed(county, row)
    with nothing_changes(), pytest.raises(BadInput, match="没有写明理由"):
        reevaluating.propose(row, Verdict.KEEP, reason="", at=AT, actor=county.actor(Duty.SECTION_HEAD))
    with nothing_changes(), pytest.raises(NotAllowed):
        reevaluating.propose(row, Verdict.KEEP, reason=WHY, at=AT, actor=county.actor(Duty.PUBLISHER))
    row = reevaluating.propose(row, Verdict.KEEP, reason=WHY, at=AT, actor=county.actor(Duty.SECTION_HEAD))
    for duty in (Duty.OFFICE, Duty.SECRECY, Duty.SECTION_HEAD):
        with nothing_changes(), pytest.raises(NotAllowed):
            reevaluating.confirm(row, Verdict.KEEP, reason="", on=TODAY, at=AT, actor=county.actor(duty))
    with nothing_changes(), pytest.raises(GateClosed, match="还有1件没有结论"):
        reevaluating.finish(row.round, on=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    with nothing_changes(), pytest.raises(BadInput, match="又不在评估中"):
        opened(county)
    confirmed(county, row, Verdict.KEEP)
    with nothing_changes(), pytest.raises(BadInput, match="已经有结论"):
        confirmed(county, row)


@pytest.mark.parametrize("duty", [Duty.DRAFTER, Duty.PUBLISHER])
def test_rounds_and_filing_are_for_those_who_keep_the_catalogue(county: County, duty: Duty) -> None:
    story = withheld(county)
    found = opened(county)
    actor = county.actor(duty)
    with nothing_changes():
        for refused in (
            lambda: reevaluating.open_round(
                "评估", organ=county.bureau, due_by=DUE, answer_by=DUE, on=TODAY, at=AT, actor=actor
            ),
            lambda: reevaluating.finish(found, on=TODAY, at=AT, actor=actor),
            lambda: withholding.file_withheld(county.bureau, at=AT, actor=actor),
            lambda: withholding.list_apart(story.fresh(), reason="x" * 20, on=TODAY, at=AT, actor=actor),
            lambda: withholding.point_to_list(
                story.fresh(), _none(), on=TODAY, at=AT, actor=county.actor(Duty.ARCHIVIST)
            ),
        ):
            with pytest.raises(NotAllowed):
                refused()


def _none() -> object:
    return None


def test_a_class_taken_out_brings_its_items_up_for_review_and_asks_for_more_of_a_reason(county: County) -> None:
    """动态调整 (S0-06): what rested on it is due today; keeping it then needs its own reason, as outside the list."""
    entry = in_force(county, words="谈判")
    story = withheld(county)
    negative_list.remove_entry(entry, reason="招商谈判结果依法公开", on=TODAY, at=AT, actor=county.actor(Duty.LEADER))
    assert item_of(story).review_on == TODAY
    row = opened(county, due_by=TODAY).items.get()
    with nothing_changes(), pytest.raises(BadInput, match="已经修订或者删去"):
        reevaluating.propose(row, Verdict.KEEP, reason="仍在谈判", at=AT, actor=county.actor(Duty.SECTION_HEAD))
    row = reevaluating.propose(
        row, Verdict.KEEP, reason="对方书面要求在签约前保密", at=AT, actor=county.actor(Duty.SECTION_HEAD)
    )
    confirmed(county, row, Verdict.KEEP)
    assert (item_of(story).entry, item_of(story).apart_because) == (None, "对方书面要求在签约前保密")


def test_what_lies_outside_the_system_is_opened_by_hand_and_a_secret_not_before_it_is_declassified(
    county: County,
) -> None:
    """涉密不上网; S4-19: a record without title; declassified it is due at once."""
    secrecy = county.actor(Duty.SECRECY)
    known = catalogue.Known("", "secret", "", TODAY, "局长", is_secret=True, secret_until=date(2027, 1, 1))
    item = catalogue.list_item(county.bureau, known, today=TODAY, at=AT, actor=secrecy)
    row = opened(county).items.get()
    with nothing_changes(), pytest.raises(BadInput, match="没有解密的不能公开"):
        reevaluating.propose(row, Verdict.PUBLIC, reason=WHY, at=AT, actor=secrecy)
    catalogue.declassify_item(
        item, title="关于战备物资的报告", basis="保密期限届满", ground_code="internal_affairs", on=TODAY, actor=secrecy
    )
    row = reevaluating.propose(row, Verdict.PUBLIC, reason=WHY, at=AT, actor=secrecy)
    reevaluating.confirm(row, Verdict.PUBLIC, reason="", on=TODAY, at=AT, actor=county.actor(Duty.LEADER))
    item.refresh_from_db()
    assert item.state == "opening"
    catalogue.close_item(item, reason="已在县档案馆网站公开", is_public=True, on=TODAY, actor=secrecy)
    item.refresh_from_db()
    assert item.state == "released"


def test_papers_in_neither_list_are_filed_in_small_steps_with_the_ground_they_bear(county: County) -> None:
    """S0-59: 清单以外的信息集中清理. What bears no ground is told paper by paper; a second run finds nothing."""
    stories = [withheld(county, f"关于第{n}个项目谈判情况的报告") for n in range(3)]
    WithheldItem.objects.all().delete()
    Document.objects.filter(pk=stories[2].document.pk).update(ground_code="")
    assert len(withheld_desk.in_neither(county.actor(Duty.OFFICE), "").rows) == 3
    entry = in_force(county)
    run = withholding.file_withheld(county.bureau, at=AT, actor=county.actor(Duty.OFFICE))
    with nothing_changes(), pytest.raises(BadInput, match="上一次还在进行"):
        withholding.file_withheld(county.bureau, at=AT, actor=county.actor(Duty.OFFICE))
    done = withholding.file_all(run.pk)
    assert (done.filed, done.failed) == (2, 1)
    assert "没有写明不公开的依据" in done.rejects[0]["why"]
    assert {item.entry for item in WithheldItem.objects.all()} == {entry}
    assert withholding.file_all(run.pk).filed == 2
    assert [row.pk for row in withheld_desk.in_neither(SYSTEM, "").rows] == [stories[2].document.pk]


def test_the_result_leaves_as_a_table_and_in_the_official_layout(county: County) -> None:
    withheld(county)
    found = confirmed(county, proposed(county)).round
    assert "转为公开（1件）" in reevaluation_files.body_of(found)
    assert reevaluation_files.result_file(found, "xlsx", made_on=TODAY)[:2] == b"PK"
    assert reevaluation.levels(found.items.get().item)
