"""五公开: marked in bulk, followed from draft to result; columns and who answers for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.people.factory import TODAY, County
from tests.publishing.shelves import AT, column, moment, publish
from tests.unchanged import nothing_changes
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.actions import chains as acts
from zwgk.publishing.actions import filing
from zwgk.publishing.arranging import chains, places
from zwgk.publishing.models import Chain, Publication
from zwgk.rules.chains import Step, StepState
from zwgk.rules.coverage import Served
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.subjects import FiveOpen

pytestmark = pytest.mark.django_db


def states(chain: Chain) -> dict[str, str]:
    found = chains.drawn(chains._with_all(Chain.objects.filter(pk=chain.pk)).get(), TODAY)
    return {str(step.step): str(step.state) for step in found.steps}


def test_a_matter_shows_what_is_public_and_what_is_missing_so_far(county: County) -> None:
    """S0-04"""
    where = column("a")
    chain = acts.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=SYSTEM)
    decision = publish(county, where, "老旧小区改造实施方案")
    acts.join_chain(decision, chain, Step.DECISION, actor=SYSTEM)
    assert states(chain) == {"draft": "missing", "decision": "done", "execution": "missing", "result": "ahead"}
    acts.plan_step(chain, Step.DRAFT, due_on=None, waived="不属于重大行政决策", actor=SYSTEM)
    acts.plan_step(chain, Step.RESULT, due_on=TODAY - timedelta(days=1), waived="", actor=SYSTEM)
    assert states(chain) == {"draft": "waived", "decision": "done", "execution": "missing", "result": "late"}
    with nothing_changes(), pytest.raises(BadInput, match="“执行”“结果”"):
        acts.close_chain(chain, on=TODAY, actor=SYSTEM)
    acts.join_chain(publish(county, where, "改造进展"), chain, Step.EXECUTION, actor=SYSTEM)
    result = publish(county, where, "验收结果")
    acts.join_chain(result, chain, Step.RESULT, actor=SYSTEM)
    acts.close_chain(chain, on=TODAY, actor=SYSTEM)
    result.refresh_from_db()
    assert result.dimension == FiveOpen.RESULT
    door.take_down(result, on=TODAY, at=AT, actor=SYSTEM)
    assert states(chain)["result"] == StepState.LATE, "what left the public is no longer shown as done"
    another = publish(county, where, "又一件")
    with nothing_changes(), pytest.raises(BadInput, match="已办结"):
        acts.join_chain(another, chain, Step.RESULT, actor=SYSTEM)


def test_a_paper_stands_in_one_chain_only(county: County) -> None:
    paper = publish(county, column("a"))
    one = acts.open_chain("甲事项", county.bureau, on=TODAY, actor=SYSTEM)
    other = acts.open_chain("乙事项", county.bureau, on=TODAY, actor=SYSTEM)
    acts.join_chain(paper, one, Step.DECISION, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="甲事项"):
        acts.join_chain(paper, other, Step.DECISION, actor=SYSTEM)
    with nothing_changes():
        acts.join_chain(paper, one, Step.DECISION, actor=SYSTEM)
    acts.leave_chain(paper, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="不在任何链条"):
        acts.leave_chain(paper, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="已有一条"):
        acts.open_chain("甲事项", county.bureau, on=TODAY, actor=SYSTEM)


def test_a_plan_says_a_day_or_why_not_but_not_both(county: County) -> None:
    chain = acts.open_chain("甲事项", county.bureau, on=TODAY, actor=SYSTEM)
    acts.join_chain(publish(county, column("a")), chain, Step.DECISION, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="同时填写"):
        acts.plan_step(chain, Step.RESULT, due_on=TODAY, waived="不需要", actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="已有公开件"):
        acts.plan_step(chain, Step.DECISION, due_on=None, waived="不需要", actor=SYSTEM)


def test_publications_are_marked_in_bulk_without_touching_their_clearance(county: County) -> None:
    where = column("a")
    papers = [publish(county, where, f"抽检公告{n}") for n in range(3)]
    digests = list(Publication.objects.values_list("current__digest", flat=True))
    actor = county.actor(Duty.PUBLISHER)
    assert len(chains.unmarked(actor, "").rows) == 3
    assert [proposed for _, proposed in chains.proposals(papers)] == [FiveOpen.MANAGEMENT] * 3
    assert filing.set_dimension(papers, FiveOpen.MANAGEMENT, actor=actor) == 3
    with nothing_changes():
        assert filing.set_dimension(papers, FiveOpen.MANAGEMENT, actor=actor) == 0
    assert chains.numbers()[FiveOpen.MANAGEMENT] == 3
    assert [p.title for p in chains.by_dimension(FiveOpen.MANAGEMENT, "").rows] == [
        "抽检公告2",
        "抽检公告1",
        "抽检公告0",
    ]
    assert list(Publication.objects.values_list("current__digest", flat=True)) == digests
    with nothing_changes(), pytest.raises(BadInput, match="现选了0件"):
        filing.set_dimension([], FiveOpen.RESULT, actor=actor)


def health(county: County) -> dict[str, places.Health]:
    found = places.health(TODAY, site_organ=county.government.pk)
    return {one.column.slug: one for one in found}


def test_columns_are_late_by_their_own_gap_or_their_classes(county: County) -> None:
    """S2-41; 国办秘函〔2019〕19号"""
    news, notices = column("news", update_class="news"), column("notices", update_class="notices")
    own = column("own", update_days=400, update_class="news")
    column("empty", update_class="news")
    column("hidden", is_public=False)
    for where in (news, notices, own):
        publish(county, where, f"{where.slug}一件", when=moment(11, 1))
    found = health(county)
    assert {slug: one.standing.served for slug, one in found.items()} == {
        "news": Served.LATE,
        "notices": Served.FRESH,
        "own": Served.FRESH,
        "empty": Served.EMPTY,
    }
    verdict = places.verdict(list(found.values()))
    assert (verdict.stale_first, verdict.stale, verdict.empty, verdict.vetoed) == (1, 1, 1, ())


def test_what_was_looked_through_is_fresh_again_and_an_empty_column_cannot_be(county: County) -> None:
    guide, empty = column("guide", update_class="steady"), column("empty", update_class="steady")
    publish(county, guide, "收费目录", organ=county.government, when=moment(6, 1, 2025))
    assert health(county)["guide"].standing.served is Served.LATE
    office = county.actor(Duty.DISCLOSURE_OFFICE)
    filing.confirm_column(guide, county.government, on=TODAY, actor=office)
    assert health(county)["guide"].standing.served is Served.FRESH
    with nothing_changes(), pytest.raises(BadInput, match="还没有本机关公开的内容"):
        filing.confirm_column(empty, county.government, on=TODAY, actor=office)


def test_a_column_is_given_to_a_section_and_an_informant_of_that_organ(county: County) -> None:
    where, own = column("a"), column("own", organ=county.other)
    informant, stranger = county.post(Duty.INFORMANT), county.post(Duty.INFORMANT, county.other)
    wrong = (
        (where, county.legal, stranger, "不在"),
        (where, county.other, None, "不是"),
        (own, None, informant, "其他机关"),
    )
    for place, section, post, why in wrong:
        with nothing_changes(), pytest.raises(BadInput, match=why):
            filing.put_in_charge(place, county.bureau, section=section, post=post, actor=SYSTEM)
    filing.put_in_charge(where, county.bureau, section=county.operations, post=informant, actor=SYSTEM)
    (one,) = places.own_health(county.bureau.pk, TODAY)
    assert one.who == f"商务运行科 {informant.user.name}"
    assert one.standing.served is Served.EMPTY


def test_reminders_lie_with_the_informant_and_the_disclosure_office(county: County) -> None:
    late, mine = column("late", update_class="news"), column("mine", update_class="news")
    publish(county, late, "旧闻", when=moment(10, 1), organ=county.government)
    filing.put_in_charge(mine, county.bureau, section=None, post=county.post(Duty.INFORMANT), actor=SYSTEM)
    site = county.government.pk

    def lines(duty: Duty) -> list[str]:
        return [one.column.slug for one in places.reminders(county.actor(duty), TODAY, site_organ=site)]

    assert lines(Duty.DISCLOSURE_OFFICE) == ["late", "mine"]
    assert lines(Duty.INFORMANT) == ["mine"]
    assert lines(Duty.DRAFTER) == []


def test_a_column_that_waits_for_its_occasion_is_not_empty(county: County) -> None:
    column("plans", frequency="临时公开")
    assert health(county)["plans"].standing.served is Served.NOTHING
