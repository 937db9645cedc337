"""What cannot be: impossible days, circles, no basis, no duty; taking back; a killed worker. And nothing changed."""

from __future__ import annotations

import os
import signal
from datetime import date, timedelta
from typing import Any

import pytest

from tests.crossings.changing import NOON, back, change, plan
from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.shelves import column, publish
from tests.unchanged import nothing_changes
from zwgk.crossings import reorganising
from zwgk.crossings.reorganising import carrying
from zwgk.crossings.reorganising.table import ROWS
from zwgk.people import actions, verifying
from zwgk.people.actions import add_unit
from zwgk.people.actor import SYSTEM
from zwgk.people.models import FormerName, MovedRow, Post, Reorganisation, Unit, UnitKind, UnitPath
from zwgk.people.reorganising.planning import Plan
from zwgk.publishing.models import IssuedAs, Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, LimitExceeded, NotAllowed, RuleViolation, Stale
from zwgk.rules.reorganising import ChangeKind, ChangeState

pytestmark = pytest.mark.django_db
K = ChangeKind


def _cases(c: County) -> dict[str, tuple[Plan, type[RuleViolation], str]]:
    b, o = c.bureau, c.other
    ahead, long_ago = TODAY + timedelta(days=1), date(2019, 1, 1)
    return {
        "没有依据": (plan(K.RENAME, b, name="新名", basis=" "), BadInput, "basis"),
        "没有文号": (plan(K.RENAME, b, name="新名", number=""), BadInput, "number"),
        "将来的日期": (plan(K.MERGE, b, successor=o, on=ahead), BadInput, "on"),
        "太久以前": (plan(K.MERGE, b, successor=o, on=long_ago), LimitExceeded, "on"),
        "并入自己": (plan(K.MERGE, b, successor=b), BadInput, "successor"),
        "上级并入下级": (plan(K.ABOLISH, c.government, successor=b), BadInput, "successor"),
        "上下级同时合并": (plan(K.MERGE, c.government, b, new=["新机关"]), BadInput, "formers"),
        "没有机关": (plan(K.MERGE, successor=o), BadInput, "formers"),
        "没有去向": (plan(K.MERGE, b), BadInput, "successor"),
        "两个去向": (plan(K.MERGE, b, successor=o, new=["又一个"]), BadInput, "successor"),
        "一个机关换名称不是合并": (plan(K.MERGE, b, new=["新机关"]), BadInput, "formers"),
        "名称没有变": (plan(K.RENAME, b, name=b.name), BadInput, "name"),
        "名称是空的": (plan(K.RENAME, b, name=""), BadInput, "name"),
        "名称已有": (plan(K.RENAME, b, name=o.name), BadInput, "name"),
        "新机关的名称已有": (plan(K.MERGE, b, o, new=["清岚县人民政府办公室"]), BadInput, "name"),
        "分设没有新机关": (plan(K.SPLIT, b, stays=True), BadInput, "successor"),
        "分设没有科室": (plan(K.SPLIT, b, new=["新机关"], stays=True), BadInput, "sections"),
        "别的机关的科室": (
            plan(K.SPLIT, o, new=["新机关"], stays=True, sections={c.office: 0}),
            BadInput,
            "sections",
        ),
        "承接机关不存在": (plan(K.TAKE_OVER, b, new=["新机关"], sections={c.office: 0}), BadInput, "successor"),
        "有人在岗的不能撤销了事": (plan(K.ABOLISH, b), BadInput, "successor"),
        "科室不是机关": (plan(K.MERGE, c.office, successor=o), BadInput, "formers"),
        "没有这块牌子": (plan(K.UNPLATE, b, name="某办公室"), BadInput, "name"),
    }


def test_what_cannot_be_is_refused_at_its_field_and_nothing_changes(county: County) -> None:
    county.post(Duty.LEADER)
    cases = _cases(county)
    with nothing_changes():
        for name, (wanted, kind, field) in cases.items():
            with pytest.raises(kind) as refusal:
                reorganising.reorganise(wanted, today=TODAY, at=NOON, actor=SYSTEM)
            assert refusal.value.field == field, name
            assert refusal.value.remedy, name


def test_a_change_before_the_organ_was_set_up_or_before_its_last_change_is_refused(county: County) -> None:
    actions.edit_unit(county.other, actor=SYSTEM, valid_from=date(2026, 3, 1))
    for wanted in (
        plan(K.MERGE, county.bureau, successor=county.other, on=date(2026, 2, 1)),
        plan(K.RENAME, county.other, name="新名", on=date(2026, 2, 1)),
    ):
        with nothing_changes(), pytest.raises(BadInput) as refusal:
            reorganising.reorganise(wanted, today=TODAY, at=NOON, actor=SYSTEM)
        assert "设立日期" in refusal.value.why
    change(plan(K.RENAME, county.bureau, name="清岚县贸易局"))
    with nothing_changes(), pytest.raises(BadInput) as refusal:
        reorganising.reorganise(
            plan(K.RENAME, county.bureau, name="又一名", on=TODAY - timedelta(days=1)),
            today=TODAY,
            at=NOON,
            actor=SYSTEM,
        )
    assert "已有一次变更" in refusal.value.why


def test_an_organ_that_is_no_more_neither_changes_nor_takes_over(county: County) -> None:
    change(plan(K.MERGE, county.bureau, successor=county.other))
    for wanted in (
        plan(K.RENAME, county.bureau, name="新名"),
        plan(K.MERGE, county.other, successor=county.bureau),
    ):
        with nothing_changes(), pytest.raises(BadInput) as refusal:
            reorganising.reorganise(wanted, today=TODAY, at=NOON, actor=SYSTEM)
        assert "不再保留" in refusal.value.why


@pytest.mark.parametrize("duty", [Duty.DISCLOSURE_OFFICE, Duty.SECURITY_ADMIN, Duty.AUDITOR, Duty.LEADER], ids=str)
def test_only_the_system_administrator_changes_organs(county: County, duty: Duty) -> None:
    actor = county.actor(duty)
    wanted = plan(K.MERGE, county.bureau, successor=county.other)
    with nothing_changes(), pytest.raises(NotAllowed):
        reorganising.reorganise(wanted, today=TODAY, at=NOON, actor=actor)
    made = change(wanted)
    with nothing_changes(), pytest.raises(NotAllowed):
        reorganising.take_back(made, reason="录错", today=TODAY, at=NOON, actor=actor)


def test_a_day_to_come_can_be_looked_at_but_not_carried_out(county: County) -> None:
    wanted = plan(K.MERGE, county.bureau, successor=county.other, on=TODAY + timedelta(days=10))
    with nothing_changes():
        told = reorganising.preview(wanted, today=TODAY)
    assert told.not_yet is not None
    assert "还没有到" in told.not_yet.why


def _places() -> dict[str, Any]:
    """Where everything stands: all that a change of organs may touch."""
    return {
        "units": list(
            Unit.objects.order_by("pk").values_list("pk", "name", "parent", "organ", "valid_to", "merged_into")
        ),
        "paths": sorted(UnitPath.objects.values_list("above", "below", "depth")),
        "posts": list(Post.objects.order_by("pk").values_list("pk", "unit")),
        "names": list(FormerName.objects.values_list("unit", "name", "until")),
        "papers": list(Publication.objects.order_by("pk").values_list("pk", "organ", "index_no")),
        "issued": list(IssuedAs.objects.values_list("publication", "name")),
        **{one.what: list(one.model._default_manager.order_by("pk").values_list("pk", one.unit)) for one in ROWS},
    }


@pytest.mark.parametrize("kind", [K.RENAME, K.MERGE, K.SPLIT, K.TAKE_OVER, K.ABOLISH, K.PLATE], ids=str)
def test_taken_back_the_same_day_everything_stands_where_it_stood(county: County, kind: ChangeKind) -> None:
    draft(county).propose().submit()
    publish(county, column("tz"))
    publish(county, column("own", organ=county.bureau), "自设栏目的通知")
    wanted = {
        K.RENAME: plan(kind, county.bureau, name="清岚县贸易局"),
        K.MERGE: plan(kind, county.bureau, county.other, new=["清岚县商务教育局"]),
        K.SPLIT: plan(kind, county.bureau, new=["清岚县贸易局", "清岚县投资局"], sections={county.operations: 1}),
        K.TAKE_OVER: plan(kind, county.bureau, successor=county.other, sections={county.operations: 0}),
        K.ABOLISH: plan(kind, county.bureau, successor=county.other),
        K.PLATE: plan(kind, county.bureau, name="清岚县口岸办公室"),
    }[kind]
    before = _places()
    made = change(wanted)
    assert _places() != before
    back(made)
    assert _places() == before
    assert made.state == ChangeState.UNDONE
    assert made.undone_because == "文号录错"
    assert not MovedRow.objects.exists()
    assert list(verifying.faults()) == []
    change(wanted, at=NOON + timedelta(hours=2))  # and it can be made anew, under the same names


def test_it_is_not_taken_back_another_day_nor_twice_nor_without_a_reason_nor_while_rows_follow(county: County) -> None:
    made = change(plan(K.RENAME, county.bureau, name="清岚县贸易局"), follow=False)
    with nothing_changes(), pytest.raises(GateClosed):
        reorganising.take_back(made, reason="录错", today=TODAY, at=NOON, actor=SYSTEM)
    carrying.follow(made.pk)
    for reason, today, kind in (("", TODAY, BadInput), ("录错", TODAY + timedelta(days=1), Stale)):
        with nothing_changes(), pytest.raises(kind):
            reorganising.take_back(made, reason=reason, today=today, at=NOON, actor=SYSTEM)
    back(made)
    with nothing_changes(), pytest.raises(Stale):
        reorganising.take_back(made, reason="录错", today=TODAY, at=NOON, actor=SYSTEM)


def test_it_is_not_taken_back_once_something_was_built_on_it(county: County) -> None:
    """已办理了事项、公开了信息、又有变更、任命了岗位的，不能撤回。"""
    story = draft(county)
    wanted = plan(K.MERGE, county.bureau, county.other, new=["清岚县商务教育局"])

    def refused(made: Reorganisation, why: str) -> None:
        with nothing_changes(), pytest.raises(GateClosed) as refusal:
            reorganising.take_back(made, reason="录错", today=TODAY, at=NOON + timedelta(hours=3), actor=SYSTEM)
        assert why in refusal.value.why

    made = change(wanted)
    new = Unit.objects.get(name="清岚县商务教育局")
    post = county.post(Duty.PUBLISHER, new)
    refused(made, "已任命1个岗位")
    actions.leave_post(post, on=TODAY, actor=SYSTEM)
    Post.objects.filter(pk=post.pk).delete()
    section = add_unit("新科室", UnitKind.SECTION, parent=new, actor=SYSTEM)
    refused(made, "新科室")
    UnitPath.objects.filter(below=section).delete()
    section.delete()
    later = change(plan(K.RENAME, new, name="清岚县商教局"), at=NOON + timedelta(hours=1))
    refused(made, "又办理了")
    back(later)
    publish(county, column("tz"), organ=new, when=NOON + timedelta(hours=2))
    refused(made, "已公开了信息")
    story.fresh()
    type(story.document.matter).objects.filter(pk=story.document.matter_id).update(touched_at=NOON + timedelta(hours=2))
    refused(made, story.document.matter.number)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch and the note of what it moved are one transaction; the next run finds only what is left."""
    place = column("tz")
    for number in range(5):
        publish(county, place, f"第{number}号通知")
    monkeypatch.setattr("zwgk.crossings.reorganising.rows.BATCH", 2)
    made = change(plan(K.MERGE, county.bureau, successor=county.other), follow=False)

    class Killed(BaseException):
        pass

    def kill(pid: int, number: int) -> None:
        assert number == signal.SIGKILL
        raise Killed

    monkeypatch.setattr(os, "kill", kill)
    monkeypatch.setenv("ZWGK_KILL_AT", "crossings.reorganise.publishing.publication:2")
    with pytest.raises(Killed):
        carrying.follow(made.pk)
    moved = Publication.objects.filter(organ=county.other).count()
    assert moved == 2, "the batch that was killed went back as a whole"
    assert MovedRow.objects.filter(change=made, what="publishing.publication").count() == moved
    made.refresh_from_db()
    assert made.state == ChangeState.RUNNING
    monkeypatch.delenv("ZWGK_KILL_AT")
    carrying.follow(made.pk)
    assert Publication.objects.filter(organ=county.other).count() == 5
    assert IssuedAs.objects.count() == 5
    assert MovedRow.objects.filter(change=made, what="publishing.publication").count() == 5
    assert carrying.follow(made.pk) == 0
