"""主动公开基本目录: drafted by one and approved by another, what is filed under it, where there are gaps."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.factory import TODAY, County
from tests.publishing.shelves import AT, column, edition, moment, publish, row_values
from tests.unchanged import nothing_changes
from zwgk.people.actor import SYSTEM
from zwgk.publishing import gathering, standard
from zwgk.publishing.actions import catalogue as acts
from zwgk.publishing.actions import filing, importing, moving, revoke_clearance
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.arranging import catalogue, catalogue_desk
from zwgk.publishing.models import CatalogueFiling, CatalogueRow, Column
from zwgk.rules.catalogue import Frequency, OrganLevel, nodes_for
from zwgk.rules.catalogue_rows import EditionState, TrialField
from zwgk.rules.catalogue_tables import Line
from zwgk.rules.coverage import Served
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Classified, NotAllowed
from zwgk.rules.standard_rows import STARTERS

pytestmark = pytest.mark.django_db


def test_the_first_edition_begins_with_the_laws_nodes_and_their_columns(county: County) -> None:
    """S2-38, S4-03"""
    standard.lay_out(actor=SYSTEM)
    made = acts.begin_edition(county.bureau, TrialField.BASIC, reason="", actor=SYSTEM)
    names = set(made.rows.values_list("name", flat=True))
    nodes = nodes_for(OrganLevel.DEPARTMENT)
    leaves = {node.title for node in nodes if node.code not in {other.parent for other in nodes}}
    assert names == leaves
    assert made.rows.get(name="统计信息").column == Column.objects.get(slug="t20-04")
    assert made.rows.get(name="统计信息").every_days == 12 * 31


def test_a_trial_fields_table_begins_with_its_draft_and_goes_on_from_the_one_in_force(county: County) -> None:
    first = acts.begin_edition(county.bureau, TrialField.SOCIAL_RELIEF, reason="", actor=SYSTEM)
    assert first.rows.count() == len(STARTERS[TrialField.SOCIAL_RELIEF])
    with nothing_changes(), pytest.raises(BadInput, match="正在编制中"):
        acts.begin_edition(county.bureau, TrialField.SOCIAL_RELIEF, reason="", actor=SYSTEM)
    acts.submit_edition(first, at=AT, actor=SYSTEM)
    acts.approve_edition(first, on=TODAY, at=AT, actor=SYSTEM)
    second = acts.begin_edition(county.bureau, TrialField.SOCIAL_RELIEF, reason="调整", actor=SYSTEM)
    assert second.no == 2
    items = set(first.rows.values_list("item", flat=True))
    assert set(second.rows.values_list("item", flat=True)) == items, "a matter is the same through all editions"


def test_who_drafted_does_not_approve_and_nothing_changes_once_it_is_in_force(county: County) -> None:
    made = edition(county)
    publisher, leader = county.actor(Duty.PUBLISHER), county.actor(Duty.LEADER)
    acts.submit_edition(made, at=AT, actor=publisher)
    with nothing_changes(), pytest.raises(BadInput, match="待审定"):
        acts.put_row(made, Placed(row_values("另一项"), county.bureau), actor=publisher)
    with nothing_changes(), pytest.raises(BadInput, match="没有原因"):
        acts.return_edition(made, reason=" ", actor=leader)
    acts.return_edition(made, reason="补上依据", actor=leader)
    made.refresh_from_db()
    assert (made.state, made.returned_because) == ("draft", "补上依据")
    made.prepared_post = leader.post_id
    acts.submit_edition(made, at=AT, actor=publisher)
    type(made).objects.filter(pk=made.pk).update(prepared_post=leader.post_id)
    with nothing_changes(), pytest.raises(NotAllowed, match="两人"):
        acts.approve_edition(made, on=TODAY, at=AT, actor=leader)
    acts.approve_edition(made, on=TODAY, at=AT, actor=county.actor(Duty.DEPUTY))
    made.refresh_from_db()
    assert made.clearance is not None
    assert made.clearance.digest == acts.digest_of(made.rows.select_related("organ", "section", "column"))
    with nothing_changes(), pytest.raises(BadInput):
        acts.drop_edition(made, actor=SYSTEM)


def test_personal_data_and_marks_of_secrecy_stop_a_catalogue(county: County) -> None:
    made = edition(county, Placed(row_values(content="联系人手机13812345678"), county.bureau))
    with nothing_changes(), pytest.raises(BadInput, match=r"138\*"):
        acts.submit_edition(made, at=AT, actor=SYSTEM)
    row = made.rows.get()
    acts.put_row(made, Placed(row_values(content="机密★10年"), county.bureau), row=row, actor=SYSTEM)
    with nothing_changes(), pytest.raises(Classified):
        acts.submit_edition(made, at=AT, actor=SYSTEM)
    acts.drop_row(row, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="还没有事项"):
        acts.submit_edition(made, at=AT, actor=SYSTEM)


def test_only_an_edition_in_force_is_public_and_a_revoked_one_is_gone(county: County) -> None:
    made = edition(county, submitted=True)
    assert catalogue.in_force() == []
    acts.approve_edition(made, on=TODAY, at=AT, actor=SYSTEM)
    (shown,) = catalogue.in_force(organ_id=county.bureau.pk)
    assert (shown.no, shown.rows, shown.title) == (1, 1, "清岚县商务局社会救助领域基层政务公开标准目录")
    made.refresh_from_db()
    assert made.clearance is not None
    revoke_clearance(made.clearance, reason="内容有误", at=AT, actor=SYSTEM)
    assert catalogue.in_force() == []


def test_a_row_must_be_sound_and_keep_within_the_organ(county: County) -> None:
    made = edition(county)
    own = column("own", organ=county.other)
    wrong = (
        (Placed(row_values(""), county.bureau), "二级事项"),
        (Placed(row_values(frequency=Frequency.PERIODIC), county.bureau), "更新周期"),
        (Placed(row_values(), county.other, section=county.operations), "不属于"),
        (Placed(row_values(), county.bureau, column=own), "其他机关自设"),
    )
    for placed, why in wrong:
        with nothing_changes(), pytest.raises(BadInput, match=why):
            acts.put_row(made, placed, actor=SYSTEM)


def line(number: int, name: str, **cells: str) -> Line:
    given = {"content": "标准", "basis": "《社会救助暂行办法》", "limit": "20个工作日"}
    return Line(number, {"name": name, **given, **cells})


def test_an_import_takes_the_good_lines_and_says_of_each_bad_one_why(county: County) -> None:
    made, relief = edition(county), column("relief")
    lines = [
        line(3, "特困供养", column="relief", section="商务运行科", every_days="31", carriers="政府网站、公示栏"),
        line(4, "临时救助", column="没有的栏目", organ="没有的机关"),
        line(5, "特困供养"),
        line(6, "高龄津贴", frequency="每天", tiers="省级"),
        line(7, "临时救助", basis=""),
    ]
    result = importing.import_rows(made, lines, actor=SYSTEM)
    assert (result.added, [reject.number for reject in result.rejects]) == (1, [4, 5, 6, 7])
    assert "没有叫“没有的机关”的机关" in result.rejects[0].why
    assert "没有叫“没有的栏目”的栏目" in result.rejects[0].why
    assert "重复" in result.rejects[1].why
    assert "不认识的公开层级“省级”" in result.rejects[2].why
    assert "公开依据" in result.rejects[3].why
    row = made.rows.get(name="特困供养")
    assert (row.column, row.section, row.every_days) == (relief, county.operations, 31)
    assert row.carriers == ["site", "board"]
    row.post = county.post(Duty.INFORMANT)
    row.save()
    with nothing_changes():
        again = importing.import_rows(made, lines[:1], actor=SYSTEM)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    importing.import_rows(made, [line(3, "特困供养", content="标准和名单")], actor=SYSTEM)
    row.refresh_from_db()
    assert (row.content, row.post) == ("标准和名单", county.post(Duty.INFORMANT)), "who answers for it stays"


def test_a_column_of_its_own_counts_by_itself_and_a_shared_one_by_words_and_by_hand(county: County) -> None:
    alone, shared = column("alone"), column("shared")
    made = edition(
        county,
        Placed(row_values("独占"), county.bureau, column=alone),
        Placed(row_values("低保", words="低保、最低生活保障"), county.bureau, column=shared),
        Placed(row_values("特困", words="特困"), county.bureau, column=shared),
        in_force=True,
    )
    publish(county, alone, "任何一件")
    publish(county, shared, "关于低保标准的公示", when=moment(11, 10))
    other = publish(county, shared, "关于救助的通知", when=moment(11, 12))
    publish(county, shared, "低保标准", organ=county.other)

    def numbers() -> dict[str, int]:
        return {one.row.name: one.under.number for one in catalogue.lines(list(catalogue.rows_of(made.pk)), TODAY)}

    assert numbers() == {"独占": 1, "低保": 1, "特困": 0}
    item = made.rows.get(name="特困").item
    filing.file_under(item, other, at=AT, actor=SYSTEM)
    assert numbers()["特困"] == 1
    row = catalogue.row_in_force(made.rows.get(name="低保").pk)
    assert row is not None
    assert [one.title for one in catalogue.under(row, "").rows] == ["关于低保标准的公示"]
    wrong = CatalogueFiling.objects.get(publication__title="关于低保标准的公示")
    filing.unfile(wrong, at=AT, actor=SYSTEM)
    gathering.refile(made.pk)
    assert numbers()["低保"] == 0, "what was taken out by hand is not brought back by its words"


def test_what_came_in_before_the_catalogue_is_filed_when_it_takes_effect(county: County) -> None:
    shared = column("shared")
    publish(county, shared, "特困人员认定结果")
    rows = [Placed(row_values(name, words=name), county.bureau, column=shared) for name in ("特困", "低保")]
    made = edition(county, *rows, in_force=True)
    gathering.refile(made.pk)
    gathering.refile(made.pk)
    assert CatalogueFiling.objects.get().item == made.rows.get(name="特困").item


def test_gaps_follow_each_rows_own_period_and_name_who_is_missing(county: County) -> None:
    """S0-09, S0-10, S4-05"""
    names = {"late": "超期", "due": "临期", "fresh": "按期", "empty": "空白", "nothing": "暂无"}
    places = {code: column(f"c{code}") for code in names}
    rows = [
        Placed(row_values(label, frequency=Frequency.PERIODIC, every_days=30), county.bureau, column=places[code])
        for code, label in names.items()
        if code != "nothing"
    ]
    rows.append(Placed(row_values("暂无", frequency=Frequency.AD_HOC), county.bureau, column=places["nothing"]))
    made = edition(county, *rows, in_force=True)
    publish(county, places["late"], "旧的", when=moment(10, 1))
    publish(county, places["due"], "快到的", when=moment(10, 25))
    publish(county, places["fresh"], "新的", when=moment(11, 19))
    found = catalogue.lines(list(catalogue.rows_of(made.pk)), TODAY)
    assert {one.row.name: one.under.standing.served.label for one in found} == {
        label: label for label in names.values()
    }
    late = next(one for one in found if one.row.name == "超期")
    assert (late.under.standing.until, late.under.standing.left) == (date(2026, 10, 31), -20)
    assert catalogue.tally(found) == {
        **dict.fromkeys(("fresh", "due", "late", "empty", "nothing"), 1),
        "nobody": 5,
        "total": 5,
    }
    (summary,) = catalogue_desk.summary(catalogue.in_force(), TODAY)
    assert summary[1]["total"] == 5


def test_the_map_shows_each_organ_against_the_nodes_that_bind_it(county: County) -> None:
    standard.lay_out(actor=SYSTEM)
    where = Column.objects.get(slug="t20-07-budget")
    publish(county, where, "2026年部门预算", when=moment(2, 1))
    drawn = catalogue_desk.coverage_map([county.bureau, county.other], TODAY)
    cells = {node.code: found for node, found in drawn.lines}
    budget = cells["20.07"]
    assert [cell.standing.served for cell in budget if cell.standing] == [Served.FRESH, Served.EMPTY]
    assert budget[0].held.number == 1
    assert cells["21.village_levies"][0].standing is None, "townships only"
    assert cells["20.12"][0].standing is not None
    assert cells["20.12"][0].standing.served is Served.NOTHING
    assert drawn.gaps > 0
    assert dict(drawn.shares())[county.bureau] is not None


def test_questions_stay_the_same_however_many_rows_there_are(county: County) -> None:
    where = column("shared")
    rows = [Placed(row_values(f"事项{n}", words=f"词{n}"), county.bureau, column=where) for n in range(12)]
    made = edition(county, *rows, in_force=True)
    found = list(catalogue.rows_of(made.pk))
    counts = []
    for size in (2, 12):
        with CaptureQueriesContext(connection) as captured:
            catalogue.lines(found[:size], TODAY)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7


def test_rows_follow_a_merged_column(county: County) -> None:
    old, new = column("old"), column("new")
    made = edition(county, Placed(row_values(), county.bureau, column=old), in_force=True)
    moving.merge_column(old, new, actor=SYSTEM)
    assert made.rows.get().column == new
    assert EditionState(made.state) is EditionState.APPROVED
    assert CatalogueRow.objects.count() == 1
