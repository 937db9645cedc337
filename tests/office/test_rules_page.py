"""规则和数值：在执行的、与国家规定的关系、与现行法的冲突、改之前先说会怎样、变更记录。"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.crossings import rulebook
from zwgk.deadlines.models import Clock
from zwgk.people.actions import set_local_rule
from zwgk.people.actor import SYSTEM
from zwgk.people.local import figure
from zwgk.people.models import LocalRule
from zwgk.people.today import now
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, RuleViolation, Stale

pytestmark = pytest.mark.django_db
HERE = "/settings/rules/"
BASIS = "清政办发〔2026〕1号"
TEN = {"key": "publish.deadline", "value": "10", "basis": BASIS}


def _held(page: str) -> str:
    found = re.search(r'name="held" value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]


def test_a_figure_is_told_before_it_moves_what_began_on_its_day(county: County, sign_in: SignIn) -> None:
    """改动前先看：当日及以后起算的期限会变到哪一天；以前起算的不变。"""
    draft(county).propose().signed().handed_over()
    clock = Clock.objects.get(kind="publish.deadline")
    assert clock.started_on == TODAY
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        page = client.post(HERE, TEN).content.decode()
    assert "还没有写入" in page
    assert "<b>1 个</b>在走的期限会变" in page
    assert str(clock.due_on) in page
    answer = client.post(HERE, {"held": _held(page)}, follow=True).content.decode()
    assert "1个期限的届满日随之变动" in answer
    moved = Clock.objects.get(pk=clock.pk)
    assert (moved.figure, moved.basis) == (10, BASIS)
    assert moved.due_on < clock.due_on
    assert f"<b>{moved.due_on}</b>" in page, "the preview said the very day"
    assert "严于国家规定" in answer
    assert "设定本地数值" in answer
    assert BASIS in answer


def test_what_began_before_keeps_the_figure_it_began_with(county: County, sign_in: SignIn) -> None:
    draft(county).propose().signed().handed_over()
    due = Clock.objects.get(kind="publish.deadline").due_on
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    page = client.post(HERE, {**TEN, "valid_from": str(TODAY + timedelta(days=1))}).content.decode()
    assert "另有 1 个起算在先" in page
    client.post(HERE, {"held": _held(page)})
    assert Clock.objects.get(kind="publish.deadline").due_on == due
    assert "尚未生效" in client.get(HERE).content.decode()


def test_a_figure_looser_than_the_law_is_told_not_to_hold(sign_in: SignIn) -> None:
    """上位法优先：比国家规定宽的写明不起作用，以法律为准。"""
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    page = client.post(HERE, {**TEN, "value": "30"}).content.decode()
    assert "宽于" in page
    assert "没有数值会变" in page
    client.post(HERE, {"held": _held(page)})
    assert figure("publish.deadline", on=TODAY, organ=None).value == 20
    assert "按后者执行" in client.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"basis": ""}, "basis"),
        ({"value": "x"}, "value"),
        ({"value": "0"}, "value"),
        ({"key": "no.such"}, "key"),
        ({"key": "publish.handover.unit", "value": "某"}, "value"),
        ({"key": "annual.department_due", "value": "02-30"}, "value"),
        ({"unit": "999999"}, "unit"),
    ],
)
def test_what_is_wrong_stands_at_its_field(sign_in: SignIn, change: dict[str, str], field: str) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        answer = client.post(HERE, {**TEN, **change})
    assert answer.status_code == 409
    if field != "value" or change.get("value") != "02-30":
        assert f'id="{field}-say"' in answer.content.decode()


def test_a_pack_is_told_then_chosen_and_its_conflicts_show_both_texts_and_which_wins(
    county: County, sign_in: SignIn
) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        assert client.post(HERE, {"pack": "S9", "reason": "某文件"}).status_code == 409
        assert client.post(HERE, {"pack": "S4", "reason": ""}).status_code == 409
        assert client.post(HERE, {"pack": "national", "reason": "某文件"}).status_code == 409
        page = client.post(HERE, {"pack": "S4", "reason": "毕文广旅通〔2020〕90号"}).content.decode()
    assert "投诉求助类留言回复（上限）" in page
    client.post(HERE, {"held": _held(page)})
    county.site.refresh_from_db()
    assert county.site.rule_pack == "S4"
    page = client.get(HERE).content.decode()
    assert "申请须填写身份证号" in page
    assert "条例要求的是身份证明" in page
    assert "现行法（2019-05-15 起）" in page
    assert "国家规定 → 毕节市文化广电旅游局（2020）" in page


def test_the_figure_before_ends_the_day_before_and_an_own_figure_ends_with_its_paper(
    county: County, sign_in: SignIn
) -> None:
    for value in (10, 8):
        set_local_rule("publish.deadline", value, basis=BASIS, actor=SYSTEM, valid_from=date(2026, 10, 18 - value))
    set_local_rule("publish.deadline", 15, basis=BASIS, actor=SYSTEM, valid_from=TODAY)
    spans = list(LocalRule.objects.order_by("pk").values_list("value", "valid_from", "valid_to"))
    assert spans == [
        (10, date(2026, 10, 8), date(2026, 10, 9)),
        (8, date(2026, 10, 10), TODAY - timedelta(days=1)),
        (15, TODAY, None),
    ]
    assert figure("publish.deadline", on=TODAY, organ=None).value == 15, "the stricter one before has ended"
    rule = LocalRule.objects.get(valid_to=None)

    def refused(kind: type[RuleViolation], on: date, reason: str, actor: object = SYSTEM) -> None:
        with nothing_changes(), pytest.raises(kind):
            rulebook.end_figure(rule, on=on, reason=reason, at=now(), actor=actor)  # type: ignore[arg-type]

    refused(BadInput, TODAY, "文件废止")
    refused(BadInput, TODAY + timedelta(days=1), " ")
    refused(NotAllowed, TODAY + timedelta(days=1), "文件废止", county.actor(Duty.LEADER))
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    client.post(HERE, {"end": rule.pk, "end_on": str(TODAY + timedelta(days=1)), "end_reason": "文件废止"})
    rule.refresh_from_db()
    assert rule.valid_to == TODAY
    refused(Stale, TODAY + timedelta(days=2), "文件废止")
    assert figure("publish.deadline", on=TODAY + timedelta(days=1), organ=None).value == 20
    assert "废止本地数值" in client.get(HERE).content.decode()


def test_an_organs_own_figures_are_shown_for_that_organ(county: County, sign_in: SignIn) -> None:
    set_local_rule("publish.deadline", 7, basis="局内规定", actor=SYSTEM, unit=county.bureau, valid_from=TODAY)
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    assert "局内规定</td>" in client.get(f"{HERE}?organ={county.bureau.pk}").content.decode()
    other = client.get(f"{HERE}?organ={county.other.pk}&all=1").content.decode()
    assert "没有规定" in other
    assert client.get(f"{HERE}?organ=x").status_code == 200
