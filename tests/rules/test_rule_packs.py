"""Five localities' rules can be chosen; where they collide with the law, the law holds and it is said."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.seeds import seed
from zwgk.rules.figures import KEYS
from zwgk.rules.limits import in_force
from zwgk.rules.rule_packs import LAW_CONFLICTS, PACKS, rule_pack

TODAY = date(2026, 11, 20)


def test_the_law_alone_and_five_localities_can_be_chosen():
    assert [pack.code for pack in PACKS] == ["national", "S0", "S1", "S2", "S3", "S4"]
    assert [len(pack.figures) for pack in PACKS] == [0, 3, 2, 7, 5, 18]
    assert {figure.key for pack in PACKS for figure in pack.figures} <= set(KEYS)


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("S4", "publish.deadline", 5),
        ("S4", "publish.update_deadline", 10),
        ("S4", "request.transfer", 3),
        ("S4", "request.section_draft", 10),
        ("S4", "letters.complaint_target", 5),
        ("S4", "letters.complaint_limit", 7),
        ("S4", "letters.hard_extended", 30),
        ("S2", "publish.handover", 3),
        ("S2", "publish.handover_normative", 5),
        ("S0", "training.cycle", 3),
        ("S1", "assess.key_area_share_min", 40),
        ("S3", "service.material_cut", 60),
    ],
)
def test_a_chosen_pack_gives_its_figures_with_their_clauses(code, key, value):
    found = in_force(key, TODAY, rule_pack(code).figures)
    assert found.value == value
    assert found.basis.startswith("《")
    assert found.local is not None


def test_only_the_preview_of_seven_days_collides_with_a_figure():
    assert [conflict.key for pack in PACKS for conflict in pack.collisions(TODAY)] == ["predecision.period_max_local"]


def test_packs_say_what_they_leave_open():
    assert {point.key for point in rule_pack("S2").settings} == {"publish.handover.unit", "publish.handover.start"}
    assert "request.section_draft.start" in {point.key for point in rule_pack("S4").settings}
    assert rule_pack("national").settings == ()


def test_every_collision_says_rule_law_and_behaviour():
    codes = {pack.code for pack in PACKS}
    assert len(LAW_CONFLICTS) == len({row.code for row in LAW_CONFLICTS}) == 15
    for row in LAW_CONFLICTS:
        assert row.packs
        assert set(row.packs) <= codes
        assert all((row.clause, row.rule, row.law, row.behaviour))
    assert [row.code for row in rule_pack("S3").conflicts] == ["no_remedies"]
    assert "own_needs" in {row.code for row in rule_pack("S4").conflicts}


PHRASES = [
    (0, "3年内"),
    (1, "40%"),
    (2, "3日"),
    (2, "5日"),
    (3, "60%"),
    (3, "4%"),
    (4, "5个工作日内公开"),
    (4, "10个工作日内在有关载体"),
    (4, "收到申请的3个工作日内转交"),
    (4, "收到申请的10个工作日提供答复内容"),
    (4, "自收到申请之日起7个工作日内一次性书面告知"),
    (4, "5—7个工作日内回复"),
    (4, "15个或30个工作日回复"),
    (4, "不超过7个工作日"),
]


@pytest.mark.seeds
@pytest.mark.parametrize(("number", "phrase"), PHRASES)
def test_the_figures_stand_in_the_papers(number, phrase):
    text = re.sub(r"\s", "", seed(number).read_text(encoding="utf-8"))
    assert phrase in text
