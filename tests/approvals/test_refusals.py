"""What may not be done to a round of sign-off is refused, and nothing changes (S2-28 … S2-30)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.documents.story import MORNING, Story, draft
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.approvals import paper, running
from zwgk.approvals.models import PaperSheet, PaperSignature, Step
from zwgk.rules.approval import ApprovalState, Level, SignedVia
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(county: County) -> Story:
    return draft(county).propose().submit()


def _step(story: Story) -> Step:
    return running.pending(story.fresh().matter)[0]


def _sign(story: Story, step: Step, *, digest: str = "") -> None:
    running.sign(
        step,
        digest=digest or step.approval.digest,
        decision="public",
        changed=False,
        opinion="同意",
        on=TODAY,
        at=story.tick(),
        via=SignedVia.ONLINE,
        actor=story.actor(Duty.SECTION_HEAD),
    )


def test_another_text_than_the_one_sent_is_not_signed(story: Story) -> None:
    step = _step(story)
    story.actor(Duty.SECTION_HEAD)
    with nothing_changes(), pytest.raises(Stale, match="不一致"):
        _sign(story, step, digest="0" * 64)


def test_a_level_is_signed_once(story: Story) -> None:
    step = _step(story)
    _sign(story, step)
    with nothing_changes(), pytest.raises(Stale, match="已签"):
        _sign(story, step)


@pytest.mark.parametrize("duty", [Duty.LEADER, Duty.SECRECY, Duty.DRAFTER, Duty.AUDITOR])
def test_whose_turn_it_is_not_gets_no_step(story: Story, duty: Duty) -> None:
    actor = story.actor(duty)
    with nothing_changes(), pytest.raises(NotAllowed, match="科室负责人"):
        running.must_have_step(story.fresh().matter, actor, to="审签")


def test_a_round_that_is_over_waits_for_nobody(story: Story) -> None:
    matter = story.fresh().matter
    approval = running.running(matter)
    assert approval is not None
    running.end(approval, ApprovalState.RECALLED, at=story.tick())
    actor = story.actor(Duty.SECTION_HEAD)
    with nothing_changes(), pytest.raises(NotAllowed, match="没有等待审签"):
        running.must_have_step(matter, actor, to="审签")
    with nothing_changes(), pytest.raises(Stale):
        paper.print_sheet(approval, at=story.tick(), actor=actor)


def test_an_unknown_chain_starts_nothing(county: County) -> None:
    with nothing_changes(), pytest.raises(BadInput, match="没有“none”这一审签流程"):
        running.chain(county.bureau, "none")


@pytest.fixture
def sheet(story: Story) -> PaperSheet:
    approval = running.running(story.fresh().matter)
    assert approval is not None
    return paper.print_sheet(approval, at=story.tick(), actor=story.actor(Duty.DRAFTER))


def _enter(story: Story, sheet: PaperSheet, **changes: object) -> PaperSignature:
    fields: dict[str, object] = {
        "signer": story.county.post(Duty.SECTION_HEAD),
        "decision": "public",
        "opinion": "同意此件公开发布",
        "on": TODAY,
        "at": story.tick(),
        "today": TODAY,
        "actor": story.actor(Duty.DRAFTER),
    }
    return paper.enter(_step(story), sheet, **(fields | changes))  # type: ignore[arg-type]


Change = Callable[[Story], dict[str, object]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda s: {"on": TODAY + timedelta(days=1)}, "不在送审之日", id="签字日期在将来"),
        pytest.param(lambda s: {"on": TODAY - timedelta(days=30)}, "不在送审之日", id="签在送审之前"),
        pytest.param(lambda s: {"signer": s.county.post(Duty.SECRECY)}, "没有这一环节的职责", id="别人签的"),
    ],
)
def test_what_the_paper_cannot_say_is_not_entered(story: Story, sheet: PaperSheet, change: Change, why: str) -> None:
    paper.attach_scan(sheet, file_id=1, at=MORNING)
    changes = change(story)
    _enter_people(story)
    with nothing_changes(), pytest.raises(BadInput, match=why):
        _enter(story, sheet, **changes)


def _enter_people(story: Story) -> None:
    story.county.post(Duty.SECTION_HEAD)
    story.actor(Duty.DRAFTER)


def test_without_a_scan_nothing_is_entered(story: Story, sheet: PaperSheet) -> None:
    _enter_people(story)
    with nothing_changes(), pytest.raises(BadInput, match="还没有扫描件"):
        _enter(story, sheet)


def test_who_entered_does_not_confirm_and_nothing_is_confirmed_twice(story: Story, sheet: PaperSheet) -> None:
    """双人核对."""
    paper.attach_scan(sheet, file_id=1, at=MORNING)
    entered = _enter(story, sheet)
    mine, other = story.actor(Duty.DRAFTER), story.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(NotAllowed, match="双人核对"):
        paper.confirm(entered, at=story.tick(), actor=mine)
    paper.confirm(entered, at=story.tick(), actor=other)
    with nothing_changes(), pytest.raises(Stale, match="已经核对过"):
        paper.confirm(entered, at=story.tick(), actor=other)
    with nothing_changes(), pytest.raises(Stale, match="已经核对"):
        paper.attach_scan(sheet, file_id=2, at=MORNING)


def test_a_sheet_of_an_earlier_round_or_level_does_not_count(story: Story, sheet: PaperSheet) -> None:
    paper.attach_scan(sheet, file_id=1, at=MORNING)
    step = _step(story)
    story.sign(Level.SECTION)
    signer, actor = story.county.post(Duty.SECTION_HEAD), story.actor(Duty.DRAFTER)
    step.refresh_from_db()
    with nothing_changes(), pytest.raises(Stale, match="不是当前轮次"):
        paper.enter(
            step,
            sheet,
            signer=signer,
            decision="public",
            opinion="x",
            on=TODAY,
            at=MORNING,
            today=TODAY,
            actor=actor,
        )
