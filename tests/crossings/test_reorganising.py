"""Organs change and nothing loses its address: each kind, what follows, what stays, two clocks over the change.

依据：S3-54（机构改革中制度和机构信息不断档）；国务院令第486号第九条
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.crossings.changing import NOON, change, plan
from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.shelves import column, moment, publish
from zwgk.approvals.models import Step
from zwgk.crossings import reorganising
from zwgk.crossings.reorganising import carrying
from zwgk.crossings.reorganising.table import ROWS
from zwgk.deadlines import counting
from zwgk.deadlines.models import Clock
from zwgk.jobs.models import Job
from zwgk.matters.models import Matter, Waiting
from zwgk.people import queries, verifying
from zwgk.people.actions import add_unit, delegate
from zwgk.people.actor import SYSTEM, actor_for
from zwgk.people.models import FormerName, MovedRow, Post, Reorganisation, Unit, UnitKind
from zwgk.people.reorganising import became as changes
from zwgk.publishing import queries as published
from zwgk.publishing.models import Column, ColumnCharge, IssuedAs, Publication
from zwgk.publishing.search_source import load
from zwgk.rules.duties import Duty
from zwgk.rules.reorganising import ChangeKind, ChangeState
from zwgk.search.models import IndexChange

pytestmark = pytest.mark.django_db


def _fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def test_a_renamed_organ_keeps_everything_and_is_found_by_both_names(county: County) -> None:
    """更名：机关还是同一个，地址、索引号不动，旧名称仍可检索，以前的公开件仍写当时的名称。"""
    paper = publish(county, column("tz"), when=moment(11, 20))
    before = (paper.pk, paper.index_no, paper.organ_id)
    IndexChange.objects.all().delete()
    made = change(plan(ChangeKind.RENAME, county.bureau, name="清岚县商务和市场局", short_name="县商务市场局"))
    assert made.state == ChangeState.DONE
    assert (_fresh(county.bureau).name, _fresh(county.bureau).short_name) == ("清岚县商务和市场局", "县商务市场局")
    paper.refresh_from_db()
    assert (paper.pk, paper.index_no, paper.organ_id) == before
    assert IssuedAs.objects.count() == 0, "published on the very day: it bears the new name"
    assert IndexChange.objects.filter(key=str(paper.pk)).exists()
    (found,) = load([str(paper.pk)])
    assert {"清岚县商务和市场局", "清岚县商务局"} <= set(found.organ_names)
    name = FormerName.objects.get(unit=county.bureau)
    assert (name.name, name.until) == ("清岚县商务局", TODAY - timedelta(days=1))
    carrying.follow(made.pk)
    assert MovedRow.objects.filter(change=made, what="publishing.publication").count() == 1, "twice is once"


def test_a_paper_from_before_the_new_name_goes_on_naming_the_organ_of_then(county: County) -> None:
    paper = publish(county, column("tz"), when=moment(10, 20))
    change(plan(ChangeKind.RENAME, county.bureau, name="清岚县商务和市场局"))
    found = published.find(paper.pk)
    assert found is not None
    assert found.issued_as.name == "清岚县商务局"
    assert found.organ.name == "清岚县商务和市场局"


def test_two_bureaus_merge_into_a_new_one_and_all_that_is_open_follows(county: County) -> None:
    """合并：未办结事项、待办、审签、栏目、信息员、岗位、代理随迁；已办结的、已编的号留在原机关。"""
    story = draft(county).propose().submit()
    number = story.document.matter.number
    paper = publish(county, column("tz"))
    own = Column.objects.create(organ=county.bureau, slug="swj-tz", name="通知")
    ColumnCharge.objects.create(column=own, organ=county.bureau, section=county.office)
    head, deputy = county.post(Duty.SECTION_HEAD), county.post(Duty.LEGAL)
    standing = delegate(head, deputy, first=TODAY, last=TODAY + timedelta(days=3), reason="出差", actor=SYSTEM)
    teacher = county.post(Duty.OFFICE, add_unit("办公室", UnitKind.SECTION, parent=county.other, actor=SYSTEM))
    county.post(Duty.LEADER)
    county.post(Duty.LEADER, county.other)

    wanted = plan(ChangeKind.MERGE, county.bureau, county.other, new=["清岚县商务教育局"])
    told = reorganising.preview(wanted, today=TODAY)
    told_numbers = {one.label: one.number for one in told.moves}
    assert told_numbers["未办结的事项"] == 1
    assert told_numbers["已公开的信息"] == 1
    assert any("主要领导" in one for one in told.heed)
    assert Reorganisation.objects.count() == 0

    made = change(wanted)
    new = Unit.objects.get(name="清岚县商务教育局")
    matter = Matter.objects.get(number=number)
    assert (matter.owner, matter.section) == (new, county.operations)
    assert set(Waiting.objects.filter(matter=matter).values_list("unit", flat=True)) <= {new.pk, county.operations.pk}
    assert not Step.objects.filter(unit=county.bureau, state__in=["ahead", "pending"]).exists()
    paper.refresh_from_db()
    assert paper.organ == new
    assert IssuedAs.objects.get(publication=paper).name == "清岚县商务局"
    assert Column.objects.get(pk=own.pk).organ == new
    assert ColumnCharge.objects.get(column=own).organ == new
    assert _fresh(county.operations).organ == new
    assert county.office.pk == Unit.objects.get(organ=new, name="办公室", valid_to=None).pk, "the first of two goes on"
    assert Post.objects.get(pk=teacher.pk).unit == county.office, "the second became part of it"
    actor = actor_for(Post.objects.get(pk=deputy.pk), today=TODAY)
    assert actor.organ_id == new.pk
    standing.refresh_from_db()
    assert (standing.absent, standing.deputy, standing.last) == (head, deputy, TODAY + timedelta(days=3))
    for old in (county.bureau, county.other):
        closed = _fresh(old)
        assert (closed.valid_to, closed.merged_into, closed.parent) == (TODAY, new, new)
        assert old not in queries.organs()
        assert changes.successors(old.pk) == [new.pk]
    assert {"清岚县商务局", "清岚县教育局"} == set(FormerName.objects.filter(unit=new).values_list("name", flat=True))
    assert {one.label: n for one in ROWS if (n := MovedRow.objects.filter(change=made, what=one.what).count())}
    assert list(verifying.faults()) == []


def test_the_successors_people_reach_what_the_former_organ_closed(county: County) -> None:
    """已办结事项留在原机关名下，承接机关的人看得到、改得了。"""
    story = draft(county).propose().signed().handed_over()
    paper = story.publish()
    matter_id = story.document.matter_id
    Matter.objects.filter(pk=matter_id).update(closed_on=TODAY)
    change(plan(ChangeKind.MERGE, county.bureau, successor=county.other))
    matter = Matter.objects.get(pk=matter_id)
    assert matter.owner == county.bureau, "closed matters stay as they were closed"
    keeper = county.actor(Duty.PUBLISHER, county.other)
    assert keeper.may(Duty.PUBLISHER, over=county.bureau)
    assert Publication.objects.get(pk=paper.pk).organ == county.other


def test_clocks_that_run_over_the_change_keep_their_due_day(county: County) -> None:
    """两个正在走的期限跨过机构变更，届满日不变，重算也不变。"""
    stories = [
        draft(county).propose().signed().handed_over(),
        draft(county, title="关于开展促消费活动的通知").propose().submit(),
    ]
    running = Clock.objects.filter(stopped_on=None)
    before = {clock.pk: (clock.due_on, clock.figure, clock.basis) for clock in running}
    assert len(before) >= 1
    change(plan(ChangeKind.MERGE, county.bureau, successor=county.other))
    after = {clock.pk: (clock.due_on, clock.figure, clock.basis) for clock in Clock.objects.filter(stopped_on=None)}
    assert after == before
    for clock in Clock.objects.filter(stopped_on=None).select_related("organ", "matter"):
        assert counting.count(clock).on == clock.due_on
    for story in stories:
        assert story.fresh().matter.owner == county.other


def test_an_organ_is_split_and_each_section_takes_its_work_along(county: County) -> None:
    """分设：选中的科室连同其事项、公开件到新机关，其余不动。"""
    story = draft(county).propose().signed().handed_over()
    paper = story.publish()
    rest = publish(county, column("tz"), "办公室发的通知")
    open_one = draft(county, title="关于开展促消费活动的通知")
    change(
        plan(
            ChangeKind.SPLIT,
            county.bureau,
            new=["清岚县投资促进局"],
            stays=True,
            sections={county.operations: 0},
        )
    )
    new = Unit.objects.get(name="清岚县投资促进局")
    assert _fresh(county.operations).organ == new
    assert _fresh(county.bureau).valid_to is None
    assert open_one.fresh().matter.owner == new
    assert Publication.objects.get(pk=paper.pk).organ == new
    assert Publication.objects.get(pk=rest.pk).organ == county.bureau
    assert _fresh(county.office).organ == county.bureau


def test_an_organ_that_is_split_up_leaves_its_name_to_all_and_the_rest_to_the_first(county: County) -> None:
    paper = publish(county, column("tz"))
    change(
        plan(
            ChangeKind.SPLIT,
            county.bureau,
            new=["清岚县贸易局", "清岚县投资促进局"],
            sections={county.operations: 1},
        )
    )
    trade, invest = (Unit.objects.get(name=name) for name in ("清岚县贸易局", "清岚县投资促进局"))
    assert _fresh(county.operations).organ == invest
    assert _fresh(county.office).organ == trade
    assert Publication.objects.get(pk=paper.pk).organ == trade
    assert set(FormerName.objects.filter(name="清岚县商务局").values_list("unit", flat=True)) == {trade.pk, invest.pk}
    assert changes.successors(county.bureau.pk) == [trade.pk]
    (became,) = changes.story_of(county.bureau.pk)
    assert {name for _, name in became.into} == {"清岚县贸易局", "清岚县投资促进局"}
    assert became.sentence == "分设为清岚县贸易局、清岚县投资促进局"
    assert changes.story_of(invest.pk)[0].sentence == "由清岚县商务局分设"


def test_functions_that_are_taken_over_go_with_their_section_alone(county: County) -> None:
    """职能承接：科室划入另一机关，两个机关都保留；同名科室合并。"""
    there = add_unit("商务运行科", UnitKind.SECTION, parent=county.other, actor=SYSTEM)
    clerk = county.post(Duty.DRAFTER)
    story = draft(county)
    change(plan(ChangeKind.TAKE_OVER, county.bureau, successor=county.other, sections={county.operations: 0}))
    assert _fresh(county.operations).valid_to == TODAY
    assert Post.objects.get(pk=clerk.pk).unit == there
    matter = story.fresh().matter
    assert (matter.owner, matter.section, matter.handler) == (county.other, there, clerk)
    assert _fresh(county.bureau).valid_to is None


def test_an_organ_is_abolished_with_whoever_takes_over(county: County) -> None:
    story = draft(county)
    child = add_unit("清岚县市场服务中心", UnitKind.PUBLIC_BODY, parent=county.bureau, actor=SYSTEM)
    change(plan(ChangeKind.ABOLISH, county.bureau, successor=county.other))
    assert story.fresh().matter.owner == county.other
    assert _fresh(child).parent == county.other
    assert _fresh(child).valid_to is None


def test_a_plate_beside_the_name_is_searched_and_taken_down_again(county: County) -> None:
    """双牌子：两个名称都能查到；摘牌以后留作曾用名。"""
    paper = publish(county, column("tz"))
    change(plan(ChangeKind.PLATE, county.bureau, name="清岚县口岸办公室"))
    (found,) = load([str(paper.pk)])
    assert "清岚县口岸办公室" in found.organ_names
    assert [plate.name for plate in changes.plates(county.bureau)] == ["清岚县口岸办公室"]
    assert IssuedAs.objects.count() == 0
    change(plan(ChangeKind.UNPLATE, county.bureau, name="清岚县口岸办公室"), at=NOON + timedelta(hours=1))
    assert changes.plates(county.bureau) == []
    (found,) = load([str(paper.pk)])
    assert "清岚县口岸办公室" in found.organ_names


def test_what_is_released_later_under_the_old_organ_follows_overnight(county: County) -> None:
    """变更前签发、变更后才公开的公文，公开后归入承接机关，页面写签发机关。"""
    story = draft(county).propose().signed().handed_over()
    change(plan(ChangeKind.MERGE, county.bureau, successor=county.other))
    paper = story.publish()
    assert paper.organ == county.bureau
    assert carrying.follow_up() == 1
    carrying.follow(Job.objects.get(handler=carrying.FOLLOW).args["change_id"])
    assert Publication.objects.get(pk=paper.pk).organ == county.other
    assert IssuedAs.objects.get(publication=paper).name == "清岚县商务局"


def test_a_chain_of_changes_leads_to_who_does_it_today(county: County) -> None:
    change(plan(ChangeKind.MERGE, county.bureau, successor=county.other))
    change(plan(ChangeKind.RENAME, county.other, name="清岚县教育商务局"), at=NOON + timedelta(hours=1))
    change(plan(ChangeKind.MERGE, county.other, successor=county.government_office), at=NOON + timedelta(hours=2))
    assert changes.successors(county.bureau.pk) == [county.government_office.pk]
    assert changes.successors(county.government_office.pk) == []
    names = set(FormerName.objects.filter(unit=county.government_office).values_list("name", flat=True))
    assert {"清岚县商务局", "清岚县教育局", "清岚县教育商务局"} <= names
